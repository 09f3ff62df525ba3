"""An answer step by step: nothing is shown before it is checked, a stop ends the request, what was spent is counted."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from model_server import Script, claims, cut, event, fails, says, serving, start_stream, trickles
from storage_examples import HashEmbedder

from corpus.errors import QuestionError
from index.answer import Answer, Verdict
from index.answering.steps import Answered, Checked, Searching, Step, Writing
from index.assistant import Assistant
from index.models.usage import usage_file
from index.settings import Settings
from index.storage.build import build

QUESTION = "How many contacts had not been read by a manager in Aldermere?"
INVENTED = "Aldermere has opened a hospital that cost £19 million."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("stream") / "index"
    build(Settings(index=folder), [root / "corpus" / "sample"], embedder=HashEmbedder())
    return folder


@pytest.fixture
def counted(index: Path) -> Iterator[Callable[[], int]]:
    """The tokens counted since the beginning of the test."""
    yield lambda: int(json.loads(usage_file(index).read_text())["tokens"])
    usage_file(index).unlink(missing_ok=True)


def opened(index: Path, url: str | None = None, **more: object) -> Assistant:
    model = {"llm": "openai", "llm_model": "m", "llm_url": url, "llm_timeout_s": 20.0} if url else {}
    return Assistant(Settings(index=index, **model, **more), HashEmbedder())


def plain(index: Path) -> Answer:
    with opened(index) as assistant:
        return assistant.ask(QUESTION)


def one_claim(text: str, *passages: int) -> str:
    return json.dumps({"text": text, "passages": list(passages)})


def waits_between(parts: list[str], go_on: list[threading.Event], gone: threading.Event) -> Script:
    """Send each part when its event is set; note when the client is gone."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        try:
            for part, gate in zip(parts, go_on, strict=True):
                while not gate.wait(0.02):
                    handler.wfile.write(b": alive\n\n")
                handler.wfile.write(event(part))
            handler.wfile.write(event(None, "stop") + b"data: [DONE]\n\n")
        except OSError:
            gone.set()

    return script


def true_claim(index: Path) -> str:
    return plain(index).sentences[0].text


def test_without_a_model_there_are_two_steps(index: Path) -> None:
    with opened(index) as assistant:
        steps = list(assistant.ask_stream(QUESTION))
    assert steps[0] == Searching(QUESTION)
    assert isinstance(steps[1], Answered)
    assert (len(steps), steps[1].answer.text) == (2, plain(index).text)


def test_question_without_words_is_refused_at_once(index: Path) -> None:
    with opened(index) as assistant, pytest.raises(QuestionError):
        assistant.ask_stream("  ")


def test_sentence_is_shown_once_it_is_whole_and_checked(index: Path) -> None:
    true = true_claim(index)
    parts = ['{"claims": [' + one_claim(true, 1)[:-20], one_claim(true, 1)[-20:] + ",", one_claim(INVENTED, 1) + "]}"]
    gates = [threading.Event() for _ in parts]
    seen: list[Step] = []
    with serving(waits_between(parts, gates, threading.Event())) as served, opened(index, served.url) as assistant:
        gates[0].set()
        threading.Timer(0.4, gates[1].set).start()
        for step in assistant.ask_stream(QUESTION):
            seen.append(step)
            if isinstance(step, Checked):
                assert gates[1].is_set()
                assert [one.text for one in step.so_far.sentences] == [true]
                gates[2].set()
    kinds = [type(step) for step in seen if not isinstance(step, Writing)]
    assert kinds == [Searching, Checked, Answered]
    assert isinstance(seen[-1], Answered)
    assert [one.text for one in seen[-1].answer.sentences] == [true]
    assert "hospital" not in repr(seen)


def test_stop_keeps_what_was_checked_and_hangs_up(index: Path, counted: Callable[[], int]) -> None:
    true = true_claim(index)
    go, never, gone = (threading.Event() for _ in range(3))
    go.set()
    stop = threading.Event()
    script = waits_between(['{"claims": [' + one_claim(true, 1), one_claim(INVENTED)], [go, never], gone)
    with serving(script) as served, opened(index, served.url, llm_daily_tokens=20_000) as assistant:
        for step in assistant.ask_stream(QUESTION, stop=stop):
            if isinstance(step, Checked):
                stop.set()
        assert gone.wait(5), "the server was not told"
    assert isinstance(step, Answered)
    assert [one.text for one in step.answer.sentences] == [true]
    assert step.answer.sentences[0].verdict is Verdict.VERBATIM
    assert "You stopped the model" in " ".join(step.answer.notes)
    prompt = sum(len(message["content"]) for message in served.bodies[0]["messages"])
    assert prompt / 3.2 <= counted() <= (prompt + len(true) + 100) / 3.2


def test_stop_before_the_first_sentence_gives_the_extractive_answer(index: Path) -> None:
    stop = threading.Event()
    stop.set()
    with serving(trickles(3)) as served, opened(index, served.url) as assistant:
        *_, last = assistant.ask_stream(QUESTION, stop=stop)
    assert isinstance(last, Answered)
    assert (last.answer.engine, last.answer.text) == ("extractive", plain(index).text)
    assert "You stopped the model" in " ".join(last.answer.notes)


def test_closing_the_iterator_hangs_up_and_lets_the_index_go(index: Path) -> None:
    gone = threading.Event()

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        try:
            while True:
                handler.wfile.write(event("word "))
                time.sleep(0.02)
        except OSError:
            gone.set()

    with serving(script) as served, opened(index, served.url) as assistant:
        steps = assistant.ask_stream(QUESTION)
        assert any(isinstance(step, Writing) and step.words > 3 for step in steps)
        steps.close()  # type: ignore[attr-defined]
        assert gone.wait(5)
        assert list(assistant._users.values()) == [0]


@pytest.mark.parametrize(
    ("script", "least", "most"),
    [
        (fails(401), 0, 0),
        (fails(400, "the prompt is too long"), 0, 0),
        (cut('{"claims": ['), 1, 4000),
        (trickles(3), 1, 4000),
        (claims((INVENTED, [1])), 366, 366),
        (says(json.dumps({"claims": []})), 366, 366),
    ],
)
def test_only_what_was_spent_stays_counted(
    index: Path, counted: Callable[[], int], script: Script, least: int, most: int
) -> None:
    limits: dict[str, object] = {"llm_daily_tokens": 20_000, "llm_max_tokens": 4000, "llm_context_tokens": 8192}
    with serving(script) as served:
        settings = Settings(index=index, llm="openai", llm_model="m", llm_url=served.url, llm_timeout_s=0.7, **limits)
        with Assistant(settings, HashEmbedder()) as assistant:
            assert assistant.ask(QUESTION).engine == "extractive"
    assert least <= counted() <= most


def test_partly_supported_sentence_waits_for_one_in_full(index: Path) -> None:
    quote = true_claim(index)
    words = quote.rstrip(".").split()
    loose = " ".join(words[: len(words) // 2]) + " according to several unnamed observers of the committee."
    with serving(claims((loose, [1]), (quote, [1]))) as served, opened(index, served.url) as assistant:
        steps = list(assistant.ask_stream(QUESTION))
    for step in steps:
        if isinstance(step, Checked):
            full = [one for one in step.so_far.sentences if one.verdict is not Verdict.PARTLY]
            assert full
