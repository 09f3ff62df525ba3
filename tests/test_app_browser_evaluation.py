"""The evaluation page in a real browser."""

import pytest
from browser import Served, keep_screenshot, settled, violations
from evaluation_examples import case_of, saved_run
from made_answers import HOSTILE
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_evaluation_says_how_to_make_a_run_and_shows_the_runs_made(page: Page, sample_app: Served) -> None:
    page.goto(f"{sample_app.address}/evaluation")
    expect(page.get_by_text("inspection-qa eval run")).to_be_visible()
    assert violations(page) == []
    runs = sample_app.folder / "eval-runs"
    saved_run(runs / "first", [case_of("one"), case_of("two", kind="list", recall=0.5)])
    citation = {"n": 1, "document": "thornwick-full-inspection-2024.pdf", "title": "T", "page": 1, "number": "3",
                "section": "", "paragraph_id": "gone", "quote": HOSTILE}  # fmt: skip
    gold = [[{"document": "thornwick-full-inspection-2024.pdf", "number": "2"}]]
    asked = f"Where? {HOSTILE}"
    missed = case_of("two", question=asked, kind="list", recall=0.0, faults=(HOSTILE,), gold=gold, citations=[citation])
    saved_run(runs / "second", [case_of("one"), missed], created="2026-02-01T00:00:00+00:00")
    page.reload()
    expect(page.get_by_text("first, 2026-01-01")).to_be_visible()
    figures = page.locator("tbody").first
    expect(figures.locator("tr").first).to_contain_text("0.500")
    expect(figures.locator("tr").first).to_contain_text("-0.250")
    page.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg').first.wait_for()
    keep_screenshot(page, "evaluation", full_page=True)
    assert violations(page) == []
    page.get_by_role("link", name="Where?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Where? {HOSTILE}")
    expect(page.locator("blockquote")).to_have_text(HOSTILE)
    expect(page.get_by_role("link", name="thornwick-full-inspection-2024.pdf, paragraph 2")).to_be_visible()
    settled(page)
    keep_screenshot(page, "evaluation-question")
    assert violations(page) == []
    page.get_by_role("link", name="All questions of the run").click()
    page.get_by_text("All (2)").click()
    expect(page.locator("tbody").last.locator("tr")).to_have_count(2)


def test_address_of_a_question_that_no_run_has_says_so(page: Page, sample_app: Served) -> None:
    page.goto(f"{sample_app.address}/evaluation?run=../..&set=toy&question=one")
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
