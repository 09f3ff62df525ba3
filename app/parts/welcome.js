// The words that greet a new conversation.

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".root")
  if (root.childElementCount) return
  const heading = document.createElement("h1")
  heading.textContent = "What have inspectors said?"
  const text = document.createElement("p")
  text.textContent =
    "Ask in plain English. Every sentence of the answer names the paragraph it comes from; " +
    "open its number to read the paragraph in its place. If the documents hold no answer, you are told so."
  root.append(heading, text)
}
