"""One document as a readable page, and the table of all, as the plain values that the components draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.labels import PUBLISHER_NAMES, PUBLISHER_NOTES, kind_text, shown_date
from app.selection import newest_first
from app.source_view import facts_of
from app.table_view import TableRow, table_view
from corpus.model import Document, Paragraph, Role

__all__ = ["documents_table", "reading_view"]

View = dict[str, Any]


def documents_table(documents: Iterable[Document]) -> View:
    """Return the table of documents, newest first."""
    columns = ["Document", "Authority", "Region", "Kind", "Who says it", "Published", "Judgements"]
    return table_view("documents", columns, [_table_row(document) for document in newest_first(documents)])


def reading_view(document: Document, paragraphs: Sequence[Paragraph], paragraph_id: str | None) -> View:
    """Return what the reading page draws.

    Args:
        document: the document.
        paragraphs: its paragraphs in order.
        paragraph_id: the paragraph to show marked, None for none.
    """
    known = {paragraph.id for paragraph in paragraphs}
    people = [(person.role.capitalize(), _named(person.name, person.title)) for person in document.people]
    return {
        "title": document.title,
        "publisher": PUBLISHER_NAMES[document.publisher],
        "publisher_kind": document.publisher.value,
        "publisher_note": PUBLISHER_NOTES[document.publisher],
        "facts": [*facts_of(document), *people, ("File", document.path)],
        "judgements": [
            {"area": judgement.area, "grade": judgement.grade, "target": judgement.paragraph_id}
            for judgement in document.judgements
        ],
        "warnings": list(document.warnings),
        "missing": _missing(paragraph_id, known),
        "marked": paragraph_id,
        "paragraphs": [_paragraph(paragraph) for paragraph in paragraphs if paragraph.role is not Role.BOILERPLATE],
        "file_url": f"evidence/file/{document.id}",
    }


def _table_row(document: Document) -> TableRow:
    grades = "; ".join(f"{judgement.area}: {judgement.grade}" for judgement in document.judgements)
    day = document.dated
    cells = (
        document.title,
        ", ".join(document.authorities),
        document.region or "",
        kind_text(document.kind),
        PUBLISHER_NAMES[document.publisher],
        shown_date(day) or "",
        grades,
    )
    sort = (*cells[:5], day.isoformat() if day else "", grades)
    return TableRow(cells, sort, f"library?document={document.id}")


def _paragraph(paragraph: Paragraph) -> View:
    return {
        "id": paragraph.id,
        "number": paragraph.number,
        "role": paragraph.role.value,
        "depth": paragraph.depth,
        "level": len(paragraph.section) + 1,
        "page": paragraph.page_first,
        "text": paragraph.text,
    }


def _missing(paragraph_id: str | None, known: set[str]) -> str | None:
    """Say so when a link leads to a paragraph that the document no longer has."""
    if paragraph_id is None or paragraph_id in known:
        return None
    return "The paragraph that the link names is not in this document any more: its text has changed."


def _named(name: str, title: str | None) -> str:
    return f"{name}, {title}" if title else name
