"""A newcomer's first five minutes, as docs/walkthrough.md tells them; the pictures are kept for it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import WAIT_MS, Served, ask, chromium, keep_screenshot, serving, settled
from docx import Document
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LETTER = """Kestrelmoor Council

Monitoring visit to Kestrelmoor children's services

The visit took place on 3 and 4 June 2025.

Findings

Personal advisers now see care leavers every six weeks. Caseloads have fallen to 15 young people for each adviser.
"""


@pytest.fixture
def served(root: Path, tmp_path: Path) -> Iterator[Served]:
    documents = sorted(path for path in (root / "corpus" / "sample").iterdir() if path.is_file())
    with serving(tmp_path, *documents) as running:
        yield running


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1360, "height": 850}, accept_downloads=True)
        context.set_default_timeout(WAIT_MS)
        yield context.new_page()
        context.close()


def test_newcomer_asks_opens_compares_uploads_and_takes_away(page: Page, served: Served, tmp_path: Path) -> None:
    started = time.monotonic()
    page.goto(served.address)
    page.get_by_role("heading", name="For example").wait_for()

    ask(page, "What did inspectors say about caseloads in Aldermere?")
    page.locator("button.mark").first.click()
    page.locator(".cited mark").wait_for()
    settled(page)
    keep_screenshot(page, "walkthrough-source")

    page.get_by_role("link", name="Compare").click()
    authorities = page.get_by_role("combobox", name="Authorities")
    for name in ("Aldermere", "Westhaven Vale"):
        authorities.fill(name)
        page.get_by_role("option", name=name).click()
    page.keyboard.press("Escape")
    expect(page.locator("thead th")).to_have_text(["Aspect", "Aldermere", "Westhaven Vale"])
    settled(page)
    keep_screenshot(page, "walkthrough-compare")

    letter = tmp_path / "kestrelmoor-2025.txt"
    letter.write_text(LETTER, encoding="utf-8")
    page.get_by_role("link", name="Library").click()
    page.get_by_text("Add or remove documents").click()
    page.locator('input[type="file"]').set_input_files(letter)
    page.get_by_role("button", name="Add these documents").click()
    page.get_by_role("heading", name="The index is up to date").wait_for()
    settled(page)
    keep_screenshot(page, "walkthrough-upload")

    page.get_by_role("link", name="Ask").click()
    page.locator(".searched").first.wait_for()
    ask(page, "How many young people does each personal adviser have in Kestrelmoor?")
    expect(page.locator(".sentence").last).to_contain_text("15 young people")
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    text = "\n".join(paragraph.text for paragraph in Document(str(kept)).paragraphs)
    assert "15 young people" in text
    assert "What did inspectors say about caseloads in Aldermere?" in text
    keep_screenshot(page, "walkthrough-answer")
    assert time.monotonic() - started < 300
