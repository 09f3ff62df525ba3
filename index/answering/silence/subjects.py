"""What a question is about, by its nearness to subjects of inspections and to subjects that they do not have.

`subjects.toml` lists both: what inspections of children's services report on, and other public services and general
knowledge. A question that lies nearer to the second is likely to find its words in the documents in another sense.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.answering.asked import Asked

__all__ = ["Subjects", "read_subjects", "say_outside", "subjects_of"]

FILE = Path(__file__).with_name("subjects.toml")

CLEAR = 0.55
"""Cosine from which a question is clearly about a subject that inspections have not."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The nearest subject of each kind, with the cosine of each with the question's topic, -1 to 1.

    Both cosines are 0 and both names None where no embedder is at hand.
    """

    inside: str | None = None
    near_inside: float = 0.0
    outside: str | None = None
    near_outside: float = 0.0


def subjects_of(asked: Asked) -> Subjects:
    """Return the subjects nearest to what a question is about."""
    inside, outside = read_subjects()
    cosines = asked.likeness((*inside, *outside))
    if not cosines:
        return Subjects()
    known, other = cosines[: len(inside)], cosines[len(inside) :]
    best, worst = max(known), max(other)
    return Subjects(inside[known.index(best)], best, outside[other.index(worst)], worst)


def say_outside(asked: Asked) -> str | None:
    """Return that a question is about something on which inspections do not report; None where it is not clearly so."""
    subjects = subjects_of(asked)
    if subjects.near_outside < CLEAR or subjects.near_outside <= subjects.near_inside:
        return None
    return f"It seems to be about {subjects.outside}, on which inspections of children's services do not report."


@cache
def read_subjects() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the subjects that inspections have, and those that they have not."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(listed["inside"]), tuple(listed["outside"])
