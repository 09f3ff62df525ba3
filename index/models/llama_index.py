"""The seam to llama-index: any of its language models as ours."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelError, SettingsError
from index.models.base import Message, OnText, Reply
from index.models.deadline import Request, run_within
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
        module_name, _, class_name = dotted.partition(":")
        try:
            kind = getattr(importlib.import_module(module_name), class_name)
        except ImportError as exc:
            raise SettingsError(f"llm {dotted}: {exc}; install the package that brings it") from exc
        except AttributeError as exc:
            raise SettingsError(f"llm {dotted}: {module_name} has no {class_name}") from exc
        if not (isinstance(kind, type) and issubclass(kind, LLM)):
            raise SettingsError(f"llm {dotted}: is no llama-index model (a subclass of LLM)")
        made = cls(None, settings.llm_model or class_name, _address(settings), settings.llm_api_key)
        try:
            made._llm = kind(**_arguments(kind, settings))
        except Exception as exc:  # noqa: BLE001 - libraries raise anything; translated
            raise ModelError(f"llm {dotted}: cannot be made: {made._without_key(exc)}") from made._cause(exc)
        return made

    def complete(
        self,
        messages: Sequence[Message],
        timeout_s: float,
        on_text: OnText | None = None,
        schema: Mapping[str, Any] | None = None,
    ) -> Reply:
        """Return the reply to some messages, streamed; see `ChatModel.complete`. The schema is not used."""
        return run_within(lambda request: self._stream(request, messages), timeout_s, on_text, self._where)

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
            raise ModelError(f"{self._where}: {self._without_key(exc)}") from self._cause(exc)
        usage = raw.get("usage") if isinstance(raw, dict) else getattr(raw, "usage", None)
        return Reply("".join(parts), _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"))

    def _without_key(self, exc: Exception) -> str:
        text = " ".join(str(exc).split()) or type(exc).__name__
        return (text.replace(self._key.get_secret_value(), "(key)") if self._key else text)[:200]

    def _cause(self, exc: Exception) -> Exception | None:
        return None if self._key and self._key.get_secret_value() in repr(exc) else exc


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


def _count(usage: Any, name: str) -> int | None:  # noqa: ANN401 - a library's value
    found = usage.get(name) if isinstance(usage, dict) else getattr(usage, name, None)
    return found if isinstance(found, int) else None
