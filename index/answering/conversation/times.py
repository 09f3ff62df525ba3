"""Moves a follow-up to another time: 'the inspection before', 'the year after', or none where a new name has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Document, Publisher
from index.answering.targets import falls_within
from index.understanding import TimeMention, Understanding

__all__ = ["steps_in_time", "with_year", "without_foreign_time"]

_YEAR_BEFORE = re.compile(
    r"\b(?:the )?(?:year|one|inspection|visit|report|letter|time) before(?: that)?\b|\bpreviously\b|\bbefore that\b"
    r"|^\W*(?:and )?(?:before|earlier)\W*$"
    r"|\b(?:the )?(?:previous|preceding|earlier) (?:year|one|inspection|visit|report|letter|time)\b",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(
    (
        r"\b(?:the )?(?:year|one|inspection|visit|report|letter|time) after(?: that)?\b|\bthe (?:next|following|later"
        r"|subsequent) (?:year|one|inspection|visit|report|time)\b|\bafter that\b"
    ),
    re.IGNORECASE,
)


def without_foreign_time(now: Understanding, before: Understanding, documents: Sequence[Document]) -> Understanding:
    """Return the earlier question without its time where the authority now named has no document of that time."""
    names = set(now.named)
    held = [one for one in documents if names & set(one.authorities)]
    if now.times or not held or not before.times:
        return before
    if any(falls_within(one, time) for one in held for time in before.times):
        return before
    base, gone = before.question, 0
    for time in before.times:
        start, end = time.start - gone, time.end - gone
        opening = re.search(r"\b(?:in|at|for|during|of|from)\s+(?:the\s+)?$", base[:start], re.IGNORECASE)
        first = opening.start() if opening else start
        tail = re.match(r"\s*(?:report|inspection|letter|visit)\b", base[end:], re.IGNORECASE) if opening else None
        last = end + (tail.end() if tail else 0)
        base, gone = base[:first] + base[last:], gone + last - first
    moved = tuple(
        replace(
            one,
            start=base.find(before.question[one.start : one.end]),
            end=base.find(before.question[one.start : one.end]) + one.end - one.start,
        )
        for one in before.authorities
    )
    return replace(before, question=base, times=(), authorities=moved)


def steps_in_time(question: str) -> bool:
    """Whether a question asks the same of the inspection or year before or after."""
    return len(question.split()) <= 10 and (_YEAR_BEFORE.search(question) or _YEAR_AFTER.search(question)) is not None


def with_year(question: str, now: Understanding, before: Understanding, documents: Sequence[Document]) -> str:
    """Return the earlier question for the inspection, or the year, before or after the one it was about."""
    names = [mention.name for mention in (now.authorities or before.authorities)]
    step = -1 if _YEAR_BEFORE.search(question) else 1
    base = before.question.rstrip(" ?")
    time = before.times[0] if before.times else None
    year = _neighbour(names, time, step, documents)
    if year is None or (time is not None and re.search(r"\byear\b", question, re.IGNORECASE)):
        year = time.first.year + step if time else None
    if year is None:
        which = "at the inspection before" if step < 0 else "at the latest inspection"
        return f"{base} {which}?"
    if time is not None:
        return f"{base[: time.start]}{year}{base[time.end :]}?"
    base = re.sub(r"\b(?:latest|most recent|last|current(?:ly)?|now|today)\b\s*", "", base, flags=re.IGNORECASE)
    return f"{base} in the {year} inspection?"


def _neighbour(names: Sequence[str], time: TimeMention | None, step: int, documents: Sequence[Document]) -> int | None:
    """Return the year of the inspection before or after the one at a time (the latest without one)."""
    held = [one for one in documents if one.publisher is Publisher.INSPECTORATE and set(names) & set(one.authorities)]
    days = sorted({one.dated for one in held if one.dated is not None})
    if not days:
        return None
    at = max((place for place, day in enumerate(days) if time is None or day <= time.last), default=0)
    return days[at + step].year if 0 <= at + step < len(days) else None
