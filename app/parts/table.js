// A table that can be searched and sorted; titles are links. Text goes in as text only.

const STEP = 100
const SHORT_CHARS = 20

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  root.dataset.drawn = drawn
  const state = { words: "", column: null, descending: false, shown: STEP }
  const compare = new Intl.Collator("en-GB", { numeric: true }).compare
  const body = make("tbody")
  const found = make("p", { class: "found", role: "status" })
  const more = make("button", { type: "button", class: "more" }, "Show more")
  const matching = () => {
    const words = state.words.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean)
    const rows = data.rows.filter((row) => {
      const text = row.cells.join(" ").toLocaleLowerCase("en-GB")
      return words.every((word) => text.includes(word))
    })
    if (state.column !== null) {
      const sign = state.descending ? -1 : 1
      rows.sort((a, b) => sign * compare(a.sort[state.column], b.sort[state.column]))
    }
    return rows
  }
  const fill = () => {
    const rows = matching()
    body.replaceChildren(
      ...rows.slice(0, state.shown).map((row) =>
        make(
          "tr",
          {},
          ...row.cells.map((cell, at) => {
            const isShort = cell.length <= SHORT_CHARS
            if (at) return make("td", { "data-name": data.columns[at], class: isShort ? "short" : null }, cell || "–")
            return make("th", { scope: "row" }, row.url ? make("a", { href: row.url, target: "_self" }, cell) : cell)
          }),
        ),
      ),
    )
    found.textContent = `${rows.length.toLocaleString("en-GB")} of ${data.rows.length.toLocaleString("en-GB")} ${data.noun}`
    more.hidden = rows.length <= state.shown
  }
  const heads = data.columns.map((name, column) => {
    const button = make("button", { type: "button", class: "sort" }, name)
    const head = make("th", { scope: "col" }, button)
    button.addEventListener("click", () => {
      state.descending = state.column === column && !state.descending
      state.column = column
      heads.forEach((other) => other.removeAttribute("aria-sort"))
      head.setAttribute("aria-sort", state.descending ? "descending" : "ascending")
      fill()
    })
    return head
  })
  more.addEventListener("click", () => {
    state.shown += STEP
    fill()
  })
  const search = make("input", { type: "search", "aria-label": `Find in ${data.noun}`, placeholder: `Find in ${data.noun}` })
  search.addEventListener("input", () => {
    state.words = search.value
    fill()
  })
  const save = make("button", { type: "button", class: "save" }, "Download the table")
  save.addEventListener("click", () => {
    const hasLinks = data.rows.some((row) => row.url)
    const line = (row) => (hasLinks ? [...row.cells, row.url ? new URL(row.url, location.href).href : ""] : row.cells)
    saveCsv(`${data.noun}.csv`, [hasLinks ? [...data.columns, "Evidence"] : data.columns, ...matching().map(line)])
  })
  fill()
  const table = make("table", { class: "cards" }, make("thead", {}, make("tr", {}, ...heads)), body)
  const scroll = make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": data.label }, table)
  root.replaceChildren(...(data.searchable ? [make("div", { class: "bar" }, search, found, save)] : []), scroll, more)
}
