"""How long people wait, in a real browser: for the first page, for the first words, for the picture of a page.

Set SPEED_INDEX to the folder of a larger index, say of 58,000 paragraphs, to measure over that.
"""

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import quantiles

import pytest
from browser import WAIT_MS, Served, chromium, serving, serving_index, settled
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.shared, pytest.mark.timeout(900)]

QUESTIONS = (
    "What did inspectors say about caseloads?",
    "What has to improve in Swindon?",
    "How do social workers listen to children in Plymouth?",
    "Which authorities are inadequate?",
    "What was said about missing children in Torbay?",
    "How good is supervision in Wiltshire?",
    "What do care leavers in Devon say about their housing?",
    "Who led the latest inspection of Bristol?",
    "How did Cornwall change between its inspections?",
    "Are there enough foster carers in Somerset?",
)


@pytest.fixture(scope="module")
def served(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("speed")
    ready = os.environ.get("SPEED_INDEX")
    documents = sorted((shared / "reports").rglob("*.pdf"))
    with serving_index(folder, Path(ready)) if ready else serving(folder, *documents) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def seconds(action: Callable[[], object]) -> float:
    started = time.monotonic()
    action()
    return time.monotonic() - started


def report(name: str, taken: list[float], capsys: pytest.CaptureFixture[str]) -> float:
    """Print the median and the 95th percentile, and return the latter."""
    cuts = quantiles(taken, n=20)
    with capsys.disabled():
        print(f"{name}: {len(taken)} times, p50 {cuts[9]:.3f} s, p95 {cuts[18]:.3f} s")  # noqa: T201
    return cuts[18]


def visitor(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1360, "height": 850})
    context.set_default_timeout(WAIT_MS)
    return context.new_page()


def test_first_page_is_usable_within_two_seconds(
    browser: Browser, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = []
    for _ in range(10):
        page = visitor(browser)
        taken.append(seconds(partial(_usable, page, served.address)))
        page.context.close()
    assert report("first page usable", taken, capsys) < 2


def test_first_words_and_page_pictures_come_in_time(
    browser: Browser, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    page = visitor(browser)
    _usable(page, served.address)
    words, pictures = [], []
    for turn, question in enumerate(QUESTIONS):
        page.get_by_test_id("stChatInputTextArea").fill(question)
        words.append(seconds(partial(_first_words, page, turn)))
        settled(page)
        marks = page.locator(".later button.mark" if turn else "button.mark")
        if marks.count():
            marks.last.click()
            page.locator(".sheet img").wait_for()
            address = page.locator(".sheet img").evaluate("e => e.src")
            pictures.append(_fetched(page, address))
            page.get_by_role("button", name="Close source").click()
            settled(page)
    page.context.close()
    assert len(pictures) >= 5
    assert report("first words after Enter", words, capsys) < 0.5
    assert report("picture of a page", pictures, capsys) < 0.3


def _usable(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_test_id("stChatInputTextArea").wait_for()


def _first_words(page: Page, turn: int) -> None:
    page.keyboard.press("Enter")
    page.locator(".searched").nth(turn).wait_for()


def _fetched(page: Page, address: str) -> float:
    """Return the seconds that the browser waited for this picture when it was first drawn."""
    milliseconds: float = page.evaluate(
        "address => performance.getEntriesByName(address).at(-1)?.duration ?? NaN", address
    )
    return milliseconds / 1000
