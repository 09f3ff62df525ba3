"""What went wrong at an OpenAI-compatible address, in words for its user and without any secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.errors import ModelError
from index.models.base import NothingSpentError
from index.models.wishes import is_too_long

if TYPE_CHECKING:
    from openai import OpenAIError

__all__ = ["TRANSIENT_STATUS", "asked_pause_s", "cause_without", "explained", "without"]

TRANSIENT_STATUS = frozenset({408, 409, 429, 500, 502, 503, 504})
MAX_REASON_CHARS = 200
_WHY = {
    401: "the key was refused; check INSPECTION_QA_LLM_API_KEY",
    403: "the key may not use this model",
    404: "no such model or address; check INSPECTION_QA_LLM_MODEL and INSPECTION_QA_LLM_URL",
    408: "the server took too long",
    429: "too many requests, or no quota left",
    503: "the server is busy or still loading its model",
}


def explained(exc: OpenAIError, where: str, secrets: Sequence[str]) -> ModelError:
    """Return an error that says what happened, without the secrets, which servers like to repeat."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(exc, APITimeoutError):
        return ModelError(f"{where}: no answer in time")
    if isinstance(exc, APIConnectionError):
        return NothingSpentError(f"{where}: no connection; is the server running, and is the address right?")
    if isinstance(exc, APIStatusError):
        why = _WHY.get(exc.status_code) or without(exc.message, secrets)
        if is_too_long(exc.message):
            why = "the passages are longer than the model reads; lower INSPECTION_QA_LLM_CONTEXT_TOKENS"
        return NothingSpentError(f"{where}: status {exc.status_code}: {why}")
    return ModelError(f"{where}: {without(str(exc), secrets)}")


def without(text: str, secrets: Sequence[str]) -> str:
    """Return a text on one line, shortened, with each secret replaced."""
    plain = " ".join(text.split())
    for secret in secrets:
        plain = plain.replace(secret, "(key)")
    return plain[:MAX_REASON_CHARS]


def cause_without(exc: Exception, secrets: Sequence[str]) -> Exception | None:
    """Return an error as a cause that may be printed: none that repeats a secret."""
    shown = f"{exc!r} {exc} {getattr(exc, 'body', '')}"
    return None if any(secret in shown for secret in secrets) else exc


def asked_pause_s(exc: Exception) -> float | None:
    """Return the seconds that the server asks to wait."""
    response = getattr(exc, "response", None)
    asked = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(float(asked), 0.0)
    except ValueError:
        return None
