"""Puts the names and times of a follow-up in the place of those of the question before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.understanding import Understanding

__all__ = ["with_names_of"]


def with_names_of(now: Understanding, before: Understanding) -> str:
    """Return the earlier question with the names and times of the new one in place of its own."""
    swaps: list[tuple[int, int, str]] = []
    base = before.question
    tail: list[str] = []
    if now.authorities:
        new = " and ".join(dict.fromkeys(mention.name for mention in now.authorities))
        if _joins(now, before):
            last = max(before.authorities, key=lambda one: one.end)
            swaps.append((last.end, last.end, f" and {new}"))
        elif before.authorities:
            swaps += _swap([(one.start, one.end) for one in before.authorities], new, base)
        else:
            tail.append(f"in {new}")
    if now.times:
        new = " and ".join(now.question[one.start : one.end] for one in now.times)
        if before.times:
            swaps += _swap([(one.start, one.end) for one in before.times], new, base)
        else:
            tail.append(f"in {new}")
    if now.regions:
        tail.append(f"in {now.regions[0]}")
    if now.publishers:
        tail.append(f"according to the {now.publishers[0].value}")
    for start, end, text in sorted(swaps, reverse=True):
        base = base[:start] + text + base[end:]
    ending = "?" if base.rstrip().endswith("?") else ""
    base = re.sub(r"\s+", " ", base.rstrip(" ?")).strip()
    regions = " ".join(now.regions).lower().split()
    extra = " ".join(
        word for word in now.words if not now.publishers and word.lower() not in (*regions, "only", "just")
    )
    extra = f" {extra}" if extra and not _same_topic(now, before) else ""
    return f"{base}{extra}{' ' if tail else ''}{' '.join(tail)}{ending}"


def _joins(now: Understanding, before: Understanding) -> bool:
    """Whether a name is to be compared with those that were compared before."""
    return (
        before.form == "compare" and len(before.named) > 1 and len(now.named) == 1 and now.named[0] not in before.named
    )


def _same_topic(now: Understanding, before: Understanding) -> bool:
    return set(now.words) <= set(before.words)


def _swap(places: Sequence[tuple[int, int]], new: str, text: str) -> list[tuple[int, int, str]]:
    """Put the new words where the first old ones stood, and take the others out with the word that joins them."""
    first, *others = sorted(places)
    end = max([first[1], *(other[1] for other in others)]) if others and _are_joined(text, places) else first[1]
    return [(first[0], end, new)]


def _are_joined(text: str, places: Sequence[tuple[int, int]]) -> bool:
    held = sorted(places)
    return all(len(text[one[1] : two[0]].split()) <= 3 for one, two in pairwise(held))
