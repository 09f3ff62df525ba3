"""A claim that keeps nearly the words of one sentence: what it changes of them is a change of sense.

A reworded claim has to be borne with; one that copies a sentence and denies it, quantifies it otherwise, or puts
another grade or name into it, is a fault whatever else the paragraph says.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from index.support.names import find_names
from index.support.opposites import are_opposites
from index.support.polarity import count_negations
from index.support.quantity import quantifiers
from index.support.terms import content_stems
from index.support.values import find_values

__all__ = ["Copied", "copied_from"]

COPIED = 0.7
"""Share of a claim's neighbouring words that are neighbours in one sentence, from which it has that one's words."""
MIN_WORDS = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MOVED = 0.6
"""Share of the words on one side of a 'because' that stand on the other in the sentence, where both are turned."""
_LINK = re.compile(
    r",?\s+(?:and,? )?(because|as a result of|due to|following|owing to|as a result|leading to|leads to|resulting in"
    r"|which means(?: that)?|so that|therefore)[,\s]",
    re.IGNORECASE,
)
_TIMES = (
    ("before", "after following"),
    ("since", "until till"),
    ("prior", "after following"),
    ("now currently today still", "formerly previously once then"),
    ("next following forthcoming", "last previous past"),
    ("earlier", "later"),
    ("ago", "from hence"),
    ("recently lately", "years decades long"),
    ("subsequently afterwards since", "previously beforehand"),
    ("begun began started", "ended finished stopped"),
    ("already", "yet"),
)
_GRADES = frozenset({"outstanding", "good", "inadequate", "adequate", "improvement", "require", "requires"})


@dataclass(frozen=True, slots=True)
class Copied:
    """A claim, the sentence that has nearly its words, and the part of that which the claim has."""

    claim: str
    sentence: str
    original: str

    def changes(self, context: str, source: str) -> dict[str, tuple[str, ...]]:
        """Return what the claim says otherwise, by sort: 'negation', 'number', 'grade', 'name', 'cause' and others."""
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
        if turned := tuple(mine for theirs, mine in swapped if _are_opposite(theirs, mine)):
            found["opposite"] = turned
        if self._is_reordered():
            found["number"] = found.get("number", ()) or ("order",)
        if self._is_turned():
            found["cause"] = ("because",)
        return found

    def _is_reordered(self) -> bool:
        """Whether a claim has the sentence's numbers, each in another's place: 'from 466 to 392'."""
        mine, theirs = (
            [one.amount for one in find_values(text) if one.amount is not None] for text in (self.claim, self.sentence)
        )
        return mine != theirs and Counter(mine) == Counter(theirs)

    def _is_turned(self) -> bool:
        """Whether a claim makes the effect the cause."""
        mine, theirs = _LINK.search(self.claim), _LINK.search(self.sentence)
        if mine is None or theirs is None or mine[1].lower() != theirs[1].lower():
            return False
        ours = (self.claim[: mine.start()], self.claim[mine.end() :])
        others = (self.sentence[: theirs.start()], self.sentence[theirs.end() :])
        return all(_share(text, others[1 - at]) >= MOVED > _share(text, others[at]) for at, text in enumerate(ours))

    def _dates(self, context: str) -> tuple[str, ...]:
        if not any(value.kind == "date" for value in find_values(self.original)):
            return ()
        mine = [value for value in find_values(self.claim) if value.kind == "date"]
        own = [value for value in find_values(self.sentence) if value.kind == "date"]
        # A date that is added may be known from elsewhere; one that is exchanged may not.
        theirs = [*own, *find_values(context)] if len(mine) > len(own) else own
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


def _share(text: str, other: str) -> float:
    words = frozenset(content_stems(text))
    return len(words & frozenset(content_stems(other))) / max(1, len(words))


def _are_opposite(one: str, other: str) -> bool:
    pair = one.lower(), other.lower()
    return are_opposites(*pair) or any(
        {pair[0]} <= side and {pair[1]} <= against for sides in _times() for side, against in (sides, sides[::-1])
    )


@cache
def _times() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in _TIMES)


def _matcher(theirs: list[str], mine: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [word.lower() for word in theirs], [word.lower() for word in mine], autojunk=False)


def _plain(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]
