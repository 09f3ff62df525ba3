"""Learns abbreviations where documents define them: 'multi-agency safeguarding hub (MASH)'.

The matching is that of Schwartz and Hearst, 'A simple algorithm for identifying abbreviation definitions in
biomedical text', Pacific Symposium on Biocomputing 8 (2003) 451-462, both ways round.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Abbreviations", "definitions"]

_BRACKET = re.compile(r"\(([^()]{2,60})\)")
_SHORT = re.compile(r"[A-Z][A-Za-z&/-]*[A-Z][A-Za-z]?s?|[A-Z]{2,}[a-z]?")
_BEFORE = 160


@dataclass(frozen=True)
class Abbreviations:
    """Abbreviations of a corpus.

    `meanings` holds, by abbreviation in capitals, each long form in lower case with the ids of the documents
    that define it so, the most frequent first.
    """

    meanings: dict[str, tuple[tuple[str, frozenset[str]], ...]]

    @cached_property
    def _long(self) -> tuple[tuple[str, str], ...]:
        """Each long form, in one and in several, between spaces and without marks, with its abbreviation."""
        return tuple(
            (f" {_plain(meaning)}{ending} ", short)
            for short, meanings in self.meanings.items()
            for meaning, _ in meanings
            for ending in ("", "s")
        )

    @classmethod
    def learn(cls, texts: Iterable[tuple[str, str]]) -> Abbreviations:
        """Collect the definitions in texts, each given with the id of its document."""
        counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
        where: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for document_id, text in texts:
            for short, long in definitions(text):
                key, meaning = short.upper(), _singular(long.lower())
                counted[key][meaning] += 1
                where[key, meaning].add(document_id)
        return cls(
            {
                short: tuple(
                    (meaning, frozenset(where[short, meaning]))
                    for meaning, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
                )
                for short, counts in sorted(counted.items())
            }
        )

    def long_forms(self, short: str, documents: Iterable[str] = (), limit: int = 2) -> tuple[str, ...]:
        """Return what an abbreviation stands for, in any of `documents` if these define it, else anywhere."""
        meanings = self.meanings.get(short.upper()) or self.meanings.get(short.upper().removesuffix("S")) or ()
        among = frozenset(documents)
        near = [meaning for meaning, where in meanings if where & among]
        return tuple((near or [meaning for meaning, _ in meanings])[:limit])

    def short_forms(self, text: str) -> tuple[str, ...]:
        """Return the abbreviations of the long forms that stand in a text, longest form first."""
        plain = f" {_plain(text)} "
        found = {short: len(words) for words, short in self._long if words in plain}
        return tuple(sorted(found, key=lambda short: (-found[short], short)))


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield (abbreviation, long form) for each definition in a text, as written there."""
    for found in _BRACKET.finditer(text):
        inside = found[1].split(",")[0].split(";")[0].strip(" '\"‘’“”")
        before = text[max(0, found.start() - _BEFORE) : found.start()].rstrip(" '\"‘’“”")
        if _SHORT.fullmatch(inside) and len(inside) <= 10:
            short = inside.removesuffix("s") if inside[:-1].isupper() and len(inside) > 2 else inside
            long = _long_form(short, " ".join(before.split()[-min(len(inside) + 5, len(inside) * 2) :]))
        elif " " in inside and (word := re.search(r"[^\W\d_]+\Z", before)) and _SHORT.fullmatch(word[0]):
            short, long = word[0], _long_form(word[0], inside)
        else:
            continue
        if long:
            yield short, long


def _long_form(short: str, candidate: str) -> str | None:
    """Return the shortest end of `candidate` that has the letters of `short` in order, the first at a word's start."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    lowered = candidate.lower()
    at = len(lowered)
    for place in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (lowered[at] != letters[place] or (place == 0 and at > 0 and lowered[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    long = candidate[at:].strip(" '\"‘’“”")
    words = re.findall(r"[^\W_]+", long)
    if len(long) <= len(short) or not 1 < len(words) <= min(len(letters) + 5, len(letters) * 2 + 1):
        return None
    starts = sum(1 for word in words if word[0].lower() in letters)
    return long if starts >= len(letters) / 2 and short.lower() not in long.lower().split() else None


def _singular(long: str) -> str:
    plain = " ".join(long.replace("’", "'").split())
    return (
        plain[:-1]
        if plain.endswith("s") and not plain.endswith(("ss", "us", "is", "ies", "services", "needs"))
        else plain
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
