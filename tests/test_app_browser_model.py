"""A language model behind the page: sentences stream once they are checked, and it can be stopped."""

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import model_server
import pytest
from browser import WAIT_MS, Served, keep_screenshot, serving, settled, violations
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUESTION = "What did inspectors say about caseloads in Aldermere?"
INVENTED = "Aldermere has opened a hospital that cost £19 million."


@dataclass
class Model:
    """A model that repeats the first sentences of two passages, invents one, and waits before it ends."""

    may_go_on: threading.Event = field(default_factory=threading.Event)
    said: list[str] = field(default_factory=list)

    def reply(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        """Stream one claim, wait until it may go on, then stream the others."""
        prompt = body["messages"][-1]["content"]
        passages = re.findall(r"<<<PASSAGE (\d+)>>>.*?Text: (.*?)\n<<<END", prompt, flags=re.DOTALL)
        firsts = [(text.split(". ")[0].rstrip(".") + ".", int(n)) for n, text in passages[:2]]
        self.said[:] = [text for text, _ in firsts]
        claims = [json.dumps({"text": text, "passages": [n]}) for text, n in (*firsts, (INVENTED, 1))]
        model_server.start_stream(handler)
        handler.wfile.write(model_server.event('{"claims": [' + claims[0] + ","))
        handler.wfile.flush()
        while not self.may_go_on.wait(0.05):
            handler.wfile.write(b": alive\n\n")
            handler.wfile.flush()
        handler.wfile.write(model_server.event(",".join(claims[1:]) + "]}"))
        handler.wfile.write(model_server.event(None, "stop") + b"data: [DONE]\n\n")


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


@pytest.fixture(scope="module")
def served(root: Path, model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    documents = sorted((root / "corpus" / "sample").glob("aldermere*"))
    with model_server.serving(model.reply) as asked:
        # 0.0.0.0 leads to this machine, but it is no loopback address: the page has to warn.
        url = asked.url.replace("127.0.0.1", "0.0.0.0")
        settings = {"LLM": "openai", "LLM_MODEL": "toy", "LLM_URL": url, "LLM_API_KEY": model_server.KEY}
        variables = {f"INSPECTION_QA_{name}": value for name, value in settings.items()}
        with serving(tmp_path_factory.mktemp("model-app"), *documents, variables=variables) as running:
            yield running


@pytest.fixture(autouse=True)
def waiting(model: Model) -> Iterator[None]:
    """Have the model wait within each test until it is told to go on."""
    model.may_go_on.clear()
    yield
    model.may_go_on.set()


def type_question(page: Page, question: str) -> None:
    """Type a question and press Enter, without waiting for its answer."""
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")


def test_checked_sentences_come_one_by_one_and_the_invented_one_never(page: Page, served: Served, model: Model) -> None:
    page.goto(served.address)
    note = "Your question and the passages found for it are sent to 0.0.0.0, which words the answer."
    expect(page.get_by_role("note")).to_have_text(note)
    type_question(page, QUESTION)
    sentences = page.locator(".sentence")
    # The first question also waits until the model's library is imported.
    expect(sentences).to_have_count(1, timeout=4 * WAIT_MS)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^http://0\.0\.0\.0:\d+/v1 has the question and \d+ passages"))).to_be_visible()
    assert violations(page) == []
    keep_screenshot(page, "writing")
    model.may_go_on.set()
    page.get_by_role("button", name="Word").wait_for()
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    shown = sentences.all_text_contents()
    assert len(shown) == 2
    assert all("✓ word for word in its source" in text for text in shown)
    assert INVENTED not in (page.content())
    expect(page.locator(".searched")).to_contain_text("Written by model:toy + guard")
    expect(page.locator(".notes")).to_contain_text("were sent to http://0.0.0.0:")
    keep_screenshot(page, "written")
    page.locator("button.mark").first.click()
    expect(page.locator(".cited mark")).to_be_visible()
    assert model_server.KEY not in page.content()


def test_stop_ends_the_writing_and_keeps_what_was_checked(page: Page, served: Served) -> None:
    page.goto(served.address)
    type_question(page, QUESTION)
    expect(page.locator(".sentence")).to_have_count(1)
    page.get_by_role("button", name="Stop").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Word").wait_for()
    expect(page.locator(".sentence")).to_have_count(1)
    expect(page.locator(".notes")).to_contain_text("You stopped the model")


def test_new_question_stops_the_one_being_answered(page: Page, served: Served) -> None:
    page.goto(served.address)
    type_question(page, QUESTION)
    expect(page.locator(".sentence")).to_have_count(1)
    type_question(page, "What did inspectors say about supervision in Aldermere?")
    expect(page.locator("h2", has_text="supervision")).to_be_visible()
    expect(page.locator("h2", has_text="caseloads")).to_be_visible()
    expect(page.locator(".notes").first).to_contain_text("You stopped the model")


def test_other_widgets_do_not_disturb_an_answer_being_written(page: Page, served: Served, model: Model) -> None:
    page.goto(served.address)
    type_question(page, QUESTION)
    expect(page.locator(".sentence")).to_have_count(1)
    page.get_by_text("Only the latest document of each authority").click()
    page.get_by_role("link", name="Library").click()
    page.locator("tbody tr").first.wait_for()
    model.may_go_on.set()
    page.get_by_role("link", name="Ask").click()
    expect(page.locator(".sentence")).to_have_count(2)
    settled(page)
