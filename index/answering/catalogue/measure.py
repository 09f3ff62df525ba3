"""Measures subjects of a catalogue query: the most, the longest, the average, and by what they are grouped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean

from corpus.model import Document
from index.answering.catalogue.facts import by_lead, days_between, days_on_site, judgement_of, pairs_of
from index.answering.catalogue.query import CatalogueQuery, GroupBy, Quantity

__all__ = ["Groups", "Item", "at_the_end", "average_of", "count_distinct", "group_items", "label_of", "measured_items"]


@dataclass(frozen=True, slots=True)
class Item:
    """One subject that matches, with the documents by which it does, oldest first.

    `changes` holds, for a change or a time between inspections, the pairs of documents that are compared; `days` what
    was measured of the subject, None where nothing is.
    """

    label: str
    documents: tuple[Document, ...]
    changes: tuple[tuple[Document, Document], ...] = ()
    days: int | None = None


Groups = tuple[tuple[str, tuple[Item, ...]], ...]


def label_of(document: Document) -> str:
    """Return the authorities of a document, else its title."""
    return ", ".join(document.authorities) or document.title


def measured_items(documents: Sequence[Document], quantity: Quantity) -> list[Item]:
    """Return an item for each inspection, or each two that follow each other, of which the days are stated."""
    if quantity is Quantity.LENGTH:
        lengths = [(document, days_on_site(document)) for document in documents]
        return [Item(label_of(document), (document,), (), days) for document, days in lengths if days is not None]
    gaps = [(name, one, two, days_between(one, two)) for name, one, two in pairs_of(documents)]
    return [Item(name, (one, two), ((one, two),), days) for name, one, two, days in gaps if days is not None]


def average_of(items: Sequence[Item]) -> float | None:
    """Return the mean of the days of items, None without any."""
    days = [item.days for item in items if item.days is not None]
    return fmean(days) if days else None


def at_the_end(items: list[Item], query: CatalogueQuery, scale: Mapping[str, int]) -> list[Item]:
    """Return the items at the end of the order asked for, `limit` of them; all that are level with the last."""
    if not query.extreme or not items:
        return items
    measured = [(value, item) for item in items if (value := _measure(item, query, scale)) is not None]
    if not measured:
        return []
    wants_high = query.extreme in ("most", "latest", "longest", "best")
    values = sorted((value for value, _ in measured), reverse=wants_high)
    last = values[min(query.limit, len(values)) - 1]
    held = [(value, item) for value, item in measured if (value >= last if wants_high else value <= last)]
    return [_at_end(item, query) for _, item in sorted(held, key=lambda pair: -pair[0] if wants_high else pair[0])]


def _at_end(item: Item, query: CatalogueQuery) -> Item:
    """Return an item with only the document by which it is the first or the last."""
    dated = [document for document in item.documents if document.dated]
    if query.extreme not in ("earliest", "latest") or not dated:
        return item
    choose = min if query.extreme == "earliest" else max
    return replace(item, documents=(choose(dated, key=lambda document: document.dated or date.min),))


def _measure(item: Item, query: CatalogueQuery, scale: Mapping[str, int]) -> float | None:
    document = item.documents[-1]
    if query.extreme in ("most", "fewest"):
        return float(len(item.documents))
    if query.extreme in ("earliest", "latest"):
        days = [held.dated.toordinal() for held in item.documents if held.dated]
        return float((min if query.extreme == "earliest" else max)(days)) if days else None
    if query.extreme in ("best", "worst"):
        judgement = judgement_of(document, query.area)
        return float(scale[judgement.grade]) if judgement and judgement.grade in scale else None
    length = item.days if item.days is not None else days_on_site(document)
    return None if length is None else float(length)


def count_distinct(documents: Sequence[Document], query: CatalogueQuery) -> int:
    """Return how many documents there are, or how many different values of what `query.distinct` names."""
    if query.distinct is None:
        return len(documents)
    by = replace(query, group_by=query.distinct)
    return len({key for document in documents for key in _keys(document, by)})


def group_items(documents: Sequence[Document], query: CatalogueQuery, scale: Mapping[str, int]) -> Groups:
    """Return the documents by what the query groups them, in the order that it has; empty where it groups nothing."""
    if query.group_by is None:
        return ()
    if query.group_by is GroupBy.INSPECTOR:
        led = by_lead(documents)
        return tuple((key, tuple(map(_item, led[key]))) for key in _ordered(led, query, scale))
    found: dict[str, list[Item]] = defaultdict(list)
    for document in documents:
        for key in _keys(document, query):
            found[key].append(_item(document))
    return tuple((key, tuple(found[key])) for key in _ordered(found, query, scale))


def _item(document: Document) -> Item:
    return Item(label_of(document), (document,), (), days_on_site(document))


def _ordered(found: Mapping[str, Sequence[object]], query: CatalogueQuery, scale: Mapping[str, int]) -> list[str]:
    if query.extreme in ("most", "fewest"):
        sizes = sorted((len(held) for held in found.values()), reverse=query.extreme == "most")
        last = sizes[min(query.limit, len(sizes)) - 1] if sizes else 0
        fits = [
            key for key in found if (len(found[key]) >= last if query.extreme == "most" else len(found[key]) <= last)
        ]
        return sorted(fits, key=lambda key: (-len(found[key]) if query.extreme == "most" else len(found[key]), key))
    if query.group_by is GroupBy.GRADE:
        return sorted(found, key=lambda key: -scale.get(key, -1))
    if query.group_by in (GroupBy.INSPECTOR, GroupBy.AUTHORITY):
        return sorted(found, key=lambda key: (-len(found[key]), key))
    return sorted(found)


def _keys(document: Document, query: CatalogueQuery) -> tuple[str, ...]:
    """Return the groups of a document; none where it states no such thing."""
    if query.group_by is GroupBy.AUTHORITY:
        return document.authorities
    day = document.dated
    judgement = judgement_of(document, query.area)
    single: dict[GroupBy, str | None] = {
        GroupBy.GRADE: judgement.grade if judgement else None,
        GroupBy.YEAR: str(day.year) if day else None,
        GroupBy.REGION: document.region,
        GroupBy.FRAMEWORK: document.framework,
        GroupBy.KIND: document.kind,
    }
    key = single.get(query.group_by) if query.group_by else None
    return (key,) if key else ()
