"""Mends spelling mistakes in ordinary words by the words that the corpus uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.understanding.alternatives import is_everyday
from index.understanding.english import is_common, is_inflected

__all__ = ["Vocabulary"]

MIN_LETTERS = 4


@dataclass(frozen=True)
class Vocabulary:
    """The stems of the corpus with the number of paragraphs that have each, and how a text is made into stems."""

    counts: Mapping[str, int]
    stems: Callable[[str], list[str]]

    def knows(self, word: str) -> bool:
        """Whether paragraphs have a form of each part of a word (in lower case)."""
        return all(stem in self.counts for stem in self.stems(word))

    def mended(self, word: str) -> str | None:
        """Return the stem that a misspelt word most likely means, None if it is a word or nothing is near.

        One wrong letter is borne from four letters on, two from eight. Of stems equally near the one that more
        paragraphs have wins.
        """
        if len(word) < MIN_LETTERS or not word.isalpha() or self.knows(word):
            return None
        if is_common(word) or is_inflected(word) or is_everyday(word):
            return None
        candidates = self._by_first_letter.get(word[0], ())
        allowed = 1 if len(word) < 8 else 2
        stem = "".join(self.stems(word)) or word
        found = process.extract(stem, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=20)
        likely = [
            (distance, -self.counts[str(near)], str(near))
            for near, distance, _ in found
            if self.counts[str(near)] > 1 and len(str(near)) >= MIN_LETTERS - 1
        ]
        return min(likely)[2] if likely else None

    @cached_property
    def _by_first_letter(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped(self.counts)


def _grouped(stems: Iterable[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for stem in stems:
        if stem.isalpha():
            groups.setdefault(stem[0], []).append(stem)
    return {letter: tuple(group) for letter, group in groups.items()}
