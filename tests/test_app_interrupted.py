"""What is typed or pressed is done although the page is drawn anew in the same moment."""

from collections.abc import Iterator

import pytest
from browser import Served, settled
from page_session import PageSession, visiting
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TIMES = 20
CLIPPED = """async (details) => {
  let most = 0
  details.querySelector("summary").click()
  for (let frame = 0; frame < 20; frame++) {
    await new Promise(requestAnimationFrame)
    most = Math.max(most, details.scrollHeight - details.clientHeight)
  }
  return most
}"""


@pytest.fixture
def session(sample_app: Served) -> Iterator[PageSession]:
    with visiting(sample_app.address) as opened:
        yield opened


def test_question_is_answered_once_though_the_page_is_drawn_anew_meanwhile(session: PageSession) -> None:
    for number in range(TIMES):
        question = f"What did inspectors say about caseloads in Aldermere in letter {number}?"
        session.act_and_redraw(question, after=number + 1)
        assert session.await_part(f"answer{number}")["question"] == question
    assert len([name for name in session.parts if name.startswith("answer")]) == TIMES


def test_feedback_is_kept_once_though_the_page_is_drawn_anew_meanwhile(
    session: PageSession, sample_app: Served
) -> None:
    kept = sample_app.index / "feedback.jsonl"
    before = kept.read_text(encoding="utf-8").count("\n") if kept.exists() else 0
    for number in range(TIMES):
        session.draw(f"What did inspectors say about supervision in Aldermere in letter {number}?")
        session.act_and_redraw(press="Keep", after=number + 1)
        assert session.await_part(f"thanks{number}")["heading"] == "Thank you"
    assert kept.read_text(encoding="utf-8").count("\n") == before + TIMES


def test_what_unfolds_is_open_at_once(page: Page, sample_app: Served) -> None:
    """While it grew, what was reached in it by scrolling moved on under the click, which fell beside."""
    page.goto(f"{sample_app.address}/library")
    settled(page)
    button = page.get_by_text("Rebuild the index").first
    for _ in range(3):
        expect(button).to_be_hidden()
        assert page.locator("details").filter(has=button).evaluate(CLIPPED) <= 1
        expect(button).to_be_visible()
        page.get_by_text("Add or remove documents").click()
