"""A model at an OpenAI-compatible address: streaming, wishes refused, passing and lasting faults, time, secrets."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from model_server import KEY, Script, cut, event, fails, refuses, says, serving, start_stream, trickles
from pydantic import SecretStr

from corpus.errors import ModelError, SettingsError
from index.models import ChatModel, Message, Pieces, Reply, make_model
from index.models.openai import OpenAIModel, shown_address
from index.settings import Settings


def complete(model: ChatModel, timeout_s: float, schema: Mapping[str, Any] | None = None) -> tuple[list[str], Reply]:
    """Return the pieces of a reply, and the reply."""
    return drained(model.stream(ASKED, timeout_s, schema))


def drained(stream: Pieces) -> tuple[list[str], Reply]:
    pieces: list[str] = []
    while True:
        try:
            pieces.append(next(stream))
        except StopIteration as done:
            return pieces, done.value


def wait_for(condition: Callable[[], bool], timeout_s: float = 5) -> None:
    ends = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.01)


ASKED = [Message("system", "rules"), Message("user", "question")]
SCHEMA = {"type": "object"}


def model(url: str) -> OpenAIModel:
    return OpenAIModel("m", url=url, api_key=SecretStr(KEY), max_tokens=50)


def test_reply_is_streamed_with_its_tokens() -> None:
    with serving(says("one two three")) as served:
        pieces, reply = complete(model(served.url), 5, SCHEMA)
    assert (reply.text, reply.prompt_tokens, reply.completion_tokens) == ("one two three", 321, 45)
    assert (pieces[0], len(pieces)) == ("", 4)
    (body,) = served.bodies
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert (body["model"], body["max_tokens"], body["stream"]) == ("m", 50, True)
    assert served.headers[0]["authorization"] == f"Bearer {KEY}"


def test_refused_schema_is_asked_without_it_and_remembered() -> None:
    with serving(fails(400, "unknown field response_format"), says("plain")) as served:
        asked = model(served.url)
        assert complete(asked, 5, SCHEMA)[1].text == "plain"
        assert complete(asked, 5, SCHEMA)[1].text == "plain"
    forms = [body["response_format"]["type"] for body in served.bodies]
    assert forms == ["json_schema", "json_object", "json_object"]


def test_oldest_servers_are_asked_for_nothing_special() -> None:
    with serving(*[fails(400)] * 4, says("plain")) as served:
        assert complete(model(served.url), 5, SCHEMA)[1].text == "plain"
    assert set(served.bodies[-1]) == {"model", "messages", "stream", "max_tokens"}


def test_passing_faults_are_tried_again() -> None:
    with serving(fails(500), fails(429, retry_after="0.05"), says("at last")) as served:
        assert complete(model(served.url), 10)[1].text == "at last"
    assert len(served.bodies) == 3


def test_pause_that_the_time_does_not_allow_is_not_taken() -> None:
    start = time.monotonic()
    with serving(fails(429, retry_after="60")) as served, pytest.raises(ModelError, match="status 429"):
        complete(model(served.url), 2)
    assert len(served.bodies) == 1
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("script", "says_what"),
    [
        (fails(401, f"Incorrect API key provided: {KEY}"), "key was refused"),
        (fails(403, f"{KEY} may not"), "may not use this model"),
        (fails(418, f"teapot {KEY}"), r"teapot \(key\)"),
        (fails(302, location="http://192.0.2.1/v1/chat/completions"), "status 302"),
        (cut('{"claims": ['), "broke off"),
        (refuses(), "refused"),
    ],
)
def test_lasting_fault_is_explained_without_the_key(
    script: Script, says_what: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(script) as served:
        asked = model(served.url)
        with pytest.raises(ModelError, match=says_what) as caught:
            complete(asked, 5)
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(asked) + repr(vars(asked))
    assert KEY not in shown


@pytest.mark.parametrize("what", [b": alive\n\n", b"d", b'data: {"choices": []}\n\n'])
def test_trickling_server_is_left_when_the_time_is_up(what: bytes) -> None:
    start = time.monotonic()
    with serving(trickles(3, what)) as served, pytest.raises(ModelError, match=r"within 0\.4 seconds"):
        complete(model(served.url), 0.4)
    assert time.monotonic() - start < 1.5


def test_dead_server_is_named() -> None:
    with serving() as served:
        url = served.url
    with pytest.raises(ModelError, match="no connection"):
        complete(model(url), 0.6)


def hung_up(log: list[float]) -> Script:
    """Write pieces until the client is gone, and note when that is noticed."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        handler.wfile.write(event("one "))
        try:
            while True:
                handler.wfile.write(b": alive\n\n")
                time.sleep(0.02)
        except OSError:
            log.append(time.monotonic())

    return script


def silent(log: list[float]) -> Script:
    """Answer nothing at all, not even a head, and note when the client is gone."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        handler.connection.settimeout(10)
        assert handler.connection.recv(1) == b""
        log.append(time.monotonic())

    return script


@pytest.mark.parametrize("script", [hung_up, silent])
def test_stop_closes_the_connection_whatever_the_server_does(script: Callable[[list[float]], Script]) -> None:
    stop, log = threading.Event(), []
    with serving(script(log)) as served:
        threading.Timer(0.3, stop.set).start()
        start = time.monotonic()
        stream = model(served.url).stream(ASKED, 30, stop=stop)
        pieces, reply = drained(stream)
        assert time.monotonic() - start < 2
        wait_for(lambda: bool(log))
    assert reply.stopped
    assert reply.text == "".join(pieces) == ("one " if script is hung_up else "")


def test_reply_that_nobody_reads_on_is_ended() -> None:
    log: list[float] = []
    with serving(hung_up(log)) as served:
        stream = model(served.url).stream(ASKED, 30)
        assert [next(stream), next(stream)] == ["", "one "]
        stream.close()
        wait_for(lambda: bool(log))


def test_address_is_shown_without_secrets() -> None:
    assert shown_address("https://me:pw@host.example:8443/v1/?api-key=abc") == "https://host.example:8443/v1"


def test_factory_makes_what_the_settings_name() -> None:
    assert make_model(Settings(llm="none")) is None
    made = make_model(Settings(llm="openai", llm_model="m", llm_url="http://127.0.0.1:1/v1"))
    assert made is not None
    assert (made.name, made.address) == ("m", "http://127.0.0.1:1/v1")
    with pytest.raises(SettingsError, match="LLM_MODEL"):
        make_model(Settings(llm="openai"))
    with pytest.raises(SettingsError, match="expected 'none'"):
        make_model(Settings(llm="gpt"))
    with pytest.raises(SettingsError, match="no llama-index model"):
        make_model(Settings(llm="pathlib:Path"))
    with pytest.raises(SettingsError, match="install the package"):
        make_model(Settings(llm="no_such_package:Thing"))


def test_llama_index_model_is_asked_within_its_limit() -> None:
    made = make_model(Settings(llm="llama_index.core.llms:MockLLM", llm_max_tokens=16))
    assert made is not None
    assert complete(made, 5)[1].text.split() == ["text"] * 16
