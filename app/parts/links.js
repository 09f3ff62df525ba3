// Plain links in a row.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  root.replaceChildren(
    ...data.map(({ text, url }) => {
      const link = document.createElement("a")
      link.textContent = text
      link.href = url
      return link
    }),
  )
}
