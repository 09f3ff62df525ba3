"""Writes the files of a version: documents in order, new ones from their text, others from the version before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.model import ReadDocument
from index.storage.catalogue import CatalogueWriter
from index.storage.coarse import write_coarse
from index.storage.embedding_ahead import EmbeddingAhead
from index.storage.growing import Grown
from index.storage.layout import (
    CATALOGUE,
    CHROMA_KEYS,
    COARSE,
    KEYS,
    LEASE,
    LEXICAL,
    PASSAGES,
    ROWS,
    VECTORS,
    open_array,
)
from index.storage.lexical import LexicalWriter
from index.storage.manifest import Made
from index.storage.passages import indexed_texts, passages_of
from index.storage.records import ROLES, digest
from index.storage.vector_cache import VectorCache
from index.storage.version import PASSAGE, ROW, IndexVersion

__all__ = ["Assembly", "fingerprint_of"]

Report = Callable[[int, int], None]
Store = Callable[[Path, IndexVersion | None, NDArray[np.bytes_], NDArray[np.float32], NDArray[np.intp], Report], Grown]
"""Stores the vectors of keys `(n,)`, given as a matrix and the row of each, for a version's folder.

The version before is given where its store holds vectors of the same model.
"""
_ROLE_NUMBERS = {role: number for number, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows and passages of some documents, numbered within the part; `vectors` where they are known already."""

    documents: int
    rows: NDArray[np.void]
    passages: NDArray[np.void]
    keys: NDArray[np.bytes_]
    vectors: NDArray[np.float32] | None = None


def fingerprint_of(made: Made, content: Sequence[tuple[str, str]]) -> str:
    """Return the fingerprint of documents, given by id and content digest in order."""
    return digest([made.embedder, made.dimension, made.passages, made.format, content])


class Assembly:
    """A version in the making, in a folder of its own that nobody else looks at."""

    def __init__(
        self, folder: Path, previous: IndexVersion | None, embedding: EmbeddingAhead, *, is_mostly_kept: bool
    ) -> None:
        """Make the folder and begin the catalogue.

        Args:
            folder: does not exist yet.
            previous: the version from which documents may be kept.
            embedding: embeds the texts of all others.
            is_mostly_kept: whether most documents will be, so that the catalogue is better copied than made anew.
        """
        folder.mkdir(parents=True)
        (folder / LEASE).touch()
        self.folder = folder
        self._previous = previous
        self._embedding = embedding
        self._words = previous.lexical.words() if previous else None
        self._is_mostly_kept = is_mostly_kept
        copied = previous.folder / CATALOGUE if previous and is_mostly_kept else None
        self._catalogue = CatalogueWriter(folder / CATALOGUE, copied)
        self._lexical = LexicalWriter()
        self._parts: list[_Part] = []
        self._kept = range(0)
        self.content: list[tuple[str, str]] = []
        """Id and content digest of each document, in order."""
        self.tables: str | None = None
        """Digest of Chroma's tables where the store is that of the version before."""

    def add(self, read: ReadDocument) -> None:
        """Take the next document from its text."""
        self._take_over()
        self.content.append((read.document.id, self._catalogue.add(read)))
        self._lexical.add(indexed_texts(read))
        cut = passages_of(read)
        ordinals = {paragraph.id: paragraph.ordinal for paragraph in read.paragraphs}
        rows = np.zeros(len(read.paragraphs), ROW)
        rows["ordinal"] = np.arange(len(rows))
        rows["lead_in_row"] = [ordinals.get(paragraph.lead_in or "", -1) for paragraph in read.paragraphs]
        rows["role"] = [_ROLE_NUMBERS[paragraph.role] for paragraph in read.paragraphs]
        passages = np.zeros(len(cut.keys), PASSAGE)
        passages["paragraph_row"] = cut.ordinals
        passages["start"] = [start for start, _ in cut.spans]
        passages["end"] = [end for _, end in cut.spans]
        keys = np.asarray(cut.keys, dtype="S32")
        self._parts.append(_Part(1, rows, passages, keys))
        self._embedding.add(dict(zip(cut.keys, cut.texts, strict=True)))

    def keep(self, document_id: str) -> None:
        """Take the next document as it is in the previous version.

        Raises:
            KeyError: it is not there.
        """
        version = self._previous
        if version is None:
            raise KeyError(document_id)
        row = version.row_of_document[document_id]
        if self._is_mostly_kept:
            self._catalogue.keep(document_id)
        else:
            self._catalogue.add(ReadDocument(version.documents[row], version.paragraphs_of(document_id)))
        self.content.append((document_id, version.content_digests[row]))
        if row != self._kept.stop:
            self._take_over()
            self._kept = range(row, row)
        self._kept = range(self._kept.start, row + 1)

    def _take_over(self) -> None:
        """Take the rows, words and vectors of the documents that were kept since the last one that was added."""
        version, documents = self._previous, self._kept
        if version is None or self._words is None or not documents:
            return
        self._kept = range(0)
        span = range(int(version.first_row[documents.start]), int(version.first_row[documents.stop]))
        self._lexical.copy(self._words, span)
        rows = np.zeros(len(span), ROW)
        rows["document_row"] = version.document_row[span.start : span.stop] - documents.start
        rows["ordinal"] = version.ordinal[span.start : span.stop]
        rows["role"] = version.role[span.start : span.stop]
        leads = version.lead_in_row[span.start : span.stop]
        rows["lead_in_row"] = np.where(leads < 0, -1, leads - span.start)
        first, last = (int(version.passage_range[at]) for at in (span.start, span.stop))
        passages = np.zeros(last - first, PASSAGE)
        passages["paragraph_row"] = version.passage_paragraph[first:last] - span.start
        passages["start"] = version.passage_start[first:last]
        passages["end"] = version.passage_end[first:last]
        vectors = version.vectors.matrix[first:last]
        self._parts.append(_Part(len(documents), rows, passages, version.vectors.keys[first:last], vectors))

    def close(self) -> None:
        """Let go of the catalogue, whether finished or not."""
        self._catalogue.close()

    def finish(self, model: str, store: Store, stage: Callable[[str], Report]) -> int:
        """Wait for the vectors, made by `model`, have them stored, and write all files but the manifest.

        Returns:
            How many texts were embedded; the others had vectors.
        """
        self._take_over()
        self._catalogue.finish()
        np.save(self.folder / ROWS, self._numbered_rows())
        np.save(self.folder / PASSAGES, self._numbered_passages())
        self._lexical.write(self.folder / LEXICAL)
        cache, embedded = self._embedding.finish(stage("embedding"))
        keys, vectors = self._write_vectors(cache)
        self._store_vectors(model, keys, vectors, store, stage("storing vectors"))
        return embedded

    @property
    def paragraph_count(self) -> int:
        """Number of paragraphs so far."""
        return sum(len(part.rows) for part in self._parts)

    @property
    def passage_count(self) -> int:
        """Number of passages so far."""
        return sum(len(part.passages) for part in self._parts)

    def fingerprint(self, made: Made) -> str:
        """Return 32 hexadecimal digits of the content and of what indexed it, but not of when or where."""
        return fingerprint_of(made, self.content)

    def _store_vectors(
        self, model: str, keys: NDArray[np.bytes_], vectors: NDArray[np.float32], store: Store, report: Report
    ) -> None:
        """Have each vector stored once where it can be searched."""
        previous = self._previous
        if previous is not None:
            made = previous.manifest.made
            previous = previous if (made.embedder, made.dimension) == (model, vectors.shape[1]) else None
        wanted, first = np.unique(keys, return_index=True)
        grown = store(self.folder, previous, wanted, vectors, first, report)
        np.save(self.folder / CHROMA_KEYS, grown.held)
        self.tables = grown.tables

    def _write_vectors(self, cache: VectorCache) -> tuple[NDArray[np.bytes_], NDArray[np.float32]]:
        keys = np.concatenate([np.empty(0, "S32"), *(part.keys for part in self._parts)])
        np.save(self.folder / KEYS, keys)
        path = self.folder / VECTORS
        # Written, not mapped: on a full disk a write fails with an error, a mapped page kills the process.
        with path.open("wb") as file:
            shape = {"descr": "<f4", "fortran_order": False, "shape": (len(keys), cache.dimension)}
            np.lib.format.write_array_header_1_0(file, shape)
            for part in self._parts:
                known = part.vectors
                found = cache.vectors([bytes(key) for key in part.keys]) if known is None else known
                file.write(np.ascontiguousarray(found, dtype="<f4").data)
        vectors = open_array(path) if len(keys) else np.empty((0, cache.dimension), np.float32)
        write_coarse(self.folder / COARSE, vectors)
        return keys, vectors

    def _numbered_rows(self) -> NDArray[np.void]:
        """Return all paragraph rows, numbered through the version."""
        numbered = []
        documents = start = 0
        for part in self._parts:
            rows = part.rows.copy()
            rows["document_row"] += documents
            rows["lead_in_row"] = np.where(rows["lead_in_row"] < 0, -1, rows["lead_in_row"] + start)
            numbered.append(rows)
            documents += part.documents
            start += len(rows)
        return np.concatenate([np.zeros(0, ROW), *numbered])

    def _numbered_passages(self) -> NDArray[np.void]:
        """Return all passages, with the paragraph rows of the version."""
        numbered = []
        start = 0
        for part in self._parts:
            passages = part.passages.copy()
            passages["paragraph_row"] += start
            numbered.append(passages)
            start += len(part.rows)
        return np.concatenate([np.zeros(0, PASSAGE), *numbered])
