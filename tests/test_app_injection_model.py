"""What a language model writes is shown as text, whatever it writes; the server that counts requests is not asked."""

import http.server
import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import model_server
import pytest
from browser import WAIT_MS, Served, serving
from playwright.sync_api import Browser, Page, expect
from test_app_injection import canary, payloads

pytestmark = pytest.mark.browser

__all__ = ["canary"]


def repeat_passages(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Answer with the sentences of the passages, payloads and all, so that the guard lets them through."""
    prompt = body["messages"][-1]["content"]
    passages = re.findall(r"<<<PASSAGE (\d+)>>>.*?Text: (.*?)\n<<<END", prompt, flags=re.DOTALL)
    claims = [{"text": text.strip(), "passages": [int(number)]} for number, text in passages[:8]]
    model_server.start_stream(handler)
    handler.wfile.write(model_server.event(json.dumps({"claims": claims})))
    handler.wfile.write(model_server.event(None, "stop") + b"data: [DONE]\n\n")


@pytest.fixture(scope="module")
def hostile(canary: http.server.ThreadingHTTPServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile-model")
    lines = [f"Inspectors found lanterns in room {n}: {text} was there." for n, text in enumerate(payloads(canary))]
    letter = folder / "letter.txt"
    head = "Focused visit to Grimsby Fells children's services\n\nVisit on 3 June 2021\n\n"
    letter.write_text(head + "\n\n".join(lines), encoding="utf-8")
    with model_server.serving(repeat_passages) as asked:
        settings = {"LLM": "openai", "LLM_MODEL": "toy", "LLM_URL": asked.url, "LLM_API_KEY": model_server.KEY}
        variables = {f"INSPECTION_QA_{name}": value for name, value in settings.items()}
        with serving(folder, letter, variables=variables) as running:
            yield running


@pytest.mark.parametrize("room", [1, 3, 9, 19, 28, 36])
def test_hostile_words_of_a_model_are_shown_as_text(
    browser: Browser, hostile: Served, canary: http.server.ThreadingHTTPServer, room: int
) -> None:
    page = browser.new_context(viewport={"width": 1360, "height": 850}).new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(hostile.address)
    page.get_by_test_id("stChatInputTextArea").fill(f"What did inspectors find in room {room} about lanterns?")
    page.keyboard.press("Enter")
    expect(page.locator(".searched")).to_contain_text("Written by model:toy + guard", timeout=4 * WAIT_MS)
    shown = " ".join(page.locator(".sentence").all_text_contents())
    assert shown.count("Inspectors found lanterns in room") >= 1
    assert_nothing_happened(page, hostile)
    assert canary.asked == []  # type: ignore[attr-defined]
    page.context.close()


def assert_nothing_happened(page: Page, served: Served) -> None:
    """Assert that no script ran, the page was not led away, and no element came out of the text."""
    page.wait_for_timeout(300)
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.url.startswith(served.address)
    sentences = page.locator(".sentence img, .sentence script, .sentence iframe, .sentence a, .sentence svg")
    assert sentences.count() == 0
