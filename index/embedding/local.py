"""The bundled model: all-MiniLM-L6-v2 with 8-bit weights, run by onnxruntime on the processor.

Texts are embedded with the model as it is, questions with the same model fitted to questions (`index/encoder`,
decision 008).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError
from index.embedding.base import unit_length
from index.encoder import BEGIN, END, Encoder, bundled, numbers_of
from index.settings import silence_telemetry

__all__ = ["FILE", "LocalEmbedder"]

FILE = Path(__file__).with_name("question_encoder.npz")
MAX_TOKENS = 256
BATCH = 8
"""Texts of like length at a time; of 32 the numbers in between no longer fit the cache, which costs an eighth more."""


class LocalEmbedder:
    """Embeds on this machine; loads the model (23 MB) at the first text. Safe to share between threads.

    Questions have a model of their own, the same one fitted to questions; each is loaded when it is first needed.
    """

    name = "all-MiniLM-L6-v2-int8"
    dimension = 384

    def __init__(self, threads: int = 0, fit: Path = FILE) -> None:
        """Remember what to do; nothing is loaded yet.

        Args:
            threads: how many embed many texts, 0 for as many as there are cores; one text takes one thread.
            fit: file of the fit of the model to questions.
        """
        self._threads = threads
        self._questions = Encoder(fit, self.name)
        self._loading = threading.Lock()

    @property
    def question_offset(self) -> float:
        """What lifts cosines of fitted questions to the level of the model as it is; loads their model at first."""
        return float(self._questions.fitted.arrays["offset"])

    def load_ahead(self) -> None:
        """Begin to load the questions' model beside what is done meanwhile; a fault shows when the first one comes."""

        def load() -> None:
            with suppress(EmbeddingError):
                self._questions.load()

        threading.Thread(target=load, name="loading the embedding model").start()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts, of each its first 256 tokens.

        Returns:
            Vectors `(len(texts), 384) float32` of length 1; a text's vector depends on that text alone.

        Raises:
            EmbeddingError: a file of the model is missing or altered, or the model failed.
        """
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        if not texts:
            return vectors
        with self._loading:
            session, tokenizer = self._texts
        token_ids = _tokens(tokenizer, texts)

        def fill(rows: list[int]) -> None:
            vectors[rows] = _mean_of_tokens(session, [token_ids[row] for row in rows])

        batches = list(_batches_by_length(token_ids))
        threads = min(self._threads or os.cpu_count() or 1, len(batches))
        if threads == 1:
            for rows in batches:
                fill(rows)
        else:
            with ThreadPoolExecutor(threads) as side_by_side:
                list(side_by_side.map(fill, batches))
        return unit_length(vectors, self.name)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions, to be compared with the vectors of texts; otherwise as `embed`."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, tokens in enumerate(numbers_of(self._questions.tokenizer, texts) if texts else ()):
            numbers = [BEGIN, *tokens[: MAX_TOKENS - 2], END]
            vectors[row] = self._questions.encode(numbers, len(numbers))
        return unit_length(vectors, self.name)

    @cached_property
    def _texts(self) -> tuple[Any, Any]:
        """The model for texts and its tokenizer."""
        model, tokenizer_file = bundled.verified(*bundled.MODEL), bundled.verified(*bundled.TOKENIZER)
        silence_telemetry()
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_str(tokenizer_file.decode("utf-8"))
            options = onnxruntime.SessionOptions()
            # Batches are run side by side instead: several threads for one batch wait for each other by spinning,
            # which costs a question of ten words four times its work and slows everything else down.
            options.intra_op_num_threads = 1
            session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as exc:
            raise EmbeddingError(f"{self.name}: the model cannot be loaded: {exc}") from exc
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        return session, tokenizer


def _tokens(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:  # noqa: ANN401
    """Return the token numbers of each text; characters that are no Unicode text become '?'."""
    clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    return [encoding.ids for encoding in tokenizer.encode_batch_fast(clean)]


def _batches_by_length(token_ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield row numbers in batches of similar length, so that little of a batch is padding."""
    order = sorted(range(len(token_ids)), key=lambda row: len(token_ids[row]))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _mean_of_tokens(session: Any, token_ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:  # noqa: ANN401
    """Run the model on one batch and average over each text's own tokens: `(len(token_ids), 384)`."""
    width = max(map(len, token_ids))
    ids = np.zeros((len(token_ids), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(token_ids):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    try:
        (states, *_) = session.run(["last_hidden_state"], inputs)
    except Exception as exc:
        raise EmbeddingError(f"{LocalEmbedder.name}: the model failed: {exc}") from exc
    weights = mask[:, :, None].astype(np.float32)
    mean: NDArray[np.float32] = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return mean
