// Answers side by side. Text goes in as text only.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  root.dataset.drawn = drawn
  const source = ({ text, title, url }) =>
    make("a", { href: url, target: "_blank", rel: "noopener", title, "aria-label": `${text}, ${title}, opens in a new tab` }, text)
  const cell = ({ sentences, nothing }, name) =>
    make(
      "td",
      { "data-name": name },
      ...(nothing
        ? [make("p", { class: "nothing" }, nothing)]
        : sentences.map(({ text, sources }) =>
            make("div", { class: "said" }, make("p", {}, text), ...sources.map((one) => make("p", { class: "source" }, source(one)))),
          )),
    )
  const head = make("tr", {}, make("th", { scope: "col" }, "Aspect"), ...data.columns.map((name) => make("th", { scope: "col" }, name)))
  const rows = data.rows.map(({ aspect, cells }) =>
    make("tr", {}, make("th", { scope: "row" }, aspect), ...cells.map((one, at) => cell(one, data.columns[at]))),
  )
  const save = make("button", { type: "button" }, "Download the table")
  save.addEventListener("click", () => {
    const lines = data.rows.flatMap(({ aspect, cells }) =>
      cells.flatMap(({ sentences, nothing }, at) =>
        nothing
          ? [[aspect, data.columns[at], nothing, "", ""]]
          : sentences.map(({ text, sources }) => [
              aspect, data.columns[at], text, sources.map((one) => `${one.title}, ${one.text}`).join("; "),
              sources.map((one) => new URL(one.url, location.href).href).join(" ")]),
      ),
    )
    saveCsv("comparison.csv", [["Aspect", "Side", "What is said", "Source", "Evidence"], ...lines])
  })
  root.replaceChildren(save, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)))
}
