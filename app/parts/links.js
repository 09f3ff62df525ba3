// Plain links in a row.

export default function ({ data, parentElement }) {
  parentElement.querySelector(".root").replaceChildren(...data.map(({ text, url }) => make("a", { href: url }, text)))
}
