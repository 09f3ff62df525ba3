// The filters in force; pressing one takes it away.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  root.dataset.drawn = drawn
  const lead = document.createElement("span")
  lead.textContent = "Searching only in"
  const list = document.createElement("ul")
  for (const chip of data) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = `${chip.text} ✕`
    button.setAttribute("aria-label", `Remove the filter ${chip.text}`)
    button.addEventListener("click", () => setTriggerValue("remove", { key: chip.key, value: chip.value }))
    const item = document.createElement("li")
    item.append(button)
    list.append(item)
  }
  root.replaceChildren(lead, list)
}
