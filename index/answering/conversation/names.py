"""Puts the names and times of a follow-up in the place of those of the question before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.answering.conversation.plain import own_words
from index.understanding import Knowledge, Understanding

__all__ = ["with_full_name", "with_names_of"]

_INSTEAD = re.compile(r"\b(?:instead|rather)\b", re.IGNORECASE)
_COMMON = frozenset({"and", "of", "the", "upon", "with", "city", "county", "council"})
"""Words of names by which no authority is known from another."""


def with_full_name(now: Understanding, before: Understanding, knowledge: Knowledge) -> str:
    """Return a follow-up with the name of which it has only the part that differs ('and South?' after North Somerset).

    It has to say nothing else. Of several authorities, that is meant which shares a word with the one asked about
    before, else the only one of the corpus; the follow-up stays as it is where there are still several.
    """
    question = now.question
    asked = {one.name for one in before.authorities if one.how != "unknown"}
    if now.authorities or now.regions or now.people or not asked:
        return question
    spoken = [question[one.start : one.end] for one in now.times]
    part = [word for word in own_words(question, ("one", "council", "authority"), *(said.split() for said in spoken))]
    if not part or len(part) > 2:
        return question
    old = {word for name in asked for word in _words_of(name)}
    names = {*(each.name for each in knowledge.register), *knowledge.in_corpus} - asked
    fitting = sorted(name for name in names if set(part) <= set(_words_of(name)))
    related = [name for name in fitting if old & set(_words_of(name)) - set(part)]
    held = next(
        (
            found
            for found in (
                [name for name in related if name in knowledge.in_corpus],
                related,
                [name for name in fitting if name in knowledge.in_corpus],
            )
            if found
        ),
        [],
    )
    spelt = r"\W+".join(map(re.escape, part))
    at = re.search(rf"\b(?:the )?{spelt}(?: one\b)?", question, re.IGNORECASE)
    return f"{question[: at.start()]}{held[0]}{question[at.end() :]}" if len(held) == 1 and at else question


def _words_of(name: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", name.lower()) if word not in _COMMON]


def with_names_of(now: Understanding, before: Understanding) -> str:
    """Return the earlier question with the names and times of the new one in place of its own.

    Of several authorities compared, another joins them; with 'instead' it takes the place of the last.
    """
    swaps: list[tuple[int, int, str]] = []
    base = before.question
    tail: list[str] = []
    if now.authorities:
        new = " and ".join(dict.fromkeys(mention.name for mention in now.authorities))
        if _joins(now, before):
            last = max(before.authorities, key=lambda one: one.end)
            is_instead = _INSTEAD.search(now.question)
            swaps.append((last.start, last.end, new) if is_instead else (last.end, last.end, f" and {new}"))
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
        word
        for word in now.words
        if not now.publishers and word.lower() not in (*regions, "only", "just", "instead", "rather")
    )
    extra = f" {extra}" if extra and not _same_topic(now, before) else ""
    return f"{base}{extra}{' ' if tail else ''}{' '.join(tail)}{ending}"


def _joins(now: Understanding, before: Understanding) -> bool:
    """Whether a name is to be compared with those that were compared before."""
    names = {one.name for one in now.authorities}
    return before.form == "compare" and len(before.named) > 1 and len(names) == 1 and not names & set(before.named)


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
