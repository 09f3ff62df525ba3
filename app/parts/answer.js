// Draws one answer. Every word goes in as text: nothing here parses markup, so a document cannot bring any.

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  const focused = root.getRootNode().activeElement?.dataset?.key
  const open = (key) => setTriggerValue("open", key)
  // How the reader sorted and unfolded it stays when it is drawn again with another source open.
  const look = (root.look ??= { column: null, descending: false, isUnfolded: false, hasAll: {}, hasAllMarks: {} })
  root.replaceChildren(
    ...question(data, setTriggerValue),
    // What could be asked instead is read after the word that there is no answer.
    ...(data.notes_last ? [...body(data, open, look), ...notes(data)] : [...notes(data), ...body(data, open, look)]),
    ...rows(data, open, look),
    ...sources(data, open, look),
    make("p", { class: "searched" }, data.searched, data.sent ? ` ${data.sent}` : null),
  )
  const isFirst = !root.dataset.drawn
  root.dataset.drawn = drawn
  root.classList.toggle("later", data.turn > 0)
  // Only an answer that arrives fades in; opening one of its sources draws it again without a flicker.
  root.classList.toggle("arriving", isFirst)
  if (isFirst && data.scroll) root.scrollIntoView({ block: "start" })
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus()
}

function question(data, tell) {
  const askAgain = (question, isAlone) => tell("ask_again", { question, is_alone: isAlone })
  const heading = make("h2", {}, data.question)
  const parts = [heading]
  if (!data.writing) {
    const edit = make("button", { type: "button", class: "edit", "data-key": "edit" }, "Edit the question")
    edit.addEventListener("click", () => {
      const form = editor(data.question, askAgain, () => {
        form.replaceWith(heading, edit)
        edit.focus()
      })
      heading.remove()
      edit.replaceWith(form)
      form.querySelector("textarea").focus()
    })
    parts.push(edit)
  }
  if (data.resolved) {
    const alone = make(
      "button",
      { type: "button", class: "alone", "data-key": "alone", onclick: () => askAgain(data.question, true) },
      "Ask it without the questions before ✕",
    )
    parts.push(make("p", { class: "resolved" }, "Understood as: ", make("q", {}, data.resolved), " ", data.writing ? null : alone))
  }
  return parts
}

const MAX_QUESTION_CHARS = 2000

function editor(question, askAgain, cancel) {
  const area = make("textarea", { "aria-label": "The question", rows: "3", maxlength: String(MAX_QUESTION_CHARS) })
  area.value = question
  const ask = make("button", { type: "button", class: "button" }, "Ask again")
  const leave = make("button", { type: "button", class: "button", onclick: cancel }, "Cancel")
  const send = () => {
    const text = area.value.trim()
    if (text) askAgain(text, false)
  }
  ask.addEventListener("click", send)
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel()
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault()
      send()
    }
  })
  return make("div", { class: "editor" }, area, make("p", {}, ask, " ", leave, make("span", { class: "hint" }, " Later answers go.")))
}

function notes(data) {
  return data.notes.length ? [make("ul", { class: "notes" }, data.notes.map((note) => make("li", {}, note)))] : []
}

function mark(citation, data, open, place) {
  // While a model writes, numbers may still change; they become buttons when the answer is whole.
  if (data.writing) return make("span", { class: "mark" }, String(citation.n))
  const isOpen = data.open === citation.key
  return make(
    "button",
    {
      class: "mark",
      type: "button",
      "data-key": `${place}:${citation.key}`,
      "aria-pressed": String(isOpen),
      "aria-label": `Open source ${citation.n}: ${citation.title}, ${citation.publisher}, ${citation.place}`,
      title: `${citation.title}: ${citation.place}`,
      onclick: () => open(citation.key),
    },
    String(citation.n),
    citation.tag ? make("span", { class: "tag" }, citation.tag) : null,
  )
}

function body(data, open, look) {
  const byNumber = new Map(data.citations.map((citation) => [citation.n, citation]))
  const parts = []
  if (data.abstained) {
    parts.push(make("p", { class: "abstained" }, make("strong", {}, "No answer found. "), data.reason))
  }
  let block = null
  data.sentences.forEach((sentence, at) => {
    const marks = sentence.citations.map((n) => byNumber.get(n)).filter(Boolean)
    const shown = make(
      "span",
      { class: `sentence ${sentence.verdict}`, style: `--at:${Math.min(at, 12)}` },
      marked(sentence.text, marks.map((citation) => mark(citation, data, open, `s${at}`)), look, at),
      sentence.doubt ? make("span", { class: "doubt" }, ` ${sentence.doubt}`) : null,
      sentence.checked ? make("span", { class: "checked" }, ` ✓ ${sentence.checked}`) : null,
    )
    // What stands together in one paragraph of a document is read together here.
    const before = data.sentences[at - 1]
    const isBare = (one) => one && !one.doubt && !one.checked
    const goesOn = isBare(sentence) && isBare(before) && String(before.citations) === String(sentence.citations)
    if (goesOn && marks.length) block.append(" ", shown)
    else parts.push((block = make("p", {}, shown)))
  })
  return parts
}

const MARKS = 4
const LONGEST_WORD = 24

// The words of a sentence and the numbers behind it; the first number stays with the last word, many are folded.
function marked(text, marks, look, at) {
  if (!marks.length) return text
  const cut = text.lastIndexOf(" ") + 1
  // A word as long as an address has to break where a line ends.
  const isWord = text.length - cut <= LONGEST_WORD
  const head = [text.slice(0, cut), make("span", { class: isWord ? "keep" : null }, text.slice(cut), "\u00a0", marks[0])]
  const rest = marks.slice(1)
  if (marks.length <= MARKS || look.hasAllMarks[at]) return [head, rest.map((one) => [" ", one])]
  const folded = rest.slice(MARKS - 2)
  folded.forEach((one) => one.classList.add("folded"))
  const more = make("button", { type: "button", class: "mark", "aria-label": `Show ${folded.length} more sources` }, `+${folded.length}`)
  more.addEventListener("click", () => {
    look.hasAllMarks[at] = true
    folded.forEach((one) => one.classList.remove("folded"))
    folded[0].focus()
    more.remove()
  })
  return [head, rest.map((one) => [" ", one]), " ", more]
}

function rows(data, open, state) {
  if (!data.rows.length) return []
  const byNumber = new Map(data.citations.map((citation) => [citation.n, citation]))
  const names = data.columns
  const tbody = make("tbody")
  const heads = names.map((name, column) => {
    const button = make("button", { type: "button", class: "sort", "data-key": `head${column}` }, name)
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
  const fill = () => {
    const ordered = [...data.rows]
    if (state.column !== null) {
      const sign = state.descending ? -1 : 1
      const compare = new Intl.Collator("en-GB", { numeric: true }).compare
      ordered.sort((a, b) => sign * compare(a.sort[state.column], b.sort[state.column]))
    }
    tbody.replaceChildren(
      ...ordered.map((row, at) => {
        const citation = byNumber.get(row.citation)
        const cells = row.cells.map((cell, column) => make(column ? "td" : "th", column ? { "data-name": names[column] } : { scope: "row" }, cell))
        return make("tr", {}, cells, make("td", { "data-name": "Source" }, citation ? mark(citation, data, open, `r${row.citation}-${at}`) : "–"))
      }),
    )
  }
  if (state.column !== null) heads[state.column]?.setAttribute("aria-sort", state.descending ? "descending" : "ascending")
  fill()
  const table = make(
    "table",
    { class: "cards" },
    make("thead", {}, make("tr", {}, heads, make("th", { scope: "col" }, "Source"))),
    tbody,
  )
  const save = make("button", { type: "button", class: "more save", "data-key": "csv" }, "Download the table")
  save.addEventListener("click", () => {
    const about = (citation) =>
      citation ? [citation.n, citation.title, citation.publisher, citation.published, citation.place, citation.quote] : []
    const head = [...names, "Source", "Title", "Who says it", "Published", "Place", "Quote"]
    saveCsv("table.csv", [head, ...data.rows.map((row) => [...row.cells, ...about(byNumber.get(row.citation))])])
  })
  const parts = [make("div", { class: "rows", role: "region", "aria-label": "Rows of the answer", tabindex: "0" }, table), save]
  if (!data.rows_are_said) return parts
  const count = `${data.rows.length} ${data.rows.length === 1 ? "row" : "rows"}`
  const folded = make("details", { open: state.isUnfolded ? "" : null }, make("summary", { "data-key": "table" }, `The same as a table (${count})`), parts)
  folded.addEventListener("toggle", () => (state.isUnfolded = folded.open))
  return [folded]
}

function sources(data, open, look) {
  const parts = []
  if (data.citations.length) parts.push(listOf("Sources", data.citations, data, open, look))
  if (data.nearest.length) parts.push(listOf("Nearest paragraphs, which are no answer", data.nearest, data, open, look))
  return parts
}

const SHOWN = 6

function listOf(name, citations, data, open, look) {
  const item = (citation) =>
    make(
      "li",
      {},
      make(
        "button",
        {
          type: "button",
          class: "source",
          "data-key": `l:${citation.key}`,
          "aria-pressed": String(data.open === citation.key),
          onclick: () => open(citation.key),
        },
        make("span", { class: "number" }, String(citation.n)),
        make(
          "span",
          { class: "what" },
          make("span", { class: "title" }, citation.title),
          make(
            "span",
            { class: "about" },
            make("span", { class: `publisher ${citation.publisher_kind}` }, citation.publisher),
            [citation.published, citation.place].filter(Boolean).map((text) => make("span", {}, text)),
          ),
          make("span", { class: citation.shown_quote ? "quote" : "quote printed" }, `“${citation.quote}”`),
        ),
      ),
    )
  const list = make("ol", { class: "sources" }, citations.map(item))
  const section = make("section", { "aria-label": name }, make("h3", {}, name), list)
  if (citations.length > SHOWN + 2 && !look.hasAll[name]) {
    const hidden = [...list.children].slice(SHOWN)
    hidden.forEach((node) => node.classList.add("folded"))
    const more = make("button", { type: "button", class: "more", "data-key": "more" }, `Show all ${citations.length}`)
    more.addEventListener("click", () => {
      look.hasAll[name] = true
      hidden.forEach((node) => node.classList.remove("folded"))
      hidden[0].querySelector("button").focus()
      more.remove()
    })
    section.append(more)
  }
  return section
}
