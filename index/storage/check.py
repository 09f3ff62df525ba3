"""`index check`: every invariant of the index on disk, and what to do about each that is broken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.errors import IndexDamagedError, IndexMissingError
from corpus.model import ReadDocument
from corpus.paragraphs import paragraph_id
from index.settings import Settings
from index.storage.assembly import fingerprint_of
from index.storage.chroma import digest_of_tables
from index.storage.history import damaged
from index.storage.layout import IndexPaths
from index.storage.manifest import Manifest, current_version, read_manifest
from index.storage.probe import probe_vector_store
from index.storage.server_index import ServerIndex, where
from index.storage.stored_files import CHROMA_TABLES, altered_files
from index.storage.vector_cache import check_cache
from index.storage.verify import unresolved, vector_store_faults, version_faults
from index.storage.version import IndexVersion, open_index

__all__ = ["Fault", "check"]

REBUILD = "run 'inspection-qa index rebuild'; nothing is embedded again"
FETCH = "remove the version's folder; it is fetched again from the server"


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken invariant: where, what was found, and what to do."""

    where: str
    what: str
    advice: str


def check(source: Settings | Path) -> tuple[Fault, ...]:
    """Verify the version in use and the kept vectors; an empty result means that all is well.

    Args:
        source: settings, or the folder of an index on this machine. Where the settings name a Chroma server, what it
            holds is verified, and the copy of it on this machine.

    Raises:
        IndexMissingError: there is no index.
        IndexStoreError: the server that keeps it cannot be asked.
    """
    paths, server = where(source)
    if server is None:
        return (*_served_faults(paths), *_kept_faults(paths))
    with closing(server):
        return (*_server_faults(source, server), *_kept_faults(paths))


def _served_faults(paths: IndexPaths) -> Iterator[Fault]:
    try:
        name, digest = current_version(paths)
    except IndexDamagedError as exc:
        yield Fault(str(paths.current), str(exc), REBUILD)
        return
    version = paths.versions / name
    try:
        manifest = read_manifest(version, digest)
    except (IndexDamagedError, IndexMissingError) as exc:
        yield Fault(str(version), str(exc), REBUILD)
        return
    yield from _version_faults(version, manifest)


def _server_faults(source: Settings | Path, server: ServerIndex) -> Iterator[Fault]:
    try:
        # Fetches it where it is not here, or its copy cannot be opened.
        with open_index(source) as version:
            copy = [replace(fault, advice=FETCH) for fault in _version_faults(version.folder, version.manifest)]
            yield from copy
            for relative in server.altered_files(version.manifest):
                yield Fault(server.where, f"{relative} is not what was written", REBUILD)
            if not copy:
                for what in vector_store_faults(version, sample=None):
                    yield Fault(server.where, what, REBUILD)
    except IndexDamagedError as exc:
        yield Fault(server.where, str(exc), REBUILD)


def _version_faults(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    altered = list(altered_files(folder, manifest.files))
    for relative in altered:
        yield Fault(str(folder / relative), "its bytes are not those that were written", REBUILD)
    if not manifest.is_on_server:
        yield from _graph_faults(folder, manifest, is_probed=not altered)
    try:
        with IndexVersion(folder) as version:
            for what in (*version_faults(version), *_content_faults(version)):
                yield Fault(str(folder), what, REBUILD)
    except (IndexDamagedError, FileNotFoundError) as exc:
        yield Fault(str(folder), str(exc), REBUILD)


def _graph_faults(folder: Path, manifest: Manifest, *, is_probed: bool) -> Iterator[Fault]:
    """Yield what is wrong with Chroma's files. If any bytes are wrong it is not opened: it may crash whoever does."""
    tables = folder / CHROMA_TABLES
    try:
        if digest_of_tables(tables) != manifest.chroma_tables:
            yield Fault(str(tables), "what it holds is not what was written", REBUILD)
    except IndexDamagedError as exc:
        yield Fault(str(tables), str(exc), REBUILD)
    if is_probed:
        for what in probe_vector_store(folder):
            yield Fault(str(tables), what, REBUILD)


def _content_faults(version: IndexVersion) -> Iterator[str]:
    """Yield what is wrong with documents, paragraphs, passages, vectors."""
    yield from version.catalogue.check()
    content = [(doc.id, digest) for doc, digest in zip(version.documents, version.content_digests, strict=True)]
    if fingerprint_of(version.manifest.made, content) != version.fingerprint:
        yield "the documents are not those that the fingerprint was made of"
    for document in version.documents:
        read = ReadDocument(document, version.paragraphs_of(document.id))
        for identity in unresolved(read):
            yield f"{document.path}: names paragraph {identity}, which it has not"
        yield from _paragraph_faults(version, read)
    matrix = version.vectors.matrix
    # `np.linalg.norm` would hold a second matrix in memory.
    lengths = np.sqrt(np.einsum("ij,ij->i", matrix, matrix))
    if not (np.abs(lengths - 1) < 1e-3).all():
        yield "vectors.npy: a vector is not of length 1"


def _paragraph_faults(version: IndexVersion, read: ReadDocument) -> Iterator[str]:
    rows = version.rows_of(read.document.id)
    text = read.text
    for row, paragraph in zip(rows, read.paragraphs, strict=False):
        where = f"{read.document.path}: paragraph {paragraph.id}"
        if text[paragraph.start : paragraph.end] != paragraph.text:
            yield f"{where}: is not at characters {paragraph.start}-{paragraph.end} of its document"
        if not paragraph.id.startswith(paragraph_id(read.document.id, paragraph.text)):
            yield f"{where}: its text is not the one that its id was made of"
        first, last = (int(at) for at in version.passage_range[row : row + 2])
        if (version.passage_end[first:last] > len(paragraph.text)).any():
            yield f"{where}: a passage reaches beyond its text"


def _kept_faults(paths: IndexPaths) -> Iterator[Fault]:
    """Yield what is wrong with what is kept beside all versions: history and vectors."""
    for file in damaged(paths):
        yield Fault(str(file), "is not what was written", "remove it; only 'inspection-qa index diff' reads it")
    for file in sorted(paths.cache.glob("*.sqlite")):
        for what in check_cache(file):
            yield Fault(str(file), what, "run 'inspection-qa index rebuild'; the texts concerned are embedded again")
