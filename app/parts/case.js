// One question of an evaluation run: what was expected, what was answered. Text goes in as text only.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  root.dataset.drawn = drawn
  const link = (text, url) => (url ? make("a", { href: url }, text) : text)
  const section = (name, ...children) => make("section", {}, make("h2", {}, name), ...children)
  const facts = (pairs) =>
    make("dl", {}, pairs.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))))
  const gold = (entry) => {
    const told = { true: " (cited)", false: " (not cited)" }[String(entry.is_cited)] ?? ""
    return make("div", {}, link(entry.text, entry.url), make("strong", {}, told),
      entry.paragraphs.map((text) => make("blockquote", {}, text)))
  }
  const alternatives = (entries) =>
    make("li", {}, entries.map((entry, at) => [at ? make("p", {}, "or") : null, gold(entry)]).flat())
  const answer = []
  if (data.error) answer.push(make("p", { class: "fault" }, data.error))
  if (data.abstained) answer.push(make("p", {}, make("strong", {}, "No answer found. "), data.reason ?? ""))
  for (const { text, citations, verdict } of data.sentences) {
    const marks = citations.map((n) => ` [${n}]`).join("")
    const doubt = verdict === "partly" || verdict === "unsupported" ? ` (${verdict})` : ""
    answer.push(make("p", {}, text + marks + doubt))
  }
  if (data.rows.length) answer.push(make("ul", {}, data.rows.map((cells) => make("li", {}, cells.join(": ")))))
  const citation = ({ n, title, place, quote, url }) =>
    make("li", {}, `[${n}] `, link(title, url), `, ${place}`, make("blockquote", {}, quote))
  root.replaceChildren(
    make("h1", {}, data.question),
    make("p", { class: "where" }, data.where),
    ...data.before.map((question) => make("p", { class: "where" }, `Asked before: ${question}`)),
    section("What fell short", data.faults.length ? make("ul", {}, data.faults.map((one) => make("li", { class: "fault" }, one))) : make("p", {}, "Nothing.")),
    section("Expected", facts(data.expected)),
    ...(data.gold.length ? [section("Paragraphs that a good answer cites", make("ul", {}, data.gold.map(alternatives)))] : []),
    section("Answer", answer),
    ...(data.citations.length ? [section("Its sources", make("ul", { class: "sources" }, data.citations.map(citation)))] : []),
    section("Scores", facts(data.scores)),
  )
}
