"""Reads how often something has to be so for a subject to be listed, and whether under each framework."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import CatalogueQuery, GroupBy, Scope, Subject
from index.answering.reading import Reader

__all__ = ["read_distinct", "read_frameworks_of_each", "read_times"]

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_COUNTS = {"once": 1, "one": 1, "single": 1, "twice": 2, "several": 2, "multiple": 2} | _NUMBERS
_TIMES = rf"(?P<n>once|twice|one|a single|{'|'.join(_NUMBERS)}|\d{{1,2}})"
_OF = (
    r"(?! (?:years?|months?|weeks?|days?|pages?|grades?|areas?)\b)(?:\s+(?:(?:full|different|separate|such"
    r"|inadequate|single) )?(?:times?|inspections?|reports?|visits?"
    r"|occasions?|of them))?"
)
_OFTEN = (
    (
        0,
        "most",
        rf"\b(?:at most|no more than|not more than|up to|a maximum of) {_TIMES}\b{_OF}",
    ),
    (-1, "most", rf"\b(?:fewer|less) than {_TIMES}\b{_OF}"),
    (
        0,
        "exactly",
        rf"\b(?:only|just|exactly|precisely) {_TIMES}\b{_OF}"
        rf"|\b(?P<m>a single) (?:inspection|report|visit)\b",
    ),
    (1, "least", rf"\b(?:more than|over|upwards of) {_TIMES}\b{_OF}"),
    (
        0,
        "least",
        rf"\b(?:at least|a minimum of) {_TIMES}\b{_OF}|\b(?P<m>{'|'.join(_NUMBERS)}|\d{{1,2}}) or more\b{_OF}",
    ),
    (
        0,
        "least",
        rf"\b(?P<n>twice|(?:{'|'.join(_NUMBERS)}|\d{{1,2}})\s+(?:full\s+)?(?:times|inspections|reports|visits"
        rf"|occasions))\b",
    ),
    (
        0,
        "least",
        r"\b(?:on )?(?P<n>several|multiple) (?:times|occasions|inspections|reports)\b|\brepeatedly\b"
        r"|\bmore than (?P<m>once)\b",
    ),
)
"""How often something is, by what is added to the number, how it bounds, and how that is said."""


def read_times(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read how often something has to be so: 'twice', 'more than one inspection', 'at least three reports'."""
    if query.distinct is not None:
        return query
    for added, bound, pattern in _OFTEN:
        match = reader.take(pattern)
        if match is not None:
            part = {"n": None, "m": None} | match.groupdict()
            word = (part["n"] or part["m"] or "several").removeprefix("a ").split()[0]
            return _as_often(query, _count_of(word) + added, bound)
    return query


def _as_often(query: CatalogueQuery, times: int, bound: str) -> CatalogueQuery:
    """Return the query for what is so at least, at most or exactly so often; of what there is, at most one is one."""
    is_one = bound == "most" and times <= 1
    return replace(query, times=times, exactly=bound == "exactly" or is_one, at_most=bound == "most" and not is_one)


def read_frameworks_of_each(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read 'under both frameworks', or 'both' before two that are named."""
    if query.group_by is not None:
        return query
    is_all = reader.take(
        r"\b(?:under|with|in|of|using)? ?(?:both|all|every)(?: of the| the)? (?:inspection )?frameworks?\b"
    )
    if is_all or (len(query.frameworks) > 1 and reader.take(r"\bboth\b")):
        return replace(query, every_framework=True)
    if query.subject is Subject.INSPECTOR and len(query.regions) > 1 and reader.take(r"\bboth\b|\beach\b"):
        return replace(query, times=len(query.regions), distinct=GroupBy.REGION)
    if query.subject is Subject.INSPECTOR and len(query.bodies) > 1 and reader.take(r"\bboth\b|\beach\b"):
        return replace(query, times=len(query.bodies), distinct=GroupBy.BODY)
    if (
        query.subject is Subject.INSPECTOR
        and len(query.authorities) > 1
        and reader.take(r"\bboth\b|\beach\b|\ball\b|\balso\b|\bas well(?: as)?\b")
    ):
        return replace(query, every_authority=True)
    return query


def read_distinct(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read how many documents share something ('the same year'), or how many things they differ by ('two regions')."""
    if query.distinct is not None:
        return query
    if (same := _read_same(query, reader)) is not query:
        return same
    return _read_distinct(query, reader)


_DISTINCT = (
    (GroupBy.REGION, r"regions?"),
    (GroupBy.AUTHORITY, r"(?:local )?authorit(?:y|ies)|councils?"),
    (GroupBy.FRAMEWORK, r"frameworks?"),
    (GroupBy.YEAR, r"years?"),
    (GroupBy.GRADE, r"(?:overall )?(?:grades?|ratings?|judgements?|outcomes?)"),
    (GroupBy.INSPECTOR, r"(?:lead )?inspectors?"),
)
_SAME = {
    GroupBy.INSPECTOR: r"(?:lead )?inspector|person|(?:lead )?hmi|leads?|leader|team leader|individual",
    GroupBy.AUTHORITY: r"(?:local )?authority|council|place",
    GroupBy.YEAR: r"(?:calendar )?year",
}


def _read_same(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read what several inspections share: 'the same lead inspector twice', 'two inspections in the same year'."""
    for by, noun in _SAME.items():
        if by.value in (query.subject.value, f"lead {query.subject.value}"):
            continue
        if reader.take(rf"\b(?:in |by |for |at |of )?(?:the )?(?:very )?same (?:{noun})\b"):
            row = _in_a_row(reader) if by is GroupBy.INSPECTOR and query.subject is not Subject.INSPECTOR else None
            match = reader.take(_AGAIN)
            word = (match["n"] or "twice") if match else "twice"
            if query.subject is Subject.DOCUMENT:
                query = replace(query, subject=Subject.AUTHORITY)
            return replace(query, times=max(2, _count_of(word.split()[-1])), distinct=by, of_same=True, in_a_row=row)
    return query


_IN_A_ROW = (
    r"\b(?:running|in a row|in succession|on the trot|back to back|one after (?:the other|another)|consecutively)\b"
    r"|\b(?:at|for|in|on|over|between|of) (?=(?:\w+ )?(?:consecutive|successive)\b)"
    r"|\b(?:(?:at|for) (?:an inspection and )?the next(?: (?:full )?(?:inspection|visit|one))?)\b"
)
_LATEST = rf"\b(?:at|in|for|of|on|over) (?:both (?:of )?)?(?:its|their|the) (?:last|latest|most recent) (?={_TIMES}\b)"


def _in_a_row(reader: Reader) -> Scope | None:
    """Read whether inspections have to follow each other, or to be the latest ones."""
    if reader.take(_LATEST):
        return Scope.LATEST
    if reader.take(_IN_A_ROW) is None:
        return None
    reader.take(r"\b(?:consecutive|successive)\b")
    return Scope.EVERY


_AGAIN = (
    rf"\b(?:at least |more than )?{_TIMES}\b(?:\s+(?:times|inspections|reports|visits|occasions))?|\b(?:again"
    rf"|repeatedly|both"
    r" times|each time|every time|(?:more than )?once)\b|\b(?:two|more than one) (?:inspections|reports)\b"
)


_EACH_TIME = (
    r"(?:(?:each|every)(?: single)? time|at (?:each|every)(?: single)? (?:inspection|visit)|(?:each|every) inspection)"
)


def _read_distinct(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read of what there have to be several: 'in more than one region', 'two different authorities'."""
    for by, noun in _DISTINCT:
        if reader.take(rf"\b(?:an? )?(?:different|new|fresh|separate) (?:{noun})(?: for| at| in)? {_EACH_TIME}\b"):
            return replace(query, times=2, distinct=by, every_time=True)
        is_led = query.subject is Subject.AUTHORITY and by is GroupBy.INSPECTOR
        if (query.subject is Subject.INSPECTOR or is_led) and reader.take(
            rf"\b(?:by )?(?:the )?most (?:different |separate )?(?:{noun})(?=\s*$| (?:in|under)\b)"
        ):
            return replace(query, distinct=by, extreme="most")
        if (counted := _counted(query, reader, by, noun)) is not None:
            return counted
    return query


_BOUNDS = (
    ("over", r"more than|over"),
    ("under", r"fewer than|less than"),
    ("most", r"at most|no more than|not more than|up to|a maximum of"),
    ("exactly", r"only ever|only|just|exactly|precisely"),
    ("least", r"at least|a minimum of"),
)
_DONE = r"(?:(?:ever|led|worked|been|inspected|visited|done|inspections|used|had) )*(?:(?:in|for|at|under|with|by) )?"


def _counted(query: CatalogueQuery, reader: Reader, by: GroupBy, noun: str) -> CatalogueQuery | None:
    """Read of how many things there have to be documents ('in only one region'); None where it is not said so.

    Of 'in one region' it is not known whether there may be others: it is not read.
    """
    how = "|".join(pattern for _, pattern in _BOUNDS)
    number = rf"(?<!for )(?<!over )(?<!spanning )\b(?:(?P<how>{how}) {_DONE})?{_TIMES}"
    match = re.search(rf"{number} {_different(query, by)}(?:{noun})\b(?P<alone> (?:only|alone)\b)?", reader.text)
    if match is None and by not in (GroupBy.AUTHORITY, GroupBy.REGION):
        match = re.search(rf"\b(?P<how>only|just|exactly) {_DONE}(?P<n>one) (?:{noun})\b(?P<alone>(?!))?", reader.text)
    if match is None:
        return None
    named = next((name for name, pattern in _BOUNDS if match["how"] and re.fullmatch(pattern, match["how"])), None)
    is_single = match["alone"] or match["n"] == "a single"
    bound = "exactly" if is_single else named or "least"
    count = _count_of(match["n"].removeprefix("a ")) + {"over": 1, "under": -1}.get(bound, 0)
    if count < 1 or (count == 1 and bound == "least"):
        return None
    reader.blank(match.start(), match.end())
    held = _as_often(query, count, {"over": "least", "under": "most"}.get(bound, bound))
    return replace(held, distinct=by)


def _different(query: CatalogueQuery, by: GroupBy) -> str:
    """Return the pattern of 'different', which an inspector's regions, years and authorities can do without.

    So can a council's inspectors.
    """
    is_free = query.subject is Subject.INSPECTOR and by not in (GroupBy.GRADE, GroupBy.INSPECTOR)
    is_free = is_free or (query.subject is Subject.AUTHORITY and by is GroupBy.INSPECTOR)
    return rf"(?:different |separate |distinct ){'?' if is_free else ''}"


def _count_of(word: str) -> int:
    return _COUNTS[word] if word in _COUNTS else int(word)
