"""A cross-encoder on this machine: a folder with `model.onnx` and `tokenizer.json`, run by onnxruntime."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import RerankingError, SettingsError
from index.reranking.base import checked_scores
from index.settings import silence_telemetry

__all__ = ["OnnxReranker"]

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
MAX_TOKENS = 512
BATCH = 8


class OnnxReranker:
    """Scores pairs with a sequence classifier whose last output number grows with relevance.

    Such as cross-encoder/ms-marco-MiniLM-L-6-v2 exported to ONNX. Safe to share between threads.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Remember the folder and the number of threads, 0 for as many as there are cores.

        Raises:
            SettingsError: a file is not there.
        """
        for file in (MODEL, TOKENIZER):
            if not (folder / file).is_file():
                raise SettingsError(f"reranker {folder}: has no {file}; export the model to ONNX into that folder")
        self.name = folder.name
        self._folder = folder
        self._threads = threads
        self._loading = threading.Lock()

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score texts, of question and text together the first 512 tokens.

        Raises:
            RerankingError: a file of the model is altered, or the model failed.
        """
        found: list[float] = []
        with self._loading:
            session, tokenizer = self._loaded
        known = {given.name for given in session.get_inputs()}
        for start in range(0, len(texts), BATCH):
            try:
                encoded = tokenizer.encode_batch([(question, text) for text in texts[start : start + BATCH]])
                arrays = {
                    "input_ids": np.asarray([each.ids for each in encoded], dtype=np.int64),
                    "attention_mask": np.asarray([each.attention_mask for each in encoded], dtype=np.int64),
                    "token_type_ids": np.asarray([each.type_ids for each in encoded], dtype=np.int64),
                }
                output = session.run(None, {name: array for name, array in arrays.items() if name in known})[0]
                found += np.asarray(output, dtype=np.float32).reshape(len(encoded), -1)[:, -1].tolist()
            except Exception as exc:
                raise RerankingError(f"reranker {self._folder}: {exc}") from exc
        return checked_scores(found, len(texts), f"reranker {self._folder}")

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        silence_telemetry()
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
            tokenizer.enable_truncation(MAX_TOKENS)
            tokenizer.enable_padding()
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self._threads
            session = onnxruntime.InferenceSession(
                str(self._folder / MODEL), options, providers=["CPUExecutionProvider"]
            )
        except Exception as exc:
            raise RerankingError(f"reranker {self._folder}: cannot be loaded: {exc}") from exc
        return session, tokenizer
