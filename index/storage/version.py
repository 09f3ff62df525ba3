"""One version of the index, opened for reading: documents, paragraphs, words and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import cached_property, reduce
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamagedError, IndexStoreError
from corpus.model import Document, Paragraph
from index.embedding.base import Embedder
from index.settings import Settings
from index.storage.catalogue import Catalogue
from index.storage.chroma import AbsentVectors, ChromaVectors, VectorStore, digest_of_tables
from index.storage.coarse import Coarse
from index.storage.layout import (
    CATALOGUE,
    CHROMA,
    CHROMA_KEYS,
    COARSE,
    KEYS,
    LEXICAL,
    PASSAGES,
    ROWS,
    VECTORS,
    IndexPaths,
    open_array,
)
from index.storage.lexical import Lexical
from index.storage.lock import Lease
from index.storage.manifest import Manifest, current_version, held, read_manifest
from index.storage.records import ROLES
from index.storage.replica import fetched
from index.storage.server_index import ServerIndex, where
from index.storage.stored_files import CHROMA_TABLES, changed_checksums, refuse_altered
from index.storage.vectors import Vectors

__all__ = ["PASSAGE", "ROW", "IndexVersion", "current_name", "open_index"]

ROW = np.dtype([("document_row", "<i4"), ("ordinal", "<i4"), ("lead_in_row", "<i4"), ("role", "i1")])
"""A paragraph row: number of its document, ordinal in it, row of its lead-in or -1, number in `ROLES`."""

PASSAGE = np.dtype([("paragraph_row", "<i4"), ("start", "<i4"), ("end", "<i4")])
"""A passage: characters `start:end` of a paragraph."""

REBUILD = "run 'inspection-qa index rebuild'"


def open_index(source: Settings | Path, *, patient: bool = False) -> IndexVersion:
    """Open the version that is served now, and hold it until it is closed.

    Args:
        source: settings, or the folder of an index on this machine. Where the settings name a Chroma server, its
            version is opened, and fetched first if it is not here yet.
        patient: whether to wait longer for a server that is away, as a build does.

    Raises:
        IndexMissingError: there is no index; says how to build one.
        IndexDamagedError: the version breaks an invariant; says how to repair it.
        IndexStoreError: the server cannot be asked.
    """
    paths, server = where(source, patient=patient)
    if server is None:
        return held(paths, IndexVersion)
    try:
        return fetched(paths, server, lambda folder, digest: IndexVersion(folder, digest, server))
    except BaseException:
        server.close()
        raise


def current_name(source: Settings | Path) -> str:
    """Return the name of the version that is served now, new for each build, without opening it.

    Raises:
        IndexMissingError: there is no index.
        IndexStoreError: the server cannot be asked.
    """
    paths, server = where(source)
    if server is None:
        return current_version(paths)[0]
    with closing(server):
        return server.current()[0]


class IndexVersion:
    """A version of the index. Nothing in it ever changes; it may be shared between threads.

    Paragraphs are numbered by row, documents after one another in the order of `documents`, in each the
    paragraphs in reading order. `document_row`, `ordinal`, `lead_in_row` (-1 for none) and `role` (numbers
    into `ROLES`) are arrays `(paragraph_count,)`. Passages are numbered on their own: `passage_paragraph`,
    `passage_start` and `passage_end` are arrays `(passage_count,)`, in the order of paragraph rows.
    """

    def __init__(
        self,
        folder: Path,
        manifest_digest: str | None = None,
        server: ServerIndex | None = None,
        *,
        is_verified: bool = False,
    ) -> None:
        """Open a version's folder, its vectors on a server where there is one; verify its files if not yet done."""
        self.folder = folder
        self._server = server
        self._lease = Lease(folder)
        try:
            self.manifest: Manifest = read_manifest(folder, manifest_digest)
            self._is_verified = is_verified
            if not is_verified:
                refuse_altered(folder, self.manifest.files)
            self.catalogue = Catalogue(folder / CATALOGUE)
            self._load()
        except BaseException:
            self._lease.release()
            raise

    def __enter__(self) -> IndexVersion:
        """Return this version."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the version's files; it may then be removed."""
        self.vectors.close()
        self.catalogue.close()
        self._lease.release()
        if self._server is not None:
            self._server.close()

    def is_current(self) -> bool:
        """Whether no newer version is served. A server that is away counts as if there was none.

        Raises:
            IndexStoreError: the index is gone from this machine.
        """
        if self._server is not None:
            return self._server.is_current(self.name)
        return current_version(IndexPaths(self.folder.parent.parent))[0] == self.name

    def open_store(self) -> VectorStore:
        """Return where the vectors can be searched; whoever asks closes it. Its files are verified at the first use."""
        if self._server is not None:
            return self._server.store(self.name)
        if self.manifest.is_on_server:
            return AbsentVectors(self.folder)
        folder = self.folder / CHROMA
        return ChromaVectors(folder) if self._is_verified else ChromaVectors(folder, self._verify_chroma)

    @property
    def name(self) -> str:
        """Name of the version; new for each build."""
        return self.manifest.name

    @property
    def fingerprint(self) -> str:
        """Digest of the content: the same documents, read and embedded alike, give the same."""
        return self.manifest.fingerprint

    def document(self, document_id: str) -> Document:
        """Return a document by its id.

        Raises:
            KeyError: there is none.
        """
        return self.documents[self.row_of_document[document_id]]

    def rows_of(self, document_id: str) -> range:
        """Return the paragraph rows of a document.

        Raises:
            KeyError: there is none.
        """
        row = self.row_of_document[document_id]
        return range(int(self.first_row[row]), int(self.first_row[row + 1]))

    def paragraph(self, paragraph_id: str) -> Paragraph | None:
        """Return a paragraph by its id, None where there is none (its text may have changed)."""
        return self.catalogue.paragraph(paragraph_id)

    def row_of(self, paragraph: Paragraph) -> int:
        """Return the row of one of this version's paragraphs."""
        return self.rows_of(paragraph.document_id)[paragraph.ordinal]

    def paragraphs_at(self, rows: Sequence[int] | NDArray[np.integer]) -> list[Paragraph]:
        """Return the paragraphs of rows, in the order of the rows."""
        places = [(self.documents[self.document_row[row]].id, int(self.ordinal[row])) for row in rows]
        return self.catalogue.paragraphs(places)

    def paragraphs_with(self, words: str) -> list[Paragraph]:
        """Return the paragraphs that have all of some words, in any form of theirs; none where no word counts.

        Documents stand together, paragraphs in reading order. What surrounds a paragraph, such as its headings, counts.
        """
        rows = [self.lexical.rows_with(stem) for stem in sorted(set(self.lexical.stems(words)))]
        return self.paragraphs_at(reduce(np.intersect1d, rows)) if rows else []

    def paragraphs_of(self, document_id: str) -> tuple[Paragraph, ...]:
        """Return a document's paragraphs in reading order.

        Raises:
            KeyError: there is no such document.
        """
        self.row_of_document[document_id]
        return self.catalogue.paragraphs_of(document_id)

    def texts_with(self, mark: str) -> list[tuple[str, str]]:
        """Return document id and text of every paragraph in which a mark stands, such as '('."""
        return self.catalogue.texts_with(mark)

    @cached_property
    def is_finding(self) -> NDArray[np.bool_]:
        """Whether a paragraph may answer a question, `(paragraph_count,)`."""
        finding: NDArray[np.bool_] = np.asarray([role.is_finding for role in ROLES])[self.role]
        return finding

    @cached_property
    def passage_range(self) -> NDArray[np.int64]:
        """The passages of paragraph row `r` are `passage_range[r]:passage_range[r + 1]`."""
        return np.searchsorted(self.passage_paragraph, np.arange(self.paragraph_count + 1))

    def require(self, embedder: Embedder) -> None:
        """Refuse an embedder by which this version was not made: their vectors mean nothing to each other.

        Raises:
            IndexStoreError: it is another; says how to mend that.
        """
        made = self.manifest.made
        if embedder.name != made.embedder:
            raise IndexStoreError(
                f"{self.folder.parent.parent}: the index was made with the embedding model {made.embedder}, but "
                f"{embedder.name} is set; run 'inspection-qa index build', or set the model that it was made with"
            )

    def search_vectors(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the passages nearest to a query.

        Args:
            query: unit vector `(dimension,) float32`.
            k: how many passages at most.
            allowed: which paragraph rows may be found, `(paragraph_count,) bool`; None for all.

        Returns:
            Passage rows and their cosines, best first, ties by row; fewer than `k` where there are no more.

        Raises:
            IndexDamagedError: the vector store is damaged.
        """
        return self.vectors.search(query, k, None if allowed is None else allowed[self.passage_paragraph])

    def _load(self) -> None:
        stored = self.catalogue.documents()
        self.documents = tuple(entry.document for entry in stored)
        self.row_of_document = {entry.document.id: row for row, entry in enumerate(stored)}
        self.content_digests = tuple(entry.digest for entry in stored)
        counts = [entry.paragraph_count for entry in stored]
        self.first_row = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
        rows = self._array(ROWS)
        passages = self._array(PASSAGES)
        self.document_row = np.ascontiguousarray(rows["document_row"])
        self.ordinal = np.ascontiguousarray(rows["ordinal"])
        self.lead_in_row = np.ascontiguousarray(rows["lead_in_row"])
        self.role = np.ascontiguousarray(rows["role"])
        self.passage_paragraph = np.ascontiguousarray(passages["paragraph_row"])
        self.passage_start = np.ascontiguousarray(passages["start"])
        self.passage_end = np.ascontiguousarray(passages["end"])
        self.paragraph_count = len(rows)
        self.passage_count = len(passages)
        self.lexical = Lexical(self.folder / LEXICAL, self.paragraph_count)
        self.chroma_keys = self._array(CHROMA_KEYS)
        self.vectors = Vectors(
            self._array(VECTORS), self._array(KEYS), self.open_store(), self.chroma_keys, self._coarse()
        )

    def _coarse(self) -> Coarse | None:
        """Return what a first look at the vectors needs; versions of few vectors, or of before, have none."""
        if COARSE not in self.manifest.files:
            return None
        try:
            return Coarse(self._array(COARSE), self.manifest.made.dimension)
        except ValueError as exc:
            raise IndexDamagedError(f"{self.folder / COARSE}: {exc}; {REBUILD}") from exc

    def _array(self, name: str) -> NDArray[Any]:
        try:
            return open_array(self.folder / name)
        except (OSError, ValueError) as exc:
            raise IndexDamagedError(f"{self.folder / name}: {exc}; {REBUILD}") from exc

    def _verify_chroma(self) -> None:
        """Refuse a graph that was altered, which could bring this process down or lose a neighbour unnoticed."""
        files = {path: file for path, file in self.manifest.files.items() if path.startswith(f"{CHROMA}/")}
        if altered := changed_checksums(self.folder, files):
            raise IndexDamagedError(f"{self.folder / altered[0]}: its bytes were altered; {REBUILD}")
        tables = self.folder / CHROMA_TABLES
        if digest_of_tables(tables) != self.manifest.chroma_tables:
            raise IndexDamagedError(f"{tables}: what it holds is not what was written; {REBUILD}")
