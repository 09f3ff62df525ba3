"""A model at an OpenAI-compatible address: streaming, wishes refused, passing and lasting faults, time, secrets."""

from __future__ import annotations

import logging
import time
import traceback

import pytest
from model_server import KEY, Script, cut, fails, refuses, says, serving, trickles
from pydantic import SecretStr

from corpus.errors import ModelError, SettingsError
from index.models import Message, make_model
from index.models.openai import OpenAIModel, shown_address
from index.settings import Settings

ASKED = [Message("system", "rules"), Message("user", "question")]
SCHEMA = {"type": "object"}


def model(url: str) -> OpenAIModel:
    return OpenAIModel("m", url=url, api_key=SecretStr(KEY), max_tokens=50)


def test_reply_is_streamed_with_its_tokens() -> None:
    pieces: list[str] = []
    with serving(says("one two three")) as served:
        reply = model(served.url).complete(ASKED, 5, pieces.append, SCHEMA)
    assert (reply.text, reply.prompt_tokens, reply.completion_tokens) == ("one two three", 321, 45)
    assert len(pieces) == 3
    (body,) = served.bodies
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert (body["model"], body["max_tokens"], body["stream"]) == ("m", 50, True)
    assert served.headers[0]["authorization"] == f"Bearer {KEY}"


def test_refused_schema_is_asked_without_it_and_remembered() -> None:
    with serving(fails(400, "unknown field response_format"), says("plain")) as served:
        asked = model(served.url)
        assert asked.complete(ASKED, 5, schema=SCHEMA).text == "plain"
        assert asked.complete(ASKED, 5, schema=SCHEMA).text == "plain"
    assert ["response_format" in body for body in served.bodies] == [True, False, False]


def test_oldest_servers_are_asked_for_nothing_special() -> None:
    with serving(fails(400), fails(400), fails(400), says("plain")) as served:
        assert model(served.url).complete(ASKED, 5, schema=SCHEMA).text == "plain"
    assert set(served.bodies[-1]) == {"model", "messages", "stream", "max_tokens"}


def test_passing_faults_are_tried_again() -> None:
    with serving(fails(500), fails(429, retry_after="0.05"), says("at last")) as served:
        assert model(served.url).complete(ASKED, 10).text == "at last"
    assert len(served.bodies) == 3


def test_pause_that_the_time_does_not_allow_is_not_taken() -> None:
    start = time.monotonic()
    with serving(fails(429, retry_after="60")) as served, pytest.raises(ModelError, match="status 429"):
        model(served.url).complete(ASKED, 2)
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
            asked.complete(ASKED, 5)
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(asked) + repr(vars(asked))
    assert KEY not in shown


@pytest.mark.parametrize("what", [b": alive\n\n", b"d", b'data: {"choices": []}\n\n'])
def test_trickling_server_is_left_when_the_time_is_up(what: bytes) -> None:
    start = time.monotonic()
    with serving(trickles(3, what)) as served, pytest.raises(ModelError, match=r"within 0\.4 seconds"):
        model(served.url).complete(ASKED, 0.4)
    assert time.monotonic() - start < 1.5


def test_dead_server_is_named() -> None:
    with serving() as served:
        url = served.url
    with pytest.raises(ModelError, match="no connection"):
        model(url).complete(ASKED, 0.6)


def test_caller_may_end_the_reply() -> None:
    def stop(_: str) -> None:
        raise KeyboardInterrupt

    with serving(says("one two three")) as served, pytest.raises(KeyboardInterrupt):
        model(served.url).complete(ASKED, 5, stop)


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
    assert made.complete(ASKED, 5).text.split() == ["text"] * 16
