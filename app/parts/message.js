// A message to the user; its words go in as text only.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  root.setAttribute("role", "alert")
  root.replaceChildren(make("h2", {}, data.heading), make("p", {}, data.text))
}
