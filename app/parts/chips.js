// The filters in force; pressing one takes it away.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  root.dataset.drawn = drawn
  const chip = ({ key, value, text }) =>
    make("button", { type: "button", "aria-label": `Remove the filter ${text}`, onclick: () => setTriggerValue("remove", { key, value }) },
      `${text} ✕`)
  root.replaceChildren(make("span", {}, "Searching only in"), make("ul", {}, data.map((one) => make("li", {}, chip(one)))))
}
