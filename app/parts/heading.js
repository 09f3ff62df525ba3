// The heading of a page and a line about it.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const heading = document.createElement("h1")
  heading.textContent = data.text
  const about = document.createElement("p")
  about.textContent = data.about
  root.replaceChildren(heading, about)
}
