"""The seam to llama-index: any of its language models as ours."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelError
from index.dotted import class_named
from index.models.base import Message, Pieces, Reply
from index.models.deadline import Request, stream_within
from index.models.faults import cause_without, without
from index.models.openai import shown_address

if TYPE_CHECKING:
    from pydantic import SecretStr

    from index.settings import Settings

__all__ = ["LlamaIndexModel"]


class LlamaIndexModel:
    """Asks a llama-index `LLM`."""

    def __init__(self, llm: Any, name: str, address: str, api_key: SecretStr | None = None) -> None:  # noqa: ANN401
        """Wrap a model; see `from_settings`."""
        self._llm = llm
        self.name = name
        self.address = address
        self._key = api_key

    @classmethod
    def from_settings(cls, settings: Settings) -> LlamaIndexModel:
        """Make the model whose class `llm` names as 'package.module:Class'.

        Model, address, key and limits are passed under the names that the class has for them.

        Raises:
            SettingsError: the package is not installed, or the name is no llama-index model.
            ModelError: the class cannot be made with these arguments.
        """
        from llama_index.core.llms import LLM

        dotted = settings.llm
        kind = class_named(dotted, LLM, "llm", "llama-index model")
        made = cls(None, settings.llm_model or kind.__name__, _address(settings), settings.llm_api_key)
        try:
            made._llm = kind(**_arguments(kind, settings))
        except Exception as exc:  # noqa: BLE001 - libraries raise anything; translated
            raise ModelError(f"llm {dotted}: cannot be made: {without(_said(exc), made._secrets)}") from cause_without(
                exc, made._secrets
            )
        return made

    def stream(
        self,
        messages: Sequence[Message],
        timeout_s: float,
        schema: Mapping[str, Any] | None = None,
        stop: threading.Event | None = None,
    ) -> Pieces:
        """Yield the reply to some messages piece by piece; see `ChatModel.stream`.

        The schema is not used. How to hang up is each library's own: a request that is given up ends with its next
        piece.
        """
        return stream_within(lambda request: self._stream(request, messages), timeout_s, self._where, stop)

    @property
    def _where(self) -> str:
        return f"language model {self.name} at {self.address}"

    def _stream(self, request: Request, messages: Sequence[Message]) -> Reply:
        from llama_index.core.llms import ChatMessage

        parts: list[str] = []
        raw: Any = None
        try:
            asked = [ChatMessage(role=message.role, content=message.content) for message in messages]
            for piece in self._llm.stream_chat(asked):
                raw = piece.raw or raw
                if piece.delta:
                    parts.append(piece.delta)
                    request.emit(piece.delta)
        except ModelError:
            raise
        except Exception as exc:  # noqa: BLE001 - libraries raise anything; translated
            raise ModelError(f"{self._where}: {without(_said(exc), self._secrets)}") from cause_without(
                exc, self._secrets
            )
        usage = raw.get("usage") if isinstance(raw, dict) else getattr(raw, "usage", None)
        return Reply("".join(parts), _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"))

    @property
    def _secrets(self) -> tuple[str, ...]:
        return (self._key.get_secret_value(),) if self._key else ()


def _address(settings: Settings) -> str:
    return shown_address(settings.llm_url) if settings.llm_url else settings.llm


def _arguments(kind: Any, settings: Settings) -> dict[str, Any]:  # noqa: ANN401 - a class of a library
    """Return the settings that are set, under the names of the class."""
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    wanted = {
        "model": settings.llm_model,
        "api_base": settings.llm_url,
        "base_url": settings.llm_url,
        "api_key": key,
        "max_tokens": settings.llm_max_tokens,
        "max_retries": 0,
        "timeout": settings.llm_timeout_s,
        "request_timeout": settings.llm_timeout_s,
        "context_window": settings.llm_context_tokens,
        "is_chat_model": True,
    }
    return {name: value for name, value in wanted.items() if value is not None and name in kind.model_fields}


def _said(exc: Exception) -> str:
    return str(exc) or type(exc).__name__


def _count(usage: Any, name: str) -> int | None:  # noqa: ANN401 - a library's value
    found = usage.get(name) if isinstance(usage, dict) else getattr(usage, name, None)
    return found if isinstance(found, int) else None
