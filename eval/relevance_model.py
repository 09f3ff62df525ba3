"""The relevance model in PyTorch, to fit it; `index/relevance` runs what was fitted.

The bundled model (`eval.minilm`) that reads question and sentence together, with two small layers at the end. Needs the
extra `fit` (torch and onnx).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import torch
from torch import Tensor, nn

from eval.minilm import PLACES, WIDTH, QuestionModel, Stored
from index.embedding.local import MODEL
from index.relevance.model import Pair

__all__ = ["PairModel", "padded_pairs", "write_fitted"]

INNER = 64
PARTS = ("query", "key", "value", "attended", "wide", "narrow")
"""Names of a layer's matrices in the file, in the order of `PLACES`."""
NORMS = (("norm_attended", "attention.output"), ("norm_out", "output"))
OWN = "inner.embeddings."


class PairModel(nn.Module):
    """Token numbers of pairs to how each ranks and its log-odds, with changes that can be fitted."""

    def __init__(self, content: bytes, rank: int) -> None:
        """Take the weights of the model's file; its changes begin as nothing, the last layers at random.

        Args:
            content: the file's bytes.
            rank: of the change to each matrix.
        """
        super().__init__()
        self.stored = Stored(content)
        self.encoder = QuestionModel(content, rank)
        self._types = self.stored.array(f"{OWN}token_type_embeddings.weight")
        self.type_changes = nn.Parameter(torch.zeros(2, WIDTH))
        self.head = nn.Sequential(nn.Linear(WIDTH, INNER), nn.GELU(), nn.Linear(INNER, 2))

    def in_low_precision(self) -> Self:
        """Keep the weights that do not change in 16 bits, which halves the time."""
        for part in self.modules():
            for name, array in list(part.named_buffers(recurse=False)):
                setattr(part, name, array.bfloat16())
        return self

    def forward(self, token_ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Return `(pairs, 2)` of token numbers, their mask and 0 or 1 for question and sentence, `(pairs, length)`."""
        states = self.encoder.states(token_ids, mask, (self._types + self.type_changes)[types]).float()
        judged: Tensor = self.head((states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True))
        return judged


def padded_pairs(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Return token numbers `(pairs, longest)`, the mask of those that are there, and 1 where the sentence is."""
    width = max(len(tokens) for tokens, _ in pairs)
    token_ids, types = (
        torch.zeros(len(pairs), width, dtype=torch.long),
        torch.zeros(len(pairs), width, dtype=torch.long),
    )
    mask = torch.zeros(len(pairs), width)
    for row, (tokens, of_question) in enumerate(pairs):
        token_ids[row, : len(tokens)] = torch.tensor(tokens)
        types[row, of_question : len(tokens)] = 1
        mask[row, : len(tokens)] = 1
    return token_ids, mask, types


def write_fitted(path: Path, model: PairModel) -> None:
    """Write what was fitted, its changes in 16-bit numbers, and where the bundled model's own arrays lie."""
    stored = model.stored
    arrays: dict[str, np.ndarray] = {"model": np.array(MODEL[2]), "types": model.type_changes.detach().numpy()}
    places = {
        "types": stored.place(f"{OWN}token_type_embeddings.weight"),
        "norm.weight": stored.place(f"{OWN}LayerNorm.weight"),
        "norm.bias": stored.place(f"{OWN}LayerNorm.bias"),
    }
    for name in ("word", "position"):
        places[f"{name}s.weights"] = stored.place(f"{OWN}{name}_embeddings.weight_q")
        places[f"{name}s.scales"] = stored.place(f"{OWN}{name}_embeddings.weight_scale")
    changes = model.encoder.changes()
    for number, of_layer in enumerate(np.array_split(np.arange(len(changes)), len(model.encoder.layers))):
        inner = f"inner.encoder.layer.{number}."
        for part, place, at in zip(PARTS, PLACES, of_layer, strict=True):
            change, name = changes[at], f"layer{number}.{part}"
            places |= {f"{name}.weights": change.weights_at, f"{name}.scales": change.scales_at}
            places[f"{name}.bias"] = stored.place(f"{inner}{place}.bias")
            arrays |= {f"{name}.down": change.down.astype(np.float16), f"{name}.up": change.up.astype(np.float16)}
        for norm, place in NORMS:
            for part in ("weight", "bias"):
                places[f"layer{number}.{norm}.{part}"] = stored.place(f"{inner}{place}.LayerNorm.{part}")
    first, _, last = model.head
    # Of the two numbers at the end only the second is used; the first helps to fit.
    for at, array in enumerate((first.weight.T, first.bias, last.weight[1], last.bias[1])):
        arrays[f"head.{at}"] = array.detach().numpy().copy()
    arrays |= {"place_names": np.array(list(places)), "place_starts": np.array(list(places.values()))}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
