"""The app in a real browser over the sample documents, used as a person uses it."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from browser import CONSOLE, OUTPUT, WAIT_MS, Served, ask, chromium, keep_screenshot, serving, settled, violations
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

QUESTION = "What did inspectors say about caseloads in Aldermere?"


@pytest.fixture(scope="module")
def served(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    documents = sorted(path for path in (root / "corpus" / "sample").iterdir() if path.is_file())
    with serving(tmp_path_factory.mktemp("app"), *documents) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A new visitor's page; it fails the test if it asks any other machine for anything."""
    context = browser.new_context(viewport={"width": 1360, "height": 850}, accept_downloads=True)
    context.set_default_timeout(WAIT_MS)
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("websocket", lambda socket: asked.append(socket.url))
    yield opened
    context.close()
    own = served.address.removeprefix("http:")
    others = [url for url in asked if not url.startswith(("data:", "blob:")) and url.split(":", 1)[1].find(own) != 0]
    assert others == [], "the page asked another machine"


def test_question_answer_citation_and_marked_paragraph(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("heading", name="What have inspectors said?").wait_for()
    ask(page, QUESTION)
    sentence = page.locator(".sentence").first
    keep_screenshot(page, "answer")
    first_mark = sentence.locator("button.mark").first
    words = (sentence.text_content() or "").split("\u00a0")[0].strip()
    first_mark.click()
    marked = page.locator(".cited mark")
    marked.wait_for()
    # The sentence may say first who said it; what it quotes stands between quotation marks.
    quoted = re.search("“(.+)”", words)
    assert (quoted[1] if quoted else words) in (marked.text_content() or "")
    expect(first_mark).to_have_attribute("aria-pressed", "true")
    settled(page)
    keep_screenshot(page, "source")


def test_picture_of_the_app_for_the_readme(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/?q=What+did+inspectors+say+about+caseloads%3F")
    page.locator("button.mark").nth(1).click()
    page.locator(".cited").wait_for()
    settled(page)
    page.wait_for_timeout(1000)
    keep_screenshot(page, "app")
    assert (OUTPUT / "app.png").stat().st_size < 400_000


def test_answer_is_announced_to_screen_readers(page: Page, served: Served) -> None:
    page.goto(served.address)
    status = page.locator('[role="status"].root')
    status.wait_for(state="attached")
    ask(page, QUESTION)
    expect(status).to_contain_text(re.compile(r"Answer with \d+ source"))


def test_keyboard_alone_asks_opens_and_closes_a_source(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_test_id("stChatInputTextArea").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    mark = page.locator("button.mark").first
    mark.wait_for()
    settled(page)
    mark.focus()
    page.keyboard.press("Enter")
    page.locator(".cited").wait_for()
    focused = page.evaluate("document.activeElement.shadowRoot?.activeElement?.tagName")
    assert focused == "H2", "opening a source moves the focus to it"
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.shadowRoot?.activeElement?.dataset?.key") == "close":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".cited")).to_have_count(0)


def test_pdf_source_shows_its_page_with_the_paragraph_outlined(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/?q=Which+authority+was+judged+outstanding%3F")
    page.locator("button.mark").first.click()
    picture = page.locator(".sheet img")
    picture.wait_for()
    page.wait_for_function("e => e.complete && e.naturalWidth > 500", arg=picture.element_handle())
    assert page.locator(".sheet .box").count() >= 1
    frame, box = picture.bounding_box(), page.locator(".sheet .box").first.bounding_box()
    assert frame
    assert box
    assert frame["x"] <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
    assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1
    keep_screenshot(page, "page-picture")
    page.get_by_role("button", name="Next page").click()
    page.get_by_role("heading", name="Page 2 of").wait_for()


def test_question_without_answer_shows_what_was_searched_and_what_can_be_asked(page: Page, served: Served) -> None:
    page.goto(served.address)
    ask(page, "What is the price of a bus ticket to the seaside?")
    expect(page.locator(".abstained")).to_contain_text("No answer found")
    expect(page.locator(".searched")).to_contain_text("14 documents")
    suggestion = (
        page.get_by_role("heading", name="What these documents can answer").locator("xpath=..").get_by_role("button")
    )
    suggestion.first.wait_for()
    keep_screenshot(page, "no-answer")
    suggestion.first.click()
    page.locator(".searched").nth(1).wait_for()
    expect(page.locator(".abstained")).to_have_count(1)


def test_follow_up_leans_on_the_question_before(page: Page, served: Served) -> None:
    page.goto(served.address)
    ask(page, QUESTION)
    ask(page, "And in Westhaven Vale?")
    expect(page.locator(".resolved")).to_contain_text("Westhaven Vale")


def test_filter_is_kept_in_the_address_and_limits_the_answer(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/?authority=Thornwick&q=What+has+to+improve%3F")
    page.locator(".searched").wait_for()
    expect(page.locator(".searched")).to_contain_text("limited to authority Thornwick")
    page.locator('[data-testid="stMultiSelect"]').first.get_by_text("Thornwick").wait_for()
    page.reload()
    expect(page.locator(".searched")).to_contain_text("limited to authority Thornwick")
    page.get_by_role("button", name="Remove the filter Thornwick").click()
    expect(page.get_by_role("button", name="Remove the filter Thornwick")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("authority="))
    ask(page, QUESTION)
    expect(page.locator(".searched").last).to_contain_text("14 documents")


def test_answer_is_taken_away_as_word_markdown_and_verified_evidence(
    page: Page, served: Served, tmp_path: Path
) -> None:
    from docx import Document

    page.goto(served.address)
    ask(page, QUESTION)
    quote = (page.locator(".sentence").first.text_content() or "").split("\u00a0")[0].strip()
    files = {}
    for name in ("Word", "Markdown", "Evidence pack"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    word = "\n".join(paragraph.text for paragraph in Document(str(files["Word"])).paragraphs)
    assert QUESTION in word
    assert quote in word
    assert QUESTION in files["Markdown"].read_text(encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(files["Evidence pack"].read_bytes())) as pack:
        assert json.loads(pack.read("evidence.json"))["answers"][0]["question"] == QUESTION
        assert [name for name in pack.namelist() if name.endswith(".png")]
    command = [str(CONSOLE), "verify", str(files["Evidence pack"]), "--corpus", str(served.corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "confirmed" in done.stdout


def test_library_shows_a_document_at_the_paragraph_of_a_link(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/library")
    page.get_by_role("searchbox").fill("thornwick 2024")
    expect(page.locator("tbody tr")).to_have_count(1)
    keep_screenshot(page, "library")
    page.locator("tbody tr a").click()
    page.get_by_role("heading", level=1).wait_for()
    page.get_by_role("button", name="Read where it says so").first.click()
    expect(page.locator(".paragraph.cited")).to_be_in_viewport()
    keep_screenshot(page, "document")


def test_overview_plots_judgements_with_the_table_behind(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/overview")
    page.locator("tbody tr").first.wait_for()
    page.get_by_role("tab", name="By year").click()
    page.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg').first.wait_for()
    keep_screenshot(page, "overview")


def test_two_authorities_are_compared_with_a_source_in_each_cell(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/compare?compare=Thornwick&compare=Westhaven+Vale")
    page.locator("tbody tr").nth(4).wait_for()
    assert page.locator("thead th").all_text_contents() == ["Aspect", "Thornwick", "Westhaven Vale"]
    assert page.locator("td .source a").count() >= 5
    keep_screenshot(page, "compare")
    assert violations(page) == []
    with page.context.expect_page() as opened:
        page.locator("td .source a").first.click()
    expect(opened.value.locator(".paragraph.cited")).to_be_in_viewport()


def test_word_about_an_answer_is_kept_and_listed(page: Page, served: Served) -> None:
    page.goto(served.address)
    ask(page, QUESTION)
    page.get_by_text("Was this answer useful?").click()
    page.get_by_role("textbox", name="Note").fill("names no year")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    command = [str(CONSOLE), "feedback", "list", "--json", "--index", str(served.index)]
    listed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert [(entry["question"], entry["useful"], entry["note"]) for entry in listed] == [
        (QUESTION, True, "names no year")
    ]


def test_upload_is_read_asked_about_and_removed_again(page: Page, served: Served, tmp_path: Path) -> None:
    letter = tmp_path / "quillbrook.txt"
    letter.write_text(
        "Focused visit to Quillbrook children's services\n\n"
        "The inspectors visited on 3 and 4 June 2025.\n\n"
        "Return interviews for missing children are offered by lantern-bearing youth workers within three days.\n",
        encoding="utf-8",
    )
    page.goto(f"{served.address}/library")
    page.get_by_text("Add or remove documents").click()
    page.locator('input[type="file"]').set_input_files(letter)
    page.get_by_role("button", name="Add these documents").click()
    page.get_by_role("heading", name="The index is up to date").wait_for()
    assert (served.corpus / "quillbrook.txt").is_file()
    page.goto(served.address)
    ask(page, "Who offers return interviews in Quillbrook?")
    expect(page.locator(".sentence").first).to_contain_text("lantern-bearing")
    page.goto(f"{served.address}/library")
    page.get_by_text("Add or remove documents").click()
    settled(page)
    page.get_by_role("combobox", name="Document to remove").press_sequentially("quillbrook", delay=30)
    page.get_by_role("option").filter(has_text="quillbrook.txt").click()
    page.get_by_role("button", name="Remove this document").click()
    page.get_by_role("heading", name="The index is up to date").wait_for()
    assert not (served.corpus / "quillbrook.txt").exists()


@pytest.mark.parametrize(("name", "width", "scheme"), [("narrow", 360, "light"), ("dark", 1360, "dark")])
def test_page_is_readable_narrow_and_dark(page: Page, served: Served, name: str, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(served.address)
    ask(page, QUESTION)
    page.locator("button.mark").first.click()
    page.locator(".cited").wait_for()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
    expect(page.locator(".cited")).to_be_in_viewport()
    keep_screenshot(page, name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_or_state_breaks_wcag(page: Page, served: Served, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(served.address)
    page.get_by_role("heading", name="For example").wait_for()
    found = {"welcome": violations(page)}
    page.goto(f"{served.address}/?q=Which+authority+was+judged+outstanding%3F")
    page.locator("button.mark").first.click()
    page.locator(".sheet img").wait_for()
    found["source"] = violations(page)
    page.goto(f"{served.address}/?q=What+does+a+bus+ticket+to+the+seaside+cost%3F")
    page.locator(".abstained").wait_for()
    found["no answer"] = violations(page)
    page.goto(f"{served.address}/library")
    page.locator("tbody tr").first.wait_for()
    page.get_by_text("Add or remove documents").click()
    found["library"] = violations(page)
    page.locator("tbody tr a").first.click()
    page.locator(".paragraph").first.wait_for()
    found["document"] = violations(page)
    page.goto(f"{served.address}/overview")
    page.get_by_role("tab", name="Path over time").click()
    found["overview"] = violations(page)
    assert found == {state: [] for state in found}
