"""Says a question or follow-up that rules do not read in plain words, where the intent model is sure enough of them.

What is said is read by the same rules as if it had been asked, and shown; what they do not read in full is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.answering.catalogue.reading import read_catalogue
from index.answering.catalogue.words import CatalogueWords
from index.intent import IntentModel, Names, Plain, plain_wordings

__all__ = ["PlainWords"]

SURE_UNREAD, SURE_OTHER = 0.2, 0.5
"""Probability from which a question is said in plain words: one of the catalogue that is not read in full, and one that
may be of something else."""
SURE_TURN = 0.35
"""The same for a follow-up."""


@dataclass(frozen=True)
class PlainWords:
    """Says questions in plain words.

    `words` are those of the catalogue, made when first needed; `authorities` tells which a text names, as documents or
    the register have them. None that is named may be lost.
    """

    model: IntentModel
    words: Callable[[], CatalogueWords]
    authorities: Callable[[str], Sequence[str]]

    @cached_property
    def _names(self) -> Names:
        words = self.words()
        return Names(words.inspectors, words.authorities, words.regions)

    def question(self, asked: str) -> str:
        """Return a question about all documents in plain words; as it is where rules read it, or none are sure.

        One that names an authority is left as it is: mostly it asks what a report says.
        """
        if any(one.kind == "authority" for one in self._names.find(asked)):
            return asked
        likely = self._likely(asked, "catalogue", min(SURE_UNREAD, SURE_OTHER))
        least = self._least(asked) if likely else None
        if least is None:
            return asked
        sure = (plain.text for plain in likely if plain.probability >= least)
        return next((text for text in sure if self._least(text) is None), asked)

    def follow_ups(self, asked: str) -> list[str]:
        """Return a follow-up in plain words, likeliest first."""
        return [plain.text for plain in self._likely(asked, "turn", SURE_TURN)]

    def _likely(self, asked: str, task: str, least: float) -> list[Plain]:
        """Return plain wordings that are likely enough and name every authority that is named."""
        said = plain_wordings(asked, task, self._names, self.model)
        likely = [plain for plain in said if plain.probability >= least]
        named = self.authorities(asked) if likely else ()
        return [plain for plain in likely if all(name.lower() in plain.text.lower() for name in named)]

    def _least(self, question: str) -> float | None:
        """Return how sure the model must be to say a question otherwise; None where rules read all of it."""
        reading = read_catalogue(question, self.words())
        if reading.joined is not None:
            return None
        if reading.parsed is None:
            return SURE_OTHER
        return SURE_UNREAD if reading.parsed.left_over else None
