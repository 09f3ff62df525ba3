// One document to be read from top to bottom. Text goes in as text only.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  root.dataset.drawn = drawn
  const places = new Map()
  const goTo = (id) => {
    const place = places.get(id)
    if (!place) return
    for (const other of places.values()) other.classList.remove("cited")
    place.classList.add("cited")
    place.scrollIntoView({ block: "center" })
    place.focus({ preventScroll: true })
  }
  let page = null
  const text = []
  for (const item of data.paragraphs) {
    if (item.page !== null && item.page !== page) {
      page = item.page
      text.push(make("p", { class: "page" }, `Page ${page}`))
    }
    const isHeading = item.role === "heading"
    const tag = isHeading ? `h${Math.min(6, item.level + 1)}` : "p"
    const number = item.number ?? (item.role === "list item" ? "•" : null)
    const block = make(
      "div",
      { class: `paragraph ${item.role.replace(" ", "-")} depth${Math.min(item.depth, 3)}`, tabindex: "-1" },
      isHeading && !item.number ? null : make("span", { class: "number" }, number ?? ""),
      make(tag, {}, item.text),
    )
    places.set(item.id, block)
    text.push(block)
  }
  const facts = make("dl", {}, ...data.facts.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))))
  const judgements = data.judgements.map(({ area, grade, target }) => {
    const button = make("button", { type: "button" }, "Read where it says so")
    button.setAttribute("aria-label", `Read where it says so: ${area}`)
    button.addEventListener("click", () => goTo(target))
    return make("tr", {}, make("th", { scope: "row" }, area), make("td", {}, grade), make("td", {}, button))
  })
  const head = ["Area", "Judgement", "Evidence"].map((name) => make("th", { scope: "col" }, name))
  root.replaceChildren(
    ...[
      make("h1", {}, data.title),
      make("p", { class: "who" }, make("span", { class: `publisher ${data.publisher_kind}` }, data.publisher), ` ${data.publisher_note}`),
      facts,
      judgements.length
        ? make("table", {}, make("caption", {}, "Judgements"), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...judgements))
        : null,
      ...data.warnings.map((warning) => make("p", { class: "warning" }, warning)),
      data.missing ? make("p", { class: "warning" }, data.missing) : null,
      make("p", { class: "file" }, make("a", { href: data.file_url, download: "1" }, "Download the file as it was read")),
      make("section", { "aria-label": "Text of the document" }, ...text),
    ].filter(Boolean),
  )
  if (data.marked) requestAnimationFrame(() => goTo(data.marked))
}
