// Whoever has to sign in first comes back to the address that they asked for, which this tab remembers until then.

const WANTED = "inspection-qa:wanted"

export default function ({ data }) {
  if (data === "remember") {
    sessionStorage.setItem(WANTED, location.pathname + location.search)
    return
  }
  const wanted = sessionStorage.getItem(WANTED)
  sessionStorage.removeItem(WANTED)
  // Signing in ends at the bare first page; whoever is anywhere else went there on purpose.
  const isFirstPage = location.pathname.endsWith("/") && !location.search
  if (wanted && isFirstPage && /^\/(?!\/)/.test(wanted) && wanted !== location.pathname) location.replace(wanted)
}
