// The documents that are searched, newest first.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  const make = (tag, name, text) => {
    const node = document.createElement(tag)
    if (name) node.className = name
    if (text) node.textContent = text
    return node
  }
  const list = make("ul")
  for (const line of data.documents) {
    const item = make("li")
    const title = make("a", "title", line.title)
    title.href = line.url
    const about = make("span", "about")
    about.append(make("span", `publisher ${line.publisher_kind}`, line.publisher))
    for (const text of line.about) about.append(make("span", "", text))
    item.append(title, about)
    list.append(item)
  }
  root.replaceChildren(make("h2", "", "What is searched"), make("p", "", data.summary), list)
  if (data.more) root.append(make("p", "", `and ${data.more} more, in the library.`))
  root.dataset.drawn = drawn
}
