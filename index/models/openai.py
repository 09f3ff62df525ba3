"""Language models at OpenAI or any address that speaks its protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from pydantic import SecretStr

from corpus.errors import ModelError
from index.models.base import Message, Pieces, Reply
from index.models.connection import Connection
from index.models.deadline import Request, stream_within
from index.models.faults import TRANSIENT_STATUS, asked_pause_s, cause_without, explained
from index.models.wishes import Wishes

if TYPE_CHECKING:
    import ssl

    from openai import OpenAI, OpenAIError

__all__ = ["OPENAI_URL", "OpenAIModel", "shown_address"]

OPENAI_URL = "https://api.openai.com/v1"
PAUSES_S = (0.5, 2.0)
"""Pauses before the second and third attempt; the client's own retries are off."""
UNKNOWN_WISH = frozenset({400, 415, 422, 501})
"""What servers answer to a field that they do not know."""
AZURE_HOSTS = (".azure.com", ".azure-api.net")
"""Hosts that want the key in a header of their own."""


class OpenAIModel:
    """Asks an OpenAI-compatible address; what is asked leaves the machine unless that is local."""

    def __init__(
        self, model: str, *, url: str | None = None, api_key: SecretStr | None = None, max_tokens: int = 800
    ) -> None:
        """Remember where to ask; nothing is sent yet.

        Args:
            model: name of the model at the address.
            url: base address such as 'http://127.0.0.1:8080/v1', with a query such as Azure's 'api-version' if it
                needs one; None for OpenAI itself.
            api_key: key; local servers need none.
            max_tokens: tokens that a reply may have.
        """
        self.name = model
        self.address = shown_address(url or OPENAI_URL)
        self._url, _, query = (url or OPENAI_URL).partition("?")
        self._query = SecretStr(query)
        self._key = api_key
        self._max_tokens = max_tokens
        self._wishes = Wishes()

    def stream(
        self,
        messages: Sequence[Message],
        timeout_s: float,
        schema: Mapping[str, Any] | None = None,
        stop: threading.Event | None = None,
    ) -> Pieces:
        """Yield the reply to some messages piece by piece; see `ChatModel.stream`.

        Passing faults (429, 500 and the like, a connection that fails) are tried again after a pause while time is
        left; a server that refuses a schema or another wish is asked again without it.
        """
        return stream_within(lambda request: self._try(request, messages, schema), timeout_s, self._where, stop)

    @property
    def _where(self) -> str:
        return f"language model {self.name} at {self.address}"

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        import httpx

        return httpx.create_ssl_context()

    def _client(self, connection: Connection) -> OpenAI:
        from openai import OpenAI

        key = self._key.get_secret_value() if self._key else "none"
        is_azure = (urlsplit(self._url).hostname or "").endswith(AZURE_HOSTS)
        return OpenAI(
            base_url=self._url,
            api_key=key,
            max_retries=0,
            default_query=dict(parse_qsl(self._query.get_secret_value())),
            default_headers={"api-key": key} if is_azure else None,
            http_client=connection.client,
        )

    def _try(self, request: Request, messages: Sequence[Message], schema: Mapping[str, Any] | None) -> Reply:
        """Ask until there is a reply, a lasting fault, or no time."""
        import httpx
        from openai import OpenAIError

        connection = Connection(self._tls)
        request.closes_with(connection.hang_up)
        wishes, tried = self._wishes, {self._wishes}
        pauses = iter(PAUSES_S)
        with connection.client:
            while True:
                try:
                    reply = self._stream(request, self._client(connection), messages, wishes, schema)
                    self._wishes = wishes
                    return reply
                except OpenAIError as exc:
                    other = self._other_wishes(exc, wishes, tried)
                    if other is not None:
                        wishes = other
                        tried.add(other)
                    elif (pause_s := next(pauses, None)) is None or not _wait(request, exc, pause_s):
                        raise explained(exc, self._where, self._secrets) from cause_without(exc, self._secrets)
                except (httpx.HTTPError, ValueError) as exc:
                    raise ModelError(f"{self._where}: the answer broke off or is no answer of such a model") from exc

    def _other_wishes(self, exc: OpenAIError, wishes: Wishes, tried: set[Wishes]) -> Wishes | None:
        """Return what to ask for instead, None where the fault is not what was asked for."""
        from openai import APIStatusError

        if not isinstance(exc, APIStatusError) or exc.status_code not in UNKNOWN_WISH:
            return None
        return wishes.after(f"{exc.message} {exc.body}", tried)

    def _stream(
        self,
        request: Request,
        client: OpenAI,
        messages: Sequence[Message],
        wishes: Wishes,
        schema: Mapping[str, Any] | None,
    ) -> Reply:
        """Return one reply as it comes; a server that does not stream gives it in one piece."""
        create: Any = client.chat.completions.create
        stream = create(
            model=self.name,
            messages=[{"role": message.role, "content": message.content} for message in messages],
            stream=True,
            timeout=request.left_s,
            **wishes.arguments(self._max_tokens, schema),
        )
        request.emit("")
        parts: list[str] = []
        usage: Any = None
        ended: str | None = None
        with stream:
            for chunk in _chunks(stream):
                usage = getattr(chunk, "usage", None) or usage
                for choice in (chunk.choices or [])[:1]:
                    self._refuse(choice)
                    ended = choice.finish_reason or ended
                    if text := _text_of(choice):
                        parts.append(text)
                        request.emit(text)
        if ended is None:
            raise ModelError(f"{self._where}: the answer broke off before its end")
        read, written = (getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens"))
        return Reply("".join(parts), read, written, cut=ended == "length")

    def _refuse(self, choice: Any) -> None:  # noqa: ANN401 - a library's value
        """Raise where the model or its server refuses to answer."""
        if getattr(_said(choice), "refusal", None) or choice.finish_reason == "content_filter":
            raise ModelError(f"{self._where}: the model refused to answer")

    @property
    def _secrets(self) -> tuple[str, ...]:
        """What must never be shown: the key, and values of the address's query, in which keys are put."""
        values = [value for name, value in parse_qsl(self._query.get_secret_value()) if name != "api-version"]
        return tuple(one for one in (self._key.get_secret_value() if self._key else "", *values) if one)


def shown_address(url: str) -> str:
    """Return an address without user, password and query, in which keys are put."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}".rstrip("/")


def _chunks(stream: Any) -> Iterator[Any]:  # noqa: ANN401 - a library's value
    """Yield the chunks of a stream, or the whole reply of a server that does not stream."""
    if "json" not in stream.response.headers.get("content-type", ""):
        yield from stream
        return
    from openai.types.chat import ChatCompletion

    yield ChatCompletion.construct(**json.loads(stream.response.read()))


def _said(choice: Any) -> Any:  # noqa: ANN401 - a library's value
    return getattr(choice, "delta", None) or getattr(choice, "message", None)


def _text_of(choice: Any) -> str:  # noqa: ANN401 - a library's value
    """Return a piece's text; servers that make a tool call of a schema put it into the call's arguments."""
    said = _said(choice)
    if text := getattr(said, "content", None):
        return str(text)
    calls = getattr(said, "tool_calls", None) or []
    return "".join(call.function.arguments or "" for call in calls[:1] if call.function)


def _wait(request: Request, exc: OpenAIError, pause_s: float) -> bool:
    """Wait before another attempt; False where none is worth it or the time does not allow it."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(exc, APITimeoutError) or request.stopped.is_set():
        return False
    status = exc.status_code if isinstance(exc, APIStatusError) else None
    if not isinstance(exc, APIConnectionError) and status not in TRANSIENT_STATUS:
        return False
    asked_s = asked_pause_s(exc)
    pause_s = pause_s if asked_s is None else asked_s
    if pause_s >= request.left_s:
        return False
    request.pause(pause_s)
    return not request.stopped.is_set()
