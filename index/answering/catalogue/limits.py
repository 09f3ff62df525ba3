"""Which documents are within the limits of a catalogue query: place, kind, days, length, inspectors, order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from corpus.model import Document
from index.answering.catalogue.facts import by_authority, is_same_person, lead_inspector, order_of
from index.answering.catalogue.measure import length_of
from index.answering.catalogue.query import CatalogueQuery, Leg, Quantity, Scope

__all__ = ["in_scope", "is_between", "is_candidate", "is_later", "is_of_day", "is_on", "is_within"]


def is_candidate(document: Document, query: CatalogueQuery) -> bool:
    """Whether the document is one of those from which each authority's latest, first or all are taken."""
    names = set(document.authorities)
    return (
        (not query.kinds or document.kind in query.kinds)
        and (not query.authorities or bool(names.intersection(query.authorities)))
        and (not query.bodies or bool(names & query.members))
        and not names.intersection(query.excluded)
        and (not query.regions or document.region in query.regions)
        and document.region not in query.excluded_regions
        and (query.as_at is None or (document.dated is not None and document.dated <= query.as_at))
    )


def is_within(document: Document, query: CatalogueQuery) -> bool:
    """Whether the document is of the frameworks, days, length and inspectors asked for."""
    if query.frameworks and document.framework not in query.frameworks:
        return False
    if query.inspectors:
        lead = lead_inspector(document)
        if lead is None or not any(is_same_person(lead.name, name) for name in query.inspectors):
            return False
    return _is_of_length(document, query) and is_of_day(document, query)


def is_later(document: Document, query: CatalogueQuery) -> bool:
    """Whether a document is the later one of a change as asked."""
    return is_within(document, query) and (not query.later_kinds or document.kind in query.later_kinds)


def _is_of_length(document: Document, query: CatalogueQuery) -> bool:
    if query.quantity in (Quantity.GAP, Quantity.DELAY) or (query.least_days is None and query.most_days is None):
        return True
    length = length_of(document, query)
    return length is not None and is_between(length, query)


def is_between(days: int, query: CatalogueQuery) -> bool:
    """Whether a number of days is not fewer and not more than asked for."""
    least, most = query.least_days, query.most_days
    return (least is None or least <= days) and (most is None or days <= most)


def is_of_day(document: Document, query: CatalogueQuery) -> bool:
    """Whether a document is of the days asked for; a visit is where any of its days is."""
    day = (document.visit_start if query.by_visit else None) or document.dated
    if (query.years or query.months) and day is None:
        return False
    if query.months and not _months_of(document, query) & set(query.months):
        return False
    if day is not None and query.years and not _years_of(document, query) & set(query.years):
        return False
    if query.from_day is None and query.to_day is None:
        return True
    first, last = query.from_day or date.min, query.to_day or date.max
    if query.by_visit and document.visit_start is not None and document.visit_end is not None:
        if query.month_at != "any":
            return first <= (document.visit_start if query.month_at == "start" else document.visit_end) <= last
        return document.visit_start <= last and first <= document.visit_end
    return document.dated is not None and first <= document.dated <= last


def is_on(document: Document, leg: Leg, query: CatalogueQuery) -> bool:
    """Whether a document is of the frameworks and days of a leg."""
    held = replace(query, from_day=leg.from_day, to_day=leg.to_day, years=(), months=())
    return (not leg.frameworks or document.framework in leg.frameworks) and is_of_day(document, held)


def _months_of(document: Document, query: CatalogueQuery) -> set[int]:
    """Return the months in which a document's visit began, ended or was, or in which it was published."""
    start, end = document.visit_start, document.visit_end
    if not query.by_visit or start is None or end is None:
        return {document.dated.month} if document.dated else set()
    if query.month_at != "any":
        return {(start if query.month_at == "start" else end).month}
    return {(start + timedelta(days=at)).month for at in range((end - start).days + 1)}


def _years_of(document: Document, query: CatalogueQuery) -> set[int]:
    """Return the years in which a document's visit was, or in which it was published."""
    days = [document.visit_start, document.visit_end] if query.by_visit else [document.dated]
    if query.by_visit and query.month_at != "any":
        days = days[:1] if query.month_at == "start" else days[1:]
    return {day.year for day in days if day is not None} or ({document.dated.year} if document.dated else set())


def in_scope(documents: Sequence[Document], scope: Scope) -> list[Document]:
    """Return each authority's latest, first or other document, or all of them by authority and date."""
    if scope is Scope.EVERY:
        return sorted(documents, key=lambda document: (document.authorities, order_of(document)))
    at = {Scope.LATEST: -1, Scope.PREVIOUS: -2, Scope.FIRST: 0, Scope.SECOND: 1, Scope.THIRD: 2}[scope]
    least = -at if at < 0 else at + 1
    chosen = [held[at] for held in by_authority(documents).values() if len(held) >= least]
    return list(dict.fromkeys(chosen))
