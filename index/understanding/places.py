"""Towns and districts by whose name a question means the authority around them, and authorities outside England.

Facts stand in `places.csv`: districts of counties (also former ones), large towns, and the councils of Wales, Scotland
and Northern Ireland, which this product's register has not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.understanding.words import Word

__all__ = ["PlaceMention", "find_places"]

FILE = Path(__file__).with_name("places.csv")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Characters `start:end` of the question that name a place; `within` is its authority or its nation."""

    name: str
    within: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    within: str
    also_a_word: bool


def find_places(words: Sequence[Word]) -> tuple[PlaceMention, ...]:
    """Find the places that a question names, the longest name at each word, in order.

    A name that is an ordinary word too ('Rugby') counts only with a capital, and not as the first word.
    """
    places, longest = _places()
    found: list[PlaceMention] = []
    at = 0
    while at < len(words):
        size, place = next(
            (
                (size, place)
                for size in range(min(longest, len(words) - at), 0, -1)
                if (place := places.get(_key(word.key for word in words[at : at + size]))) is not None
            ),
            (1, None),
        )
        if place is not None and (not place.also_a_word or (at > 0 and words[at].is_capitalised)):
            found.append(PlaceMention(place.name, place.within, words[at].start, words[at + size - 1].end))
        at += size
    return tuple(found)


def _key(words: Iterable[str]) -> str:
    joined = " ".join(words).lower()
    return " ".join(joined.replace("-", " ").replace("'", "").split())


@cache
def _places() -> tuple[dict[str, _Place], int]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [_Place(row["name"], row["within"], row["also_a_word"] == "yes") for row in csv.DictReader(file)]
    places = {_key(row.name.split(" ")): row for row in rows}
    return places, max(key.count(" ") + 1 for key in places)
