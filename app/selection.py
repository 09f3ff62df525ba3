"""Documents that pass filters, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from corpus.model import Document
from index.answer import Filters

__all__ = ["newest_first", "select_documents"]


def newest_first(documents: Iterable[Document]) -> list[Document]:
    """Return documents by date, newest first, those without a date last, equal ones by path."""
    by_path = sorted(documents, key=lambda document: document.path)
    return sorted(by_path, key=lambda document: document.dated or date.min, reverse=True)


def select_documents(documents: Iterable[Document], filters: Filters) -> list[Document]:
    """Return the documents that pass the filters, newest first. Names are compared without case."""
    found = [document for document in newest_first(documents) if _passes(document, filters)]
    return _latest(found) if filters.latest_only else found


def _passes(document: Document, filters: Filters) -> bool:
    day = document.dated
    return (
        _any_of(document.authorities, filters.authorities)
        and _any_of((document.region or "",), filters.regions)
        and _any_of((document.kind,), filters.kinds)
        and _any_of((document.publisher,), filters.publishers)
        and _any_of((document.id, document.path), filters.documents)
        and (filters.published_from is None or (day is not None and day >= filters.published_from))
        and (filters.published_to is None or (day is not None and day <= filters.published_to))
    )


def _any_of(values: Iterable[str], wanted: tuple[str, ...]) -> bool:
    known = {value.casefold() for value in values}
    return not wanted or any(name.casefold() in known for name in wanted)


def _latest(documents: list[Document]) -> list[Document]:
    """Return the first document of each authority and publisher in a list that has the newest first."""
    seen: set[tuple[tuple[str, ...], str]] = set()
    kept = []
    for document in documents:
        key = (document.authorities, document.publisher)
        if key not in seen:
            seen.add(key)
            kept.append(document)
    return kept
