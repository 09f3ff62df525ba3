"""The ways in which OpenAI, Azure, vLLM, Ollama and llama.cpp answer, and fail: each read, or explained in a line."""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from model_server import KEY, Script, event, fails, says, serving, start_stream
from pydantic import SecretStr

from corpus.errors import ModelError
from index.answering.model.claims import Claim, read_claims, read_whole_claims
from index.models import Message, NothingSpentError, Reply
from index.models.openai import OpenAIModel
from index.models.wishes import Wishes

ASKED = [Message("system", "rules"), Message("user", "question")]
SCHEMA = {"type": "object"}
CLAIM = {"text": "One is so.", "passages": [1]}
WRITTEN = json.dumps({"claims": [CLAIM]})
READ = (Claim("One is so.", (1,)),)


def sends(*parts: bytes) -> Script:
    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()

    return script


def replies_whole(content: dict[str, Any], finish: str = "stop") -> Script:
    """Answer as a server that does not stream, whatever it was asked."""

    def script(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        choice = {"index": 0, "message": {"role": "assistant"} | content, "finish_reason": finish}
        usage = {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}
        body = json.dumps({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage}).encode()
        handler.send_response(200)
        handler.send_header("content-type", "application/json; charset=utf-8")
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return script


def call(arguments: str) -> dict[str, Any]:
    return {
        "tool_calls": [
            {"index": 0, "id": "c", "type": "function", "function": {"name": "answer", "arguments": arguments}}
        ]
    }


DONE = b"data: [DONE]\n\n"
END = event(None, "stop") + DONE
USAGE = event(None, usage=True)
ROLE = event(None, role="assistant")
EMPTY_CHOICES = b'data: {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [], '
FILTER_RESULTS = EMPTY_CHOICES + b'"prompt_filter_results": [{"prompt_index": 0}]}\n\n'
STYLES: dict[str, Script] = {
    "openai": sends(ROLE, event(WRITTEN[:9]), event(WRITTEN[9:]), event(None, "stop"), USAGE, DONE),
    "azure": sends(FILTER_RESULTS, ROLE, event(WRITTEN), END),
    "vllm with reasoning": sends(ROLE, event(None, reasoning_content="Let me see: 5 is 6."), event(WRITTEN), END),
    "vllm without an end mark": sends(event(WRITTEN), event(None, "stop")),
    "ollama": sends(event(WRITTEN, role="assistant"), event("", "stop"), USAGE, DONE),
    "ollama thinking": sends(event("<think>5 is 6.</think>\n"), event(WRITTEN), END),
    "template that opens the thought": sends(event("It says 5. {x}</think>\n"), event(WRITTEN), END),
    "llama.cpp": sends(b": ping\r\n\r\n", (event(WRITTEN) + END).replace(b"\n\n", b"\r\n\r\n")),
    "comments between": sends(b": keep-alive\n\n", event(WRITTEN[:5]), b":\n\n", event(WRITTEN[5:]), b"\n\n", END),
    "split bytes": sends(event(WRITTEN)[:17], event(WRITTEN)[17:] + END),
    "tool call": sends(*(event(None, **call(part)) for part in (WRITTEN[:8], WRITTEN[8:])), event(None, "tool_calls")),
    "no stream": replies_whole({"content": WRITTEN}),
    "no stream, tool call": replies_whole(call(WRITTEN), "tool_calls"),
    "code fence": sends(event("```json\n"), event(WRITTEN), event("\n```"), END),
    "words around": sends(event("Here is the answer:\n"), event(WRITTEN), event("\nI hope it helps."), END),
}  # fmt: skip


def model(url: str) -> OpenAIModel:
    return OpenAIModel("m", url=url, api_key=SecretStr(KEY), max_tokens=50)


def whole(model: OpenAIModel, timeout_s: float = 30) -> Reply:
    stream = model.stream(ASKED, timeout_s, SCHEMA)
    while True:
        try:
            next(stream)
        except StopIteration as done:
            reply: Reply = done.value
            return reply


@pytest.mark.parametrize("style", STYLES)
def test_style_of_answering_is_read(style: str) -> None:
    with serving(STYLES[style]) as served:
        reply = whole(model(served.url))
    assert read_claims(reply.text) == READ
    assert len(served.bodies) == 1


def test_thought_is_no_claim_while_it_is_being_written() -> None:
    text = f"<think>{WRITTEN} and so on</think>{WRITTEN}"
    assert [len(read_whole_claims(text[:end])) for end in (20, len(WRITTEN) + 12, len(text))] == [0, 0, 1]


@pytest.mark.parametrize("cut", range(len(WRITTEN) + 1))
def test_claim_counts_once_it_is_whole(cut: int) -> None:
    assert read_whole_claims(WRITTEN[:cut]) == (READ if cut >= WRITTEN.rindex("}]") + 1 else ())


def test_tokens_are_known_without_a_stream_too() -> None:
    with serving(STYLES["no stream"]) as served:
        reply = whole(model(served.url))
    assert (reply.prompt_tokens, reply.completion_tokens) == (321, 45)


def test_reply_cut_at_its_limit_says_so() -> None:
    with serving(sends(event("one two"), event(None, "length"))) as served:
        assert whole(model(served.url)).cut


def accepts(allowed: Callable[[dict[str, Any]], str | None]) -> Script:
    """Refuse with 400 and the words returned; answer where there are none."""

    def script(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        refusal = allowed(body)
        (says(WRITTEN) if refusal is None else fails(400, refusal))(handler, body)

    return script


def new_openai(body: dict[str, Any]) -> str | None:
    if "max_tokens" in body:
        return (
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
        )
    return "Unsupported value: 'temperature' does not support 0 with this model." if "temperature" in body else None


def only_json_object(body: dict[str, Any]) -> str | None:
    form = body.get("response_format", {}).get("type")
    return "'response_format.type' must be 'json_object' or 'text'" if form == "json_schema" else None


def no_stream_options(body: dict[str, Any]) -> str | None:
    return "extra inputs are not permitted: stream_options" if "stream_options" in body else None


def plain_only(body: dict[str, Any]) -> str | None:
    return "bad request" if set(body) - {"model", "messages", "stream", "max_tokens"} else None


@pytest.mark.parametrize(
    ("server", "attempts", "wanted"),
    [
        (new_openai, 3, {"response_format": "json_schema", "max_completion_tokens": 50}),
        (only_json_object, 2, {"response_format": "json_object", "max_tokens": 50, "temperature": 0}),
        (no_stream_options, 2, {"response_format": "json_schema", "max_tokens": 50}),
        (plain_only, 5, {"max_tokens": 50}),
    ],
)
def test_server_gets_what_it_knows_and_keeps_getting_it(
    server: Callable[[dict[str, Any]], str | None], attempts: int, wanted: dict[str, Any]
) -> None:
    with serving(accepts(server)) as served:
        asked = model(served.url)
        assert read_claims(whole(asked).text) == READ
        assert len(served.bodies) == attempts
        assert read_claims(whole(asked).text) == READ
    assert len(served.bodies) == attempts + 1
    sent = served.bodies[-1] | {"response_format": served.bodies[-1].get("response_format", {}).get("type")}
    assert {name: sent[name] for name in wanted} == wanted
    if "response_format" not in wanted:
        assert sent["response_format"] is None


@pytest.mark.parametrize(
    ("script", "says_what", "requests"),
    [
        (fails(401, KEY), "key was refused", 1),
        (fails(403, KEY), "may not use this model", 1),
        (fails(404, f"The model 'm' does not exist {KEY}"), "no such model or address", 1),
        (fails(408), "took too long", 3),
        (fails(429, KEY, retry_after="0"), "no quota left", 3),
        (fails(500, f"trace {KEY}"), r"status 500: .*\(key\)", 3),
        (fails(503), "busy or still loading", 3),
        (fails(400, "This model's maximum context length is 4096 tokens."), "LLM_CONTEXT_TOKENS", 1),
        (fails(400, "the request exceeds the available context size, try increasing it"), "LLM_CONTEXT_TOKENS", 1),
    ],
)
def test_refusal_is_explained_and_costs_nothing(
    script: Script, says_what: str, requests: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("index.models.openai.PAUSES_S", (0.01, 0.02))
    with serving(script) as served:
        asked = model(served.url)
        with pytest.raises(NothingSpentError, match=says_what) as caught:
            whole(asked)
    assert len(served.bodies) == requests
    assert asked._wishes == Wishes()
    assert KEY not in "".join(traceback.format_exception(caught.value)) + caplog.text + repr(vars(asked))


def test_fault_inside_a_stream_is_explained_without_the_key() -> None:
    fault = f'data: {{"error": {{"message": "engine died {KEY}", "code": 500}}}}\n\n'.encode()
    with (
        serving(sends(event("one"), fault)) as served,
        pytest.raises(ModelError, match=r"engine died \(key\)") as caught,
    ):
        whole(model(served.url))
    assert KEY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("junk", [b"data: {broken\n\n", b"data: \xff\xfe\n\n", b"<html>502</html>"])
def test_junk_is_a_reply_that_broke_off(junk: bytes) -> None:
    with serving(sends(junk)) as served, pytest.raises(ModelError, match="broke off"):
        whole(model(served.url))


def test_passing_fault_waits_as_the_server_asks() -> None:
    start = time.monotonic()
    with serving(fails(429, retry_after="0.3"), says(WRITTEN)) as served:
        assert read_claims(whole(model(served.url)).text) == READ
    assert time.monotonic() - start >= 0.3


def test_azure_gets_its_version_and_its_own_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.models.openai.AZURE_HOSTS", ("127.0.0.1",))
    with serving(says(WRITTEN)) as served:
        address = f"{served.url}/openai/deployments/m?api-version=2024-10-21&code=abc-secret"
        asked = model(address)
        assert read_claims(whole(asked).text) == READ
    assert served.headers[0]["api-key"] == KEY
    assert served.paths == ["/v1/openai/deployments/m/chat/completions?api-version=2024-10-21&code=abc-secret"]
    assert "abc-secret" not in asked.address + repr(vars(asked))
