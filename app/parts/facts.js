// Names and values, one below the other.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const list = document.createElement("dl")
  for (const [name, value] of data) {
    const line = document.createElement("div")
    const term = document.createElement("dt")
    term.textContent = name
    const told = document.createElement("dd")
    told.textContent = value
    line.append(term, told)
    list.append(line)
  }
  root.replaceChildren(list)
}
