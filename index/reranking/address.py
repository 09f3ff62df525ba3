"""Scores from any address that answers POST .../rerank as Jina, Cohere, vLLM, llama.cpp and others do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import RerankingError
from index.reranking.base import checked_scores

__all__ = ["AddressReranker"]

PAUSES_S = (0.5, 2.0)
"""Pauses before the second and third attempt."""
TRANSIENT_STATUS = frozenset({408, 409, 429, 500, 502, 503, 504})


class AddressReranker:
    """Reranks at an address; the question and the paragraphs found leave the machine unless that is local.

    The request is `{"model", "query", "documents", "top_n"}`, the answer has
    `{"results": [{"index", "relevance_score"}]}` in any order.
    """

    def __init__(
        self,
        url: str,
        *,
        model: str | None = None,
        api_key: str | None = None,
        timeout_s: float = 10.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Remember where to ask; nothing is sent yet.

        Args:
            url: base address such as 'http://127.0.0.1:8080/v1', or one that ends in '/rerank'.
            model: name of the model at the address, if it has several.
            api_key: key; local servers need none.
            timeout_s: seconds that each request may take.
            sleep: waits between attempts.
        """
        self.name = model or url
        self._url = url if url.endswith("/rerank") else f"{url.rstrip('/')}/rerank"
        self._model = model
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._timeout_s = timeout_s
        self._sleep = sleep

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score texts in one request.

        Raises:
            RerankingError: the address does not answer, refuses, or returns something else than one score per
                text, after one attempt for lasting faults and three for passing ones.
        """
        if not texts:
            return np.empty(0, dtype=np.float32)
        asked: dict[str, Any] = {"query": question, "documents": list(texts), "top_n": len(texts)}
        answer = self._request(asked | ({"model": self._model} if self._model else {}))
        try:
            by_place = {int(each["index"]): float(each["relevance_score"]) for each in answer["results"]}
            found = [by_place[place] for place in range(len(texts))]
        except (KeyError, TypeError, ValueError) as exc:
            raise RerankingError(f"{self._where}: the answer does not hold one relevance_score for each text") from exc
        return checked_scores(found, len(texts), self._where)

    @property
    def _where(self) -> str:
        return f"reranker {self.name} at {self._url}"

    def _request(self, body: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON of somebody else
        """Return the answer to one request, trying again after passing faults."""
        import httpx

        for pause_s in (*PAUSES_S, None):
            try:
                response = httpx.post(self._url, json=body, headers=self._headers, timeout=self._timeout_s)
                response.raise_for_status()
                return response.json()
            except (httpx.HTTPError, ValueError) as exc:
                status = exc.response.status_code if isinstance(exc, httpx.HTTPStatusError) else None
                passing = isinstance(exc, httpx.TransportError) or status in TRANSIENT_STATUS
                if pause_s is None or not passing:
                    raise RerankingError(
                        f"{self._where}: {exc}. Check the address, the model and the key, or set reranker to 'none'."
                    ) from exc
                self._sleep(pause_s)
        raise AssertionError("the last attempt returns or raises")
