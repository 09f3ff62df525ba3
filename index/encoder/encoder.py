"""The bundled model, fitted to something, as an encoder of token numbers; on the processor, 2 to 4 ms a text.

Its graph (`encoder.onnx`) is the bundled model's without weights and with products in 8 bits; the weights are handed
over when it is loaded. See decision 009.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError
from index.encoder import bundled
from index.encoder.weights import GRAPH, Embeddings, Fitted, arrays_of, embeddings_of, read_fitted
from index.settings import silence_telemetry

__all__ = ["BEGIN", "END", "Encoder", "make_tokenizer", "numbers_of"]

BEGIN, END = 101, 102
"""Numbers of the tokens before the first text and after each."""
LAYER_NORM_EPS = np.float32(1e-12)


class Encoder:
    """Encodes token numbers; loads the model at the first ones. Safe to share between threads."""

    def __init__(self, file: Path, name: str) -> None:
        """Remember what to do; nothing is loaded yet.

        Args:
            file: what was fitted.
            name: how errors call it.
        """
        self._file = file
        self._name = name
        self._loading = threading.Lock()

    def load(self) -> None:
        """Load all that is needed; raises as `fitted` does."""
        with self._loading:
            _ = self._loaded, self._tokenizer

    @property
    def fitted(self) -> Fitted:
        """What was fitted, the layers that follow among it.

        Raises:
            EmbeddingError: a file of the model is missing or altered.
        """
        with self._loading:
            return self._loaded[0]

    @property
    def tokenizer(self) -> Any:  # noqa: ANN401
        """The bundled model's tokenizer; raises as `fitted` does."""
        with self._loading:
            return self._tokenizer

    def encode(self, tokens: Sequence[int], of_first: int) -> NDArray[np.float32]:
        """Encode one text, or two joined.

        Several at a time would share the steps of 8 bits and change each other.

        Args:
            tokens: their numbers.
            of_first: how many of them are the first text's.

        Returns:
            The mean of their states, `(384,)`.

        Raises:
            EmbeddingError: a file of the model is missing or altered, or the model failed.
        """
        with self._loading:
            _, session, embeddings = self._loaded
        numbers = np.asarray(tokens)
        states = embeddings.words[numbers] * embeddings.word_scales[numbers]
        states += embeddings.positions[: len(numbers)]
        states += embeddings.types[(np.arange(len(numbers)) >= of_first).astype(int)]
        try:
            (encoded,) = session.run(["encoded"], {"states": _normed(states, *embeddings.norm)[None]})
        except Exception as exc:
            raise EmbeddingError(f"{self._name}: the model failed: {exc}") from exc
        mean: NDArray[np.float32] = encoded[0].mean(axis=0)
        return mean

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401
        return make_tokenizer()

    @cached_property
    def _loaded(self) -> tuple[Fitted, Any, Embeddings]:
        model = bundled.verified(*bundled.MODEL)
        fitted = read_fitted(self._file, bundled.MODEL[2])
        silence_telemetry()
        try:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1  # texts are encoded side by side instead, as in `index/embedding`
            arrays = arrays_of(fitted, model)
            values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in arrays.values()]
            options.add_external_initializers(list(arrays), values)
            session = onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])
        except Exception as exc:
            raise EmbeddingError(f"{self._name}: the model cannot be loaded: {exc}") from exc
        return fitted, session, embeddings_of(fitted, model)


def make_tokenizer() -> Any:  # noqa: ANN401
    """Return the bundled model's tokenizer, which neither cuts nor fills up.

    Raises:
        EmbeddingError: its file is missing or altered.
    """
    content = bundled.verified(*bundled.TOKENIZER)
    try:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    except Exception as exc:
        raise EmbeddingError(f"the bundled model's tokenizer cannot be loaded: {exc}") from exc
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def numbers_of(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:  # noqa: ANN401
    """Return the token numbers of texts; characters that are no Unicode text become '?'."""
    clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    return [each.ids for each in tokenizer.encode_batch_fast(clean, add_special_tokens=False)]


def _normed(states: NDArray[np.float32], weight: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    states = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt((states * states).mean(axis=-1, keepdims=True) + LAYER_NORM_EPS)
    normed: NDArray[np.float32] = states / spread * weight + bias
    return normed
