"""The change that fits the bundled model to questions: small products added to its weights.

Hu et al. 2021, 'LoRA: Low-Rank Adaptation of Large Language Models'. Only questions pass through the fitted model;
passages keep the vectors of the model as it is, so nothing is embedded anew when the fit changes. Made by
`python -m eval.question_encoder`, see decision 008.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError

__all__ = ["FILE", "Change", "Fit", "read_fit", "with_changes", "write_fit"]

FILE = Path(__file__).with_name("question_encoder.npz")
SMALLEST = np.float32(1e-12)
"""Keeps the factor of a column of nothing above 0."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is added to one matrix of weights, and where that lies in the bytes of the model's file.

    Attributes:
        weights_at: where the 8-bit weights `(inputs, outputs)` begin.
        scales_at: where their factors `(outputs,) float32` begin.
        down: `(inputs, rank)`.
        up: `(rank, outputs)`; `down @ up` is added to the weights times their factors.
    """

    weights_at: int
    scales_at: int
    down: NDArray[np.float32]
    up: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fit of the model to questions.

    Attributes:
        changes: what is added to its weights.
        offset: how much lower, on average, cosines of fitted questions with passages are than those of the model as it
            is; near and far alike, because the fit only compares.
    """

    changes: tuple[Change, ...]
    offset: float


def write_fit(path: Path, model_sha256: str, fit: Fit) -> None:
    """Write a fit of a model of that hash, its changes in 16-bit numbers."""
    arrays: dict[str, NDArray[np.generic]] = {"model": np.array(model_sha256), "offset": np.array(fit.offset)}
    for number, each in enumerate(fit.changes):
        arrays[f"places_{number}"] = np.array([each.weights_at, each.scales_at], dtype=np.int64)
        arrays[f"down_{number}"] = each.down.astype(np.float16)
        arrays[f"up_{number}"] = each.up.astype(np.float16)
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def read_fit(path: Path, model_sha256: str) -> Fit:
    """Read a fit that was made for a model.

    Raises:
        EmbeddingError: the file is missing, damaged, or made for a model of another hash.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes())) as stored:
            made_for, offset = str(stored["model"]), float(stored["offset"])
            count = sum(name.startswith("places_") for name in stored.files)
            changes = tuple(
                Change(
                    int(stored[f"places_{number}"][0]),
                    int(stored[f"places_{number}"][1]),
                    stored[f"down_{number}"].astype(np.float32),
                    stored[f"up_{number}"].astype(np.float32),
                )
                for number in range(count)
            )
    except Exception as exc:  # damaged archives raise errors of zipfile, zlib, struct and numpy
        raise EmbeddingError(f"{path}: cannot be read: {exc}; install the project again") from exc
    if made_for != model_sha256:
        raise EmbeddingError(f"{path}: made for the model {made_for}, found {model_sha256}; install the project again")
    return Fit(changes, offset)


def with_changes(model: bytes, changes: Sequence[Change]) -> bytes:
    """Return the model's file with changed weights, each column in 8 bits of its own factor as before."""
    changed = bytearray(model)
    for each in changes:
        shape = len(each.down), each.up.shape[1]
        weights = np.frombuffer(changed, np.int8, shape[0] * shape[1], each.weights_at).reshape(shape)
        scales = np.frombuffer(changed, np.float32, shape[1], each.scales_at)
        full = weights.astype(np.float32)
        full *= scales
        full += each.down @ each.up
        factors = np.maximum(np.maximum(full.max(axis=0), -full.min(axis=0)), SMALLEST) / np.float32(127)
        full *= 1 / factors
        np.rint(full, out=full)
        scales[:] = factors
        weights[:] = full
    return bytes(changed)
