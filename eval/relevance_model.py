"""The relevance model in PyTorch, to fit it; `index/relevance` runs what was fitted.

The bundled model (`eval.minilm`) that reads question and sentence together, with two small layers at the end. Needs the
extra `fit` (torch and onnx).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import torch
from torch import Tensor, nn

from eval.encoder_file import TYPES, write_encoder
from eval.minilm import WIDTH, QuestionModel, Stored, in_low_precision
from index.relevance.model import Pair

__all__ = ["PairModel", "padded_pairs", "write_fitted"]

INNER = 64


class PairModel(nn.Module):
    """Token numbers of pairs to how each ranks and its log-odds, with changes that can be fitted."""

    def __init__(self, content: bytes, rank: int) -> None:
        """Take the weights of the model's file; its changes begin as nothing, the last layers at random.

        Args:
            content: the file's bytes.
            rank: of the change to each matrix.
        """
        super().__init__()
        self.encoder = QuestionModel(content, rank)
        self._types = Stored(content).array(TYPES)
        self.type_changes = nn.Parameter(torch.zeros(2, WIDTH))
        self.head = nn.Sequential(nn.Linear(WIDTH, INNER), nn.GELU(), nn.Linear(INNER, 2))

    def in_low_precision(self) -> Self:
        """Keep the weights that do not change in 16 bits, which halves the time."""
        in_low_precision(self)
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
    """Write what was fitted; of the two numbers at the end only the second is used, the first helps to fit."""
    first, _, last = model.head
    layers = {"inner": (first.weight.T, first.bias), "last": (last.weight[1], last.bias[1])}
    write_encoder(path, model.encoder, layers, model.type_changes)
