"""Which documents a question is about, by the authority, kind, publisher and time that it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.model import Document, Publisher
from index.understanding.question import Order, TimeMention, Understanding

__all__ = ["Targets", "by_noun", "find_targets", "latest_by_authority", "ordered"]


@dataclass(frozen=True, slots=True)
class Targets:
    """The documents meant, oldest first.

    `is_named` says that the question names an authority or a document's time, so that others are not
    meant. `undated` are the years the question dates a document by that none of the others has.
    """

    documents: tuple[Document, ...]
    is_named: bool
    undated: tuple[TimeMention, ...] = ()


def find_targets(understanding: Understanding, documents: Sequence[Document]) -> Targets:
    """Return the documents that a question is about; all of them where it names none."""
    held = list(documents)
    named = understanding.named
    if named:
        held = [document for document in held if set(document.authorities) & set(named)]
    if understanding.regions:
        held = _kept(held, lambda document: document.region in understanding.regions)
    if understanding.publishers:
        held = _kept(held, lambda document: document.publisher in understanding.publishers)
    if understanding.kinds:
        held = _kept(held, lambda document: document.kind in understanding.kinds)
    held = by_noun(held, understanding.question)
    every = held
    held, undated = _by_time(held, understanding.times)
    if understanding.form == "timeline":
        held = held if len(held) > 1 else _since(every, understanding.times)
    elif understanding.order is not None:
        held = _by_order(held, understanding.order)
    dated = any(time.names_document for time in understanding.times) and not undated
    return Targets(tuple(ordered(held)), bool(named or dated), undated)


def ordered(documents: Iterable[Document]) -> list[Document]:
    """Return documents oldest first, undated ones first of all."""
    return sorted(documents, key=lambda document: (document.dated or date.min, document.path))


def latest_by_authority(documents: Iterable[Document]) -> dict[str, Document]:
    """Return the latest document of each authority."""
    return {name: document for document in ordered(documents) for name in document.authorities}


def _kept(documents: list[Document], test: Callable[[Document], bool]) -> list[Document]:
    """Return the documents that pass, all of them where none does."""
    return [document for document in documents if test(document)] or documents


_NOUNS: tuple[tuple[str, Callable[[Document], bool]], ...] = (
    (
        r"\b(?:cabinet|council|committee|scrutiny)(?:['’]s)? (?:paper|report)s?\b|\bpapers?\b",
        lambda one: one.publisher is Publisher.COUNCIL,
    ),
    (
        r"\b(?:news|newspaper|press|magazine)\b|\barticles?\b|\bnews stor(?:y|ies)\b",
        lambda one: one.publisher is Publisher.PRESS,
    ),
    (r"\bvisits?\b", lambda one: "visit" in one.kind),
    (r"\bletters?\b", lambda one: one.publisher is Publisher.INSPECTORATE and not one.judgements),
)


def by_noun(documents: Sequence[Document], question: str) -> list[Document]:
    """Keep the papers, articles, visits or letters where the question uses the word and there are some."""
    for pattern, test in _NOUNS:
        if re.search(pattern, question, re.IGNORECASE):
            return _kept(list(documents), test)
    return list(documents)


def _by_time(documents: list[Document], times: Sequence[TimeMention]) -> tuple[list[Document], tuple[TimeMention, ...]]:
    """Return the documents of the times named, and the times that date a document but none here."""
    if not times:
        return documents, ()
    held: list[Document] = []
    undated: list[TimeMention] = []
    for time in times:
        fitting = [document for document in documents if falls_within(document, time)]
        if not fitting:
            undated.append(time)
        held += fitting
    if not held:
        return documents, tuple(time for time in undated if time.names_document)
    return list({document.id: document for document in held}.values()), tuple(
        time for time in undated if time.names_document
    )


def _since(documents: list[Document], times: Sequence[TimeMention]) -> list[Document]:
    """Return the documents from the first of some times on, where these are several; all of them otherwise."""
    first = min((time.first for time in times), default=date.min)
    held = [document for document in documents if document.dated is not None and document.dated >= first]
    return held if len(held) > 1 else documents


def falls_within(document: Document, time: TimeMention) -> bool:
    """Whether a document was published, or its visit took place, in a time."""
    days = [day for day in (document.visit_start, document.visit_end, document.published) if day is not None]
    if any(time.first <= day <= time.last for day in days):
        return True
    start, end = document.visit_start, document.visit_end
    return start is not None and end is not None and start <= time.last and time.first <= end


def _by_order(documents: list[Document], order: Order) -> list[Document]:
    """Return the latest, the one before it, or the earliest of each authority's documents."""
    groups: dict[tuple[str, ...], list[Document]] = defaultdict(list)
    inspected = [document for document in documents if document.publisher is Publisher.INSPECTORATE] or documents
    for document in ordered(inspected):
        groups[document.authorities].append(document)
    at = {Order.LATEST: -1, Order.PREVIOUS: -2, Order.EARLIEST: 0}[order]
    chosen = [group[at] for group in groups.values() if len(group) >= abs(at)]
    return chosen or documents
