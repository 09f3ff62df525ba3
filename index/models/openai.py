"""Language models at OpenAI or any address that speaks its protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from corpus.errors import ModelError
from index.models.base import Message, OnText, Reply
from index.models.deadline import Request, run_within

if TYPE_CHECKING:
    from openai import OpenAI, OpenAIError

__all__ = ["OPENAI_URL", "OpenAIModel", "shown_address"]

OPENAI_URL = "https://api.openai.com/v1"
PAUSES_S = (0.5, 2.0)
"""Pauses before the second and third attempt; the client's own retries are off."""
TRANSIENT_STATUS = frozenset({408, 409, 429, 500, 502, 503, 504})
UNKNOWN_WISH = frozenset({400, 404, 415, 422, 501})
"""What servers answer to a field that they do not know."""
MAX_REASON_CHARS = 200
_WHY = {
    401: "the key was refused; check INSPECTION_QA_LLM_API_KEY",
    403: "the key may not use this model",
    404: "no such model or address; check INSPECTION_QA_LLM_MODEL and INSPECTION_QA_LLM_URL",
    429: "too many requests, or no quota left",
}


class OpenAIModel:
    """Asks an OpenAI-compatible address; what is asked leaves the machine unless that is local."""

    def __init__(
        self, model: str, *, url: str | None = None, api_key: SecretStr | None = None, max_tokens: int = 800
    ) -> None:
        """Remember where to ask; nothing is sent yet.

        Args:
            model: name of the model at the address.
            url: base address such as 'http://127.0.0.1:8080/v1'; None for OpenAI itself.
            api_key: key; local servers need none.
            max_tokens: tokens that a reply may have.
        """
        self.name = model
        self.address = shown_address(url or OPENAI_URL)
        self._url = url or OPENAI_URL
        self._key = api_key
        self._max_tokens = max_tokens
        self._plainness = 0

    def complete(
        self,
        messages: Sequence[Message],
        timeout_s: float,
        on_text: OnText | None = None,
        schema: Mapping[str, Any] | None = None,
    ) -> Reply:
        """Return the reply to some messages, streamed; see `ChatModel.complete`.

        Passing faults (429, 500 and the like, a connection that fails) are tried again after a pause while time is
        left; a server that refuses a schema or another wish is asked again without it.
        """
        return run_within(lambda request: self._try(request, messages, schema), timeout_s, on_text, self._where)

    @property
    def _where(self) -> str:
        return f"language model {self.name} at {self.address}"

    @cached_property
    def _client(self) -> OpenAI:
        from openai import DefaultHttpxClient, OpenAI

        # A redirect would send the question to an address that nobody configured.
        return OpenAI(
            base_url=self._url,
            api_key=self._key.get_secret_value() if self._key else "none",
            max_retries=0,
            http_client=DefaultHttpxClient(follow_redirects=False),
        )

    def _try(self, request: Request, messages: Sequence[Message], schema: Mapping[str, Any] | None) -> Reply:
        """Ask until there is a reply, a lasting fault, or no time."""
        import httpx
        from openai import APIStatusError, OpenAIError

        pauses = iter(PAUSES_S)
        while True:
            try:
                return self._stream(request, messages, schema)
            except OpenAIError as exc:
                status = exc.status_code if isinstance(exc, APIStatusError) else None
                if status in UNKNOWN_WISH and self._plainness < len(_WISHES) - 1:
                    self._plainness += 1
                    continue
                pause_s = next(pauses, None)
                if pause_s is None or not self._wait(request, exc, pause_s):
                    raise self._translated(exc) from self._cause(exc)
            except (httpx.HTTPError, ValueError) as exc:
                raise ModelError(f"{self._where}: the answer broke off or is no answer of such a model") from exc

    def _stream(self, request: Request, messages: Sequence[Message], schema: Mapping[str, Any] | None) -> Reply:
        """Return one reply as it comes; a server that does not stream gives it in one piece."""
        create: Any = self._client.chat.completions.create
        stream = create(
            model=self.name,
            messages=[{"role": message.role, "content": message.content} for message in messages],
            stream=True,
            timeout=request.left_s,
            **_WISHES[self._plainness](self._max_tokens, schema),
        )
        request.close = stream.response.close
        parts: list[str] = []
        usage: Any = None
        ended: str | None = None
        with stream:
            for chunk in stream:
                usage = getattr(chunk, "usage", None) or usage
                for choice in (chunk.choices or [])[:1]:
                    self._refuse(choice)
                    ended = choice.finish_reason or ended
                    if text := choice.delta.content:
                        parts.append(text)
                        request.emit(text)
        if ended is None:
            raise ModelError(f"{self._where}: the answer broke off before its end")
        return Reply("".join(parts), getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None))

    def _refuse(self, choice: Any) -> None:  # noqa: ANN401 - a library's value
        """Raise where the model or its server refuses to answer."""
        if getattr(choice.delta, "refusal", None) or choice.finish_reason == "content_filter":
            raise ModelError(f"{self._where}: the model refused to answer")

    def _wait(self, request: Request, exc: OpenAIError, pause_s: float) -> bool:
        """Wait before another attempt; False where none is worth it or the time does not allow it."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        if isinstance(exc, APITimeoutError):
            return False
        status = exc.status_code if isinstance(exc, APIStatusError) else None
        if not isinstance(exc, APIConnectionError) and status not in TRANSIENT_STATUS:
            return False
        asked_s = _asked_pause_s(exc)
        pause_s = pause_s if asked_s is None else asked_s
        if pause_s >= request.left_s:
            return False
        request.pause(pause_s)
        return not request.stopped.is_set()

    def _translated(self, exc: OpenAIError) -> ModelError:
        """Return an error that says what happened, without the key, which servers like to repeat."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        if isinstance(exc, APITimeoutError):
            return ModelError(f"{self._where}: no answer in time")
        if isinstance(exc, APIConnectionError):
            return ModelError(f"{self._where}: no connection; is the server running, and is the address right?")
        if isinstance(exc, APIStatusError):
            why = _WHY.get(exc.status_code) or self._without_key(exc.message)
            return ModelError(f"{self._where}: status {exc.status_code}: {why}")
        return ModelError(f"{self._where}: {self._without_key(str(exc))}")

    def _without_key(self, text: str) -> str:
        key = self._key.get_secret_value() if self._key else ""
        plain = " ".join(text.split())
        return (plain.replace(key, "(key)") if key else plain)[:MAX_REASON_CHARS]

    def _cause(self, exc: OpenAIError) -> OpenAIError | None:
        """Return the error as a cause that may be printed: none that repeats the key."""
        shown = f"{exc} {getattr(exc, 'body', '')}"
        return None if self._key and self._key.get_secret_value() in shown else exc


def shown_address(url: str) -> str:
    """Return an address without user, password and query, in which keys are put."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}".rstrip("/")


def _all_wishes(max_tokens: int, schema: Mapping[str, Any] | None) -> dict[str, Any]:
    wishes = _without_schema(max_tokens, schema)
    if schema is not None:
        form = {"name": "answer", "strict": True, "schema": dict(schema)}
        wishes["response_format"] = {"type": "json_schema", "json_schema": form}
    return wishes


def _without_schema(max_tokens: int, _: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"max_tokens": max_tokens, "temperature": 0, "stream_options": {"include_usage": True}}


def _newer_name(max_tokens: int, _: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"max_completion_tokens": max_tokens, "stream_options": {"include_usage": True}}


def _oldest(max_tokens: int, _: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"max_tokens": max_tokens}


_WISHES = (_all_wishes, _without_schema, _newer_name, _oldest)
"""What is asked for besides the reply, from the most to what every server knows."""


def _asked_pause_s(exc: Exception) -> float | None:
    """Return the seconds that the server asks to wait."""
    response = getattr(exc, "response", None)
    asked = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(float(asked), 0.0)
    except ValueError:
        return None
