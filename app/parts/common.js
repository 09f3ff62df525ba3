// What several components use; put before each component's own script.

// Gives rows to the user as a CSV file in which no cell is a formula to a spreadsheet.
function saveCsv(name, rows) {
  const cell = (value) => {
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = rows.map((row) => row.map((value) => cell(String(value ?? ""))).join(",") + "\r\n")
  const link = document.createElement("a")
  // The mark at the start tells spreadsheets that it is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", ...lines], { type: "text/csv;charset=utf-8" }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

// Makes an element; children that are text go in as text only. Attributes without a value are left out.
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.addEventListener("click", value)
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value)
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined))
  return node
}
