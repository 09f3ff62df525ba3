"""`index check`: every invariant of the index on disk, and what to do about each that is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import IndexDamagedError, IndexMissingError
from corpus.model import ReadDocument
from corpus.paragraphs import paragraph_id
from index.storage.assembly import fingerprint_of
from index.storage.chroma import digest_of_tables
from index.storage.layout import IndexPaths
from index.storage.manifest import Manifest, current_version, read_manifest
from index.storage.probe import probe_vector_store
from index.storage.stored_files import CHROMA_TABLES, altered_files
from index.storage.vector_cache import check_cache
from index.storage.verify import unresolved, version_faults
from index.storage.version import IndexVersion

__all__ = ["Fault", "check"]

REBUILD = "run 'inspection-qa index rebuild'; nothing is embedded again"


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken invariant: where, what was found, and what to do."""

    where: str
    what: str
    advice: str


def check(index_dir: Path) -> tuple[Fault, ...]:
    """Verify the version in use and the kept vectors; an empty result means that all is well.

    Raises:
        IndexMissingError: there is no index.
    """
    paths = IndexPaths(index_dir)
    try:
        name, digest = current_version(paths)
    except IndexDamagedError as exc:
        return (Fault(str(paths.current), str(exc), REBUILD),)
    version = paths.versions / name
    try:
        manifest = read_manifest(version, digest)
    except (IndexDamagedError, IndexMissingError) as exc:
        return (Fault(str(version), str(exc), REBUILD),)
    return (*_version_faults(version, manifest), *_cache_faults(paths))


def _version_faults(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    altered = list(altered_files(folder, manifest.files))
    for relative in altered:
        yield Fault(str(folder / relative), "its bytes are not those that were written", REBUILD)
    try:
        if digest_of_tables(folder / CHROMA_TABLES) != manifest.chroma_tables:
            yield Fault(str(folder / CHROMA_TABLES), "what it holds is not what was written", REBUILD)
    except IndexDamagedError as exc:
        yield Fault(str(folder / CHROMA_TABLES), str(exc), REBUILD)
    if not altered:
        # A store whose bytes are wrong is not opened at all: it may crash whoever opens it.
        for what in probe_vector_store(folder):
            yield Fault(str(folder / CHROMA_TABLES), what, REBUILD)
    try:
        with IndexVersion(folder) as version:
            for what in (*version_faults(version), *_content_faults(version)):
                yield Fault(str(folder), what, REBUILD)
    except (IndexDamagedError, FileNotFoundError) as exc:
        yield Fault(str(folder), str(exc), REBUILD)


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
    lengths = np.linalg.norm(version.vectors.matrix, axis=1)
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


def _cache_faults(paths: IndexPaths) -> Iterator[Fault]:
    for file in sorted(paths.cache.glob("*.sqlite")):
        for what in check_cache(file):
            yield Fault(str(file), what, "run 'inspection-qa index rebuild'; the texts concerned are embedded again")
