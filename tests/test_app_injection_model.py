"""Whatever a language model writes is shown as text, or not at all.

Two servers are asked: the product as it is, whose guard withholds links and markup, and the product with those checks
taken off, so that every payload is a sentence on the page. The model repeats the passages it is sent, which hold the
payloads as their text, so that the guard finds its sentences supported.
"""

import html
import json
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import model_server
import pytest
from browser import Served, keep_screenshot, serving, settled
from hostile import Counting, counting, watched
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

THINGS = ("lanterns", "kettles", "ladders", "blankets")
UNGUARDED = (sys.executable, str(Path(__file__).with_name("unguarded_app.py")))
PIECE_CHARS = 5
LET_THROUGH = (
    "<!-- hidden -->",
    "</textarea></title></p>",
    "&lt;img src=x onerror=pwned=1&gt; &#60;svg&#62;",
    "**bold** _slanted_ `code` [text][reference]",
    "javascript:pwned=1",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "../../../../etc/passwd %2e%2e%2f file:///etc/passwd",
)
"""What the guard has no reason to withhold where a passage says it, and markup would make something else of."""
OWN = "Inspectors praised the garden"
STRANGE = """() => {
    const known = new Set(('DIV P H1 H2 H3 UL OL LI SECTION BUTTON SPAN Q STRONG DETAILS SUMMARY TABLE THEAD TBODY TR'
      + ' TH TD HEADER DL DT DD MARK TEXTAREA').split(' '))
    const roots = [document], strange = []
    for (const root of roots) {
      for (const node of root.querySelectorAll('*')) if (node.shadowRoot) roots.push(node.shadowRoot)
      for (const node of root.querySelectorAll('.root *')) {
        const names = node.getAttributeNames().filter((name) => /^on|^src|^href|^action|^formaction/.test(name))
        const isOwnLink = node.tagName === 'A' && /^(library|evidence)[/?]/.test(node.getAttribute('href'))
        if (!isOwnLink && (names.length || !known.has(node.tagName))) strange.push(node.outerHTML)
      }
    }
    return strange
}"""
"""Elements of the components that no answer, source or note has, and attributes that none of theirs has."""


@dataclass
class Model:
    """A model that repeats the passages it is sent and adds hostile sentences of its own; it may be made to wait."""

    payloads: list[str]
    said: list[str] = field(default_factory=list)
    may_end: threading.Event = field(default_factory=threading.Event)

    def reply(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        """Stream what is asked for in small pieces, or fail with a page of markup."""
        rules, prompt = (message["content"] for message in body["messages"])
        if "You rewrite" in rules:
            text = json.dumps({"question": f"What did inspectors find about kettles {self.payloads[3]} there?"})
            return model_server.says(text)(handler, body)
        if "broken" in prompt.partition("<<<PASSAGE")[0]:
            return self._fail(handler)
        passages = re.findall(r"<<<PASSAGE (\d+)>>>.*?Text: (.*?)\n<<<END", prompt, flags=re.DOTALL)
        self.said[:] = [text for _, text in passages]
        self._stream(handler, json.dumps({self.payloads[0]: self.payloads[2], "claims": self._claims(passages)}))
        return None

    def _claims(self, passages: list[tuple[str, str]]) -> list[dict[str, object]]:
        strange: dict[str, object] = {"verdict": self.payloads[3], self.payloads[2]: self.payloads[3]}
        own = [f"{OWN} {payload} on a Tuesday." for payload in self.payloads[: 38 - len(passages)]]
        repeated = [{"text": text, "passages": [int(n), self.payloads[2]], **strange} for n, text in passages]
        return repeated + [{"text": text, "passages": self.payloads[3]} for text in own]

    def _stream(self, handler: BaseHTTPRequestHandler, text: str) -> None:
        model_server.start_stream(handler)
        half = text.index("}, {", len(text) // 4) + 1
        for at in range(0, half, PIECE_CHARS):
            handler.wfile.write(model_server.event(text[at : min(at + PIECE_CHARS, half)]))
        handler.wfile.flush()
        while not self.may_end.wait(0.05):
            handler.wfile.write(b": alive\n\n")
            handler.wfile.flush()
        handler.wfile.write(model_server.event(text[half:]))
        handler.wfile.write(model_server.event(None, "stop") + b"data: [DONE]\n\n")

    def _fail(self, handler: BaseHTTPRequestHandler) -> None:
        content = "".join(self.payloads[3:6]).encode()
        handler.send_response(500)
        handler.send_header("content-type", "text/html")
        handler.send_header("content-length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)


@pytest.fixture(scope="module")
def canary() -> Iterator[Counting]:
    with counting() as server:
        yield server


@pytest.fixture(scope="module")
def model(canary: Counting) -> Model:
    return Model(canary.payloads)


@pytest.fixture(scope="module")
def settings(canary: Counting, model: Model) -> Iterator[dict[str, str]]:
    with model_server.serving(model.reply) as asked:
        named = {"LLM": "openai", "LLM_MODEL": canary.payloads[3], "LLM_URL": asked.url, "LLM_API_KEY": "sk-none"}
        yield {f"INSPECTION_QA_{name}": value for name, value in named.items()}


@pytest.fixture(scope="module")
def letter(canary: Counting, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of which each paragraph's text is a payload: in the file its characters are escaped."""
    lines = [
        f"Inspectors found {THINGS[n % len(THINGS)]} in room {n}: {payload} and wrote it down."
        for n, payload in enumerate(canary.payloads)
    ]
    lines += [f"Inspectors found curtains in room {n}: {text} and wrote it down." for n, text in enumerate(LET_THROUGH)]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    path = tmp_path_factory.mktemp("letter") / "letter.html"
    head = "<h1>Focused visit to Grimsby Fells children's services</h1><p>Visit on 3 June 2021</p>"
    path.write_text(f"<html><body>{head}{body}</body></html>", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def guarded(letter: Path, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("guarded"), letter, variables=settings) as running:
        yield running


@pytest.fixture(scope="module")
def unguarded(letter: Path, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("unguarded")
    with serving(folder, letter, variables=settings, program=UNGUARDED) as running:
        yield running


@pytest.fixture(autouse=True)
def waiting(model: Model) -> Iterator[None]:
    """Let the model end its replies at once, unless a test makes it wait."""
    model.may_end.set()
    yield
    model.may_end.set()


def begin(page: Page, question: str) -> None:
    """Type a question and press Enter."""
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")


def finish(page: Page, turns: int) -> None:
    """Wait until so many answers stand there whole."""
    expect(page.locator(".searched")).to_have_count(turns)
    page.get_by_role("button", name="Markdown").wait_for()
    settled(page)


def sentences(page: Page) -> list[str]:
    """Return the sentences that can be seen, with their marks."""
    return page.locator(".sentence").all_inner_texts()


def as_said(text: str) -> str:
    """Return a model's sentence as it is read: on one line, without control characters and marks of direction."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def test_every_payload_that_a_model_writes_is_seen_as_text(
    browser: Browser, unguarded: Served, canary: Counting, model: Model
) -> None:
    seen: set[str] = set()
    with watched(browser, unguarded, canary) as page:
        for thing in THINGS:
            page.goto(unguarded.address)
            begin(page, f"What did inspectors find about {thing}?")
            finish(page, 1)
            shown = " ".join(" ".join(sentences(page)).split())
            assert len(model.said) >= 11
            assert [text for text in model.said if as_said(text) not in shown] == []
            seen |= {payload for payload in canary.payloads if as_said(payload) in shown}
            assert page.evaluate(STRANGE) == []
        assert OWN not in page.locator("body").inner_text()
        by = page.locator(".searched").last
        expect(by).to_contain_text(f"Written by model:{canary.payloads[3]} + guard")
        assert page.get_by_role("status").last.text_content() != ""
        keep_screenshot(page, "model-injection")
        page.locator("button.mark").first.click()
        page.locator(".cited").wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="Markdown").click()
        taken = Path(download.value.path()).read_text(encoding="utf-8")
        assert taken.count("wrote it down") >= 11
        assert re.findall(r"(?<!\\)<|(?<!\\)\]\(|(?<!\\)!\[", taken) == []
    assert len(seen) >= 40


def test_half_an_answer_is_text_too_while_the_model_goes_on(
    browser: Browser, unguarded: Served, canary: Counting, model: Model
) -> None:
    model.may_end.clear()
    with watched(browser, unguarded, canary) as page:
        page.goto(unguarded.address)
        begin(page, "What did inspectors find about lanterns?")
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        expect(page.locator(".sentence").nth(1)).to_be_visible()
        written = " ".join(" ".join(sentences(page)).split())
        assert any(as_said(text) in written for text in model.said if "<" in text)
        assert page.evaluate(STRANGE) == []
        model.may_end.set()
        finish(page, 1)


def test_question_as_a_model_reads_it_is_seen_as_text(browser: Browser, unguarded: Served, canary: Counting) -> None:
    with watched(browser, unguarded, canary) as page:
        page.goto(unguarded.address)
        begin(page, "What did inspectors find about lanterns?")
        finish(page, 1)
        begin(page, "What did inspectors find about kettles there?")
        finish(page, 2)
        expect(page.locator(".resolved q")).to_have_text(
            f"What did inspectors find about kettles {canary.payloads[3]} there?"
        )
        assert page.evaluate(STRANGE) == []


def test_what_the_guard_lets_through_is_seen_as_text_and_the_rest_is_withheld(
    browser: Browser, guarded: Served, canary: Counting
) -> None:
    with watched(browser, guarded, canary) as page:
        page.goto(guarded.address)
        begin(page, "What did inspectors find about curtains?")
        finish(page, 1)
        expect(page.locator(".searched")).to_contain_text("Written by model:")
        shown = " ".join(sentences(page))
        assert [text for text in LET_THROUGH if f": {text} and wrote it down." not in shown] == []
        assert re.findall(r"<\w|https?:|\]\(", shown) == []
        assert OWN not in page.locator("body").inner_text()
        expect(page.locator(".notes li", has_text="sentences of the model withheld")).to_be_visible()
        assert page.evaluate(STRANGE) == []
        begin(page, "What did inspectors find about kettles there?")
        finish(page, 2)
        assert canary.payloads[3] not in " ".join(page.locator(".resolved").all_inner_texts())


def test_page_of_an_error_and_the_name_of_a_model_are_seen_as_text(
    browser: Browser, guarded: Served, canary: Counting
) -> None:
    with watched(browser, guarded, canary) as page:
        page.goto(guarded.address)
        begin(page, "What did inspectors find about broken lanterns?")
        finish(page, 1)
        told = page.locator(".notes li", has_text="status 500")
        expect(told).to_contain_text(f"language model {canary.payloads[3]} at http://127.0.0.1:")
        expect(told).to_contain_text(canary.payloads[4])
        assert page.evaluate(STRANGE) == []
