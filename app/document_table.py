"""The documents and what they state as tables: for CSV files, listings and the library."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.labels import visit_text
from corpus.errors import CorpusError
from corpus.model import Document, Paragraph

__all__ = [
    "DOCUMENT_COLUMNS",
    "document_json",
    "document_rows",
    "judgement_rows",
    "paragraph_json",
    "people_rows",
    "period_rows",
    "to_csv",
    "write_parquet",
]

DOCUMENT_COLUMNS = (
    "id",
    "path",
    "title",
    "kind",
    "publisher",
    "framework",
    "authorities",
    "region",
    "visit_start",
    "visit_end",
    "published",
    "lead_inspector",
    "pages",
    "warnings",
    "sha256",
)
JUDGEMENT_COLUMNS = ("document", "authorities", "region", "published", "area", "grade", "wording", "paragraph_id")
PEOPLE_COLUMNS = ("document", "authorities", "name", "role", "title", "paragraph_id")
PERIOD_COLUMNS = ("document", "authorities", "start", "end", "paragraph_id")
_DAYS = frozenset({"visit_start", "visit_end", "published", "start", "end"})
_NUMBERS = frozenset({"pages"})
# A spreadsheet runs a cell that begins like this as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def document_rows(documents: Iterable[Document]) -> Iterator[tuple[str, ...]]:
    """Yield the names of the columns, then a row for each document."""
    yield DOCUMENT_COLUMNS
    for document in documents:
        values = document_json(document)
        leads = [person.name for person in document.people if person.role == "lead inspector"]
        values |= {"lead_inspector": leads, "pages": document.page_count}
        yield tuple(_cell(values[name]) for name in DOCUMENT_COLUMNS)


def judgement_rows(documents: Iterable[Document]) -> Iterator[tuple[str, ...]]:
    """Yield the names of the columns, then a row for each judgement of each document."""
    yield JUDGEMENT_COLUMNS
    for document in documents:
        about = (document.path, "; ".join(document.authorities), document.region or "", _cell(document.published))
        for judgement in document.judgements:
            yield (*about, judgement.area, judgement.grade, judgement.wording, judgement.paragraph_id)


def people_rows(documents: Iterable[Document]) -> Iterator[tuple[str, ...]]:
    """Yield the names of the columns, then a row for each person whom a document names in a role."""
    yield PEOPLE_COLUMNS
    for document in documents:
        for person in document.people:
            about = (person.name, person.role, person.title or "", person.paragraph_id or "")
            yield (document.path, "; ".join(document.authorities), *about)


def period_rows(documents: Iterable[Document]) -> Iterator[tuple[str, ...]]:
    """Yield the names of the columns, then a row for each period that inspectors were there."""
    yield PERIOD_COLUMNS
    for document in documents:
        for period in document.periods:
            days = (period.start.isoformat(), period.end.isoformat(), period.paragraph_id or "")
            yield (document.path, "; ".join(document.authorities), *days)


def to_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV in which no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in row])
    return out.getvalue()


def write_parquet(rows: Iterable[Sequence[str]], path: Path) -> None:
    """Write rows as a Parquet file with typed columns: days as dates, counts as numbers, empty cells as null.

    Raises:
        CorpusError: the file cannot be written.
    """
    import pyarrow
    from pyarrow import parquet

    names, *records = rows
    columns = {}
    for at, name in enumerate(names):
        cells: list[Any] = [record[at] or None for record in records]
        kind = pyarrow.date32() if name in _DAYS else pyarrow.int32() if name in _NUMBERS else pyarrow.string()
        convert = date.fromisoformat if name in _DAYS else int if name in _NUMBERS else str
        columns[name] = pyarrow.array([None if cell is None else convert(cell) for cell in cells], kind)
    try:
        parquet.write_table(pyarrow.table(columns), path)
    except OSError as exc:
        why = exc.strerror or str(exc)
        raise CorpusError(f"{path}: cannot be written ({why}); choose another file with --out") from exc


def document_json(document: Document) -> dict[str, Any]:
    """Return a document's fields as JSON values."""
    return {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "kind": document.kind,
        "publisher": document.publisher.value,
        "framework": document.framework,
        "authorities": list(document.authorities),
        "region": document.region,
        "visit_start": _day(document.visit_start),
        "visit_end": _day(document.visit_end),
        "visit": visit_text(document),
        "published": _day(document.published),
        "people": [{"name": p.name, "role": p.role, "title": p.title} for p in document.people],
        "judgements": [
            {"area": j.area, "grade": j.grade, "wording": j.wording, "paragraph_id": j.paragraph_id}
            for j in document.judgements
        ],
        "previous_inspection": document.previous_inspection,
        "page_count": document.page_count,
        "media_type": document.media_type,
        "warnings": list(document.warnings),
        "sha256": document.sha256,
    }


def paragraph_json(paragraph: Paragraph) -> dict[str, Any]:
    """Return a paragraph's fields as JSON values."""
    return {
        "paragraph_id": paragraph.id,
        "number": paragraph.number,
        "page": paragraph.page_first,
        "section": list(paragraph.section),
        "role": paragraph.role.value,
        "start": paragraph.start,
        "end": paragraph.end,
        "text": paragraph.text,
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(str(item) for item in value) if isinstance(value, list) else str(value)
