"""Reads the day at which grades are asked for as they then stood: 'inadequate at the end of 2019', 'as at 1 March'."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from index.answering.catalogue.query import CatalogueQuery, Scope, Subject
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader
from index.understanding.times import LAST_DAY, find_times

__all__ = ["is_edge_unread", "read_as_at"]

_MONTHS = [name.lower() for name in calendar.month_name][1:]
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_POINT = rf"(?:the year |calendar year )?(?:(?P<m>{'|'.join(_MONTHS)}),? (?:of )?)?{_YEAR}\b"
_END = r"(?P<last>end|close)"
_START = r"(?:start|beginning|turn|opening|outset)"
_EDGES = (
    rf"\b(?:at|as at|as of|(?P<by>by)) (?:the )?(?:very )?{_END} of {_POINT}",
    rf"\b(?:at|as at|as of) (?:the )?(?:very )?{_START} of {_POINT}",
    rf"\b(?:going|heading|coming) into {_POINT}",
    rf"\b(?P<part>in early|early in) {_POINT}",
    rf"\b(?P<last>as at|as of) (?=[a-z]){_POINT}",
)
_DAY = (
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(_MONTHS)}),? (?:19|20)\d\d|\d{{4}}-\d\d-\d\d"
    r"|\d{1,2}/\d{1,2}/\d{4})"
)
_ON = rf"\b(?:(?P<at>as at|as of)|on|by) (?:the )?{_DAY}"
_HELD = r"\b(?:were|was|had|stood|sat)(?: (?:not|already|still|at|an?|the|overall|most|many|in))*"
"""Verbs that say which grade was held; 'was judged' says when it was given."""
_EVENTS = (
    r"\b(?:judged|found|declared|graded|inspected|visited|published|issued|been|became|went|moved|improved|declined)\b"
)
_ANY_EDGE = re.compile(
    rf"\b(?:at|in|towards|around|near|as at|as of|on) (?:the )?(?:very )?(?:end|close|{_START}) of"
    rf" (?:(?:the |each |every |that |which )*year\b|(?:{'|'.join(_MONTHS)}|(?:19|20)\d\d)\b)"
    r"|\bas (?:at|of) (?:the )?(?:\d|(?:19|20)\d\d|(?:"
    + "|".join(_MONTHS)
    + r")\b)|\b(?:going|heading|coming) into (?:\w+ )?(?:19|20)\d\d"
)

_OF_PERIOD = rf"\bat (?:the )?(?:very )?(?:end|close|{_START}) of (?:the )?[a-z]"


def read_as_at(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read the day as at which grades are wanted: those of each authority's latest inspection published by then."""
    text = reader.text
    if query.subject is Subject.INSPECTOR or len(re.findall(r"\b(?:19|20)\d\d\b", text)) != 1:
        return query
    if re.search(r"\b(?:never|ever|always)\b", text):
        return query
    grade = alternatives(words.grades)
    if not re.search(rf"{grade}|\b(?:grades?|ratings?|judgements?)\b", text):
        return query
    is_held = re.search(_EVENTS, text) is None and re.search(_HELD, text) is not None
    for form in _EDGES:
        match = re.search(form, text)
        if match is None:
            continue
        part = {"by": None, "part": None, "m": None, "last": None} | match.groupdict()
        if (part["by"] or part["part"]) and not is_held:
            return query
        day = _edge(int(match["y"]), part["m"], is_end=bool(part["last"]), is_part=bool(part["part"]))
        return _at(query, reader, match, day)
    match = re.search(_ON, text)
    if match is None or not (match["at"] or is_held):
        return query
    times = find_times(match["day"], LAST_DAY)
    return _at(query, reader, match, times[0].last) if times else query


def is_edge_unread(query: CatalogueQuery, text: str) -> bool:
    """Whether a question names the end or start of a time as the day that is meant, and it was not read so."""
    if query.as_at is not None:
        return False
    is_period = bool(query.from_day or query.to_day) and re.search(_OF_PERIOD, text) is not None
    return is_period or _ANY_EDGE.search(text) is not None


def _at(query: CatalogueQuery, reader: Reader, match: re.Match[str], day: date) -> CatalogueQuery:
    reader.blank(match.start(), match.end())
    return replace(query, as_at=day, scope=Scope.LATEST)


def _edge(year: int, month: str | None, *, is_end: bool, is_part: bool) -> date:
    """Return the last day of a year or month, of its first four months, or the day before it began."""
    at = _MONTHS.index(month) + 1 if month else 12 if is_end else 4 if is_part else 1
    if is_end or is_part:
        return date(year, at, calendar.monthrange(year, at)[1])
    return date(year, at, 1) - timedelta(days=1)
