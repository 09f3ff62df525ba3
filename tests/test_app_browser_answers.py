"""What a person does with an answer: edit its question, ask it alone, sort and keep its table, take it away as PDF."""

import csv
import re
from pathlib import Path

import pypdfium2
import pytest
from browser import Served, ask, keep_screenshot, settled, violations
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

QUESTION = "What did inspectors say about caseloads in Aldermere?"


def questions(page: Page) -> Locator:
    """Return the headings of the answers."""
    return page.locator(".root:has(.searched) > h2")


def test_question_is_edited_with_the_keyboard_and_asked_again(page: Page, sample_app: Served) -> None:
    page.goto(sample_app.address)
    ask(page, QUESTION)
    ask(page, "What did inspectors say about supervision in Thornwick?")
    page.get_by_role("button", name="Edit the question").first.click()
    area = page.get_by_role("textbox", name="The question")
    expect(area).to_be_focused()
    expect(area).to_have_value(QUESTION)
    assert violations(page) == []
    keep_screenshot(page, "edit")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Edit the question").first).to_be_focused()
    page.keyboard.press("Enter")
    area.fill("Who led the inspection of Thornwick in 2024?")
    page.keyboard.press("Enter")
    expect(questions(page)).to_have_text(["Who led the inspection of Thornwick in 2024?"])
    expect(page.locator(".searched")).to_have_count(1)
    expect(page.locator(".resolved")).to_have_count(0)
    assert "caseloads" not in page.url


def test_follow_up_can_be_asked_without_the_questions_before(page: Page, sample_app: Served) -> None:
    page.goto(sample_app.address)
    ask(page, QUESTION)
    ask(page, "And in Westhaven Vale?")
    expect(page.locator(".resolved")).to_contain_text("caseloads")
    page.get_by_role("button", name="Ask it without the questions before").click()
    expect(page.locator(".resolved")).to_have_count(0)
    expect(questions(page)).to_have_text([QUESTION, "And in Westhaven Vale?"])


def test_table_of_an_answer_is_sorted_and_kept_with_a_citation_in_each_row(
    page: Page, sample_app: Served, tmp_path: Path
) -> None:
    page.goto(sample_app.address)
    ask(page, "How many inspections were there?")
    rows = page.locator(".rows tbody tr")
    expect(rows.nth(1)).to_be_visible()
    count = rows.count()
    assert rows.locator("button.mark").count() == count
    page.locator(".rows .sort").nth(1).click()
    firsts = rows.locator("th").all_text_contents()
    said = rows.locator("td:nth-child(2)").all_text_contents()
    assert said == sorted(said, key=lambda text: [int(part) if part.isdigit() else part for part in text.split()])
    rows.locator("button.mark").last.click()
    page.locator(".cited").wait_for()
    assert rows.locator("th").all_text_contents() == firsts, "opening a source leaves the table as it was sorted"
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the table").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    head, *lines = csv.reader(kept.read_text(encoding="utf-8-sig").splitlines())
    assert head[-6:] == ["Source", "Title", "Who says it", "Published", "Place", "Quote"]
    assert len(lines) == count
    assert all(line[-6].isdigit() and line[-1] for line in lines)


def test_many_numbers_of_a_sentence_are_folded_until_asked_for(page: Page, sample_app: Served) -> None:
    page.goto(sample_app.address)
    ask(page, "How many inspections were there?")
    marks = page.locator(".sentence").first.get_by_role("button", name=re.compile("^Open source"))
    expect(marks).to_have_count(3)
    more = page.get_by_role("button", name=re.compile(r"^Show \d+ more sources$"))
    folded = int((more.text_content() or "").removeprefix("+"))
    more.focus()
    page.keyboard.press("Enter")
    expect(marks).to_have_count(3 + folded)
    expect(marks.nth(3)).to_be_focused()
    marks.nth(3).click()
    page.locator(".cited").wait_for()
    expect(marks).to_have_count(3 + folded)


def test_table_that_only_repeats_the_list_is_folded(page: Page, sample_app: Served) -> None:
    page.goto(sample_app.address)
    ask(page, "What were the areas for priority action in Marlstead?")
    rows = page.locator(".rows tbody tr")
    expect(rows.first).to_be_hidden()
    page.get_by_text("The same as a table").click()
    expect(rows.first).to_be_visible()
    rows.first.locator("button.mark").click()
    page.locator(".cited").wait_for()
    expect(rows.first).to_be_visible()


def test_answer_is_taken_away_as_pdf(page: Page, sample_app: Served, tmp_path: Path) -> None:
    page.goto(sample_app.address)
    ask(page, QUESTION)
    said = (page.locator(".sentence").first.text_content() or "").split("\u00a0")[0].strip()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    document = pypdfium2.PdfDocument(kept)
    text = " ".join(" ".join(part.get_textpage().get_text_bounded().split()) for part in document)
    document.close()
    assert kept.name == "answers.pdf"
    assert QUESTION in text
    assert said in text
    assert "[1]" in text


def test_library_table_is_kept_as_found(page: Page, sample_app: Served, tmp_path: Path) -> None:
    page.goto(f"{sample_app.address}/library")
    page.get_by_role("searchbox").fill("thornwick")
    count = page.locator("tbody tr").count()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the table").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    head, *lines = csv.reader(kept.read_text(encoding="utf-8-sig").splitlines())
    assert (kept.name, head[0], head[-1], len(lines)) == ("documents.csv", "Document", "Evidence", count)
    assert all(line[-1].startswith(f"{sample_app.address}/library?document=") for line in lines)


def test_link_to_an_open_source_opens_it_for_somebody_else(page: Page, browser: Browser, sample_app: Served) -> None:
    page.goto(sample_app.address)
    ask(page, QUESTION)
    page.locator("button.mark").first.click()
    marked = page.locator(".cited mark")
    expect(marked).to_be_visible()
    settled(page)
    expect(page).to_have_url(re.compile("source="))
    address, words = page.url, marked.text_content()
    context = browser.new_context(viewport={"width": 1360, "height": 850})
    other = context.new_page()
    other.goto(address)
    expect(other.locator(".cited mark")).to_have_text(words or "")
    expect(other.locator("button.mark[aria-pressed=true]").first).to_be_visible()
    # Without the question the source alone is shown.
    other.goto(f"{sample_app.address}/?source={address.split('source=')[1].split('&')[0]}")
    expect(other.locator(".cited mark")).to_have_text(words or "")
    expect(other.locator(".searched")).to_have_count(0)
    # A file that was renamed has another document's id, and the same words.
    document = address.split("source=")[1].split("-")[0]
    other.goto(
        f"{sample_app.address}/?source={address.split('source=')[1].split('&')[0].replace(document, '00000000')}"
    )
    expect(other.locator(".cited mark")).to_have_text(words or "")
    expect(other.get_by_role("note")).to_contain_text("renamed or moved")
    keep_screenshot(other, "renamed")
    other.get_by_role("button", name="Close source").click()
    expect(other).not_to_have_url(re.compile("source="))
    document = address.split("source=")[1].split("-")[0]
    other.goto(f"{sample_app.address}/?source={document}-0123456789:0-5")
    expect(other.get_by_role("heading", name="The text has changed")).to_be_visible()
    other.get_by_role("link", name="Read the document as it is now").click()
    expect(other.locator("h1")).to_contain_text("Aldermere")
    other.goto(f"{sample_app.address}/?source=%3Cscript%3E")
    expect(other.get_by_role("heading", name="The source is gone")).to_be_visible()
    context.close()
