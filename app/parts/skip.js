// The page's very first link: it leads past filters, menu and suggestions to the question box.

export default function ({ data }) {
  const id = "skip-to-question"
  const link = document.getElementById(id) ?? make("a", { id, href: "#", class: id })
  link.textContent = data
  link.onclick = (event) => {
    event.preventDefault()
    document.querySelector('[data-testid="stChatInputTextArea"]')?.focus()
  }
  // It stands beside what Streamlit draws, which it therefore never takes away; leaving the page does.
  if (!link.isConnected) document.body.prepend(link)
  return () => link.remove()
}
