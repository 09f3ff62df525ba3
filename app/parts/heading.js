// The heading of a page and a line about it.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  root.replaceChildren(data.text ? make("h1", {}, data.text) : "", make("p", {}, data.about))
}
