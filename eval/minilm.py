"""The bundled model in PyTorch with low-rank changes beside its weights, to fit them; `index/encoder` runs them.

Wang et al. 2020, 'MiniLM'; Devlin et al. 2019, 'BERT', for the layers; Hu et al. 2021, 'LoRA', for what is fitted.
Needs the extra `fit` (torch and onnx).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["PLACES", "WIDTH", "Change", "QuestionModel", "Stored", "in_low_precision", "padded"]

LAYERS, HEADS, WIDTH = 6, 12, 384
LAYER_NORM_EPS = 1e-12
PLACES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The matrices of a layer in the order in which it multiplies with them."""


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


class Stored:
    """The model's file: arrays by name, and where their bytes begin."""

    def __init__(self, content: bytes) -> None:
        """Read the file's bytes."""
        self._content = content
        self._of = {each.name: each for each in onnx.load_from_string(content).graph.initializer}
        self.matrices = [name for name in self._of if name.endswith("_q") and name.startswith("val_")]

    def array(self, name: str) -> Tensor:
        """Return an array as it is in the file."""
        return torch.tensor(np.asarray(onnx.numpy_helper.to_array(self._of[name]), dtype=np.float32))

    def weights(self, name: str) -> Tensor:
        """Return 8-bit weights times their factors."""
        return self.array(f"{name}_q") * self.array(f"{name}_scale")

    def place(self, name: str) -> int:
        """Return where an array's bytes begin in the file, which has them once."""
        raw = self._of[name].raw_data
        at = self._content.find(raw)
        if not raw or at < 0 or self._content.find(raw, at + 1) >= 0:
            raise ValueError(f"{name}: its bytes are not found exactly once in the model's file")
        return at


class _Changed(nn.Module):
    """A matrix that stays as it is, and the low-rank product that is fitted and added to it."""

    def __init__(self, stored: Stored, name: str, bias: str, rank: int) -> None:
        super().__init__()
        weights = stored.weights(name)
        self.places = (stored.place(f"{name}_q"), stored.place(f"{name}_scale"))
        self.register_buffer("weights", weights)
        self.register_buffer("bias", stored.array(bias))
        self.down = nn.Parameter(torch.randn(weights.shape[0], rank) / math.sqrt(weights.shape[0]))
        self.up = nn.Parameter(torch.zeros(rank, weights.shape[1]))

    def forward(self, states: Tensor) -> Tensor:
        result: Tensor = states @ self.weights + self.bias + (states @ self.down) @ self.up
        return result


class _Layer(nn.Module):
    def __init__(self, stored: Stored, number: int, names: Sequence[str], rank: int) -> None:
        super().__init__()
        own = f"inner.encoder.layer.{number}."
        parts = [_Changed(stored, name, f"{own}{place}.bias", rank) for name, place in zip(names, PLACES, strict=True)]
        self.query, self.key, self.value, self.out, self.wide, self.narrow = parts
        self.norms = [
            (stored.array(f"{own}{norm}.LayerNorm.weight"), stored.array(f"{own}{norm}.LayerNorm.bias"))
            for norm in ("attention.output", "output")
        ]

    def forward(self, states: Tensor, unseen: Tensor) -> Tensor:
        batch, length, _ = states.shape

        def heads(part: _Changed) -> Tensor:
            of_heads: Tensor = part(states).view(batch, length, HEADS, -1).transpose(1, 2)
            return of_heads

        attention = heads(self.query) @ heads(self.key).transpose(2, 3) / math.sqrt(WIDTH / HEADS) + unseen
        seen = torch.softmax(attention, -1) @ heads(self.value)
        states = _normed(states + self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH)), *self.norms[0])
        return _normed(states + self.narrow(functional.gelu(self.wide(states))), *self.norms[1])


class QuestionModel(nn.Module):
    """Token numbers to unit vectors, as the bundled model does, with changes that can be fitted."""

    def __init__(self, content: bytes, rank: int) -> None:
        """Take the weights of the model's file; the changes begin as nothing.

        Args:
            content: the file's bytes.
            rank: of the change to each matrix.
        """
        super().__init__()
        stored = Stored(content)
        own = "inner.embeddings."
        self._words = stored.weights(f"{own}word_embeddings.weight")
        self._positions = stored.weights(f"{own}position_embeddings.weight")
        self.first_type = stored.array(f"{own}token_type_embeddings.weight")[0]
        self._norm = stored.array(f"{own}LayerNorm.weight"), stored.array(f"{own}LayerNorm.bias")
        names = [name.removesuffix("_q") for name in stored.matrices]
        if len(names) != LAYERS * len(PLACES):
            raise ValueError(f"the model has {len(names)} matrices, expected {LAYERS} layers of {len(PLACES)}")
        count = len(PLACES)
        self.layers = nn.ModuleList(
            _Layer(stored, number, names[number * count : (number + 1) * count], rank) for number in range(LAYERS)
        )

    def forward(self, token_ids: Tensor, mask: Tensor) -> Tensor:
        """Return unit vectors `(texts, 384)` of token numbers and their mask, both `(texts, length)`."""
        states = self.states(token_ids, mask, self.first_type)
        mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(mean, dim=1)

    def states(self, token_ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Return the states `(texts, length, 384)` of tokens as they leave the layers; `types` is added to each."""
        states = _normed(self._words[token_ids] + self._positions[: token_ids.shape[1]] + types, *self._norm)
        unseen = ((1 - mask) * -1e9)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, unseen)
        return states

    def changes(self) -> list[Change]:
        """Return what was fitted."""
        return [
            Change(*part.places, part.down.detach().numpy(), part.up.detach().numpy())
            for part in self.modules()
            if isinstance(part, _Changed)
        ]


def in_low_precision(model: nn.Module) -> None:
    """Bring the weights of a model that do not change to 16 bits, which halves the time."""
    for part in model.modules():
        for name, array in list(part.named_buffers(recurse=False)):
            setattr(part, name, array.bfloat16())


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return token numbers `(rows, longest)` and the mask of those that are there."""
    width = max(map(len, rows))
    token_ids, mask = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width)
    for row, tokens in enumerate(rows):
        token_ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
    return token_ids, mask


def _normed(states: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return functional.layer_norm(states, (WIDTH,), weight, bias, LAYER_NORM_EPS)
