"""`index status`: what is indexed, by what, how large it is, and whether the corpus has moved on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from index.settings import Settings
from index.storage.layout import IndexPaths
from index.storage.lock import holder
from index.storage.plan import Difference, compare, find
from index.storage.server_index import where
from index.storage.version import open_index

__all__ = ["IndexStatus", "status"]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The version in use. `index` is its folder, or the server that keeps it.

    `created` is in UTC; sizes are bytes; `writer` is who builds just now, if anybody.
    `stale` is what a build would do about the corpus folders, or None where they cannot be read (`stale_why`).
    """

    index: str
    version: str
    fingerprint: str
    created: str
    corpora: tuple[str, ...]
    embedder: str
    dimension: int
    documents: int
    paragraphs: int
    passages: int
    refused: tuple[tuple[str, str], ...]
    version_bytes: int
    cache_bytes: int
    stale: Difference | None
    stale_why: str | None
    writer: str | None


def status(source: Settings | Path, corpora: Sequence[Path] = ()) -> IndexStatus:
    """Look at the index in use and at the corpus folders it was made of (or at `corpora`).

    Args:
        source: settings, or the folder of an index on this machine.
        corpora: the folders to look at; none for those of the version in use.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: it cannot be opened.
        IndexStoreError: the server that keeps it cannot be asked.
    """
    paths, server = where(source)
    if server is None:
        return _status(source, corpora, paths, str(paths.root), holder(paths))
    with closing(server):
        return _status(source, corpora, paths, server.where, server.holder())


def _status(
    source: Settings | Path, corpora: Sequence[Path], paths: IndexPaths, name: str, writer: str | None
) -> IndexStatus:
    with open_index(source) as version:
        manifest = version.manifest
        stale, why = None, None
        try:
            found = find(tuple(corpora) or tuple(Path(folder) for folder in manifest.corpora))
            hashes = {document.path: document.sha256 for document in version.documents}
            stale = compare(found, manifest, hashes, manifest.made).difference
        except CorpusError as exc:
            why = str(exc)
        return IndexStatus(
            index=name,
            version=manifest.name,
            fingerprint=manifest.fingerprint,
            created=manifest.created,
            corpora=manifest.corpora,
            embedder=manifest.made.embedder,
            dimension=manifest.made.dimension,
            documents=manifest.documents,
            paragraphs=manifest.paragraphs,
            passages=manifest.passages,
            refused=tuple((path, message) for path, (_, message) in manifest.refused.items()),
            version_bytes=_size(version.folder),
            cache_bytes=_size(paths.cache),
            stale=stale,
            stale_why=why,
            writer=writer,
        )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
