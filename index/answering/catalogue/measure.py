"""Measures subjects of a catalogue query: the most, the longest, the average, and by what they are grouped."""

from __future__ import annotations

from calendar import month_name
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean, median

from corpus.model import Document
from corpus.register import load_register
from index.answering.catalogue.facts import (
    NOT_JUDGED,
    by_lead,
    days_between,
    days_on_site,
    days_until_published,
    is_same_person,
    judgement_of,
    lead_inspector,
    name_of,
    order_of,
    pairs_of,
)
from index.answering.catalogue.query import OVERALL, CatalogueQuery, GroupBy, Measure, Order, Quantity, Scope, Subject

__all__ = [
    "Groups",
    "Item",
    "at_the_end",
    "average_of",
    "count_distinct",
    "ends_of_groups",
    "every_key",
    "group_found",
    "group_items",
    "label_of",
    "length_of",
    "measured_items",
]


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
    """Return the authorities of a document, else its title and day."""
    return name_of(document)


def measured_items(documents: Sequence[Document], quantity: Quantity, scope: Scope = Scope.EVERY) -> list[Item]:
    """Return an item for each inspection, or each two that follow each other, of which the days are stated.

    Of times between inspections, the scope 'latest' leaves the one before the latest inspection of each authority.
    """
    if quantity is Quantity.LENGTH:
        lengths = [(document, days_on_site(document)) for document in documents]
        return [Item(label_of(document), (document,), (), days) for document, days in lengths if days is not None]
    if quantity is Quantity.PAGES:
        return [Item(label_of(one), (one,), (), one.page_count) for one in documents if one.page_count is not None]
    if quantity is Quantity.DELAY:
        delays = [(document, days_until_published(document)) for document in documents]
        return [Item(label_of(document), (document,), (), days) for document, days in delays if days is not None]
    gaps = [(name, one, two, days_between(one, two)) for name, one, two in pairs_of(documents)]
    items = [Item(name, (one, two), ((one, two),), days) for name, one, two, days in gaps if days is not None]
    return list({item.label: item for item in items}.values()) if scope is Scope.LATEST else items


def average_of(items: Sequence[Item], measure: Measure = Measure.AVERAGE) -> float | None:
    """Return the mean of the days of items, or their median or sum where that is measured; None without any."""
    days = [item.days for item in items if item.days is not None]
    if not days:
        return None
    if measure is Measure.TOTAL:
        return float(sum(days))
    return float(median(days)) if measure is Measure.MEDIAN else fmean(days)


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
    if query.extreme in ("longest", "shortest") and not item.changes:
        held = [one for one in item.documents if length_of(one, query) is not None]
        ends = max if query.extreme == "longest" else min
        return replace(item, documents=(ends(held, key=lambda one: length_of(one, query) or 0),)) if held else item
    dated = [document for document in item.documents if document.dated]
    if query.extreme not in ("earliest", "latest") or not dated:
        return item
    choose = min if query.extreme == "earliest" else max
    return replace(item, documents=(choose(dated, key=lambda document: _day_of(document, query) or date.min),))


def _measure(item: Item, query: CatalogueQuery, scale: Mapping[str, int]) -> float | None:
    document = item.documents[-1]
    if query.extreme in ("most", "fewest"):
        return float(count_distinct(item.documents, query))
    if query.extreme in ("earliest", "latest"):
        days = [day.toordinal() for held in item.documents if (day := _day_of(held, query))]
        return float((min if query.extreme == "earliest" else max)(days)) if days else None
    if query.extreme in ("best", "worst"):
        judgement = judgement_of(document, query.area)
        return float(scale[judgement.grade]) if judgement and judgement.grade in scale else None
    if item.days is not None:
        return float(item.days)
    lengths = [length for held in item.documents if (length := length_of(held, query)) is not None]
    return float((max if query.extreme == "longest" else min)(lengths)) if lengths else None


def _day_of(document: Document, query: CatalogueQuery) -> date | None:
    """Return the day by which a document is the first or last: of its visit or of its publication."""
    return (document.visit_start if query.by_visit else None) or document.dated


def length_of(document: Document, query: CatalogueQuery) -> int | None:
    """Return the days of a document's visit, or its pages where these are asked for; None where not stated."""
    return document.page_count if query.in_pages else days_on_site(document)


def count_distinct(documents: Sequence[Document], query: CatalogueQuery) -> int:
    """Return how many documents there are, how many values of `query.distinct`, or how many documents share one."""
    if query.distinct is None:
        return len(documents)
    if query.in_a_row:
        return _longest_run(documents, query.in_a_row)
    by = replace(query, group_by=query.distinct)
    keys = Counter(key for document in documents for key in _keys(document, by))
    return max(keys.values(), default=0) if query.of_same else len(keys)


def _longest_run(documents: Sequence[Document], which: Scope) -> int:
    """Return how many inspections that follow each other, any or the latest of them, one person led."""
    longest, run, before = 0, 0, ""
    for document in sorted(documents, key=order_of):
        lead = lead_inspector(document)
        name = lead.name if lead else ""
        run = run + 1 if before and name and is_same_person(before, name) else int(bool(name))
        longest, before = max(longest, run), name
    return run if which is Scope.LATEST else longest


def group_items(
    documents: Sequence[Document],
    query: CatalogueQuery,
    scale: Mapping[str, int],
    sizes: Mapping[str, int] | None = None,
) -> Groups:
    """Return the documents by what the query groups them, in the order that it has; empty where it groups nothing.

    `sizes` are the numbers of all documents of each group, by which shares are measured.
    """
    if query.group_by is None:
        return ()
    found: dict[str, list[Item]] = defaultdict(list)
    if query.group_by is GroupBy.INSPECTOR and query.then_by is None:
        found |= {key: [_item(one) for one in led] for key, led in by_lead(documents).items()}
    else:
        for document in documents:
            for key in _keys(document, query):
                found[key].append(_item(document))
    return tuple((key, tuple(found[key])) for key in _ordered(found, query, scale, sizes))


def ends_of_groups(documents: Sequence[Document], query: CatalogueQuery, scale: Mapping[str, int]) -> list[Document]:
    """Return the first or last document of each group, all that are of its day."""
    single = replace(query, extreme=query.end_of_each, limit=1, group_by=None)
    groups = group_items(documents, query, scale)
    return [one for _, held in groups for item in at_the_end(list(held), single, scale) for one in item.documents]


def group_found(
    items: Sequence[Item], query: CatalogueQuery, scale: Mapping[str, int], sizes: Mapping[str, int] | None = None
) -> Groups:
    """Return items that were measured, or whose grade moved, by what the query groups them: by their last document."""
    if query.group_by is None:
        return ()
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for key in _keys(item.documents[-1], query):
            found[key].append(item)
    if query.is_of_all_days and query.extreme in ("longest", "shortest"):
        means = {key: average_of(held, query.measure) or 0.0 for key, held in found.items()}
        wants_long = query.extreme == "longest"
        ordered = sorted(means, key=lambda key: (-means[key] if wants_long else means[key], key))
        return tuple((key, tuple(found[key])) for key in ordered[: query.limit])
    return tuple((key, tuple(found[key])) for key in _ordered(found, query, scale, sizes))


def _item(document: Document) -> Item:
    return Item(label_of(document), (document,), (), days_on_site(document))


def _ordered(
    found: Mapping[str, Sequence[Item]],
    query: CatalogueQuery,
    scale: Mapping[str, int],
    sizes: Mapping[str, int] | None,
) -> list[str]:
    if query.extreme in ("most", "fewest"):
        weights = {key: _weight(held, query, sizes.get(key, 0) if sizes else 0) for key, held in found.items()}
        wants_most = query.extreme == "most"
        ends = sorted(weights.values(), reverse=wants_most)
        last = ends[min(query.limit, len(ends)) - 1] if ends else 0
        fits = [key for key, weight in weights.items() if (weight >= last if wants_most else weight <= last)]
        if query.group_by is GroupBy.FRAMEWORK:
            fits = list(weights)  # of two that are set against each other the other one is wanted too
        return sorted(fits, key=lambda key: (-weights[key] if wants_most else weights[key], key))
    if query.order is Order.MOST:
        return sorted(
            found, key=lambda key: (-_weight(found[key], query, (sizes or {}).get(key, 0)), -scale.get(key, -1), key)
        )
    if query.group_by is GroupBy.GRADE:
        return sorted(found, key=lambda key: scale.get(key, -1) * (1 if query.order is Order.WORST else -1))
    if query.group_by in (GroupBy.INSPECTOR, GroupBy.AUTHORITY) and query.then_by is None:
        return sorted(found, key=lambda key: (-len(found[key]), key))
    if query.group_by is GroupBy.MONTH:
        return [name for name in month_name if name in found]
    return sorted(found)


def _weight(held: Sequence[Item], query: CatalogueQuery, size: int) -> float:
    """Return how many items a group has, or authorities, or which share of all where shares are asked for."""
    by_name = query.subject is Subject.AUTHORITY and query.group_by is not GroupBy.AUTHORITY
    count = len({item.label for item in held}) if by_name else len(held)
    return count / size if query.measure is Measure.SHARE and size else count


def _keys(document: Document, query: CatalogueQuery) -> tuple[str, ...]:
    """Return the groups of a document; none where it states no such thing."""
    if query.then_by is not None:
        second = _keys(document, replace(query, group_by=query.then_by, then_by=None))
        return tuple(f"{one} {two}" for one in _keys(document, replace(query, then_by=None)) for two in second)
    if query.group_by is GroupBy.AUTHORITY:
        return document.authorities
    if query.group_by is GroupBy.AREA:
        return _areas_of(document, query)
    lead = lead_inspector(document)
    day = (document.visit_end if query.month_at == "end" and query.by_visit else None) or _day_of(document, query)
    judgement = judgement_of(document, query.area)
    single: dict[GroupBy, str | None] = {
        GroupBy.GRADE: judgement.grade if judgement else None,
        GroupBy.YEAR: str(day.year) if day else None,
        GroupBy.MONTH: month_name[day.month] if day else None,
        GroupBy.REGION: document.region,
        GroupBy.FRAMEWORK: document.framework,
        GroupBy.KIND: document.kind,
        GroupBy.INSPECTOR: lead.name if lead else None,
        GroupBy.BODY: _body_of(document),
    }
    key = single.get(query.group_by) if query.group_by else None
    return (key,) if key else ()


def every_key(documents: Sequence[Document], query: CatalogueQuery) -> list[str]:
    """Return all groups that there could be: each year from the first to the last, each month, each region."""
    if query.group_by is GroupBy.MONTH:
        return list(month_name)[1:]
    if query.group_by is GroupBy.REGION:
        return list(load_register().regions)
    years = [document.dated.year for document in documents if document.dated]
    if query.group_by is GroupBy.YEAR and years:
        return [str(year) for year in range(min(years), max(years) + 1)]
    return []


def _areas_of(document: Document, query: CatalogueQuery) -> tuple[str, ...]:
    """Return the areas, but the overall one, that have a grade asked for, or any where none is."""
    wanted = {grade for condition in query.conditions for grade in condition.grades}
    is_all = query.of_judgements
    held = [one for one in document.judgements if (is_all or one.area != OVERALL) and one.grade != NOT_JUDGED]
    return tuple(dict.fromkeys(one.area for one in held if not wanted or one.grade in wanted))


def _body_of(document: Document) -> str | None:
    """Return the sort of the authority that a document is about."""
    register = load_register()
    found = (register.get(name) for name in document.authorities)
    return next((one.kind for one in found if one is not None), None)
