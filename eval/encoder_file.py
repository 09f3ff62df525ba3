"""Writes what was fitted of an encoder, as `index/encoder` reads it. Needs the extra `fit` (torch and onnx)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from eval.minilm import PLACES, WIDTH, QuestionModel, Stored
from index.encoder.bundled import MODEL, verified

__all__ = ["TYPES", "write_encoder"]

PARTS = ("query", "key", "value", "attended", "wide", "narrow")
"""Names of a layer's matrices in the file, in the order of `PLACES`."""
NORMS = (("norm_attended", "attention.output"), ("norm_out", "output"))
OWN = "inner.embeddings."
TYPES = f"{OWN}token_type_embeddings.weight"
"""Where the bundled model has the two vectors that tell first and second text apart."""


def write_encoder(
    path: Path,
    encoder: QuestionModel,
    layers: Mapping[str, tuple[Tensor, Tensor]],
    types: Tensor | None = None,
    numbers: Mapping[str, float] | None = None,
) -> None:
    """Write what was fitted, in 16-bit numbers, and where the bundled model's own arrays lie.

    Args:
        path: the file.
        encoder: the bundled model with its changes.
        layers: weights and bias of each layer that follows, by name.
        types: what is added to the vectors that tell first and second text apart, `(2, 384)`.
        numbers: others that belong to it, by name.
    """
    stored = Stored(verified(*MODEL))
    changed_types = torch.zeros(2, WIDTH) if types is None else types
    arrays: dict[str, np.ndarray] = {"model": np.array(MODEL[2]), "types": changed_types.detach().numpy()}
    places = _places_around(stored)
    changes = encoder.changes()
    for number, of_layer in enumerate(np.array_split(np.arange(len(changes)), len(encoder.layers))):
        inner = f"inner.encoder.layer.{number}."
        for part, place, at in zip(PARTS, PLACES, of_layer, strict=True):
            change, name = changes[at], f"layer{number}.{part}"
            places |= {f"{name}.weights": change.weights_at, f"{name}.scales": change.scales_at}
            places[f"{name}.bias"] = stored.place(f"{inner}{place}.bias")
            arrays |= {f"{name}.down": change.down.astype(np.float16), f"{name}.up": change.up.astype(np.float16)}
        for norm, place in NORMS:
            for part in ("weight", "bias"):
                places[f"layer{number}.{norm}.{part}"] = stored.place(f"{inner}{place}.LayerNorm.{part}")
    for name, (weights, bias) in layers.items():
        arrays |= {f"{name}.weights": _array(weights).astype(np.float16), f"{name}.bias": _array(bias)}
    arrays |= {name: np.array(number) for name, number in (numbers or {}).items()}
    arrays |= {"place_names": np.array(list(places)), "place_starts": np.array(list(places.values()))}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def _places_around(stored: Stored) -> dict[str, int]:
    """Return where the arrays before the first layer begin."""
    places = {
        "types": stored.place(TYPES),
        "norm.weight": stored.place(f"{OWN}LayerNorm.weight"),
        "norm.bias": stored.place(f"{OWN}LayerNorm.bias"),
    }
    for name in ("word", "position"):
        places[f"{name}s.weights"] = stored.place(f"{OWN}{name}_embeddings.weight_q")
        places[f"{name}s.scales"] = stored.place(f"{OWN}{name}_embeddings.weight_scale")
    return places


def _array(fitted: Tensor) -> np.ndarray:
    array: np.ndarray = fitted.detach().numpy()
    return array.copy()
