// Draws one source: where the words stand, the words themselves, and the page. Text goes in as text only.

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  const isNew = root.dataset.key !== data.key
  const focused = root.getRootNode().activeElement?.dataset?.key
  const tell = (name, value) => setTriggerValue(name, value)
  root.replaceChildren(head(data, tell), text(data), ...page(data, tell, root), facts(data), files(data))
  root.dataset.drawn = drawn
  root.dataset.key = data.key
  if (isNew) arrive(root)
  else if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus()
}

const FIRST_WORDS_PX = 160

function arrive(root) {
  root.querySelector("h2").focus({ preventScroll: true })
  const panel = root.getRootNode().host?.closest(".stColumn")
  const isBeside = panel && getComputedStyle(panel).position === "sticky"
  if (!isBeside) root.querySelector("header").scrollIntoView({ block: "start" })
  else {
    panel.scrollTop = 0
    // Who says it and the first words that are cited are seen together where there is room.
    const cited = (root.querySelector(".cited mark") ?? root.querySelector(".cited")).getBoundingClientRect()
    const frame = panel.getBoundingClientRect()
    const hidden = Math.min(cited.bottom, cited.top + FIRST_WORDS_PX) + 16 - frame.bottom
    if (hidden > 0) panel.scrollTop = Math.min(hidden, cited.top - frame.top - 16)
  }
}

function head(data, tell) {
  const step = (key, name, symbol) =>
    make(
      "button",
      { type: "button", disabled: key === null ? "" : null, "aria-label": name, title: name, "data-key": name,
        onclick: () => tell("open", key) },
      symbol,
    )
  return make(
    "header",
    {},
    make(
      "div",
      { class: "bar" },
      make("span", { class: "count" }, data.count),
      step(data.previous, "Previous source", "←"),
      step(data.next, "Next source", "→"),
      make("button", { type: "button", "aria-label": "Close source", title: "Close source", "data-key": "close",
        onclick: () => tell("close", true) }, "✕"),
    ),
    make("h2", { tabindex: "-1" }, data.title),
    make("p", { class: "who" },
      make("span", { class: `publisher ${data.publisher_kind}` }, data.publisher), ` ${data.publisher_note}`),
    make("p", { class: "place" }, data.place),
    data.section ? make("p", { class: "place" }, data.section) : null,
  )
}

function facts(data) {
  return make(
    "dl",
    {},
    data.facts.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))),
  )
}

function paragraph(item, cited) {
  const words = item.segments.map((segment) =>
    segment.mark ? make("mark", {}, segment.text) : segment.quoted ? make("span", { class: "said" }, segment.text) : segment.text,
  )
  const tag = item.role === "heading" ? "h3" : "p"
  const number = item.number ? make("span", { class: "number" }, item.number) : null
  const bullet = item.role === "list item" && !item.number ? make("span", { class: "number", "aria-hidden": "true" }, "•") : null
  const attributes = { class: `paragraph depth${Math.min(item.depth, 3)}${cited ? " cited" : ""}` }
  return make("div", attributes, number ?? bullet, make(tag, {}, words))
}

function text(data) {
  return make(
    "section",
    { "aria-label": "The cited paragraph between its neighbours" },
    data.changed ? make("p", { class: "changed" }, data.changed) : null,
    data.lead_in ? paragraph(data.lead_in, false) : null,
    data.before.map((item) => paragraph(item, false)),
    paragraph(data.paragraph, true),
    data.quoted_note ? make("p", { class: "note" }, data.quoted_note) : null,
    data.after.map((item) => paragraph(item, false)),
  )
}

function page(data, tell, root) {
  if (!data.page) return []
  const { url, number, count, alt, boxes } = data.page
  const zoom = root.dataset.zoom || "1"
  const sheet = make(
    "div",
    { class: "sheet", style: `width:${Number(zoom) * 100}%` },
    make("img", { src: url, alt, loading: "eager" }),
    boxes.map((box) =>
      make("div", { class: "box", style: `left:${box.left}%;top:${box.top}%;width:${box.width}%;height:${box.height}%` }),
    ),
  )
  const frame = make("div", { class: "frame", role: "region", tabindex: "0", "aria-label": alt }, sheet)
  const turn = (to, name, symbol) =>
    make("button", { type: "button", "aria-label": name, title: name, "data-key": name,
      disabled: to < 1 || to > count ? "" : null, onclick: () => tell("page", to) }, symbol)
  const scale = (factor, name, symbol) => {
    const button = make("button", { type: "button", "aria-label": name, title: name, "data-key": name }, symbol)
    button.addEventListener("click", () => {
      const now = Math.min(4, Math.max(1, Number(root.dataset.zoom || "1") * factor))
      root.dataset.zoom = String(now)
      sheet.style.width = `${now * 100}%`
    })
    return button
  }
  const bar = make(
    "div",
    { class: "bar" },
    make("h3", { class: "count" }, `Page ${number} of ${count}`),
    turn(number - 1, "Previous page", "←"),
    turn(number + 1, "Next page", "→"),
    scale(1 / 1.5, "Smaller", "−"),
    scale(1.5, "Larger", "+"),
  )
  return [make("section", { "aria-label": "Picture of the page" }, bar, frame)]
}

function files(data) {
  const links = [make("a", { href: data.library_url }, "Read the whole document")]
  if (data.file_url) links.push(make("a", { href: data.file_url, download: "" }, `Download the file (${data.file_name})`))
  return make("p", { class: "files" }, links)
}
