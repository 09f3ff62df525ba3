"""Vectors from OpenAI or any address that speaks its protocol."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError
from index.embedding.base import unit_length

if TYPE_CHECKING:
    from openai import OpenAI

__all__ = ["OpenAIEmbedder"]

PAUSES_S = (0.5, 2.0, 8.0)
"""Pauses before the second, third and fourth attempt; the client's own retries are off."""
MAX_PAUSE_S = 30.0
TRANSIENT_STATUS = frozenset({408, 409, 429, 500, 502, 503, 504})


class OpenAIEmbedder:
    """Embeds at an OpenAI-compatible address; what is embedded leaves the machine unless that is local."""

    question_offset = 0.0

    def __init__(
        self,
        model: str,
        *,
        url: str | None = None,
        api_key: str | None = None,
        timeout_s: float = 30.0,
        batch: int = 64,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Remember where to ask; nothing is sent yet.

        Args:
            model: name of the model at the address.
            url: base address such as 'http://127.0.0.1:8080/v1'; None for OpenAI itself.
            api_key: key; local servers need none.
            timeout_s: seconds that each request may take.
            batch: texts in one request.
            sleep: waits between attempts.
        """
        self.name = model
        self._url = url
        self._api_key = api_key
        self._timeout_s = timeout_s
        self._batch = batch
        self._sleep = sleep

    @cached_property
    def dimension(self) -> int:
        """Length of the model's vectors; asks the address once."""
        return int(self.embed(["dimension"]).shape[1])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts in requests of at most `batch`.

        Returns:
            Vectors `(len(texts), dimension) float32` of length 1.

        Raises:
            EmbeddingError: the address does not answer, refuses, or returns something else than one
                vector per text, after one attempt for lasting faults and four for passing ones.
        """
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        parts = [self._request(texts[start : start + self._batch]) for start in range(0, len(texts), self._batch)]
        return unit_length(np.concatenate(parts), self._where)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions; at such an address they are texts like others."""
        return self.embed(texts)

    @property
    def _where(self) -> str:
        return f"embedding model {self.name} at {self._url or 'OpenAI'}"

    @cached_property
    def _client(self) -> OpenAI:
        from openai import OpenAI

        return OpenAI(base_url=self._url, api_key=self._api_key or "none", timeout=self._timeout_s, max_retries=0)

    def _request(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of one batch, trying again after passing faults."""
        from openai import APIConnectionError, APIStatusError, OpenAIError

        for pause_s in (*PAUSES_S, None):
            try:
                answer = self._client.embeddings.create(model=self.name, input=list(texts), encoding_format="float")
                return self._vectors(answer, len(texts))
            except OpenAIError as exc:
                status = exc.status_code if isinstance(exc, APIStatusError) else None
                passing = isinstance(exc, APIConnectionError) or status in TRANSIENT_STATUS
                if pause_s is None or not passing:
                    raise EmbeddingError(f"{self._where}: {exc}. Check the address, the model and the key.") from exc
                self._sleep(_asked_pause_s(exc) or pause_s)
        raise AssertionError("the last attempt returns or raises")

    def _vectors(self, answer: Any, expected: int) -> NDArray[np.float32]:  # noqa: ANN401
        """Return the vectors of an answer in the order of the texts."""
        try:
            rows = sorted(answer.data, key=lambda item: item.index)
            vectors = np.asarray([row.embedding for row in rows], dtype=np.float32)
        except (AttributeError, TypeError, ValueError) as exc:
            raise EmbeddingError(f"{self._where}: the answer holds no list of vectors of one length") from exc
        if vectors.ndim != 2 or len(vectors) != expected:
            raise EmbeddingError(f"{self._where}: found {len(vectors)} vectors, expected {expected}")
        return vectors


def _asked_pause_s(exc: Exception) -> float | None:
    """Return the seconds that the server asks to wait, at most `MAX_PAUSE_S`."""
    response = getattr(exc, "response", None)
    asked = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return min(max(float(asked), 0.0), MAX_PAUSE_S)
    except ValueError:
        return None
