"""Finds the times that a question speaks of: days, months, seasons, years, spans, and 'the latest'."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from index.understanding.question import Order, TimeMention

__all__ = ["find_order", "find_times"]

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2999, 12, 31)
COVID = (date(2020, 3, 23), date(2021, 7, 19))
"""From the first lockdown in England to the end of most legal limits (SI 2020/350; SI 2021/848)."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_PARTS = {
    "early": (1, 4),
    "the start of": (1, 4),
    "the beginning of": (1, 4),
    "mid": (5, 8),
    "the middle of": (5, 8),
    "late": (9, 12),
    "the end of": (9, 12),
}
_DECADE = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_YEAR = r"(?:19[89]\d|20\d\d)"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_COVID_WORD = r"(?:the )?(?:covid(?:[- ]?19)?(?: pandemic)?|coronavirus(?: pandemic)?|pandemic|lockdowns?)"

_MENTION = re.compile(
    rf"""\b(?:
      (?P<iso>{_YEAR}-[01]?\d-[0-3]?\d)
    | (?P<slashed>[0-3]?\d[/.][01]?\d[/.]{_YEAR})
    | (?P<day>{_DAY})\s+(?:of\s+)?(?P<day_month>{_MONTH})\.?,?\s+(?P<day_year>{_YEAR})
    | (?P<us_month>{_MONTH})\.?\s+(?P<us_day>{_DAY}),?\s+(?P<us_year>{_YEAR})
    | (?P<month>{_MONTH})\.?,?\s+(?:of\s+)?(?P<month_year>{_YEAR}|['’]\d\d)
    | (?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+|term\s+)?(?P<season_year>{_YEAR}|['’]\d\d)
    | (?P<part>early|mid|late|the\ (?:start|beginning|middle|end)\ of)[\s-]+(?P<part_year>{_YEAR})(?!\w)
    | (?P<from_year>{_YEAR})\s?[-–/]\s?(?P<to_year>{_YEAR}|\d\d)
    | (?P<month_number>0?[1-9]|1[0-2])[/.](?P<numbered_year>{_YEAR})
    | (?:(?P<decade_part>early|mid|late)[\s-]+)?(?P<decade>(?:19[89]|20\d)0)s(?!\w)
    | (?P<year>{_YEAR})(?!\w)
    | (?P<covid>{_COVID_WORD})(?!\w)
    )
    | (?<!\w)['’](?P<short_year>[012]\d)(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:(?:since|after|from|following)\s+(?:the\s+)?|post[\s-]+)\Z", re.IGNORECASE)
_AFTER_DOCUMENT = re.compile(r"\b(?:after|following|from) (?:the|its|their)\s+\Z", re.IGNORECASE)
_TO_NOW = re.compile(
    r"\A\s*(?:to|up to|until|till|through to|-|–)\s+(?:the\s+)?"
    r"(?:latest|last|newest|most recent|now|today|present|date)\b",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\A\s+(?:onwards?|or later|and later|or after)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|prior to|pre)[\s-]+(?:the\s+)?\Z", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to|by)\s+(?:the\s+)?\Z", re.IGNORECASE)
_DOCUMENT_AFTER = re.compile(
    r"\A(?:['’]s)?\s+(?:[a-z]+\s+){0,2}?(?:inspection|report|visit|letter|judg|ilacs|sif\b|review|grade|rating|one\b)",
    re.IGNORECASE,
)
_DOCUMENT_BEFORE = re.compile(
    r"\b(?:inspect(?:ed|ion|ors?)|reports?|visit(?:ed|s)?|letter|ofsted|published|judged?|rated?|graded?|found|said?"
    r"|dated)\b"
    r"[^.?!]{0,60}?\b(?:in|of|from|on|for|during|dated|back in|between|and|to)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\A\s*(?:and|to|until|till|-|–)\s*\Z", re.IGNORECASE)
_SPAN_START = re.compile(r"\b(?:between|from)\s+(?:the\s+)?\Z", re.IGNORECASE)

_AGO = re.compile(
    r"\b(?:in|over|during|within)?\s*(?:the\s+)?(?:last|past|previous)\s+(?:(?P<count>\d+|two|three|four|five|six"
    r"|ten|couple of|few)\s+)?years?\b"
    r"|\b(?P<this>this year)\b|\b(?P<ago>\d+|two|a couple of|three|four|five|six|ten)\s+years?\s+ago\b",
    re.IGNORECASE,
)
_COUNTS = {"a couple of": 2, "couple of": 2, "few": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}

_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|current(?:ly)?|up[- ]to[- ]date|(?:the|'s|’s|their|its) last "
    r"(?:full )?(?:inspection|report|visit|letter|time|inspectors)|(?<!since )(?<!than )(?<!from )(?<!as )last time"
    r"|last (?:inspected|visited|judged|rated|graded)"
    r"|(?:inspectors|ofsted|they) last (?:visit|inspect|came|come|went|go)"
    r"|nowadays|these days|right now|at present|at the moment|today"
    r"|as things stand|now(?=\s*(?:[?.!,;]|\Z)))(?!\w)",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:the (?:one|inspection|report|visit|letter) before(?: (?:that|this|last|it))?|previous(?:ly)? (?:inspect"
    r"|report|visit|letter|judg|grade|rat|time|one)\w*"
    r"|penultimate|last[- ]but[- ]one|second[- ]to[- ]last|(?:the|their|its) time before|not the (?:latest|newest|last)"
    r"|(?:two|2) (?:inspections|reports|visits|letters) ago"
    r"|(?:the|an|its|their) earlier (?:inspection|report|visit|letter|judge?ment|grade|rating))\b",
    re.IGNORECASE,
)
_EARLIEST = re.compile(
    r"\b(?:earliest|oldest|first|original) (?:\S+ ){0,3}?(?:inspection|report|visit|letter|judge?ment|grade|rating)\b"
    r"|\bfirst (?:ever )?(?:inspected|visited|judged|rated|graded)\b"
    r"|\bthe old (?:inspection|report|letter|grade|rating)\b",
    re.IGNORECASE,
)


def find_times(question: str, today: date) -> tuple[TimeMention, ...]:
    """Find the times that a question speaks of.

    Args:
        question: the question.
        today: the day from which 'last year' counts.

    Returns:
        Mentions in order of place. 'since 2019' reaches to the last day there is, 'before 2018' from the first.
    """
    found = [*_mentions(question), *_relative(question, today)]
    spans = _join_spans(question, sorted(found, key=lambda mention: (mention.start, mention.end)))
    return tuple(spans)


def find_order(question: str) -> Order | None:
    """Tell whether a question means the latest, the previous or the earliest document of several."""
    for pattern, order in ((_PREVIOUS, Order.PREVIOUS), (_EARLIEST, Order.EARLIEST), (_LATEST, Order.LATEST)):
        if pattern.search(question):
            return order
    return None


def _mentions(question: str) -> list[TimeMention]:
    mentions: list[TimeMention] = []
    for found in _MENTION.finditer(question):
        days = _days(found)
        if days is None:
            continue
        before, after = question[: found.start()], question[found.end() :]
        certain = bool(_DOCUMENT_AFTER.match(after) or _DOCUMENT_BEFORE.search(before)) and not found["covid"]
        first, last, start = _stretched(*days, found.start(), before, after, is_covid=bool(found["covid"]))
        if certain and _AFTER_DOCUMENT.search(before):
            first, last = days
        mentions.append(TimeMention(first, last, start, found.end(), certain))
    return mentions


def _stretched(
    first: date, last: date, start: int, before: str, after: str, *, is_covid: bool
) -> tuple[date, date, int]:
    """Stretch days by the words around them: 'since', 'after', 'onwards', 'before'."""
    since = _SINCE.search(before)
    word = re.split(r"[\s-]", since[0])[0].lower() if since else ""
    if since and (word == "since" or is_covid):
        return first, LAST_DAY, since.start()
    if since and word in ("after", "post"):
        return last + timedelta(days=1), LAST_DAY, since.start()
    if _ONWARDS.match(after) or (word == "from" and _TO_NOW.match(after)):
        return first, LAST_DAY, start
    if earlier := _BEFORE.search(before):
        return FIRST_DAY, first - timedelta(days=1), earlier.start()
    if until := _UNTIL.search(before):
        return FIRST_DAY, last, until.start()
    return first, last, start


def _days(found: re.Match[str]) -> tuple[date, date] | None:
    """Return the first and last day of a time found, None where it is no day of the calendar."""
    try:
        return _exact_day(found) or _stretch(found)
    except ValueError:
        return None


def _exact_day(found: re.Match[str]) -> tuple[date, date] | None:
    day: date | None = None
    if found["iso"]:
        day = date(*(int(part) for part in found["iso"].split("-")))
    elif found["slashed"]:
        numbers = [int(part) for part in re.split(r"[/.]", found["slashed"])]
        day = date(numbers[2], numbers[1], numbers[0])
    elif found["day"]:
        day = date(int(found["day_year"]), _MONTHS[found["day_month"].lower()], _number(found["day"]))
    elif found["us_day"]:
        day = date(int(found["us_year"]), _MONTHS[found["us_month"].lower()], _number(found["us_day"]))
    return (day, day) if day else None


def _stretch(found: re.Match[str]) -> tuple[date, date] | None:
    if found["covid"]:
        return COVID
    if found["month"]:
        month = _MONTHS[found["month"].lower()]
        return _months(_year(found["month_year"]), month, month)
    if found["season"]:
        return _months(_year(found["season_year"]), *_SEASONS[found["season"].lower()])
    if found["part"]:
        return _months(int(found["part_year"]), *_PARTS[" ".join(found["part"].lower().split())])
    if found["month_number"]:
        month = int(found["month_number"])
        return _months(int(found["numbered_year"]), month, month)
    if found["decade"]:
        first, last = _DECADE[(found["decade_part"] or "").lower()]
        return date(int(found["decade"]) + first, 1, 1), date(int(found["decade"]) + last, 12, 31)
    if found["from_year"]:
        first = int(found["from_year"])
        last = int(found["to_year"]) if len(found["to_year"]) == 4 else first // 100 * 100 + int(found["to_year"])
        return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None
    year = int(found["year"]) if found["year"] else _year(found["short_year"])
    return date(year, 1, 1), date(year, 12, 31)


def _relative(question: str, today: date) -> list[TimeMention]:
    mentions: list[TimeMention] = []
    for found in _AGO.finditer(question):
        if found["this"]:
            first, last = date(today.year, 1, 1), date(today.year, 12, 31)
        elif found["ago"]:
            year = today.year - _count(found["ago"])
            first, last = date(year, 1, 1), date(year, 12, 31)
        elif found["count"]:
            first, last = date(today.year - _count(found["count"]), today.month, 1), today
        elif found[0].lower().rstrip().endswith("years"):
            continue
        else:
            first, last = date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        mentions.append(TimeMention(first, last, found.start(), found.end(), names_document=True))
    return mentions


def _join_spans(question: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """Join 'between 2014' and '2016' into one stretch of time."""
    joined: list[TimeMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if (
            last
            and _BETWEEN.match(question[last.end : mention.start])
            and _SPAN_START.search(question[: last.start])
            and last.first <= mention.last
        ):
            certain = last.names_document or mention.names_document
            joined[-1] = TimeMention(last.first, mention.last, last.start, mention.end, certain)
        else:
            joined.append(mention)
    return joined


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """Return the first day of a month and the last of another; months beyond 12 are of the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _year(text: str) -> int:
    digits = text.lstrip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _count(text: str) -> int:
    return _COUNTS[text.lower()] if text.lower() in _COUNTS else int(text)
