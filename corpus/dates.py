"""Dates and periods as English documents print them. What is not certain is left out, never guessed.

Read are days with the month in words ('18 May 2018', 'May 18th, 2018', 'the 4th of September 2019') or in
figures (day first: '12/09/2016'; year first: '2016-09-12'), and what is built of them: ranges, lists and
ranges whose first part lacks month or year ('25 and 26 April 2018', '27 September to 8 October 2021').
A day split by a kerning gap ('1 2 June 2017' for the twelfth) is made whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.wording import fold

__all__ = ["DateSpan", "find_dates", "find_spans", "parse_date"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,? )?(?:the )?"
_DAY = r"(?P<day>[0-3] \d|\d{1,2})(?: ?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|2 ?0 ?\d ?\d)(?!\d)"
_STYLES = tuple(
    re.compile(r"(?<![\w/.£$€])" + style + r"(?![\d/]|[.:]\d|%)", re.IGNORECASE)
    for style in (
        r"(?P<year>(?:19|20)\d\d)-(?P<figure>\d\d)-(?P<day>\d\d)",
        r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<figure>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)",
        _WEEKDAY + _DAY + r"(?: of)? ?" + _MONTH + r",? ?" + _YEAR,
        _WEEKDAY + _DAY + r"(?: of)? ?" + _MONTH,
        _WEEKDAY + _MONTH + r" (?:the )?" + r"(?P<day>\d{1,2})(?: ?(?:st|nd|rd|th))?\b,? ?" + _YEAR,
        _WEEKDAY + _DAY + r"(?!\w)",
    )
)
_RANGE = re.compile(r" ?(?:-|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bup to\b)(?: and including)? ?", re.IGNORECASE)
_LIST = re.compile(r" ?(?:,(?: and)?|\band\b|&|;) ?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s(?:the )?$", re.IGNORECASE)
# No inspection lasts longer; a longer range across New Year would be a guess about the year.
_LONGEST_DAYS = 200


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days `first` to `last`, both included, read from characters `start:end` of a text."""

    first: date
    last: date
    start: int
    end: int

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class _Part:
    """A day as printed, perhaps without month or year; `joined` is how it hangs on the part before it."""

    day: int
    month: int | None
    year: int | None
    start: int
    end: int
    joined: str = ""


def parse_date(text: str) -> date | None:
    """Return the one date that a text holds, None if it holds none or several."""
    spans = find_spans(text)
    return spans[0].first if len(spans) == 1 and spans[0].days == 1 else None


def find_dates(text: str) -> tuple[DateSpan, ...]:
    """Find the single days in a text, in reading order; ranges and lists are left out."""
    return tuple(span for span in find_spans(text) if span.days == 1)


def find_spans(text: str) -> tuple[DateSpan, ...]:
    """Find days and periods in a text, in reading order.

    Consecutive days of a list are one span ('25 and 26 April 2018'); other lists give a span for each
    day or range. Parts without year or month take them from the part they are joined to.
    """
    folded = fold(text)
    spans: list[DateSpan] = []
    chain: list[_Part] = []
    for part in _parts(folded):
        joined = _joint(folded, chain[-1], part) if chain else ""
        if chain and not joined:
            spans += _resolve(chain)
            chain = []
        chain.append(replace(part, joined=joined))
    return (*spans, *_resolve(chain))


def _parts(text: str) -> Iterator[_Part]:
    """Yield full and partial dates in reading order; a bare number counts only where a date follows it directly."""
    position = 0
    pending = [style.search(text) for style in _STYLES[:-1]]
    while True:
        for index, match in enumerate(pending):
            if match is not None and match.start() < position:
                pending[index] = _STYLES[index].search(text, position)
        candidates = [match for match in pending if match is not None]
        if not candidates:
            return
        best = min(candidates, key=lambda match: (match.start(), -match.end()))
        first = _bare_days_before(text, position, best.start()) or best
        position = first.end()
        part = _part(first)
        if part is not None:
            yield part


def _bare_days_before(text: str, position: int, start: int) -> re.Match[str] | None:
    """Return the first of the bare days that lead up to a date at `start` ('25' in '25 and 26 April')."""
    first: re.Match[str] | None = None
    while True:
        window = max(position, start - 24)
        joint = max(_joints_ending_at(text, window, start), default=None)
        if joint is None:
            return first
        days = [match for match in _STYLES[-1].finditer(text, window, joint) if match.end() == joint]
        if not days:
            return first
        first = days[0]
        start = first.start()


def _joints_ending_at(text: str, window: int, start: int) -> list[int]:
    found = []
    for pattern in (_RANGE, _LIST):
        found += [match.start() for match in pattern.finditer(text, window, start) if match.end() == start]
    return found


def _part(match: re.Match[str]) -> _Part | None:
    groups = match.groupdict()
    day = int(groups["day"].replace(" ", ""))
    month = int(groups["figure"]) if groups.get("figure") else _MONTHS.get((groups.get("month") or "").lower())
    year = int(groups["year"].replace(" ", "")) if groups.get("year") else None
    if year is not None and year < 100:
        year += 2000
    if not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):
        return None
    return _Part(day, month, year, match.start(), match.end())


def _joint(text: str, left: _Part, right: _Part) -> str:
    between = text[left.end : right.start]
    if _RANGE.fullmatch(between):
        return "range"
    if _LIST.fullmatch(between):
        is_pair = "and" in between.lower() and _BETWEEN.search(text[: left.start].rstrip() + " ")
        return "range" if is_pair else "list"
    return ""


def _resolve(chain: list[_Part]) -> list[DateSpan]:
    """Give every part of a chain its month and year, and make spans of it."""
    parts = _completed(chain)
    spans: list[DateSpan] = []
    for index, part in enumerate(parts):
        day = _date(part)
        if part.joined == "range" and index and (before := _date(parts[index - 1])) is not None:
            if spans and spans[-1].end == parts[index - 1].end:
                spans.pop()
            spans += _span(before, day, parts[index - 1], part)
        elif day is not None:
            spans.append(DateSpan(day, day, part.start, part.end))
    return _consecutive(spans)


def _completed(chain: list[_Part]) -> list[_Part]:
    parts = list(chain)
    for index in range(len(parts) - 2, -1, -1):
        part, following = parts[index], parts[index + 1]
        if part.month is None:
            part = replace(part, month=following.month, year=part.year or following.year)
        elif part.year is None and following.year is not None:
            year = following.year
            if following.month is not None and part.month is not None and part.month > following.month:
                year -= 1
            part = replace(part, year=year)
        parts[index] = part
    for index in range(1, len(parts)):
        part, before = parts[index], parts[index - 1]
        if part.year is None and before.year is not None and before.month and part.month:
            parts[index] = replace(part, year=before.year + (part.month < before.month))
    return parts


def _date(part: _Part) -> date | None:
    if part.month is None or part.year is None:
        return None
    try:
        return date(part.year, part.month, part.day)
    except ValueError:
        return None


def _span(first: date | None, last: date | None, left: _Part, right: _Part) -> list[DateSpan]:
    if first is None or last is None or first > last or (last - first).days > _LONGEST_DAYS:
        return []
    return [DateSpan(first, last, left.start, right.end)]


def _consecutive(spans: list[DateSpan]) -> list[DateSpan]:
    joined: list[DateSpan] = []
    for span in spans:
        if joined and (span.first - joined[-1].last).days == 1:
            joined[-1] = replace(joined[-1], last=span.last, end=span.end)
        else:
            joined.append(span)
    return joined
