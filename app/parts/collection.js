// The documents that are searched, newest first.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  const line = ({ title, url, publisher, publisher_kind, about }) =>
    make(
      "li",
      {},
      make("a", { class: "title", href: url }, title),
      make("span", { class: "about" }, make("span", { class: `publisher ${publisher_kind}` }, publisher),
        about.map((text) => make("span", {}, text))),
    )
  root.replaceChildren(
    make("h2", {}, "What is searched"),
    make("p", {}, data.summary),
    make("ul", {}, data.documents.map(line)),
    data.all ? make("p", { class: "all" }, make("a", { href: "library" }, data.all)) : "",
  )
  root.dataset.drawn = drawn
}
