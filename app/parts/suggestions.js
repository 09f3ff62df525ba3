// Questions to try; a click asks one.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  const ask = (question) => make("button", { type: "button", onclick: () => setTriggerValue("ask", question) }, question)
  root.replaceChildren(make("h2", {}, data.heading), make("ul", {}, data.questions.map((one) => make("li", {}, ask(one)))))
  root.dataset.drawn = drawn
}
