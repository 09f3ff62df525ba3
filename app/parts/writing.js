// How far an answer is that a language model writes, and the button that stops it.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  let heading = root.querySelector("h2")
  let text = root.querySelector("p")
  let button = root.querySelector("button")
  // The button stays the same element, so that it keeps the focus while the words beside it change.
  if (!button) {
    heading = document.createElement("h2")
    text = document.createElement("p")
    button = document.createElement("button")
    button.type = "button"
    button.textContent = "Stop"
    root.replaceChildren(heading, text, button)
  }
  heading.textContent = data.question ?? ""
  heading.hidden = !data.question
  text.textContent = data.text
  button.disabled = !data.can_stop
  button.onclick = () => setTriggerValue("stop", true)
}
