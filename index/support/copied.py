"""A claim that keeps nearly the words of one sentence: what it changes of them is a change of sense.

A reworded claim has to be borne with; one that copies a sentence and denies it, quantifies it otherwise, or puts
another grade or name into it, is a fault whatever else the paragraph says.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from index.support.names import find_names
from index.support.polarity import count_negations, quantifiers
from index.support.values import find_values

__all__ = ["Copied", "copied_from"]

COPIED = 0.7
"""Share of a claim's neighbouring words that are neighbours in one sentence, from which it has that one's words."""
MIN_WORDS = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GRADES = frozenset({"outstanding", "good", "inadequate", "adequate", "improvement", "require", "requires"})


@dataclass(frozen=True, slots=True)
class Copied:
    """A claim, the sentence that has nearly its words, and the part of that which the claim has."""

    claim: str
    sentence: str
    original: str

    def changes(self, context: str, source: str) -> dict[str, tuple[str, ...]]:
        """Return what the claim says otherwise, by sort: 'negation', 'quantifier', 'number', 'grade', 'name'."""
        found: dict[str, tuple[str, ...]] = {}
        if (count_negations(self.claim) - count_negations(self.original)) % 2:
            found["negation"] = ("not",)
        if more := Counter(quantifiers(self.claim)) - Counter(quantifiers(self.original)):
            found["quantifier"] = tuple(more)
        if dates := self._dates(context):
            found["number"] = dates
        swapped = self._swapped()
        if grades := tuple(mine for theirs, mine in swapped if {theirs.lower(), mine.lower()} <= _GRADES):
            found["grade"] = grades
        if names := self._names(swapped, context, source):
            found["name"] = names
        return found

    def _dates(self, context: str) -> tuple[str, ...]:
        if not any(value.kind == "date" for value in find_values(self.original)):
            return ()
        theirs = find_values(f"{self.original}\n{context}")
        mine = [value for value in find_values(self.claim) if value.kind == "date"]
        return tuple(value.text for value in mine if not any(value.agrees(other) for other in theirs))

    def _swapped(self) -> list[tuple[str, str]]:
        """Return pairs of a word of the sentence and the claim's word in its place, of changes of a word or two."""
        mine, theirs = _WORD.findall(self.claim), _WORD.findall(self.original)
        pairs = []
        for kind, a, b, c, d in _matcher(theirs, mine).get_opcodes():
            if kind == "replace":
                pairs += [(theirs[b - 1], mine[d - 1]), (theirs[a], mine[c])]
        return list(dict.fromkeys(pairs))

    def _names(self, swapped: list[tuple[str, str]], context: str, source: str) -> tuple[str, ...]:
        """Return names put in the place of a name, also where they begin the sentence."""
        known = {word for name in find_names(f"{source}\n{context}") for word in name.words}
        said = {word.lower() for word in _WORD.findall(f"{source}\n{context}")}
        return tuple(
            mine
            for theirs, mine in swapped
            if mine[0].isupper() and theirs[0].isupper() and theirs.lower() in known and mine.lower() not in said
        )


def copied_from(claim: str, sentences: list[str]) -> Copied | None:
    """Return the sentence that a claim has the words of, as far as it has them; None where there is none."""
    own = set(pairwise(_plain(claim)))
    if len(own) < MIN_WORDS - 1:
        return None
    shares = [len(own & set(pairwise(_plain(text)))) / len(own) for text in sentences]
    best = max(range(len(shares)), key=lambda at: (shares[at], -at), default=None)
    if best is None or shares[best] < COPIED:
        return None
    return Copied(claim, sentences[best], _part(claim, sentences[best]))


def _part(claim: str, sentence: str) -> str:
    """Return a sentence from the first to the last word that the claim has of it."""
    words = list(_WORD.finditer(sentence))
    blocks = _matcher([one[0] for one in words], _WORD.findall(claim)).get_matching_blocks()[:-1]
    if not blocks:
        return sentence
    first, last = blocks[0], blocks[-1]
    # A changed word at either end belongs to the part, as it stands in the place of the claim's.
    start = max(0, first.a - first.b)
    end = min(len(words), last.a + last.size + len(_WORD.findall(claim)) - last.b - last.size)
    return sentence[words[start].start() : words[end - 1].end()]


def _matcher(theirs: list[str], mine: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [word.lower() for word in theirs], [word.lower() for word in mine], autojunk=False)


def _plain(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]
