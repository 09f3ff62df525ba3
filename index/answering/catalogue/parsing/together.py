"""Reads and finds inspections of different authorities that share a day or a week: 'started on the same day'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import timedelta

from corpus.model import Document
from index.answering.catalogue.clauses import Together
from index.answering.catalogue.query import CatalogueQuery, Subject
from index.answering.reading import Reader

__all__ = ["read_together", "sharing"]

_SAME = (
    r"\b(?:(?:on|in|at|during|over|for|with) )?(?:exactly |precisely )?the (?:very |exact "
    r"|exactly )?same (?:calendar |start(?:ing)? |publication |end(?:ing)? )?"
    r"(?P<unit>days?|dates?|weeks?|time|fortnight|month)\b(?! of the year| as (?:before|last))(?: and year)?"
    r"|\b(?P<at>simultaneously|at once|overlap(?:s|ped|ping)?|coincid(?:e|ed|ing))\b"
    r"|\bshar(?:e|ed|es|ing) (?:an? |the same )?(?:(?:start|end|publication|inspection"
    r"|publishing)\w* ){0,2}(?P<shared>dates?|days?|weeks?|month)\b"
)
_TAIL = (
    r"\b(?:as|with) (?:another|each other|one another|any other|some other|others?|at least one other"
    r"|those of)\b(?: (?:council|authority|one|report|inspection|place)s?(?:'s)?)?"
)


def read_together(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read that inspections are wanted which share a day, a week or a month with one of another authority."""
    match = reader.take(_SAME)
    if match is None:
        return query
    while reader.take(_TAIL) or reader.take(
        r"\b(?:start|end|publication) dates?\b|\b(?:pairs?|any two|two|both|as|share[ds]?)\b"
    ):
        pass
    reader.take(r"\b(?:start|beginn|end|finish)ing\b")
    unit = (match["unit"] or match["shared"] or "time").rstrip("s")
    text = reader.original
    event = "visit"
    for name, words in (
        ("published", r"\bpubli\w+"),
        ("end", r"\b(?:end(?:ed|ing|s)?|finish\w*)\b"),
        ("start", r"\b(?:start\w*|beg[aiu]n\w*)\b"),
    ):
        if re.search(words, text):
            event = name
            break
    unit = {"date": "day", "fortnight": "week"}.get(unit, unit)
    if event == "visit" and unit == "day" and re.search(r"\bdates\b", text):
        event = "dates"
    subject = Subject.DOCUMENT if query.subject is Subject.INSPECTOR else query.subject
    return replace(query, together=Together(event, unit), by_visit=event != "published", subject=subject)


def sharing(documents: Sequence[Document], together: Together, named: Sequence[str] = ()) -> list[Document]:
    """Return the documents that share what is asked with one of another authority, or of an authority named."""
    held: dict[Hashable, list[Document]] = defaultdict(list)
    for document in documents:
        for key in _keys(document, together):
            held[key].append(document)
    found: dict[str, Document] = {}
    for key in sorted(held, key=str):
        names = {name for one in held[key] for name in one.authorities}
        if len(names) > 1 and (not named or names & set(named)):
            found |= {
                one.id: one for one in held[key] if not names & set(named) or not set(one.authorities) & set(named)
            }
    return list(found.values())


def _keys(document: Document, together: Together) -> set[Hashable]:
    start, end, published = document.visit_start, document.visit_end, document.published
    if together.event == "published":
        days = [published] if published else []
    elif start is None or end is None:
        return set()
    elif together.event == "dates":
        return {(start, end)}
    elif together.event in ("start", "end"):
        days = [start if together.event == "start" else end]
    else:
        days = [start + timedelta(days=at) for at in range((end - start).days + 1)]
        days = days[:1] if together.unit == "day" else days
    if together.unit == "week":
        return {day.isocalendar()[:2] for day in days}
    if together.unit == "month":
        return {(day.year, day.month) for day in days}
    return set(days)
