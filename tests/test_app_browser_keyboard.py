"""Everything without a mouse, and every state of the pages by the rules of WCAG."""

from collections.abc import Iterator

import pytest
from browser import WAIT_MS, Served, ask, chromium, keep_screenshot, settled, violations
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

QUESTION = "Which authority was judged outstanding?"
MOST_TABS = 60
FOCUSED = """() => {
  let node = document.activeElement
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement
  if (!node) return null
  const style = getComputedStyle(node)
  // Streamlit marks the focus of its own fields by the frame around them.
  let framed = node, marked = false
  for (let up = 0; framed && up < 8; up += 1, framed = framed.parentElement) {
    const seen = getComputedStyle(framed)
    marked ||= (seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) >= 1) || seen.boxShadow !== "none"
  }
  const box = node.getBoundingClientRect()
  return { tag: node.tagName, marked, label: node.getAttribute("aria-label") ?? node.textContent.trim(),
    seen: box.bottom > 0 && box.top < innerHeight }
}"""


@pytest.fixture(scope="module")
def served(sample_app: Served) -> Served:
    return sample_app


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1360, "height": 850}, accept_downloads=True)
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


def tab_to(page: Page, label: str, *, back: bool = False) -> list[str]:
    """Press Tab until the element of this name has the focus; return the names on the way, each seen and marked."""
    passed: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        focus = page.evaluate(FOCUSED)
        if focus is None or focus["tag"] == "BODY":
            continue
        assert focus["seen"], f"the focus went out of sight to {focus}"
        assert focus["marked"], f"the focus cannot be seen on {focus}"
        passed.append(focus["label"])
        if focus["tag"] != "MAIN" and focus["label"].startswith(label):
            return passed
    raise AssertionError(f"{label!r} was not reached in {MOST_TABS} steps: {passed}")


def test_question_source_page_and_download_by_keyboard_alone(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("heading", name="For example").wait_for()
    settled(page)
    tab_to(page, "Ask about the inspection letters")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".searched").wait_for()
    page.get_by_role("button", name="Word").wait_for()
    settled(page)
    tab_to(page, "Open source 1", back=True)
    page.keyboard.press("Enter")
    page.locator(".sheet img").wait_for()
    settled(page)
    assert page.evaluate(FOCUSED)["tag"] == "H2", "opening a source moves the focus to it"
    tab_to(page, "Next page")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Page 2 of").wait_for()
    settled(page)
    tab_to(page, "Close", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".cited")).to_have_count(0)
    settled(page)
    on_the_way = tab_to(page, "Word")
    assert "Markdown" not in on_the_way, "the order on the page is the order of the focus"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


def test_first_link_leads_to_the_question_box(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("heading", name="For example").wait_for()
    settled(page)
    assert tab_to(page, "Go to the question") == ["Go to the question"]
    keep_screenshot(page, "skip-link")
    page.keyboard.press("Enter")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".searched").wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="Library").click()
    page.locator("tbody tr").first.wait_for()
    expect(page.get_by_role("link", name="Go to the question")).to_have_count(0)


def test_pages_are_reached_and_used_by_keyboard_alone(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("heading", name="For example").wait_for()
    settled(page)
    tab_to(page, "Library")
    page.keyboard.press("Enter")
    page.locator("tbody tr").first.wait_for()
    settled(page)
    tab_to(page, "Find in documents")
    page.keyboard.type("thornwick 2024")
    expect(page.locator("tbody tr")).to_have_count(1)
    tab_to(page, "Inspection of Thornwick")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).wait_for()
    settled(page)
    tab_to(page, "Overview")
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="By year").wait_for()
    settled(page)
    tab_to(page, "Latest")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="By year")).to_have_attribute("aria-selected", "true")


def test_answers_in_every_form_break_no_rule(page: Page, served: Served) -> None:
    found = {}
    page.goto(served.address)
    for question in (
        "What needs to improve in Thornwick?",
        "Compare caseloads in Aldermere and Westhaven Vale",
        "How many authorities are inadequate?",
        "Who led the inspections of Aldermere?",
        "And in Westhaven Vale?",
        "What can I ask?",
    ):
        ask(page, question)
        settled(page)
        found[question] = violations(page)
    page.get_by_text("Was this answer useful?").click()
    page.get_by_role("button", name="Keep").wait_for()
    found["feedback"] = violations(page)
    keep_screenshot(page, "forms")
    assert found == {state: [] for state in found}


def test_filtered_and_failed_states_break_no_rule(page: Page, served: Served) -> None:
    found = {}
    page.goto(f"{served.address}/?authority=Thornwick&latest=true&q=What+has+to+improve%3F")
    page.get_by_role("button", name="Remove the filter Thornwick").wait_for()
    found["filters"] = violations(page)
    page.goto(f"{served.address}/library?document=nothing")
    settled(page)
    found["unknown document"] = violations(page)
    page.goto(f"{served.address}/compare")
    page.get_by_role("heading", name="Compare", exact=True).wait_for()
    found["compare, nothing chosen"] = violations(page)
    assert found == {state: [] for state in found}
