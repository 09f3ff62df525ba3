"""Finds the people whom a question names."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.understanding.english import is_common
from index.understanding.words import Word

__all__ = ["find_people"]

MIN_SURNAME = 4


def find_people(words: Sequence[Word], people: Iterable[str], places: Container[str] = ()) -> tuple[str, ...]:
    """Return the people, of those whom documents name, whom a question names.

    A whole name counts with one wrong letter; a surname alone counts when it is written with a capital
    and belongs to somebody, unless it is one of `places`, names of authorities in lower case.
    """
    keys = [word.key for word in words]
    likely = {word.key for word in words if word.is_capitalised or not is_common(word.key)}
    known = _surnames(tuple(people))
    found: list[int] = []
    for surname in {surname for key in likely for surname in _near(key, known.surnames)}:
        by_surname = surname not in places and _has_surname(words, surname)
        found += [at for at, parts in known.bearers[surname] if by_surname or _has_run(keys, parts)]
    return tuple(dict.fromkeys(known.people[at] for at in sorted(found)))


@dataclass(frozen=True, slots=True)
class _Surnames:
    """The names of `people` in lower case, by surname: place among them and parts of the name."""

    people: tuple[str, ...]
    surnames: tuple[str, ...]
    bearers: dict[str, list[tuple[int, list[str]]]]


@lru_cache(maxsize=8)
def _surnames(people: tuple[str, ...]) -> _Surnames:
    """Sort names by surname; kept, because an index has thousands and every question asks for them."""
    bearers: dict[str, list[tuple[int, list[str]]]] = {}
    for at, person in enumerate(people):
        parts = person.lower().replace("’", "'").split()
        if len(parts) > 1:
            bearers.setdefault(parts[-1], []).append((at, parts))
    return _Surnames(people, tuple(bearers), bearers)


def _near(key: str, surnames: Sequence[str]) -> list[str]:
    """Return the surnames that are alike to a word."""
    found = process.extract(key, surnames, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [surname for surname, _, _ in found if _alike(key, surname)]


def _has_run(keys: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether the first and last name stand together, each with at most one wrong letter."""
    for at in range(len(keys) - len(parts) + 1):
        run = keys[at : at + len(parts)]
        if all(_alike(one, other) for one, other in zip(run, parts, strict=True)):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    return one == other or (len(other) > 4 and OSA.distance(one, other, score_cutoff=1) < 2)


def _has_surname(words: Sequence[Word], surname: str) -> bool:
    return len(surname) >= MIN_SURNAME and any(
        word.key == surname and word.is_capitalised and at > 0 for at, word in enumerate(words)
    )
