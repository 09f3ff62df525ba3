"""Reads lengths from a question about the corpus: days on site, pages, and the time between two inspections."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import CatalogueQuery, Measure, Quantity, Subject
from index.answering.catalogue.scope import NUMBERS
from index.answering.reading import Reader

__all__ = ["read_length", "read_quantity"]

_GAP = (
    r"\b(?P<end>(?:the )?(?:longest|biggest|largest|greatest|widest|shortest|smallest|average|mean|typical|usual))?\s*"
    r"(?:gap|interval|wait|time|period|number of days|days|distance|breaks?)s? between"
    r"(?: (?:two|any two|its|their|one|the|an authority's|a council's|successive|consecutive|full))*"
    r" (?:inspections?|reports?|visits?)(?: (?:of|for|at|to) (?:one|the same|an|a|any|each|every)(?: single)? "
    r"(?:authority|council|place|area))?"
)
_SOON = (
    r"\b(?:re-?)?(?:inspected|visited)(?: again)? (?:the )?(?P<end>soonest|quickest|fastest|sooner)\b"
    r"|\b(?P<long>waited (?:the )?longest)(?: (?:between|for (?:its|their|a|the) (?:next|second|new)))"
)
_AVERAGE = r"\b(?:on average|(?:the )?average|mean|typical(?:ly)?)\b"
_LENGTH = r"\b(?:days?|long|length|duration|last(?:ed|s)?|on[- ]site|time on site)\b"


_YEARS = rf"(?P<n>\d+|an?|one|{'|'.join(NUMBERS)}|{{0}})[ -](?P<unit>day|week|month|year)s?"
_APART = (
    rf"\b(?P<how>within|less than|under|in under|fewer than|no more than|at most|up to|inside|more than|over|at least"
    rf"|longer than|upwards of)(?: the space of| a period of)? {_YEARS.format('(?!)')}\b"
)
_IS_GAP = (
    r"\bre-?inspect\w*|\bapart\b|\bbetween (?:\w+ ){0,3}(?:inspections?|reports?|visits?)\b|\b(?:next|second"
    r"|another|new)"
    r" (?:full )?(?:inspection|report|visit)\b|\b(?:inspected|visited) again\b|\bwithout (?:an?|any"
    r"|being) (?:full )?inspect"
)
_DAYS_OF = {"day": 1, "week": 7, "month": 365.25 / 12, "year": 365.25}
_LONGEST = (
    r"\b(?:the )?(?P<end>longest|biggest|largest|greatest|shortest|smallest|least)\b.{0,60}?\bbetween"
    r"(?: (?:two|any two|its|their|one|the|successive|consecutive|full))* (?:inspections?|reports?|visits?)\b"
)


def _read_gap(query: CatalogueQuery, reader: Reader) -> CatalogueQuery | None:
    """Read a limit to the time between two inspections ('re-inspected within two years')."""
    if not re.search(_IS_GAP, reader.text) or not (match := reader.take(_APART)):
        return None
    word = match["n"]
    days = round((1 if word in ("a", "an", "one") else NUMBERS.get(word) or int(word)) * _DAYS_OF[match["unit"]])
    is_least = match["how"] in ("more than", "over", "at least", "longer than", "upwards of")
    while reader.take(_IS_GAP) or reader.take(
        r"\b(?:of|after|since) (?:its|their|the|each) (?:last|previous|first|other)"
    ):
        pass
    reader.take(r"\b(?:two|wait\w*|gap|went|gone|go|inspections?)\b")
    query = replace(query, quantity=Quantity.GAP, subject=Subject.AUTHORITY)
    if is_least:
        return replace(query, least_days=days + (match["how"] != "at least"))
    return replace(query, most_days=days)


def read_quantity(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read what is measured in days: time between inspections, or days on site on average."""
    if re.search(_APART, reader.text) and (gap := _read_gap(query, reader)) is not None:
        return gap
    if match := reader.take(_GAP):
        query = replace(query, quantity=Quantity.GAP, subject=Subject.AUTHORITY)
        end = (match["end"] or "").removeprefix("the ")
        if end in ("average", "mean", "typical", "usual") or reader.take(_AVERAGE):
            return replace(query, measure=Measure.AVERAGE)
        return replace(
            query, extreme="shortest" if end in ("shortest", "smallest") else "longest", measure=Measure.LIST
        )
    if match := reader.take(_LONGEST):
        end = "shortest" if match["end"] in ("shortest", "smallest", "least") else "longest"
        return replace(query, quantity=Quantity.GAP, subject=Subject.AUTHORITY, measure=Measure.LIST, extreme=end)
    if match := reader.take(_SOON):
        query = replace(query, quantity=Quantity.GAP, subject=Subject.AUTHORITY, measure=Measure.LIST)
        reader.take(r"\bafter (?:its|their|the) (?:last|previous|first)(?: (?:one|inspection|report))?\b")
        return replace(query, extreme="longest" if match["long"] else "shortest")
    if re.search(_LENGTH, reader.text) and reader.take(_AVERAGE):
        reader.take(r"\bhow many days\b|\bhow long\b")
        while reader.take(_LENGTH):
            pass
        return replace(query, quantity=Quantity.LENGTH, subject=Subject.DOCUMENT, measure=Measure.AVERAGE)
    return query


_UNIT = {"day": 1, "week": 7, "month": 30, "page": 1}
_AMOUNT = rf"(?P<n>\d+|an?|one|{'|'.join(NUMBERS)})[ -](?P<unit>day|week|month|page)s?"
_OR = r"(?: or (?:(?P<up>more|longer|over|above)|(?P<down>less|fewer|shorter|under|below))\b)?"
_LONGER = r"(?:(?<!no )(?<!not )more than|over|longer than|upwards of|in excess of|exceeding|greater than)"
_SHORTER = r"(?:(?<!no )(?<!not )less than|under|fewer than|shorter than)"


def read_length(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read how many days an inspection took at least or at most ('more than three weeks', 'five-day')."""
    before = r"(?<!last )(?<!past )(?<!within )(?<!previous )"
    forms = (
        ("more", _LONGER),
        ("less", _SHORTER),
        ("least", r"(?:at least|a minimum of|no less than|not less than|no fewer than)"),
        ("most", r"(?:at most|up to|a maximum of|no more than|not more than|no longer than|within)"),
        ("exact", r"(?:exactly|only|just|for|of|lasted|took)?"),
    )
    if query.quantity is not None or not re.search(
        r"\b(?:inspections?|reports?|visits?|on[- ]site|last(?:ed)?|took|ran|spent|stayed|inspectors|pages)\b",
        reader.original,
    ):
        return query
    for form, pattern in forms:
        match = reader.take(rf"\b{pattern}\s*{before}\b{_AMOUNT}\b{_OR}(?! (?:ago|of|after|before|later|earlier))")
        if match is None:
            continue
        form = {"up": "least", "down": "most"}.get(match.lastgroup or "", form)
        word = match["n"]
        days = (1 if word in ("a", "an", "one") else NUMBERS.get(word) or int(word)) * _UNIT[match["unit"]]
        least = {"more": days + 1, "least": days, "exact": days}.get(form)
        most = {"less": days - 1, "most": days, "exact": days}.get(form)
        reader.take(r"\bon[- ]site\b")
        return replace(query, least_days=least, most_days=most, in_pages=match["unit"] == "page")
    return query
