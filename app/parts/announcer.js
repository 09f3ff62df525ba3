// A region that stays in the page and whose words change, which is what screen readers announce.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  root.setAttribute("role", "status")
  root.setAttribute("aria-live", "polite")
  if (root.textContent !== data) root.textContent = data
}
