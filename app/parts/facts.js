// Names and values, one below the other.

export default function ({ data, parentElement }) {
  const line = ([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))
  parentElement.querySelector(".root").replaceChildren(make("dl", {}, data.map(line)))
}
