"""Reads the days that a question about the corpus is limited to: years, months, periods by name, before, after."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from index.answering.catalogue.query import CatalogueQuery, GroupBy, Scope, Subject
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader
from index.understanding.times import FIRST_DAY, LAST_DAY, find_times

__all__ = ["read_days", "read_event", "read_framework_period", "read_period"]

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
    r"(?:(?:the )?(?:very )?(?P<{0}e>start|beginning|end|close|turn) of (?:the year )?)?"
    rf"(?:(?:the )?(?P<{{0}}m>{'|'.join(_MONTHS)}"
    rf"|{'|'.join(_PARTS)})\s+(?:of\s+)?)?"
    r"(?P<{0}y>(?:19|20)\d\d)"
)
_A, _B, _A2 = _POINT.format("a"), _POINT.format("b"), _POINT.format("a2")
_FORMS = (
    ("between", rf"\b(?:between|from)\s+{_A}\s*(?:and|to|-|until|till|through)\s*{_B}\b"),
    ("between", rf"\b{_A}\s*(?:-|to)\s*{_B}\b"),
    ("either", rf"\b(?:in|during|of|for)?\s*(?:both |either )?{_A}\s*(?:and|or|&)\s*(?:in )?{_B}\b"),
    (
        "since",
        rf"\b(?:since|from)\s+{_A}\s+(?:on|onwards?|(?:up )?(?:to|until|till) (?:now|date|today|the present))\b"
        rf"|\bsince\s+(?:the )?{_A2}\b|\b(?P<c>(?:19|20)\d\d) (?:onwards?|or later|and later|or after)\b",
    ),
    ("after", rf"\b(?:after|later than|newer than|more recent(?:ly)? than)\s+{_A}\b"),
    ("before", rf"\b(?:before|earlier than|prior to|older than|pre-?)\s+{_A}\b"),
    ("until", rf"\b(?:until|till|up to|by(?: the end of)?)\s+{_A}\b"),
    ("in", rf"\b(?:in|during|of|for|over|from)?\s*(?:the (?:year|month of)\s+)?{_A}\b"),
)


_NOT = (
    r"\b(?:not|n't|never)\b(?= (?:yet )?(?:been |being |had |have |receiv\w+ )?(?:an? |any )?(?:inspect|visit"
    r"|report|full|new))"
    r"|\b(?:had|have|has|got|received?|with|without)? ?(?:no|without(?: an?| any)?)(?= (?:new |full "
    r"|further )*(?:inspection|visit|report))"
)
"""Words that ask for what has no inspection in the days named."""


_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NUMBERS = r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_STRETCHES = (
    ("decade", r"\b(?:in |during |over )?(?:the )?(?P<half>first|second|latter) half of the (?P<y>20\d)0s\b"),
    (
        "months",
        rf"\b(?:in |during |over )?(?:the )?(?P<half>first|last|final|opening|closing) {_NUMBERS} months of {_YEAR}\b",
    ),
    (
        "yearly",
        r"\b(?:in |during |over |for |of )?(?:the )?(?P<half>financial|fiscal|academic|school|municipal"
        r"|council) year (?:of )?"
        r"(?P<y>20\d\d)\s?[-/–]\s?(?:20)?\d\d\b",
    ),
    (
        "yearly",
        r"\b(?:in |during |over |for |of )?(?:the )?(?P<y>20\d\d)\s?[-/–]\s?(?:20)?\d\d (?P<half>financial|fiscal"
        r"|academic|school) year\b",
    ),
)


def _stretch(reader: Reader) -> tuple[date, date] | None:
    """Read half a decade, some months of a year, or a year that does not begin in January."""
    for form, pattern in _STRETCHES:
        match = reader.take(pattern)
        if match is None:
            continue
        is_first, year = match["half"] in ("first", "opening"), int(match["y"])
        if form == "decade":
            return date(year * 10 + (0 if is_first else 5), 1, 1), date(year * 10 + (4 if is_first else 9), 12, 31)
        if form == "months":
            count = min(_COUNTS.get(match["n"]) or int(match["n"]), 12)
            first, last = (1, count) if is_first else (13 - count, 12)
            return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
        month = 9 if match["half"] in ("academic", "school") else 4
        return date(year, month, 1), date(year + 1, month, 1) - timedelta(days=1)
    return None


_EXACT = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(_MONTHS)})|\b\d{{4}}-\d\d-\d\d\b"
    rf"|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b"
)
_OPENS = r"\b(?:between|from|on|in|during|of|dated)\s+(?:the\s+)?$"


def _exact(reader: Reader) -> tuple[date | None, date | None] | None:
    """Read days of the calendar: one, a stretch between two, all since one or before it; None where none is named."""
    if not re.search(_EXACT, reader.text):
        return None
    times = [one for one in find_times(reader.text, LAST_DAY) if re.search(_EXACT, reader.text[one.start : one.end])]
    if not times:
        return None
    first, end = times[0], times[0].end
    last_day = first.last
    if len(times) > 1 and re.fullmatch(
        r"\s*(?:to|and|-|until|till"
        r"|through)\s*",
        reader.text[first.end : times[1].start],
    ):
        last_day, end = times[1].last, times[1].end
    opening = re.search(_OPENS, reader.text[: first.start])
    reader.blank(opening.start() if opening else first.start, end)
    reader.take(r"\b(?:inclusive|onwards?)\b")
    return (None if first.first == FIRST_DAY else first.first), (None if last_day == LAST_DAY else last_day)


def read_days(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read the first time that a question names into the query."""
    if (stretch := _stretch(reader)) is not None:
        return replace(query, from_day=stretch[0], to_day=stretch[1], by_visit=_is_of_visit(reader))
    if (exact := _exact(reader)) is not None:
        return replace(query, from_day=exact[0], to_day=exact[1], by_visit=_is_of_visit(reader))
    for form, pattern in _FORMS:
        match = reader.take(pattern)
        if match is not None:
            if form == "either" and int(match["by"]) - int(match["ay"]) not in (0, 1):
                return query
            is_absent = query.subject is not Subject.DOCUMENT and reader.take(_NOT) is not None
            first, last = _days(match, "after" if form == "since" and is_absent else form)
            return replace(query, from_day=first, to_day=last, by_visit=_is_of_visit(reader), absent=is_absent)
    return query


def _is_of_visit(reader: Reader) -> bool:
    """Whether days are those of inspectors on site and not of publication."""
    text = re.sub(r"\binspection reports?\b", "reports", reader.original)
    visit = re.search(
        r"\b(?:inspected|visited|visits?|took place|carried out|on site|inspections?|inspectors?|start\w*|beg[aiu]n\w*"
        r"|finish\w*|end(?:ed|ing)(?= (?:in|on|before|after|since|between|during)))\b",
        text,
    )
    return bool(visit) and not re.search(r"\bpublish\w*|\bdated\b|\bissued\b|\breleased\b|\bpublications?\b", text)


def read_event(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read whether the first or the last day on site has to be of the days, months or years named or grouped by."""
    is_legged = any(leg.from_day for leg in query.legs)
    is_dated = (
        is_legged or query.from_day or query.to_day or query.years or query.group_by in (GroupBy.YEAR, GroupBy.MONTH)
    )
    if not is_dated or query.absent or not _is_of_visit(reader):
        return query
    at = "any"
    for name, words in (("start", r"\b(?:start\w*|beg[aiu]n\w*)\b"), ("end", r"\b(?:end(?:ed|ing)?|finish\w*)\b")):
        at = name if re.search(words, reader.original) else at
    is_done = re.search(r"\b(?:inspected|visited|visits?|took place|carried out)\b", reader.original)
    by_visit = query.by_visit or at != "any" or bool(is_done)
    return replace(query, by_visit=by_visit, month_at=at if by_visit and not query.months else query.month_at)


_OLDER = (
    r"\b(?:not (?:yet )?been |n't been |had no |no )?(?:(?P<age>older than|more than|over)|(?P<none>for"
    r"|in)(?: more than"
    r"| over| at least)?(?: the last| the past)?) (?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten) years?"
    r"(?: old| ago)?\b"
)
_NO_INSPECTION = (
    r"\b(?:not|n't|never|no|without)\b.{0,30}\b(?:inspect\w*|visit\w*|report)\b|\b(?:report|inspection)s?\b.{0,20}"
    r"\b(?:is|are|was|were) (?:more than|older than|over)\b"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def read_period(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read a period by its name or by how long it is ago, counted from the newest document: 'since Covid'."""
    if query.from_day or query.to_day or query.years or words.newest is None:
        return query
    if re.search(_NO_INSPECTION, reader.original) and (match := reader.take(_OLDER)):
        years = _COUNTS.get(match["n"]) or int(match["n"])
        day = words.newest.replace(year=words.newest.year - years, day=min(words.newest.day, 28))
        reader.take(r"\b(?:not|n't|never|no)\b")
        return replace(query, to_day=day, scope=Scope.LATEST, subject=Subject.AUTHORITY, by_visit=_is_of_visit(reader))
    for time in find_times(reader.text, words.newest):
        end = re.match(
            r"\s+(?:began|started|hit|ended|struck|years?|era|period|restrictions)\b", reader.text[time.end :]
        )
        last = time.end + (end.end() if end else 0)
        opening = re.search(
            r"\b(?:since|during|in|over|within|through|throughout|from|the|of)\s+(?:the )?$", reader.text[: time.start]
        )
        first = opening.start() if opening else time.start
        reader.blank(first, last)
        is_absent = query.subject is not Subject.DOCUMENT and reader.take(_NOT) is not None
        return replace(
            query,
            from_day=None if time.first == FIRST_DAY else time.first,
            to_day=None if time.last in (LAST_DAY, words.newest) else time.last,
            by_visit=_is_of_visit(reader),
            absent=is_absent,
        )
    return query


def read_framework_period(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read 'before the new framework', 'under the old framework', 'since ILACS came in' as the frameworks meant."""
    held = words.framework_order
    named = rf"(?P<name>{alternatives(words.frameworks)})"
    start = r"(?:\s+(?:came in|started|began|was introduced|replaced \w+|took over|came into force|was brought in))?"
    came = r"(?:the )?(?:introduction of |start of |arrival of |switch to |move to )?(?:the )?"
    match = reader.take(
        rf"\b(?P<when>before|prior to|pre-?|since|after|post-?)\s*{came}(?:{named}|(?P<age>new|current|latest|present"
        rf"|old|previous|former|earlier|last)(?:er|est)? (?:inspection )?framework){start}\b"
    ) or reader.take(
        r"\b(?P<when>under|in|with|on|using) (?:the )?(?P<name>(?!))?(?P<age>new|current|latest|present|old"
        r"|previous|former"
        r"|earlier|last)(?:er|est)? (?:inspection )?framework\b"
    )
    if match is None or not held:
        while reader.take(
            rf"\b(?:old|older|new|newer|former|current|previous|earlier)(?= {named.replace('?P<name>', '?:')})"
        ):
            pass
        return query
    if match["name"]:
        at = held.index(words.frameworks[match["name"]]) if words.frameworks[match["name"]] in held else 0
    else:
        at = len(held) - 1 if match["age"] in ("new", "current", "latest", "present") else max(len(held) - 2, 0)
    when = match["when"].rstrip("-")
    chosen = held[:at] if when in ("before", "prior to", "pre") else held[at:] if when == "since" else held[at : at + 1]
    if when in ("after", "post"):
        chosen = held[at:] if match["age"] not in ("old", "previous", "former", "earlier", "last") else held[at + 1 :]
        if match["name"] and at + 1 < len(held):
            chosen = held[at + 1 :]
    return replace(query, frameworks=tuple(chosen)) if chosen else query


def _days(match: re.Match[str], form: str) -> tuple[date | None, date | None]:
    part = {"am": None, "ay": None, "bm": None, "by": None, "c": None, "a2y": None, "a2m": None} | match.groupdict()
    part["ay"], part["am"] = part["ay"] or part["a2y"], part["am"] or part["a2m"]
    first, last = _month(part["ay"] or part["c"], part["am"])
    edge = match.groupdict().get("ae") or match.groupdict().get("a2e")
    if edge in ("end", "close"):
        form, first = {"since": "after", "before": "until"}.get(form, form), first if form == "between" else last
    elif edge and form in ("until", "after"):
        form, last = {"until": "before", "after": "since"}[form], first
    if form in ("between", "either"):
        until = _month(part["by"], part["bm"])
        return first, until[0] if match.groupdict().get("be") in ("start", "beginning", "turn") else until[1]
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
