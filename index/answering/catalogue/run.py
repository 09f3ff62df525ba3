"""Runs a catalogue query over documents: exact, with what was looked at and what carries no such value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Document
from index.answering.catalogue.changes import changed_pairs, pairs_compared, steps_of
from index.answering.catalogue.conditions import graded_only, holds, holds_one
from index.answering.catalogue.facts import (
    by_authority,
    by_lead,
    judgement_of,
)
from index.answering.catalogue.limits import in_scope, is_between, is_candidate, is_later, is_on, is_within
from index.answering.catalogue.measure import (
    Groups,
    Item,
    at_the_end,
    average_of,
    count_distinct,
    ends_of_groups,
    every_key,
    group_found,
    group_items,
    label_of,
    measured_items,
)
from index.answering.catalogue.parsing.order import in_order
from index.answering.catalogue.parsing.together import sharing
from index.answering.catalogue.query import (
    CatalogueQuery,
    Change,
    GroupBy,
    Measure,
    Quantity,
    Scope,
    Subject,
)
from index.answering.wording import plural

__all__ = ["CatalogueResult", "run_query"]


@dataclass(frozen=True, slots=True)
class CatalogueResult:
    """What a query found.

    `population` counts the subjects that were looked at; `missing` are documents among them that carry no
    such grade or date, so that nothing can be said of them; `average` is the mean of the days
    measured; `sizes` counts what was looked at in each group.
    """

    query: CatalogueQuery
    items: tuple[Item, ...]
    population: int
    missing: tuple[Document, ...] = ()
    groups: Groups = field(default=())
    average: float | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)


def run_query(query: CatalogueQuery, documents: Iterable[Document], scale: Mapping[str, int]) -> CatalogueResult:
    """Run a query.

    Args:
        query: what is asked.
        documents: the catalogue.
        scale: rank of each grade, 0 the worst.
    """
    candidates = [document for document in documents if is_candidate(document, query)]
    if query.change is not None:
        return _changes(query, query.change, candidates, scale)
    if query.absent:
        return _without(query, candidates)
    if query.empty:
        return _empty_groups(query, candidates, scale)
    query, candidates = graded_only(query, candidates)
    # The time before each latest inspection is known from the one before it as well.
    scope = Scope.EVERY if query.quantity is Quantity.GAP else query.scope
    scoped = [document for document in in_scope(candidates, scope) if is_within(document, query)]
    if query.together:
        scoped = sharing(_of_all(documents, query), query.together, query.authorities)
    matched, missing = _matched(query, scoped, scale)
    if query.legs:
        return _on_legs(query, matched, scoped)
    if query.quantity is not None:
        return _measured(query, measured_items(matched, query.quantity, query.scope), missing, scale)
    whole = _of_predicate(documents, query, scale) if query.predicate else _whole(candidates, query)
    population = _items(whole or scoped, query.subject)
    if query.never and query.group_by is not None:
        return _free_groups(query, matched, scoped, scale, len(population), missing)
    if query.never:
        wrong = {item.label for item in _items(matched, query.subject)}
        items = [item for item in population if item.label not in wrong]
        matched = [document for item in items for document in item.documents]
    else:
        is_of_groups = query.end_of_each is not None and query.group_by is not None
        matched = ends_of_groups(matched, query, scale) if is_of_groups else matched
        items = _items(matched, query.subject)
    barred = [document for document in candidates if document.framework in query.without_frameworks]
    without = frozenset(item.label for item in _items(barred, query.subject))
    items = [item for item in items if _is_counted(item, query, scoped, without)]
    if query.group_by is None:
        items = in_order(at_the_end(_end_of_each(items, query), query, scale), query)
    sizes = _sizes(query, scoped, scale)
    is_counted = query.group_by is GroupBy.TIMES
    groups = _by_times(items, query) if is_counted else group_items(matched, query, scale, sizes)
    return CatalogueResult(query, tuple(items), len(population), missing, groups, sizes=sizes)


def _matched(
    query: CatalogueQuery, scoped: Sequence[Document], scale: Mapping[str, int]
) -> tuple[list[Document], tuple[Document, ...]]:
    """Return the documents of which the conditions hold, and those that carry no grade by which to tell."""
    answers = {document.id: holds(document, query, scale) for document in scoped}
    matched = [document for document in scoped if answers[document.id]]
    if query.group_by is not GroupBy.GRADE or query.conditions:
        return matched, tuple(document for document in scoped if answers[document.id] is None)
    missing = tuple(one for one in matched if judgement_of(one, query.area) is None)
    return [one for one in matched if one not in missing], missing


def _free_groups(
    query: CatalogueQuery,
    matched: Sequence[Document],
    scoped: Sequence[Document],
    scale: Mapping[str, int],
    population: int,
    missing: tuple[Document, ...],
) -> CatalogueResult:
    """Return the groups of what was looked at of which none is as asked."""
    taken = {key for key, _ in group_items(matched, query, scale)}
    free = [pair for pair in group_items(scoped, query, scale) if pair[0] not in taken]
    items = [item for _, held in free for item in held]
    return CatalogueResult(query, tuple(items), population, missing, tuple(free))


def _sizes(query: CatalogueQuery, scoped: Sequence[Document], scale: Mapping[str, int]) -> dict[str, int]:
    """Return how many documents each group is a share of: all of the group, or all that are graded."""
    wide = replace(query, extreme=None, conditions=())
    sizes = {key: len(held) for key, held in group_items(scoped, wide, scale)}
    return dict.fromkeys(sizes, sum(sizes.values())) if query.group_by is GroupBy.GRADE else sizes


def _by_times(items: Sequence[Item], query: CatalogueQuery) -> Groups:
    """Return subjects by how many documents each has, the fewest first."""
    counts = sorted({len(item.documents) for item in items})
    unit = "inspection" if all("inspection" in kind for kind in query.kinds) else "document"
    return tuple(
        (plural(count, unit), tuple(item for item in items if len(item.documents) == count)) for count in counts
    )


def _end_of_each(items: list[Item], query: CatalogueQuery) -> list[Item]:
    """Return each item with only the first or last of its documents, where that is wanted."""
    if query.end_of_each is None:
        return items
    at = 0 if query.end_of_each == "earliest" else -1
    return [replace(item, documents=(item.documents[at],)) for item in items]


def _of_all(documents: Iterable[Document], query: CatalogueQuery) -> list[Document]:
    """Return all documents as asked but for the authorities named."""
    wide = replace(query, authorities=())
    return [one for one in documents if is_candidate(one, wide) and is_within(one, wide)]


def _of_predicate(documents: Iterable[Document], query: CatalogueQuery, scale: Mapping[str, int]) -> list[Document]:
    """Return what a share is of: all that the query asks for but its predicate."""
    blank = CatalogueQuery()
    wide = replace(query, **{name: getattr(blank, name) for name in query.predicate})
    candidates = [one for one in documents if is_candidate(one, wide)]
    candidates = [one for one in candidates if one.judgements] if "kinds" in query.predicate else candidates
    return [one for one in in_scope(candidates, query.scope) if is_within(one, wide) and holds(one, wide, scale)]


def _whole(candidates: Sequence[Document], query: CatalogueQuery) -> list[Document]:
    """Return all that is looked at where only a length, or what somebody led, is asked for; else nothing."""
    is_all = query.conditions or query.never or query.orders or query.group_by or query.subject is Subject.INSPECTOR
    if is_all or not (query.inspectors or query.least_days or query.most_days):
        return []
    wide = replace(query, inspectors=(), least_days=None, most_days=None)
    return [document for document in in_scope(candidates, query.scope) if is_within(document, wide)]


def _on_legs(query: CatalogueQuery, matched: Sequence[Document], scoped: Sequence[Document]) -> CatalogueResult:
    """Return the subjects of which different documents are as each leg says, with these documents."""
    items: list[Item] = []
    for item in _items(matched, query.subject):
        held = [
            [
                one
                for one in item.documents
                if is_on(one, leg, query) and all(holds_one(one, each) for each in leg.conditions)
            ]
            for leg in query.legs
        ]
        if all(bool(found) is not leg.negated for found, leg in zip(held, query.legs, strict=True)):
            shown = {one.id for found in held for one in found}
            items.append(replace(item, documents=tuple(one for one in item.documents if one.id in shown)))
    return CatalogueResult(query, tuple(items), len(_items(scoped, query.subject)))


def _without(query: CatalogueQuery, candidates: Sequence[Document]) -> CatalogueResult:
    """Return the subjects that have no document of the days and frameworks asked for, with all that they have."""
    wrong = {item.label for item in _items([one for one in candidates if is_within(one, query)], query.subject)}
    population = _items(in_scope(candidates, Scope.EVERY), query.subject)
    items = [item for item in population if item.label not in wrong]
    return CatalogueResult(query, tuple(items), len(population))


def _empty_groups(query: CatalogueQuery, candidates: Sequence[Document], scale: Mapping[str, int]) -> CatalogueResult:
    """Return the years, months or regions that have no document as asked."""
    scoped = in_scope(candidates, query.scope)
    matched = [one for one in scoped if is_within(one, query) and holds(one, query, scale) is True]
    taken = {key for key, _ in group_items(matched, replace(query, extreme=None), scale)}
    free = [key for key in every_key(candidates, query) if key not in taken]
    return CatalogueResult(query, (), len(candidates), (), tuple((key, ()) for key in free))


def _measured(
    query: CatalogueQuery,
    items: list[Item],
    missing: tuple[Document, ...],
    scale: Mapping[str, int],
) -> CatalogueResult:
    """Return the inspections, or the times between two, with the days of each, and their average."""
    if query.group_by and query.extreme and not query.is_of_all_days:
        query = replace(query, measure=Measure.AVERAGE)
    average = average_of(items, query.measure) if query.is_of_all_days else None
    groups = group_found(items, query, scale)
    population = len(items)
    if groups:
        return CatalogueResult(query, tuple(in_order(items, query)), population, missing, groups, average)
    if query.quantity is not Quantity.LENGTH:
        items = [one for one in items if one.days is not None and is_between(one.days, query)]
    return CatalogueResult(
        query, tuple(in_order(at_the_end(items, query, scale), query)), population, missing, groups, average
    )


def _is_counted(item: Item, query: CatalogueQuery, scoped: Sequence[Document], without: frozenset[str]) -> bool:
    """Whether an item has as many matching documents as asked for, and of each framework where that is asked."""
    if query.times is not None:
        count = count_distinct(item.documents, query)
        if not _is_as_often(count, query):
            return False
        if query.every_time and count < len(item.documents):
            return False
    held = {document.framework for document in item.documents}
    if (
        query.every_framework
        and not (set(query.frameworks) or {one.framework for one in scoped if one.framework}) <= held
    ):
        return False
    if query.without_frameworks and item.label in without:
        return False
    names = {name for document in item.documents for name in document.authorities}
    return not query.every_authority or set(query.authorities) <= names


def _items(documents: Sequence[Document], subject: Subject) -> list[Item]:
    if subject is Subject.DOCUMENT:
        return [Item(label_of(document), (document,)) for document in documents]
    if subject is Subject.AUTHORITY:
        return [Item(name, tuple(held)) for name, held in by_authority(documents).items()]
    return [Item(name, tuple(held)) for name, held in by_lead(documents).items()]


def _furthest(items: Sequence[Item], query: CatalogueQuery, scale: Mapping[str, int]) -> list[Item]:
    """Return the items whose grade moved by most steps at once, each with the pairs that did."""
    steps = {item.label: max(steps_of(pair, query, scale) for pair in item.changes) for item in items}
    top = max(steps.values(), default=0)
    return [
        replace(item, changes=tuple(pair for pair in item.changes if steps_of(pair, query, scale) == top))
        for item in items
        if steps[item.label] == top
    ]


def _is_as_often(count: int, query: CatalogueQuery) -> bool:
    """Whether grades moved as often as asked for, or stayed over as many inspections."""
    if query.times is None:
        return True
    if query.at_most:
        return count <= query.times
    return count == query.times if query.exactly else count >= query.times


def _changes(
    query: CatalogueQuery, change: Change, documents: Sequence[Document], scale: Mapping[str, int]
) -> CatalogueResult:
    """Find pairs of inspections that follow each other between which the grade moved as asked."""
    items: list[Item] = []
    compared: list[Item] = []
    missing: list[Document] = []
    for name, held in by_authority(documents).items():
        missing += [document for document in held if not judgement_of(document, query.area)]
        pairs = pairs_compared(held, query, change, lambda document: is_later(document, query))
        if not pairs:
            continue
        is_by_time = query.group_by in (GroupBy.YEAR, GroupBy.MONTH, GroupBy.FRAMEWORK, GroupBy.INSPECTOR)
        compared += [Item(name, (pair[1],)) for pair in (pairs if is_by_time and not change.last_only else pairs[-1:])]
        moved = changed_pairs(pairs, query, change, scale)
        if moved and _is_as_often(len(held) if change.throughout else len(moved), query):
            items.append(Item(name, tuple(dict.fromkeys(document for pair in moved for document in pair)), moved))
    found = replace(query, extreme=None)
    if query.group_by in (GroupBy.YEAR, GroupBy.MONTH, GroupBy.FRAMEWORK, GroupBy.INSPECTOR):
        items = [replace(one, documents=pair, changes=(pair,)) for one in items for pair in one.changes]
    sizes = {key: len(held) for key, held in group_found(compared, found, scale)}
    groups = group_found(items, query, scale, sizes)
    if query.extreme and not groups:
        items = _furthest(items, query, scale) if query.extreme == "most" else at_the_end(items, query, scale)
    return CatalogueResult(
        query, tuple(items), len(compared), tuple(dict.fromkeys(missing)), groups, sizes=sizes if groups else {}
    )
