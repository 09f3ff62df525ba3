"""Documents and paragraphs as rows of SQL tables, and back."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from corpus.model import Box, Document, Evidence, Judgement, Paragraph, Period, Person, Publisher, Quotation, Role

__all__ = [
    "DOCUMENT_TABLES",
    "PARAGRAPH_COLUMNS",
    "ROLES",
    "checksum",
    "digest",
    "document_of",
    "paragraph_of",
    "record_of",
    "records_of",
]

Record = tuple[Any, ...]
Records = Mapping[str, Sequence[Record]]

_READABLE = json.JSONEncoder(ensure_ascii=False)
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))

ROLES = tuple(Role)
"""Roles by the number that stands for each in `rows.npy`."""

DOCUMENT_TABLES = {
    "documents": (
        "path TEXT NOT NULL",
        "sha256 TEXT NOT NULL",
        "title TEXT NOT NULL",
        "kind TEXT NOT NULL",
        "publisher TEXT NOT NULL",
        "framework TEXT",
        "region TEXT",
        "published TEXT",
        "previous_inspection TEXT",
        "page_count INTEGER",
        "media_type TEXT NOT NULL",
    ),
    "authorities": ("authority TEXT NOT NULL",),
    "periods": ("start TEXT NOT NULL", '"end" TEXT NOT NULL', "paragraph_id TEXT"),
    "people": ("name TEXT NOT NULL", "role TEXT NOT NULL", "title TEXT", "paragraph_id TEXT"),
    "judgements": ("area TEXT NOT NULL", "grade TEXT NOT NULL", "wording TEXT NOT NULL", "paragraph_id TEXT NOT NULL"),
    "evidence": ("field TEXT NOT NULL", "paragraph_id TEXT", "source TEXT NOT NULL"),
    "warnings": ("warning TEXT NOT NULL",),
}
"""Columns of each table about documents, after `document_id` and (but for `documents`) `position`."""

PARAGRAPH_COLUMNS = (
    "document_id TEXT NOT NULL",
    "ordinal INTEGER NOT NULL",
    "id TEXT NOT NULL",
    "text TEXT NOT NULL",
    "start INTEGER NOT NULL",
    '"end" INTEGER NOT NULL',
    "role TEXT NOT NULL",
    "number TEXT",
    "section TEXT NOT NULL",
    "page_first INTEGER",
    "page_last INTEGER",
    "boxes TEXT NOT NULL",
    "lead_in TEXT",
    "depth INTEGER NOT NULL",
    "quotations TEXT NOT NULL",
)


def records_of(document: Document) -> dict[str, list[Record]]:
    """Return a document's rows by table, without `document_id` and `position`."""
    return {
        "documents": [
            (
                document.path,
                document.sha256,
                document.title,
                document.kind,
                document.publisher.value,
                document.framework,
                document.region,
                _iso(document.published),
                document.previous_inspection,
                document.page_count,
                document.media_type,
            )
        ],
        "authorities": [(name,) for name in document.authorities],
        "periods": [(_iso(p.start), _iso(p.end), p.paragraph_id) for p in document.periods],
        "people": [(p.name, p.role, p.title, p.paragraph_id) for p in document.people],
        "judgements": [(j.area, j.grade, j.wording, j.paragraph_id) for j in document.judgements],
        "evidence": [(e.field, e.paragraph_id, e.source) for e in document.evidence],
        "warnings": [(warning,) for warning in document.warnings],
    }


def document_of(document_id: str, records: Records) -> Document:
    """Make a document of its rows."""
    ((path, sha256, title, kind, publisher, framework, region, published, previous, pages, media),) = records[
        "documents"
    ]
    return Document(
        id=document_id,
        path=path,
        sha256=sha256,
        title=title,
        kind=kind,
        publisher=Publisher(publisher),
        framework=framework,
        authorities=tuple(name for (name,) in records["authorities"]),
        region=region,
        periods=tuple(
            Period(date.fromisoformat(first), date.fromisoformat(last), paragraph)
            for first, last, paragraph in records["periods"]
        ),
        published=date.fromisoformat(published) if published else None,
        people=tuple(Person(*record) for record in records["people"]),
        judgements=tuple(Judgement(*record) for record in records["judgements"]),
        previous_inspection=previous,
        page_count=pages,
        media_type=media,
        warnings=tuple(warning for (warning,) in records["warnings"]),
        evidence=tuple(Evidence(*record) for record in records["evidence"]),
    )


def record_of(paragraph: Paragraph) -> Record:
    """Return a paragraph's row, in the order of `PARAGRAPH_COLUMNS`."""
    return (
        paragraph.document_id,
        paragraph.ordinal,
        paragraph.id,
        paragraph.text,
        paragraph.start,
        paragraph.end,
        paragraph.role.value,
        paragraph.number,
        _READABLE.encode(paragraph.section),
        paragraph.page_first,
        paragraph.page_last,
        json.dumps([(box.page, box.x0, box.y0, box.x1, box.y1) for box in paragraph.boxes]),
        paragraph.lead_in,
        paragraph.depth,
        _READABLE.encode([(q.start, q.end, q.speaker, q.of_inspectorate) for q in paragraph.quotations]),
    )


def paragraph_of(record: Record) -> Paragraph:
    """Make a paragraph of its row."""
    (
        document_id,
        ordinal,
        identity,
        text,
        start,
        end,
        role,
        number,
        section,
        first,
        last,
        boxes,
        lead,
        depth,
        quotes,
    ) = record
    return Paragraph(
        id=identity,
        document_id=document_id,
        ordinal=ordinal,
        text=text,
        start=start,
        end=end,
        role=Role(role),
        number=number,
        section=tuple(json.loads(section)),
        page_first=first,
        page_last=last,
        boxes=tuple(Box(*box) for box in json.loads(boxes)),
        lead_in=lead,
        depth=depth,
        quotations=tuple(Quotation(*quotation) for quotation in json.loads(quotes)),
    )


def digest(value: object) -> str:
    """Return 32 hexadecimal digits of a JSON value."""
    return hashlib.blake2b(_canonical(value), digest_size=16).hexdigest()


def checksum(record: Record) -> int:
    """Return the CRC-32 of a row, by which a flipped bit is noticed when the row is read."""
    return zlib.crc32(_canonical(record))


def _canonical(value: object) -> bytes:
    return _CANONICAL.encode(value).encode()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
