"""Finds the people whom a question names."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

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
    likely = [word.key for word in words if word.is_capitalised or not is_common(word.key)]
    found: dict[str, None] = {}
    for person in people:
        parts = person.lower().replace("’", "'").split()
        if len(parts) < 2 or not any(_alike(key, parts[-1]) for key in likely):
            continue
        if _has_run(keys, parts) or (parts[-1] not in places and _has_surname(words, parts[-1])):
            found[person] = None
    return tuple(found)


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
