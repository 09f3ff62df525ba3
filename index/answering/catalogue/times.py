"""Reads the days that a question about the corpus is limited to: years, months, before, after, between."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from index.answering.catalogue.query import CatalogueQuery, Subject
from index.answering.reading import Reader

__all__ = ["read_days"]

_MONTHS = [name.lower() for name in calendar.month_name][1:]
_PARTS = {
    "first half": (1, 6),
    "second half": (7, 12),
    "first quarter": (1, 3),
    "second quarter": (4, 6),
    "third quarter": (7, 9),
    "fourth quarter": (10, 12),
    "last quarter": (10, 12),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "early": (1, 4),
    "late": (9, 12),
}
"""First and last month of what parts of a year are called."""
_POINT = (
    rf"(?:(?:the )?(?:start |beginning |end )?(?:of )?(?P<{{0}}m>{'|'.join(_MONTHS)}|{'|'.join(_PARTS)})\s+(?:of\s+)?)?"
    r"(?P<{0}y>(?:19|20)\d\d)"
)
_A, _B = _POINT.format("a"), _POINT.format("b")
_FORMS = (
    ("between", rf"\b(?:between|from)\s+{_A}\s*(?:and|to|-|until|till|through)\s*{_B}\b"),
    ("between", rf"\b{_A}\s*(?:-|to)\s*{_B}\b"),
    ("either", rf"\b(?:in|during|of|for)?\s*(?:both |either )?{_A}\s*(?:and|or|&)\s*(?:in )?{_B}\b"),
    ("since", rf"\b(?:since|from)\s+{_A}(?:\s+(?:on|onwards?))?\b|\b(?P<c>(?:19|20)\d\d) (?:onwards?|or later)\b"),
    ("after", rf"\b(?:after|later than|newer than|more recent(?:ly)? than)\s+{_A}\b"),
    ("before", rf"\b(?:before|earlier than|prior to|older than|pre-?)\s+{_A}\b"),
    ("until", rf"\b(?:until|till|up to|by(?: the end of)?)\s+{_A}\b"),
    ("in", rf"\b(?:in|during|of|for|over)?\s*(?:the (?:year|month of)\s+)?{_A}\b"),
)


_NOT = (
    r"\b(?:not|n't|never)\b(?= (?:yet )?(?:been |being |had |have |receiv\w+ )?(?:an? |any )?(?:inspect|visit"
    r"|report|full|new))"
    r"|\b(?:had|have|has|got|received?|with|without)? ?(?:no|without(?: an?| any)?)(?= (?:new |full "
    r"|further )*(?:inspection|visit|report))"
)
"""Words that ask for what has no inspection in the days named."""


def read_days(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read the first time that a question names into the query."""
    for form, pattern in _FORMS:
        match = reader.take(pattern)
        if match is not None:
            if form == "either" and int(match["by"]) - int(match["ay"]) not in (0, 1):
                return query
            is_absent = query.subject is not Subject.DOCUMENT and reader.take(_NOT) is not None
            first, last = _days(match, "after" if form == "since" and is_absent else form)
            visit = re.search(
                r"\b(?:inspected|visited|visits?|took place|carried out|on site|inspections?|inspectors?)\b",
                reader.original,
            )
            says_published = re.search(r"\bpublish\w*|\bdated\b|\bissued\b|\breleased\b", reader.original)
            return replace(
                query, from_day=first, to_day=last, by_visit=bool(visit and not says_published), absent=is_absent
            )
    return query


def _days(match: re.Match[str], form: str) -> tuple[date | None, date | None]:
    part = {"am": None, "ay": None, "bm": None, "by": None, "c": None} | match.groupdict()
    first, last = _month(part["ay"] or part["c"], part["am"])
    if form in ("between", "either"):
        return first, _month(part["by"], part["bm"])[1]
    if form == "since":
        return first, None
    if form == "after":
        return last + timedelta(days=1), None
    if form == "before":
        return None, first - timedelta(days=1)
    return (None, last) if form == "until" else (first, last)


def _month(year: str | None, month: str | None) -> tuple[date, date]:
    """Return the first and last day of a year, or of a month of it."""
    number = int(year or 1)
    if month is None or month in _PARTS:
        first, last = _PARTS.get(month or "", (1, 12))
        return date(number, first, 1), date(number, last, calendar.monthrange(number, last)[1])
    at = _MONTHS.index(month) + 1
    return date(number, at, 1), date(number, at, calendar.monthrange(number, at)[1])
