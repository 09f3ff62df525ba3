"""How well a sentence answers a question, judged by a small model that reads both together ('cross-encoder').

Nogueira and Cho 2019, 'Passage re-ranking with BERT'. The bundled model (`index/embedding`) fitted to questions with
sentences that answer them and sentences that come near and do not; on the processor, about 4 ms a sentence.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError
from index.embedding.local import MODEL, TOKENIZER, verified
from index.relevance.weights import FILE, GRAPH, Embeddings, Head, arrays_of, embeddings_of, read_fitted
from index.settings import silence_telemetry

__all__ = ["Pair", "RelevanceModel", "make_tokenizer", "pair_tokens"]

BEGIN, END = 101, 102
"""Numbers of the tokens before the question and after question and sentence."""
MAX_QUESTION, MAX_SENTENCE = 40, 80
"""Tokens that are read of a question and of a sentence."""
LAYER_NORM_EPS = np.float32(1e-12)

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
        self._file = file
        self._threads = threads
        self._loading = threading.Lock()

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
        with self._loading:
            session, tokenizer, embeddings, head = self._loaded
        pairs = pair_tokens(tokenizer, question, sentences)

        def one(pair: Pair) -> float:
            return _judged(session, embeddings, head, pair)

        threads = min(self._threads or os.cpu_count() or 1, len(pairs))
        if threads == 1:
            return np.asarray([one(pair) for pair in pairs], dtype=np.float32)
        with ThreadPoolExecutor(threads) as side_by_side:
            return np.asarray(list(side_by_side.map(one, pairs)), dtype=np.float32)

    @cached_property
    def _loaded(self) -> tuple[Any, Any, Embeddings, Head]:
        model, tokenizer = verified(*MODEL), make_tokenizer()
        fitted = read_fitted(self._file, MODEL[2])
        silence_telemetry()
        try:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1  # pairs are run side by side instead, as in `index/embedding`
            arrays = arrays_of(fitted, model)
            values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in arrays.values()]
            options.add_external_initializers(list(arrays), values)
            session = onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])
        except Exception as exc:
            raise EmbeddingError(f"{self.name}: the model cannot be loaded: {exc}") from exc
        return session, tokenizer, embeddings_of(fitted, model), fitted.head


def make_tokenizer() -> Any:  # noqa: ANN401
    """Return the bundled model's tokenizer, which neither cuts nor fills up.

    Raises:
        EmbeddingError: its file is missing or altered.
    """
    content = verified(*TOKENIZER)
    try:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    except Exception as exc:
        raise EmbeddingError(f"{RelevanceModel.name}: the tokenizer cannot be loaded: {exc}") from exc
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pair_tokens(tokenizer: Any, question: str, sentences: Sequence[str]) -> list[Pair]:  # noqa: ANN401
    """Return the token numbers of a question with each sentence; characters that are no Unicode text become '?'."""
    clean = [text.encode("utf-8", "replace").decode("utf-8") for text in (question, *sentences)]
    asked, *said = (each.ids for each in tokenizer.encode_batch_fast(clean, add_special_tokens=False))
    first = [BEGIN, *asked[:MAX_QUESTION], END]
    return [([*first, *one[:MAX_SENTENCE], END], len(first)) for one in said]


def _judged(session: Any, embeddings: Embeddings, head: Head, pair: Pair) -> float:  # noqa: ANN401
    """Run the model on one pair; several at a time would share the steps of 8 bits and change each other."""
    tokens, of_question = np.asarray(pair[0]), pair[1]
    states = embeddings.words[tokens] * embeddings.word_scales[tokens]
    states += embeddings.positions[: len(tokens)]
    states += embeddings.types[(np.arange(len(tokens)) >= of_question).astype(int)]
    try:
        (encoded,) = session.run(["encoded"], {"states": _normed(states, *embeddings.norm)[None]})
    except Exception as exc:
        raise EmbeddingError(f"{RelevanceModel.name}: the model failed: {exc}") from exc
    inner = encoded[0].mean(axis=0) @ head.weights + head.bias
    curve = np.asarray([math.erf(value) for value in inner / math.sqrt(2)], np.float32)
    return float((inner * (1 + curve) / 2) @ head.last_weights + head.last_bias)


def _normed(states: NDArray[np.float32], weight: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    states = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt((states * states).mean(axis=-1, keepdims=True) + LAYER_NORM_EPS)
    normed: NDArray[np.float32] = states / spread * weight + bias
    return normed
