"""The catalogue: documents, what they state, and their paragraphs, in one SQLite file of a version."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexDamagedError
from corpus.model import Document, Paragraph, ReadDocument
from index.storage.records import (
    DOCUMENT_TABLES,
    PARAGRAPH_COLUMNS,
    Record,
    checksum,
    digest,
    document_of,
    paragraph_of,
    record_of,
    records_of,
)

__all__ = ["Catalogue", "CatalogueWriter", "StoredDocument", "content_digest"]

_PARAGRAPH_NAMES = ", ".join(column.split()[0] for column in PARAGRAPH_COLUMNS)
MAX_FREE = 0.25
"""Share of the pages of a copied file that may be unused before it is written anew."""
_PRAGMAS = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON"
"""Nobody reads a file before it is whole; and words of a document that was removed do not stay in it."""
_DETAIL_TABLES = tuple(name for name in DOCUMENT_TABLES if name != "documents")


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document, how many paragraphs it has, and the digest of everything stored about both."""

    document: Document
    paragraph_count: int
    digest: str


def content_digest(read: ReadDocument) -> str:
    """Return 32 hexadecimal digits of everything that is stored about a document and its paragraphs."""
    return _content(read.document.id, records_of(read.document), [record_of(p) for p in read.paragraphs])


class CatalogueWriter:
    """Writes a new catalogue, document by document in their order."""

    def __init__(self, path: Path, previous: Path | None = None) -> None:
        """Make the file.

        Args:
            path: a file that does not exist yet.
            previous: the catalogue of the version before, most of whose documents are kept; it is copied.

        Raises:
            OSError: the disk is full or the folder not writable.
        """
        self._order: list[str] = []
        self._is_copy = previous is not None
        if previous is not None:
            shutil.copyfile(previous, path)
        with _full_disk_translated():
            self._connection = sqlite3.connect(path, check_same_thread=False)
            self._connection.executescript(_PRAGMAS if self._is_copy else f"{_PRAGMAS}; {_schema()}")

    def add(self, read: ReadDocument) -> str:
        """Write a document and its paragraphs; return the digest of both."""
        identity = read.document.id
        records = records_of(read.document)
        rows = [record_of(paragraph) for paragraph in read.paragraphs]
        content = _content(identity, records, rows)
        stated = _row_digest(identity, len(read.paragraphs), content, records)
        if self._is_copy:
            self._remove(identity)
        place = (identity, len(self._order), len(read.paragraphs), content, stated)
        self._insert("documents", [(*place, *records["documents"][0])])
        for table in _DETAIL_TABLES:
            self._insert(table, [(identity, at, *record) for at, record in enumerate(records[table])])
        self._insert("paragraphs", [(checksum(row), *row) for row in rows])
        self._order.append(identity)
        return content

    def keep(self, document_id: str) -> None:
        """Take the next document and its paragraphs as they are in the catalogue that was copied."""
        self._order.append(document_id)

    def finish(self) -> None:
        """Put what was kept in order, or write the index by paragraph id; close the file."""
        with _full_disk_translated():
            if self._is_copy:
                self._put_in_order()
            else:
                self._connection.execute("CREATE INDEX paragraph_by_id ON paragraphs (id)")
                self._connection.commit()
        self.close()

    def _put_in_order(self) -> None:
        """Remove the documents that were not kept, number the others, and give back the space if it is much."""
        held = {str(identity) for (identity,) in self._connection.execute("SELECT id FROM documents")}
        for identity in sorted(held.difference(self._order)):
            self._remove(identity)
        self._connection.executemany(
            "UPDATE documents SET position = ?1 WHERE id = ?2 AND position <> ?1", enumerate(self._order)
        )
        self._connection.commit()
        (free,), (pages,) = (
            self._connection.execute(f"PRAGMA {what}_count").fetchone() for what in ("freelist", "page")
        )
        if free > MAX_FREE * pages:
            self._connection.execute("VACUUM")

    def _remove(self, document_id: str) -> None:
        with _full_disk_translated():
            self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            for table in (*_DETAIL_TABLES, "paragraphs"):
                self._connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))

    def close(self) -> None:
        """Close the file, finished or not."""
        self._connection.close()

    def _insert(self, table: str, rows: Sequence[Record]) -> None:
        if rows:
            with _full_disk_translated():
                self._connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


class Catalogue:
    """Reads a catalogue that nobody changes; may be shared between threads.

    Every row is checked against the checksum that was stored with it, so that a damaged file raises
    `IndexDamagedError` and never gives a wrong word.
    """

    def __init__(self, path: Path) -> None:
        """Open the file for reading only.

        Raises:
            IndexDamagedError: the file is missing or no catalogue.
        """
        self._path = path
        self._turn = threading.Lock()
        with self._damage_noticed():
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._connection.execute("SELECT count(*) FROM documents").fetchone()

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._connection.close()

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return all documents in order.

        Raises:
            IndexDamagedError: a row is not as it was written.
        """
        details: dict[str, dict[str, list[Record]]] = {table: defaultdict(list) for table in _DETAIL_TABLES}
        for table in _DETAIL_TABLES:
            for document_id, _, *record in self._rows(f"SELECT * FROM {table} ORDER BY document_id, position"):
                details[table][document_id].append(tuple(record))
        stored = []
        rows = self._rows("SELECT * FROM documents ORDER BY position")
        for document_id, _, count, content, stated, *record in rows:
            records = {"documents": [tuple(record)], **{table: details[table][document_id] for table in _DETAIL_TABLES}}
            if _row_digest(document_id, count, content, records) != stated:
                raise self._damaged(f"what it holds of document {document_id} is not what was written")
            stored.append(StoredDocument(document_of(document_id, records), count, content))
        return tuple(stored)

    def paragraphs_of(self, document_id: str) -> tuple[Paragraph, ...]:
        """Return a document's paragraphs in reading order; empty for an unknown document."""
        return tuple(self._paragraphs("WHERE document_id = ? ORDER BY ordinal", (document_id,)))

    def paragraphs(self, places: Sequence[tuple[str, int]]) -> list[Paragraph]:
        """Return the paragraphs at pairs of document id and ordinal, in that order.

        Raises:
            IndexDamagedError: there is none at a place, or it is not as it was written.
        """
        found: list[Paragraph] = []
        for document_id, ordinal in places:
            paragraph = next(self._paragraphs("WHERE document_id = ? AND ordinal = ?", (document_id, ordinal)), None)
            if paragraph is None:
                raise self._damaged(f"paragraph {ordinal} of document {document_id} is missing")
            found.append(paragraph)
        return found

    def paragraph(self, paragraph_id: str) -> Paragraph | None:
        """Return a paragraph by its id, None where there is none."""
        return next(self._paragraphs("WHERE id = ?", (paragraph_id,)), None)

    def ids(self) -> Iterator[tuple[str, int, str]]:
        """Yield document id, ordinal and id of every paragraph, in no order."""
        yield from self._rows("SELECT document_id, ordinal, id FROM paragraphs")

    def texts_with(self, mark: str) -> list[tuple[str, str]]:
        """Return document id and text of every paragraph in which a mark stands, in reading order by document."""
        query = "SELECT document_id, text FROM paragraphs WHERE instr(text, ?) ORDER BY document_id, ordinal"
        return [(str(document), str(text)) for document, text in self._rows(query, (mark,))]

    def check(self) -> list[str]:
        """Read everything; return what is wrong, an empty list when nothing is."""
        try:
            found = [str(message) for (message,) in self._rows("PRAGMA integrity_check") if message != "ok"]
            for stored in self.documents():
                paragraphs = self.paragraphs_of(stored.document.id)
                if content_digest(ReadDocument(stored.document, paragraphs)) != stored.digest:
                    found.append(f"{self._path}: the paragraphs of {stored.document.path} are not what was written")
        except IndexDamagedError as exc:
            return [str(exc)]
        return found

    def _paragraphs(self, condition: str, values: Sequence[object]) -> Iterator[Paragraph]:
        for stated, *record in self._rows(f"SELECT checksum, {_PARAGRAPH_NAMES} FROM paragraphs {condition}", values):
            if checksum(tuple(record)) != stated:
                raise self._damaged(f"paragraph {record[2]} is not what was written")
            yield paragraph_of(tuple(record))

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Record]:
        with self._turn, self._damage_noticed():
            return self._connection.execute(query, tuple(values)).fetchall()

    @contextmanager
    def _damage_noticed(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as exc:
            raise self._damaged(str(exc)) from exc

    def _damaged(self, what: str) -> IndexDamagedError:
        return IndexDamagedError(f"{self._path}: {what}; run 'inspection-qa index rebuild'")


def _schema() -> str:
    statements = [
        "CREATE TABLE documents (id TEXT PRIMARY KEY, position INTEGER NOT NULL, "
        "paragraph_count INTEGER NOT NULL, content_digest TEXT NOT NULL, row_digest TEXT NOT NULL, "
        f"{', '.join(DOCUMENT_TABLES['documents'])}) WITHOUT ROWID",
        f"CREATE TABLE paragraphs (checksum INTEGER NOT NULL, {', '.join(PARAGRAPH_COLUMNS)}, "
        "PRIMARY KEY (document_id, ordinal)) WITHOUT ROWID",
    ]
    statements += [
        f"CREATE TABLE {table} (document_id TEXT NOT NULL, position INTEGER NOT NULL, "
        f"{', '.join(DOCUMENT_TABLES[table])}, PRIMARY KEY (document_id, position)) WITHOUT ROWID"
        for table in _DETAIL_TABLES
    ]
    return ";\n".join(statements)


def _content(identity: str, records: Mapping[str, Sequence[Record]], paragraphs: Sequence[Record]) -> str:
    return digest([identity, records, paragraphs])


def _row_digest(document_id: str, paragraph_count: int, content: str, records: Mapping[str, Sequence[Record]]) -> str:
    return digest([document_id, paragraph_count, content, records])


@contextmanager
def _full_disk_translated() -> Iterator[None]:
    """Raise SQLite's 'disk is full' and 'readonly' as the `OSError` that they are."""
    try:
        yield
    except sqlite3.OperationalError as exc:
        raise OSError(exc.sqlite_errorcode, str(exc)) from exc
