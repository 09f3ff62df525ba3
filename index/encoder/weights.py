"""The weights of a fitted encoder: the bundled model's own, with what was fitted added, in 8 bits.

Only what was fitted is stored (an `.npz` file): low-rank changes of the matrices (Hu et al. 2021, 'LoRA'), of the two
vectors that tell first and second text apart, and the layers that follow. The rest is read at known places of the
bundled model's file. See decision 009.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError

__all__ = [
    "GRAPH",
    "HEADS",
    "LAYERS",
    "LINEARS",
    "NORMS",
    "WIDTH",
    "Embeddings",
    "Fitted",
    "arrays_of",
    "embeddings_of",
    "read_fitted",
    "shapes",
]

GRAPH = Path(__file__).with_name("encoder.onnx")
"""The layers without their weights; made by `python -m eval.encoder_graph`."""
LAYERS, HEADS, WIDTH, WIDE = 6, 12, 384, 1536
LINEARS = ("asking", "attended", "wide", "narrow")
"""The products of a layer; the first is of query, key and value together."""
NORMS = ("norm_attended", "norm_out")
MODEL_PARTS = (("query", "key", "value"), ("attended",), ("wide",), ("narrow",))
"""The bundled model's matrices in each product."""
LARGEST = 63
"""Of weights in 8 bits: half of what would fit, since processors without VNNI add two products in 16 bits."""
SMALLEST = np.float32(1e-12)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Embeddings:
    """What tokens are before the first layer.

    Attributes:
        words: `(30522, 384) int8`, times `word_scales (30522, 1)`.
        word_scales: see `words`.
        positions: `(512, 384)`.
        types: `(2, 384)`, for the first and the second text.
        norm: weight and bias `(384,)` of what follows.
    """

    words: NDArray[np.int8]
    word_scales: Floats
    positions: Floats
    types: Floats
    norm: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is stored: arrays by name, and where the bundled model's own arrays begin in its file."""

    arrays: Mapping[str, NDArray[np.generic]]
    places: Mapping[str, int]

    def changed(self, model: bytes, name: str, shape: tuple[int, int]) -> Floats:
        """Return a matrix of the model with what was fitted added."""
        weights = _bytes(model, self.places[f"{name}.weights"], shape).astype(np.float32)
        weights *= _floats(model, self.places[f"{name}.scales"], (1, shape[1]))
        down, up = (self.arrays[f"{name}.{part}"].astype(np.float32) for part in ("down", "up"))
        weights += down @ up
        return weights

    def own(self, model: bytes, name: str, length: int) -> Floats:
        """Return a vector of the model as it is."""
        return _floats(model, self.places[name], (length,))

    def layer(self, name: str) -> tuple[Floats, Floats]:
        """Return the weights and the bias of a small layer that follows the encoder."""
        return self.arrays[f"{name}.weights"].astype(np.float32), self.arrays[f"{name}.bias"].astype(np.float32)


def shapes() -> dict[str, tuple[int, ...]]:
    """Return the arrays that the graph is given, by name."""
    sizes = {"asking": (WIDTH, 3 * WIDTH), "attended": (WIDTH, WIDTH), "wide": (WIDTH, WIDE), "narrow": (WIDE, WIDTH)}
    found: dict[str, tuple[int, ...]] = {}
    for number in range(LAYERS):
        for linear in LINEARS:
            name, shape = f"layer{number}.{linear}", sizes[linear]
            found |= {f"{name}.weights": shape, f"{name}.scales": shape[1:], f"{name}.bias": shape[1:]}
        for norm in NORMS:
            found |= {f"layer{number}.{norm}.{part}": (WIDTH,) for part in ("weight", "bias")}
    return found


def read_fitted(path: Path, model_sha256: str) -> Fitted:
    """Read what was fitted to a model.

    Raises:
        EmbeddingError: the file is missing, damaged, or made for a model of another hash.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes())) as stored:
            arrays = {name: stored[name] for name in stored.files}
        made_for = str(arrays.pop("model"))
        places = dict(zip(map(str, arrays.pop("place_names")), map(int, arrays.pop("place_starts")), strict=True))
    except Exception as exc:  # damaged archives raise errors of zipfile, zlib, struct and numpy
        raise EmbeddingError(f"{path}: cannot be read: {exc}; install the project again") from exc
    if made_for != model_sha256:
        raise EmbeddingError(f"{path}: made for the model {made_for}, found {model_sha256}; install the project again")
    return Fitted(arrays, places)


def arrays_of(fitted: Fitted, model: bytes) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of `shapes`, from the model's file and what was fitted."""
    given: dict[str, NDArray[np.generic]] = {}
    wanted = shapes()
    for number in range(LAYERS):
        own = f"layer{number}"
        for linear, parts in zip(LINEARS, MODEL_PARTS, strict=True):
            name, (inputs, outputs) = f"{own}.{linear}", wanted[f"{own}.{linear}.weights"]
            size = (inputs, outputs // len(parts))
            weights = np.hstack([fitted.changed(model, f"{own}.{part}", size) for part in parts])
            scales = np.maximum(np.abs(weights).max(axis=0), SMALLEST) / np.float32(LARGEST)
            given[f"{name}.weights"] = np.rint(weights / scales).astype(np.int8)
            given[f"{name}.scales"] = scales
            given[f"{name}.bias"] = np.hstack([fitted.own(model, f"{own}.{part}.bias", size[1]) for part in parts])
        for norm in NORMS:
            given |= {
                f"{own}.{norm}.{part}": fitted.own(model, f"{own}.{norm}.{part}", WIDTH) for part in ("weight", "bias")
            }
    return given


def embeddings_of(fitted: Fitted, model: bytes) -> Embeddings:
    """Return what tokens are before the first layer, from the model's file and what was fitted."""
    words, positions = (30522, WIDTH), (512, WIDTH)
    at = fitted.places
    return Embeddings(
        words=_bytes(model, at["words.weights"], words),
        word_scales=_floats(model, at["words.scales"], (words[0], 1)),
        positions=_bytes(model, at["positions.weights"], positions)
        * _floats(model, at["positions.scales"], (positions[0], 1)),
        types=_floats(model, at["types"], (2, WIDTH)) + fitted.arrays["types"].astype(np.float32),
        norm=(fitted.own(model, "norm.weight", WIDTH), fitted.own(model, "norm.bias", WIDTH)),
    )


def _bytes(model: bytes, start: int, shape: tuple[int, ...]) -> NDArray[np.int8]:
    return np.frombuffer(model, np.int8, math.prod(shape), start).reshape(shape)


def _floats(model: bytes, start: int, shape: tuple[int, ...]) -> Floats:
    return np.frombuffer(model, np.float32, math.prod(shape), start).reshape(shape)
