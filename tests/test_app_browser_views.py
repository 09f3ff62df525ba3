"""The pages as people meet them: printed, on a telephone, magnified, in dark mode."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest
from browser import WAIT_MS, Served, ask, chromium, keep_screenshot, settled
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

QUESTION = "What did inspectors say about caseloads in Aldermere?"
LIST_QUESTION = "What needs to improve in Thornwick?"
PAGES = {
    "ask": "/?q=What+needs+to+improve+in+Thornwick%3F",
    "library": "/library",
    "overview": "/overview",
    "compare": "/compare?compare=Thornwick&compare=Westhaven+Vale",
}
# A window of 1360 x 850 at 200% leaves the page half of each; 360 is a small telephone.
SIZES = {"magnified": (680, 425, 2.0), "telephone": (360, 740, 2.0)}


@pytest.fixture(scope="module")
def served(sample_app: Served) -> Served:
    return sample_app


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def view(browser: Browser, size: str, scheme: Literal["light", "dark"] = "light") -> Page:
    width, height, scale = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, color_scheme=scheme
    )
    context.set_default_timeout(WAIT_MS)
    return context.new_page()


def too_wide(page: Page) -> list[str]:
    """Return what reaches beyond the right edge of the window, and could be read only by scrolling sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const beyond = []
          const look = (root) => {
            for (const node of root.querySelectorAll("*")) {
              if (node.shadowRoot) look(node.shadowRoot)
              const box = node.getBoundingClientRect()
              const isText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
              const seen = getComputedStyle(node)
              if (isText && box.width > 1 && seen.visibility === "visible" && box.right > innerWidth + 1
                  && !node.closest(".stSidebar, [role=tablist], .rows, canvas, summary"))
                beyond.push(node.textContent.slice(0, 40))
            }
          }
          look(document)
          if (document.documentElement.scrollWidth > innerWidth) beyond.push("the page itself")
          return beyond
        }"""
    )
    return found


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("name", list(PAGES))
def test_page_needs_no_sideways_scrolling(browser: Browser, served: Served, name: str, size: str) -> None:
    page = view(browser, size)
    page.goto(served.address + PAGES[name])
    page.locator("tbody tr:visible, .searched:visible, .stVegaLiteChart:visible").first.wait_for()
    settled(page)
    assert too_wide(page) == []
    keep_screenshot(page, f"{size}-{name}")
    page.context.close()


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_opened_source_comes_into_view_on_a_small_page(
    browser: Browser, served: Served, size: str, scheme: Literal["light", "dark"]
) -> None:
    page = view(browser, size, scheme)
    page.goto(served.address)
    ask(page, QUESTION)
    mark = page.locator("button.mark").first
    mark.click()
    expect(page.locator(".cited")).to_be_in_viewport()
    settled(page)
    answer, source = page.locator(".st-key-conversation").bounding_box(), page.locator(".st-key-source").bounding_box()
    assert answer
    assert source
    assert source["y"] >= answer["y"] + answer["height"], "the source stands below the answer, not squeezed beside it"
    assert too_wide(page) == []
    keep_screenshot(page, f"{size}-source-{scheme}")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".cited")).to_have_count(0)
    page.context.close()


def test_rows_of_a_table_become_cards_that_name_each_value_on_a_telephone(browser: Browser, served: Served) -> None:
    page = view(browser, "telephone")
    page.goto(f"{served.address}/library")
    cell = page.locator("tbody tr").first.locator("td").first
    cell.wait_for()
    label = cell.evaluate("e => getComputedStyle(e, '::before').content")
    assert "Authority" in label
    assert page.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "block"
    page.context.close()


def test_conversation_prints_whole_with_its_sources_and_nothing_else(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 1360, "height": 850})
    page = context.new_page()
    page.goto(served.address)
    ask(page, QUESTION)
    ask(page, LIST_QUESTION)
    settled(page)
    shown = [" ".join((each or "").split()) for each in page.locator(".sentence").all_text_contents()]
    quotes = page.locator(".source .quote").all_text_contents()
    path = tmp_path / "printed.pdf"
    page.pdf(path=path, format="A4")
    context.close()
    document = pypdfium2.PdfDocument(path)
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in document]
    printed = "".join("".join(sheets).split())
    assert 1 <= len(sheets) <= 3
    for text in [QUESTION, LIST_QUESTION, *shown, *quotes]:
        assert "".join(text.split()) in printed, text
    assert len(quotes) >= 3
    for control in (
        "Evidence pack",
        "New conversation",
        "Was this answer useful",
        "Search only in",
        "What is searched",
    ):
        assert "".join(control.split()) not in printed, control
    document.close()
