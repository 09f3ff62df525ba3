"""How well a sentence answers a question, judged by a small model that reads both together ('cross-encoder').

Nogueira and Cho 2019, 'Passage re-ranking with BERT'. The bundled model (`index/encoder`) fitted to questions with
sentences that answer them and sentences that come near and do not; on the processor, about 4 ms a sentence. Made by
`python -m eval.relevance`, see decision 009.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import BEGIN, END, Encoder, numbers_of

__all__ = ["FILE", "Pair", "RelevanceModel", "pair_tokens"]

FILE = Path(__file__).with_name("relevance.npz")
MAX_QUESTION, MAX_SENTENCE = 40, 80
"""Tokens that are read of a question and of a sentence."""

Pair = tuple[list[int], int]
"""Token numbers of question and sentence together, and how many are the question's."""


class RelevanceModel:
    """Judges sentences on this machine; loads the model at the first one. Safe to share between threads."""

    name = "all-MiniLM-L6-v2-int8, fitted to questions with sentences"

    def __init__(self, file: Path = FILE, threads: int = 0) -> None:
        """Remember what to do; nothing is loaded yet.

        Args:
            file: what was fitted.
            threads: how many sentences are read side by side, 0 for as many as there are cores.
        """
        self._encoder = Encoder(file, self.name)
        self._threads = threads

    def judge(self, question: str, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Judge sentences.

        Args:
            question: as retrieval embeds it, without names and dates.
            sentences: in any number.

        Returns:
            Of each the log-odds that it answers the question, `(len(sentences),) float32`; they depend on no other.

        Raises:
            EmbeddingError: a file of the model is missing or altered, or the model failed.
        """
        if not sentences:
            return np.empty(0, dtype=np.float32)
        fitted = self._encoder.fitted
        inner, last = fitted.layer("inner"), fitted.layer("last")
        pairs = pair_tokens(self._encoder.tokenizer, question, sentences)

        def one(pair: Pair) -> float:
            states = self._encoder.encode(*pair) @ inner[0] + inner[1]
            curve = np.asarray([math.erf(value) for value in states / math.sqrt(2)], np.float32)
            return float((states * (1 + curve) / 2) @ last[0] + last[1])

        threads = min(self._threads or os.cpu_count() or 1, len(pairs))
        if threads == 1:
            return np.asarray([one(pair) for pair in pairs], dtype=np.float32)
        with ThreadPoolExecutor(threads) as side_by_side:
            return np.asarray(list(side_by_side.map(one, pairs)), dtype=np.float32)


def pair_tokens(tokenizer: Any, question: str, sentences: Sequence[str]) -> list[Pair]:  # noqa: ANN401
    """Return the token numbers of a question with each sentence."""
    asked, *said = numbers_of(tokenizer, (question, *sentences))
    first = [BEGIN, *asked[:MAX_QUESTION], END]
    return [([*first, *one[:MAX_SENTENCE], END], len(first)) for one in said]
