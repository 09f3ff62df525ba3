// One line that the user should read before asking.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  root.setAttribute("role", "note")
  if (root.textContent !== data) root.textContent = data
}
