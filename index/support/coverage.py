"""How much of what a question is about a text has, in the question's words or in others for the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["OTHER_WORDS", "Coverage", "QuestionWord"]

OTHER_WORDS = 0.85
"""What another word for the same thing counts, beside 1 for the question's own."""


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A stem of a question with its weight, above 0; each of `others` may stand for it, all its stems together."""

    stem: str
    weight: float
    others: tuple[frozenset[str], ...] = ()

    def found_in(self, stems: frozenset[str]) -> float:
        """Return 1 if a text with these stems has the word, `OTHER_WORDS` if it has another for it, else 0."""
        if self.stem in stems:
            return 1.0
        return OTHER_WORDS if any(other <= stems for other in self.others) else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The words that a question is about."""

    words: tuple[QuestionWord, ...]

    def share(self, stems: Iterable[str]) -> float:
        """Return the share of the question's words, by weight, that a text with these stems has; 0 to 1.

        A question without words of its own has nothing that could be found: 0.
        """
        total = sum(word.weight for word in self.words)
        held = frozenset(stems)
        return sum(word.weight * word.found_in(held) for word in self.words) / total if total else 0.0

    def unknown(self, known: Callable[[str], bool]) -> tuple[str, ...]:
        """Return the stems that neither stand in the corpus nor have another word there, in order.

        Args:
            known: whether any paragraph has a stem.
        """
        return tuple(
            word.stem
            for word in self.words
            if not known(word.stem) and not any(all(map(known, other)) for other in word.others)
        )

    @property
    def rarest(self) -> QuestionWord | None:
        """The word of the greatest weight, the first of several; None without words."""
        return max(self.words, key=lambda word: word.weight, default=None)
