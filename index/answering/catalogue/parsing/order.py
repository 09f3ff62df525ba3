"""Reads in what order a list is wanted: by date, oldest or newest first, or by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.answering.catalogue.facts import days_on_site
from index.answering.catalogue.measure import Item
from index.answering.catalogue.parsing.scope import NUMBERS
from index.answering.catalogue.query import CatalogueQuery, GroupBy, Order
from index.answering.reading import Reader

__all__ = ["in_order", "read_order"]

_NEWEST = (
    r"\b(?:(?:by |in order of )?(?:the )?(?:newest|most recent(?:ly inspected)?|latest)(?: ones?|"
    r" reports?)? (?:first|at the top)"
    r"|(?:from )?(?:the )?(?:newest|most recent|latest) to (?:the )?(?:oldest|earliest|least recent)|in"
    r" reverse (?:date |chronological )?order"
    r"|reverse chronological(?:ly)?(?: order)?|by how recent(?:ly)?(?: (?:they|it) (?:were|was))?)\b"
)
_OLDEST = (
    r"\b(?:(?:by |in order of )?(?:the )?(?:oldest|earliest|least recent)(?: ones?| reports?)? (?:first|at the top)"
    r"|(?:from )?(?:the )?(?:oldest|earliest|first) to (?:the )?(?:newest|latest|most recent|last)"
    r"|(?:in|by) (?:date|chronological|time) order|chronologically|in (?:order of|the order of) (?:their |its |the )?"
    r"(?:publication |inspection )?(?:date|publication|appearance)s?|in (?:the )?order (?:that )?they"
    r" (?:were published|came out))\b"
)
_LIMITED = rf"\b(?:top|bottom|first|last|latest|newest|oldest) (?:{'|'.join(NUMBERS)}|\d{{1,2}})\b"
_COMMONEST = (
    r"\b(?:most common|commonest|most frequent|usual|typical) (?:overall )?(?:grade|judgement|rating|outcome)s?\b"
)
_BY_NAME = r"\b(?:in )?(?:alphabetical(?:ly)?(?: order)?|a (?:to|-) z|in order of names?|by name)\b"


def read_order(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read the order of a list; that the last inspection is meant stays to be read."""
    if re.search(_LIMITED, reader.text):
        return query
    order = None
    for name, pattern in ((Order.NEWEST, _NEWEST), (Order.OLDEST, _OLDEST), (Order.NAME, _BY_NAME)):
        if reader.take(pattern):
            order = name
            break
    by_date = r"\b(?:sort|order|rank|arrange)(?:ed)?\b.*\bby (?:the |their )?(?:publication |inspection )?dates?\b"
    if order is None and reader.take(rf"{by_date}(?: of (?:publication|inspection)\b)?"):
        order = Order.OLDEST
    by_length = (
        r"\b(?:in order of|by) (?:the |their )?(?:length|duration|number of days(?: on[- ]site)?|how (?:long"
        r"|many days) (?:they|it|each|inspectors) \w+(?: on[- ]site)?)\b"
    )
    if order is None and re.search(r"\b(?:sort|order|rank|arrange|put|list)", reader.text) and reader.take(by_length):
        order = Order.SHORTEST if reader.take(r"\b(?:the )?(?:shortest|quickest) first\b") else Order.LONGEST
        reader.take(r"\b(?:the )?longest first\b")
    order = order or _by_grade(query, reader) or _by_number(query, reader)
    when = (
        r"\b(?:(?:in|by) (?:the )?order (?:of|in which|that)(?: when| how recently)?|by when"
        r"|by how recently) (?:they|each|each one|it) (?:was"
        r"|were)(?: last| first| most recently)? (?:inspected|published|visited)\b"
    )
    if order is None and reader.take(when):
        order = Order.OLDEST
    if query.group_by in (GroupBy.INSPECTOR, GroupBy.AUTHORITY):
        reader.take(
            r"\b(?:with the )?(?:most|highest|biggest|largest|busiest) (?:first|to (?:the )?(?:least"
            r"|fewest|lowest|smallest))\b|\bin descending order\b"
        )
    if order is None:
        return query
    reader.take(r"\b(?:sort|order|rank|arrange)(?:ed)?\b")
    reader.take(r"\bby (?:the |their )?(?:publication |inspection )?dates?(?: of (?:publication|inspection))?\b")
    return replace(query, order=order)


def _by_grade(query: CatalogueQuery, reader: Reader) -> Order | None:
    """Read 'worst first' of what is ranked by grade."""
    if query.group_by is GroupBy.GRADE and re.search(_COMMONEST, reader.original):
        return Order.MOST
    if query.group_by is not GroupBy.GRADE and not re.search(r"\b(?:rank|order|sort|by)\w*\b", reader.text):
        return None
    for name, end in ((Order.WORST, "worst|lowest"), (Order.BEST, "best|highest")):
        if reader.take(rf"\b(?:the )?(?:{end})(?: ones?| grades?)? (?:first|at the top)\b"):
            return name
    return None


def _by_number(query: CatalogueQuery, reader: Reader) -> Order | None:
    """Read that groups are ranked by how many, or which share, each has."""
    is_ranked = r"^(?:rank|order|sort|list|arrange)\b.*\bby (?:the |their )?(?:number|share|proportion|percentage) of\b"
    return Order.MOST if query.group_by and re.search(is_ranked, reader.original) else None


def in_order(items: Sequence[Item], query: CatalogueQuery) -> list[Item]:
    """Return items in the order that the query wants, by the latest document of each."""
    if query.order is None:
        return list(items)
    if query.order is Order.NAME:
        return sorted(items, key=lambda item: item.label)
    if query.order in (Order.LONGEST, Order.SHORTEST):
        return sorted(items, key=_days_of, reverse=query.order is Order.LONGEST)
    return sorted(items, key=lambda item: item.documents[-1].dated or date.min, reverse=query.order is Order.NEWEST)


def _days_of(item: Item) -> int:
    """Return the days measured of an item, else those of its latest visit."""
    return item.days if item.days is not None else days_on_site(item.documents[-1]) or 0
