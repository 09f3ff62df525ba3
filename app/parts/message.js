// A message to the user; its words go in as text only.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const heading = document.createElement("h2")
  heading.textContent = data.heading
  const text = document.createElement("p")
  text.textContent = data.text
  root.setAttribute("role", "alert")
  root.replaceChildren(heading, text)
}
