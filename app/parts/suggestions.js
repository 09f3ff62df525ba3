// Questions to try; a click asks one.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  const heading = document.createElement("h2")
  heading.textContent = data.heading
  const list = document.createElement("ul")
  for (const question of data.questions) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = question
    button.addEventListener("click", () => setTriggerValue("ask", question))
    const item = document.createElement("li")
    item.append(button)
    list.append(item)
  }
  root.replaceChildren(heading, list)
  root.dataset.drawn = drawn
}
