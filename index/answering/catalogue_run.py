"""Runs a catalogue query over documents: exact, with what was looked at and what carries no such value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from corpus.model import Document, Judgement, Person
from index.answering.catalogue_query import (
    ANY_AREA,
    EVERY_AREA,
    CatalogueQuery,
    Change,
    Condition,
    GroupBy,
    Scope,
    Subject,
)

__all__ = ["CatalogueResult", "Item", "judgement_of", "lead_inspector", "run_query"]


@dataclass(frozen=True, slots=True)
class Item:
    """One subject that matches, with the documents by which it does, oldest first.

    `changes` holds, for a change, the pairs of documents between which the grade moved.
    """

    label: str
    documents: tuple[Document, ...]
    changes: tuple[tuple[Document, Document], ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueResult:
    """What a query found.

    `population` counts the subjects that were looked at; `missing` are documents among them that carry no
    such grade or date, so that nothing can be said of them.
    """

    query: CatalogueQuery
    items: tuple[Item, ...]
    population: int
    missing: tuple[Document, ...] = ()
    groups: tuple[tuple[str, tuple[Item, ...]], ...] = field(default=())


NOT_JUDGED = "not judged"


def judgement_of(document: Document, area: str) -> Judgement | None:
    """Return the document's judgement of an area, None where it gives none.

    An area that is judged together with another stands under the first of them ('in care and care
    leavers' under 'in care'): the joint grade is no grade of the second alone.
    """
    graded = [judgement for judgement in document.judgements if judgement.grade != NOT_JUDGED]
    return next((one for one in graded if one.area == area), None) or next(
        (one for one in graded if one.area.startswith(f"{area} and ")), None
    )


def lead_inspector(document: Document) -> Person | None:
    """Return who led, else the first inspector named, else None."""
    leads = [person for person in document.people if person.role == "lead inspector"]
    return leads[0] if leads else None


def run_query(query: CatalogueQuery, documents: Iterable[Document], scale: Mapping[str, int]) -> CatalogueResult:
    """Run a query.

    Args:
        query: what is asked.
        documents: the catalogue.
        scale: rank of each grade, 0 the worst.
    """
    candidates = [document for document in documents if _is_candidate(document, query)]
    if query.change is not None:
        return _changes(query, query.change, candidates, scale)
    scoped = [document for document in _scoped(candidates, query.scope) if _is_within(document, query)]
    answers = {document.id: _holds(document, query.conditions) for document in scoped}
    matched = [document for document in scoped if answers[document.id]]
    missing = tuple(document for document in scoped if answers[document.id] is None)
    if query.never:
        wrong = {name for document in matched for name in document.authorities}
        matched = [document for document in scoped if not wrong.intersection(document.authorities)]
    items = _items(matched, query.subject)
    if query.times:
        items = [item for item in items if _is_often_enough(item, query)]
    population = len(_items(scoped, query.subject))
    if query.group_by is None:
        items = _extreme(items, query, scale)
    return CatalogueResult(query, tuple(items), population, missing, _groups(matched, query, scale))


def _is_often_enough(item: Item, query: CatalogueQuery) -> bool:
    least = query.times or 0
    return len(item.documents) == least if query.exactly else len(item.documents) >= least


def _is_candidate(document: Document, query: CatalogueQuery) -> bool:
    """Whether the document is one of those from which each authority's latest, first or all are taken."""
    names = set(document.authorities)
    return (
        (not query.kinds or document.kind in query.kinds)
        and (not query.authorities or bool(names.intersection(query.authorities)))
        and not names.intersection(query.excluded)
        and (not query.regions or document.region in query.regions)
        and document.region not in query.excluded_regions
    )


def _is_within(document: Document, query: CatalogueQuery) -> bool:
    """Whether the document is of the frameworks, days and inspector asked for."""
    if query.frameworks and document.framework not in query.frameworks:
        return False
    if query.inspector is not None:
        lead = lead_inspector(document)
        if lead is None or not _same_person(lead.name, query.inspector):
            return False
    if query.from_day is None and query.to_day is None:
        return True
    day = (document.visit_start if query.by_visit else document.dated) or document.dated
    return day is not None and (query.from_day or date.min) <= day <= (query.to_day or date.max)


def _same_person(one: str, other: str) -> bool:
    """Whether two names agree in the surname and do not disagree in the first name."""
    first, second = one.lower().split(), other.lower().split()
    if first[-1:] != second[-1:]:
        return False
    return len(first) == 1 or len(second) == 1 or first[0][:3] == second[0][:3]


def _by_authority(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Return the documents of each authority, oldest first; undated ones first of all."""
    found: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        for name in document.authorities or (document.title,):
            found[name].append(document)
    return {name: sorted(held, key=_order) for name, held in sorted(found.items())}


def _order(document: Document) -> tuple[date, str]:
    return (document.visit_end or document.dated or date.min, document.id)


def _scoped(documents: Sequence[Document], scope: Scope) -> list[Document]:
    if scope is Scope.EVERY:
        return sorted(documents, key=lambda document: (document.authorities, _order(document)))
    at = {Scope.LATEST: -1, Scope.PREVIOUS: -2, Scope.FIRST: 0}[scope]
    chosen = [held[at] for held in _by_authority(documents).values() if len(held) >= (2 if at == -2 else 1)]
    return list(dict.fromkeys(chosen))


def _holds(document: Document, conditions: Sequence[Condition]) -> bool | None:
    """Whether all conditions hold of a document, None where it carries no grade for one that decides."""
    answers = [_holds_one(document, condition) for condition in conditions]
    if False in answers:
        return False
    return None if None in answers else True


def _holds_one(document: Document, condition: Condition) -> bool | None:
    if condition.area in (ANY_AREA, EVERY_AREA):
        grades = [judgement.grade for judgement in document.judgements if judgement.grade != NOT_JUDGED]
        test = any if condition.area == ANY_AREA else all
        return test(grade in condition.grades for grade in grades) is not condition.negated if grades else None
    judgement = judgement_of(document, condition.area)
    if judgement is None:
        return None
    return not condition.grades or (judgement.grade in condition.grades) is not condition.negated


def _items(documents: Sequence[Document], subject: Subject) -> list[Item]:
    if subject is Subject.DOCUMENT:
        return [Item(_label(document), (document,)) for document in documents]
    if subject is Subject.AUTHORITY:
        return [Item(name, tuple(held)) for name, held in _by_authority(documents).items()]
    led: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if (lead := lead_inspector(document)) is not None:
            led[lead.name].append(document)
    return [Item(name, tuple(sorted(held, key=_order))) for name, held in sorted(led.items())]


def _label(document: Document) -> str:
    return ", ".join(document.authorities) or document.title


def _changes(
    query: CatalogueQuery, change: Change, documents: Sequence[Document], scale: Mapping[str, int]
) -> CatalogueResult:
    """Find pairs of inspections that follow each other between which the grade moved as asked."""
    items: list[Item] = []
    population = 0
    missing: list[Document] = []
    for name, held in _by_authority(documents).items():
        graded = [document for document in held if judgement_of(document, query.area)]
        missing += [document for document in held if document not in graded]
        pairs = [(one, graded[-1]) for one in graded[:-1]] if change.to_now else list(pairwise(graded))
        pairs = [pair for pair in pairs if _is_within(pair[1], query)]
        if not pairs:
            continue
        population += 1
        moved = tuple(
            pair for pair in (pairs[-1:] if change.last_only else pairs) if _moved(pair, query, change, scale)
        )
        if moved:
            items.append(Item(name, tuple(dict.fromkeys(document for pair in moved for document in pair)), moved))
    return CatalogueResult(query, tuple(items), population, tuple(dict.fromkeys(missing)))


def _moved(pair: tuple[Document, Document], query: CatalogueQuery, change: Change, scale: Mapping[str, int]) -> bool:
    before, after = (judgement_of(document, query.area) for document in pair)
    if before is None or after is None:
        return False
    if change.before and before.grade not in change.before:
        return False
    if change.after and after.grade not in change.after:
        return False
    if change.direction is None:
        return bool(change.before and change.after) or before.grade != after.grade
    step = scale.get(after.grade, 0) - scale.get(before.grade, 0)
    return {"better": step > 0, "worse": step < 0, "same": step == 0}[change.direction]


def _extreme(items: list[Item], query: CatalogueQuery, scale: Mapping[str, int]) -> list[Item]:
    """Return the items at the end of the order asked for, all of them where several are level."""
    if not query.extreme or not items:
        return items
    measured = [(value, item) for item in items if (value := _measure(item, query, scale)) is not None]
    if not measured:
        return []
    wants_high = query.extreme in ("most", "latest", "longest", "best")
    end = (max if wants_high else min)(value for value, _ in measured)
    return [item for value, item in measured if value == end]


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
    if document.visit_start is None or document.visit_end is None:
        return None
    return float((document.visit_end - document.visit_start + timedelta(days=1)).days)


def _groups(
    documents: Sequence[Document], query: CatalogueQuery, scale: Mapping[str, int]
) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    if query.group_by is None:
        return ()
    found: dict[str, list[Item]] = defaultdict(list)
    for document in documents:
        for key in _keys(document, query):
            found[key].append(Item(_label(document), (document,)))
    if query.extreme in ("most", "fewest"):
        end = (max if query.extreme == "most" else min)((len(held) for held in found.values()), default=0)
        order = sorted(key for key in found if len(found[key]) == end)
    elif query.group_by is GroupBy.GRADE:
        order = sorted(found, key=lambda key: -scale.get(key, -1))
    elif query.group_by in (GroupBy.INSPECTOR, GroupBy.AUTHORITY):
        order = sorted(found, key=lambda key: (-len(found[key]), key))
    else:
        order = sorted(found)
    return tuple((key, tuple(found[key])) for key in order)


def _keys(document: Document, query: CatalogueQuery) -> tuple[str, ...]:
    """Return the groups of a document; none where it states no such thing."""
    day = document.dated
    judgement = judgement_of(document, query.area)
    lead = lead_inspector(document)
    single = {
        GroupBy.GRADE: judgement.grade if judgement else None,
        GroupBy.YEAR: str(day.year) if day else None,
        GroupBy.REGION: document.region,
        GroupBy.FRAMEWORK: document.framework,
        GroupBy.INSPECTOR: lead.name if lead else None,
        GroupBy.KIND: document.kind,
    }
    if query.group_by is GroupBy.AUTHORITY:
        return document.authorities
    key = single[query.group_by] if query.group_by else None
    return (key,) if key else ()
