"""Reads what has to be so of different inspections of one authority: 'good under SIF and inadequate under ILACS'."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from index.answering.catalogue.clauses import Condition, Leg
from index.answering.catalogue.parsing.grades import grades_in, grades_pattern
from index.answering.catalogue.query import CatalogueQuery, GroupBy, Scope, Subject
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["read_legs", "read_months", "read_years", "split_grades"]

_YEAR = r"(?:19|20)\d\d"
_IN = r"(?:in|during|from|of|for|under|at|on|with)?\s*(?:the |its |their |an? )?(?:old |new )?"
_ANOTHER = (
    r"(?:one|some|another|a different|other)(?: one| (?:full |later |earlier )?(?:inspection|report|time|occasion))?"
)
_FILLER = r"(?:\s+(?:overall|then|later|also|judged|rated|graded|grade|judgement|rating|report|inspection))*\s*"
_JOINS = r"[\s,]*(?:and|but|yet|then|while|whereas|or)\b[\s,]*"


def read_legs(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read two grades each of which stands with a framework, a year or 'one' and 'another' inspection."""
    grade, framework = grades_pattern(words), alternatives(words.frameworks)
    area = rf"(?:\s+(?:for|in|on) (?:the |its |their )?(?P<{{0}}area>{alternatives(words.areas)}))?"
    when = rf"{_IN}(?:(?P<{{0}}framework>{framework})|(?P<{{0}}year>{_YEAR})|{_ANOTHER})\b"
    leg = rf"(?P<{{0}}grade>{grade}){area}{_FILLER}{when}"
    turned = rf"{when}[\s,]*(?:they |it |were |was |had |got )*(?P<{{0}}grade>{grade}){area}"
    between = rf"{_JOINS}(?:\w+\s+){{0,3}}?"
    for form in (leg, turned):
        if match := reader.take(rf"{form.format('a')}{between}{form.format('b')}"):
            part = match.groupdict()
            areas = [part["aarea"], part["barea"]]
            named = [words.areas.get(one or next(filter(None, areas), ""), query.area) for one in areas]
            legs = tuple(_leg(part, key, area, words) for key, area in zip("ab", named, strict=True))
            return replace(query, legs=legs, area=named[0], scope=Scope.EVERY, subject=_several(query))
    return query


def _leg(part: Mapping[str, str | None], key: str, area: str, words: CatalogueWords) -> Leg:
    framework, year = part[f"{key}framework"], part[f"{key}year"]
    return Leg(
        (Condition(area, grades_in(part[f"{key}grade"], words)),),
        (words.frameworks[re.sub(r"[\s-]+", " ", framework)],) if framework else (),
        *(_year(year) if year else (None, None)),
    )


def _year(year: str) -> tuple[date, date]:
    return date(int(year), 1, 1), date(int(year), 12, 31)


def _several(query: CatalogueQuery) -> Subject:
    """Return of what different documents are compared: the authority, where documents are asked for."""
    return Subject.AUTHORITY if query.subject is Subject.DOCUMENT else query.subject


def split_grades(query: CatalogueQuery) -> CatalogueQuery:
    """Return a query whose different grades for one area are of different inspections, as one has only one of them."""
    if query.group_by is GroupBy.GRADE:
        return _merged(query)
    positive = [one for one in query.conditions if not one.negated and one.grades]
    held = [one for one in positive if sum(other.areas == one.areas for other in positive) > 1]
    if query.change is not None or query.never or len(held) != len(query.conditions) or len(held) < 2:
        return query
    if any(set(one.grades) & set(other.grades) for one in held for other in held if other is not one):
        return query
    legs = tuple(Leg((one,)) for one in held)
    return replace(query, legs=legs, conditions=(), scope=Scope.EVERY, subject=_several(query))


def _merged(query: CatalogueQuery) -> CatalogueQuery:
    """Return a query by grade whose grades are listed in several places as one that allows any of them."""
    areas = {one.areas for one in query.conditions}
    if len(query.conditions) < 2 or len(areas) > 1 or any(one.negated for one in query.conditions):
        return query
    grades = tuple(dict.fromkeys(grade for one in query.conditions for grade in one.grades))
    return replace(query, conditions=(replace(query.conditions[0], grades=grades),))


_BOTH = rf"\b(?:in |during )?both (?:in )?(?P<a>{_YEAR}) (?:and|&) (?:again )?(?:in )?(?P<b>{_YEAR})\b"
_AS_WELL = (
    rf"\b(?:in |during )?(?P<a>{_YEAR})(?: as well as| and (?:then )?(?:again|also|later)|, and again| plus)"
    rf"(?: in)? (?P<b>{_YEAR})\b|\b(?:in |during )?(?P<c>{_YEAR})(?: and|,) (?:in )?(?P<d>{_YEAR}) (?:too|as well"
    rf"|both)\b"
)
_NOT_IN = (
    rf"\b(?:in |during )(?P<a>{_YEAR})(?:,? but|,? and|,) (?:not|never|none|were not|was not|weren't|wasn't)"
    rf"(?: (?:\w+ ){{0,2}}?)?(?:in )?(?P<b>{_YEAR})\b"
)
_LISTED = rf"\b(?:in |during |from |of )?(?P<years>{_YEAR}(?:(?:,| and| or|, and|, or|&) (?:in )?{_YEAR})+)\b"


MANY = 3
"""Years one after another from which they are a list; two are read as a stretch."""


def read_years(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read several years: there has to be an inspection in each, in one but not another, or in any of them."""
    is_document = query.subject is Subject.DOCUMENT and query.group_by is None
    for pattern, negated in ((_NOT_IN, True), (_BOTH, False), (_AS_WELL, False)):
        if match := reader.take(pattern):
            part = {"a": None, "b": None, "c": None, "d": None} | match.groupdict()
            years = (part["a"] or part["c"] or "", part["b"] or part["d"] or "")
            if is_document and not negated:
                return replace(query, years=tuple(map(int, years)))
            legs = (Leg((), (), *_year(years[0])), Leg((), (), *_year(years[1]), negated=negated))
            return replace(query, legs=legs, subject=_several(query))
    match = re.search(_LISTED, reader.text)
    if match is None or re.search(r"\b(?:between|from)\s*$", reader.text[: match.start()]):
        return query
    written = tuple(map(int, re.findall(_YEAR, match["years"])))
    listed = tuple(sorted(written))
    is_stretch = listed == tuple(range(listed[0], listed[-1] + 1))
    if is_stretch and len(listed) < MANY and written == listed:
        return query
    reader.take(_LISTED)
    if is_document or is_stretch or re.search(r"\bor\b", match["years"]) or query.group_by is not None:
        return replace(query, years=listed)
    return replace(query, legs=tuple(Leg((), (), *_year(str(year))) for year in listed))


_MONTHS = "|".join(name.lower() for name in calendar.month_name if name)
_MONTH = rf"\b(?:in|during|of) (?:an? |any |the month of |the )?(?P<month>{_MONTHS})s?\b(?! (?:of )?\d)"


def read_months(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read a month without a year: 'began in an October'."""
    match = reader.take(_MONTH)
    if match is None:
        return query
    month = next(at for at, name in enumerate(calendar.month_name) if name.lower() == match["month"])
    says_published = re.search(r"\bpublish\w*|\bdated\b|\bissued\b|\breleased\b|\bcame out\b", reader.original)
    at = "any"
    for name, pattern in (
        ("start", r"\b(?:beg[au]n|start\w*)\b"),
        ("end", r"\b(?:end(?:ed|ing)?|finish\w*|conclud\w+)\b"),
    ):
        at = name if re.search(pattern, reader.original) else at
    return replace(query, months=(month,), by_visit=not says_published, month_at=at)
