"""Reads a stretch of time, or pages, with its bound: 'more than three weeks', 'between 10 and 20 days'."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from index.answering.catalogue.parsing.scope import NUMBERS
from index.answering.catalogue.query import CatalogueQuery
from index.answering.reading import Reader

__all__ = ["BOUND", "PUT_OUT", "WITHIN", "read_length", "read_stretch"]

WEEKEND_DAYS = 2

_DAYS_OF = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 365.25 / 12, "year": 365.25, "page": 1.0}
_COUNT = (
    rf"(?P<n>\d+(?:\.5)?|an?|one|{'|'.join(NUMBERS)}|a couple of|half a|a year and a half|eighteen|fifteen"
    rf"|thirty|twenty)"
)
_UNIT = r"(?P<unit>day|week|fortnight|month|year|page)s?"
_WORDS_OF = {"a": 1.0, "an": 1.0, "one": 1.0, "a couple of": 2.0, "half a": 0.5, "fifteen": 15.0, "eighteen": 18.0}
_MORE_WORDS = {"twenty": 20.0, "thirty": 30.0}
_HOWS = (
    (
        "more",
        r"(?:(?<!no )(?<!not )more than|over|longer than|upwards of|in excess of|exceeding|greater than|above|beyond)",
    ),
    ("less", r"(?:(?<!no )(?<!not )less than|under|fewer than|shorter than|below|inside|in under)"),
    ("least", r"(?:at least|a minimum of|no less than|not less than|no fewer than|a full)"),
    ("most", r"(?:at most|up to|a maximum of|no more than|not more than|no longer than|within)"),
)
_OR = r"(?: or (?:(?P<up>more|longer|over|above)|(?P<down>less|fewer|shorter|under|below))\b)?"
_SPACE = r"(?: the (?:space|course) of| a period of| a)?"
BOUND = (
    rf"\b(?:(?P<how>{'|'.join(pattern for _, pattern in _HOWS)}){_SPACE} )?(?<!last )(?<!past )(?<!previous )"
    rf"\b{_COUNT}(?P<half> and a half)?[ -]{_UNIT}\b{_OR}(?! (?:ago|of (?=[a-z]+ (?:19|20))))"
)

_ANY_HOW = "|".join(pattern for _, pattern in _HOWS)
WITHIN = (
    r"(?:(?:within|inside|(?:in|after|not|took|taking|it|only|just|until)"
    rf"(?= (?:{_ANY_HOW}|\d+|{'|'.join(NUMBERS)})\b)) )*(?:(?:{_ANY_HOW}){_SPACE} )?(?<!last )(?<!past )(?<!previous )"
    rf"{_COUNT.replace('?P<n>', '?:')} (?:and a half )?(?:day|week|fortnight|month)s?\b"
)
"""What says after which time something was, without names for its parts."""

PUT_OUT = (
    rf"\b(?:publish\w*|publications?|releas\w+|issued|out|reports? (?:was|were|came|ready))\b"
    r"(?: (?:in|during|since|before|after) (?:[a-z]+ )?(?:19|20)\d\d\b)?"
    rf" (?=(?:within|inside|in|after|under|over|more|less|fewer|at|up|no|not|longer|took|it)\b){WITHIN}"
    r"(?! (?:ago|old|apart|or more apart|of (?:each|one|another|its|their|the (?:last|next|previous|first))"
    r"|on[- ]site|long|visit|inspection))"
)
"""A bound on the time until something was published, not on how far two such are from each other."""

_RANGE = (
    rf"\b(?:between |from )?(?P<a>\d+|{'|'.join(NUMBERS)}) ?(?:and|to|-|–) ?(?P<b>\d+"
    rf"|{'|'.join(NUMBERS)})[ -]{_UNIT}\b(?! (?:ago|later))"
)


def read_stretch(reader: Reader) -> tuple[int | None, int | None] | None:
    """Read at least and at most how many days something takes; a month counts a twelfth of a year."""
    if match := reader.take(_RANGE):
        scale = _DAYS_OF[match["unit"]]
        return round(_number(match["a"]) * scale), round(_number(match["b"]) * scale)
    match = reader.take(BOUND)
    if match is None:
        return None
    days = (_number(match["n"]) + (0.5 if match["half"] else 0)) * _DAYS_OF[match["unit"]]
    is_long = match["unit"] in ("month", "year")
    up = math.ceil(days) if match["unit"] == "month" else round(days) if is_long else math.ceil(days)
    down = up if is_long else math.floor(days)
    form = _form(match)
    least = {"more": down + 1, "least": up, "exact": up}.get(form)
    most = {"less": up - 1, "most": down, "exact": up}.get(form)
    return least, most


def _form(match: re.Match[str]) -> str:
    if match["up"] or match["down"]:
        return "least" if match["up"] else "most"
    how = match["how"]
    return next((name for name, pattern in _HOWS if how and re.fullmatch(pattern, how)), "exact")


def _number(word: str) -> float:
    known = _WORDS_OF.get(word) or _MORE_WORDS.get(word) or NUMBERS.get(word)
    return float(known if known is not None else word)


_OF_LENGTH = (
    r"\b(?:inspections?|inspected|visited|reports?|visits?|on[- ]site|last(?:ed)?|took|ran|spent"
    r"|stay(?:ed)?|inspectors|pages)\b"
)


def _is_until_published(text: str, match: re.Match[str]) -> bool:
    """Whether a bound is of the time until something was published; nothing lasts 'within' a time."""
    before = text[: match.start()]
    if re.search(r"\b(?:publish\w*|released|issued|out)\b(?! (?:\w+ ){0,2}(?:19|20)\d\d)[^,]{0,12}$", before):
        return True
    return match["how"] == "within" and not re.search(r"\b(?:last\w*|took|done|finish\w*|complet\w*|over)\b", before)


def read_length(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read how many days an inspection took, or how many pages a report has ('more than three weeks', 'five-day')."""
    if query.quantity is not None or not re.search(_OF_LENGTH, reader.original):
        return query
    match = re.search(BOUND, reader.text)
    if match is None or match["unit"] == "year" or _is_until_published(reader.text, match):
        return query
    bound = read_stretch(reader)
    if bound is None:
        return query
    reader.take(r"\bon[- ]site\b")
    least, most = bound
    if match["unit"] in ("week", "fortnight") and least is not None and least == most:
        # Two weeks on site are a Monday and the Friday of the week after.
        least -= WEEKEND_DAYS
    return replace(query, least_days=least, most_days=most, in_pages=match["unit"] == "page")
