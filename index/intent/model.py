"""What a question or follow-up wants, told by a small model from how it is worded ('intent classification').

The bundled model (`index/encoder`), fitted to wordings of which each means the same as one of the plain wordings
(`wordings.tsv`) that rules read. On the processor, about 3 ms a question. Made by `python -m eval.intent`, see
decision 010.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError
from index.encoder import BEGIN, END, Encoder, numbers_of
from index.intent.forms import LEARNED, Form

__all__ = ["FILE", "PLACES", "WORDINGS", "Guess", "IntentModel", "read_forms", "values_of"]

FILE = Path(__file__).with_name("intent.npz")
WORDINGS = Path(__file__).with_name("wordings.tsv")
"""Of each line the task ('catalogue' or 'turn') and a plain wording with places; the model's classes, in order."""
PLACES = ("grade1", "grade2", "grade3", "area1", "area2", "framework1", "framework2", "body1")
"""The places whose values the model tells."""
MAX_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text may want.

    Attributes:
        none: probability that it wants nothing of the sort.
        forms: of each form of the task, its probability, `(n,)`.
        places: of each of `PLACES`, the probabilities of its values in the order of `LEARNED`.
    """

    none: float
    forms: NDArray[np.float32]
    places: Mapping[str, NDArray[np.float32]]


class IntentModel:
    """Tells intents on this machine; loads the model at the first one. Safe to share between threads."""

    name = "all-MiniLM-L6-v2-int8, fitted to wordings"

    def __init__(self, file: Path = FILE, wordings: Path = WORDINGS) -> None:
        """Remember what to do; nothing is loaded yet.

        Args:
            file: what was fitted.
            wordings: the plain wordings that it was fitted to tell.
        """
        self._encoder = Encoder(file, self.name)
        self._wordings = wordings

    @cached_property
    def forms(self) -> Mapping[str, tuple[Form, ...]]:
        """The plain wordings of each task.

        Raises:
            EmbeddingError: the file is missing or damaged.
        """
        return read_forms(self._wordings)

    def read(self, text: str, task: str) -> Guess:
        """Tell what a text wants.

        Args:
            text: with stand-ins for what it mentions (`mentions.masked`).
            task: 'catalogue' for a question about all documents, 'turn' for a follow-up.

        Raises:
            EmbeddingError: a file of the model is missing or altered, or the model failed.
        """
        fitted = self._encoder.fitted
        (tokens,) = numbers_of(self._encoder.tokenizer, [text])
        numbers = [BEGIN, *tokens[:MAX_TOKENS], END]
        encoded = self._encoder.encode(numbers, len(numbers))

        def probabilities(layer: str) -> NDArray[np.float32]:
            weights, bias = fitted.layer(layer)
            return _softmax(encoded @ weights + bias)

        of_forms = probabilities(task)
        if len(of_forms) != len(self.forms[task]) + 1:
            raise EmbeddingError(f"{self._wordings}: not the wordings that the model was fitted to; install again")
        return Guess(float(of_forms[0]), of_forms[1:], {place: probabilities(place) for place in PLACES})


def values_of(place: str) -> tuple[str, ...]:
    """Return the values that a learned place may have."""
    return tuple(value for _, value in LEARNED[place[:-1]])


def read_forms(path: Path) -> dict[str, tuple[Form, ...]]:
    """Read plain wordings by task.

    Raises:
        EmbeddingError: the file is missing or damaged.
    """
    found: dict[str, list[Form]] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            task, text = line.split("\t")
            found.setdefault(task, []).append(Form(text))
    except (OSError, ValueError) as exc:
        raise EmbeddingError(f"{path}: cannot be read: {exc}; install the project again") from exc
    return {task: tuple(forms) for task, forms in found.items()}


def _softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(values - values.max())
    shares: NDArray[np.float32] = raised / raised.sum()
    return shares
