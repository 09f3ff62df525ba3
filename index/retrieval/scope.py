"""Which documents a question is about: those it must be about, and those it rather is about."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document, Publisher
from index.answer import Filters
from index.retrieval.weights import Weights
from index.understanding import Order, TimeMention, Understanding
from index.understanding.tense import speaks_of_past

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["Scope", "Side", "find_scope", "matches_time", "passes", "recency_of"]

_recencies: weakref.WeakKeyDictionary[IndexVersion, NDArray[np.float32]] = weakref.WeakKeyDictionary()
_turn = threading.Lock()
NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that a question sets side by side: the rows of its documents under a label."""

    label: str
    documents: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scope:
    """Documents by row: `allowed (n,) bool`, `boost (n,) float32` to be added to their paragraphs' scores.

    `sides` are what a comparison or a timeline needs evidence for, each. `newest` is the row of the latest inspection
    of the one authority that a question of today names, without a time; None for other questions.
    """

    allowed: NDArray[np.bool_]
    boost: NDArray[np.float32]
    sides: tuple[Side, ...] = ()
    newest: int | None = None


def recency_of(index: IndexVersion) -> NDArray[np.float32]:
    """Return for each document of an index 0 if it is the oldest about its authority, to 1 if it is the newest."""
    with _turn:
        known = _recencies.get(index)
        if known is None:
            known = _recencies[index] = _recency(index.documents)
    return known


def find_scope(
    documents: Sequence[Document],
    understanding: Understanding,
    filters: Filters,
    weights: Weights,
    recency: NDArray[np.float32] | None = None,
) -> Scope:
    """Settle which documents are searched, and which of them are preferred.

    The user's filters, an authority that the corpus has, and a year that clearly dates an inspection limit;
    everything else that the question says of documents only prefers. `recency` is what `recency_of` says of the
    documents, computed where it is not given.
    """
    allowed = passes(documents, filters)
    named = frozenset(understanding.named)
    if named:
        allowed = _limited(allowed, _flags(documents, lambda each: not named.isdisjoint(each.authorities)))
    elif understanding.regions:
        allowed = _limited(allowed, _flags(documents, lambda each: each.region in understanding.regions))
    dated = [time for time in understanding.times if time.names_document]
    if named and dated:
        allowed = _limited(allowed, _flags(documents, lambda each: any(matches_time(each, time) for time in dated)))
    return Scope(
        allowed,
        _boosts(documents, understanding, allowed, weights, _recency(documents) if recency is None else recency),
        _sides(documents, understanding, allowed),
        _newest_of_one(documents, understanding, allowed),
    )


def passes(documents: Sequence[Document], filters: Filters) -> NDArray[np.bool_]:
    """Return which documents the user's filters let through, `(n,) bool`."""
    if filters == NO_FILTERS:
        return np.ones(len(documents), dtype=np.bool_)
    flags = _flags(documents, _passing(filters))
    if filters.latest_only:
        flags &= _newest(documents, flags)
    return flags


def matches_time(document: Document, time: TimeMention) -> bool:
    """Whether a document was published, or its inspectors were there, at a time."""
    if document.published and time.first <= document.published <= time.last:
        return True
    return any(period.start <= time.last and time.first <= period.end for period in document.periods)


def _passing(filters: Filters) -> Callable[[Document], bool]:
    """Return what says whether a document passes the user's filters, but for 'latest only'."""
    names = {name.casefold() for name in filters.authorities}
    regions = {each.casefold() for each in filters.regions}

    def passes(document: Document) -> bool:
        day = document.published or document.dated
        return (
            (not names or any(name.casefold() in names for name in document.authorities))
            and (not regions or (document.region or "").casefold() in regions)
            and (not filters.kinds or document.kind in filters.kinds)
            and (not filters.publishers or document.publisher in filters.publishers)
            and (not filters.documents or document.id in filters.documents or document.path in filters.documents)
            and (filters.published_from is None or (day is not None and day >= filters.published_from))
            and (filters.published_to is None or (day is not None and day <= filters.published_to))
        )

    return passes


def _newest(documents: Sequence[Document], among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which documents are the newest about their authority, of those `among`."""
    newest: dict[str, date] = {}
    for row in np.flatnonzero(among):
        for name in documents[int(row)].authorities:
            newest[name] = max(newest.get(name, date.min), documents[int(row)].dated or date.min)
    return _flags(
        documents, lambda each: any((each.dated or date.min) >= newest.get(name, date.max) for name in each.authorities)
    )


def _limited(allowed: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Limit to what is wanted, if that leaves anything."""
    both = allowed & wanted
    return both if both.any() else allowed


def _flags(documents: Iterable[Document], holds: Callable[[Document], bool]) -> NDArray[np.bool_]:
    return np.fromiter((holds(each) for each in documents), dtype=np.bool_)


def _boosts(
    documents: Sequence[Document],
    understanding: Understanding,
    allowed: NDArray[np.bool_],
    weights: Weights,
    recency: NDArray[np.float32],
) -> NDArray[np.float32]:
    boost = np.zeros(len(documents), dtype=np.float32)
    people = set(understanding.people)
    tests: tuple[tuple[float, bool, Callable[[Document], bool]], ...] = (
        (weights.time, bool(understanding.times), lambda each: any(matches_time(each, t) for t in understanding.times)),
        (weights.kind, bool(understanding.kinds), lambda each: each.kind in understanding.kinds),
        (weights.publisher, bool(understanding.publishers), lambda each: each.publisher in understanding.publishers),
        (weights.person, bool(people), lambda each: any(person.name in people for person in each.people)),
    )
    for weight, applies, holds in tests:
        if applies:
            boost += np.float32(weight) * _flags(documents, holds)
    if understanding.order is not None:
        boost += np.float32(weights.order) * _of_order(documents, understanding, allowed)
    recent = weights.recent if not speaks_of_past(understanding.question) else weights.recent_past
    return boost + np.float32(recent) * recency


def _of_order(
    documents: Sequence[Document], understanding: Understanding, allowed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return the latest, previous or earliest inspection of each authority, of the kinds named if any are."""
    wanted = np.zeros(len(documents), dtype=np.bool_)
    by_authority: dict[str, list[tuple[date, int]]] = {}
    for row in np.flatnonzero(allowed):
        each = documents[int(row)]
        fits = each.kind in understanding.kinds if understanding.kinds else each.publisher is Publisher.INSPECTORATE
        if each.dated is not None and fits:
            for name in each.authorities:
                by_authority.setdefault(name, []).append((each.dated, int(row)))
    for dated in by_authority.values():
        dated.sort()
        at = {Order.LATEST: -1, Order.EARLIEST: 0, Order.PREVIOUS: max(-2, -len(dated))}[
            understanding.order or Order.LATEST
        ]
        wanted[dated[at][1]] = True
    return wanted


def _newest_of_one(
    documents: Sequence[Document], understanding: Understanding, allowed: NDArray[np.bool_]
) -> int | None:
    """Return the latest inspection of the one authority of a question of today that names no time."""
    is_dated = understanding.times or understanding.order is not None or understanding.publishers
    if len(understanding.named) != 1 or is_dated or speaks_of_past(understanding.question):
        return None
    dated = [
        (day, int(row))
        for row in np.flatnonzero(allowed)
        if (day := documents[int(row)].dated) is not None and documents[int(row)].publisher is Publisher.INSPECTORATE
    ]
    return max(dated)[1] if dated else None


def _recency(documents: Sequence[Document]) -> NDArray[np.float32]:
    """Return for each document 0 if it is the oldest about its authority, to 1 if it is the newest or the only one.

    By place among them, not by day: what was said before the newest report is old, whether by one year or by five.
    """
    by_authority: dict[str, list[tuple[date, int]]] = {}
    for row, each in enumerate(documents):
        if each.dated is not None:
            for name in each.authorities:
                by_authority.setdefault(name, []).append((each.dated, row))
    recency = np.zeros(len(documents), dtype=np.float32)
    for dated in by_authority.values():
        days = sorted({day for day, _ in dated})
        for day, row in dated:
            place = days.index(day) / (len(days) - 1) if len(days) > 1 else 1.0
            recency[row] = max(float(recency[row]), place)
    return recency


def _sides(documents: Sequence[Document], understanding: Understanding, allowed: NDArray[np.bool_]) -> tuple[Side, ...]:
    """Return the authorities of a comparison, or the documents of a timeline in order of date."""
    rows = [int(row) for row in np.flatnonzero(allowed)]
    named = understanding.named
    if len(named) > 1:
        found = [(name, [row for row in rows if name in documents[row].authorities]) for name in named]
        return tuple(Side(name, np.asarray(held)) for name, held in found if held)
    if understanding.form not in ("timeline", "compare") or not named:
        return ()
    dated = sorted((day, row) for row in rows if (day := documents[row].dated) is not None)
    within = [
        (day, row)
        for day, row in dated
        if not understanding.times or any(matches_time(documents[row], time) for time in understanding.times)
    ]
    first = min((time.first for time in understanding.times), default=date.min)
    since = [(day, row) for day, row in dated if day >= first]
    chosen = next((held for held in (within, since) if len(held) > 1), dated)
    return tuple(Side(f"{day:%-d %B %Y}", np.asarray([row])) for day, row in chosen)
