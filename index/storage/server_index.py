"""An index on a Chroma server: two collections for each version, and a record that names the one in use.

`<index>.current` holds no vectors; its metadata name the version. `<index>.<version>.vectors` holds each vector
under the hash of its text, `<index>.<version>.files` the version's files. Neither changes once the record names it.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamagedError, IndexMissingError, IndexStoreError
from index.settings import Settings
from index.storage.chroma import GRAPH, VectorStore
from index.storage.chroma_server import PATIENT, QUICK, ChromaServer, ServerAddress
from index.storage.layout import MANIFEST, IndexPaths
from index.storage.manifest import Manifest
from index.storage.server_files import GRAPH as FILES_GRAPH
from index.storage.server_files import RECORDS, download, unlike, upload
from index.storage.server_lock import ServerLock

__all__ = ["ServerIndex", "ServerVectors", "where"]

_log = logging.getLogger(__name__)

Report = Callable[[int, int], None]
UNASKED_S = 30.0
"""Seconds for which a server that was away is not asked again whether there is a newer version."""
_VERSION = re.compile(r"\d{8}T\d{6,}-\d+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def where(source: Settings | Path, *, patient: bool = False) -> tuple[IndexPaths, ServerIndex | None]:
    """Return the local files of an index, and the server that keeps it where the settings name one.

    What a server keeps is copied under `<index>/servers/`, apart from an index that is only here; the kept vectors
    are shared.

    Args:
        source: settings, or the folder of an index on this machine.
        patient: whether to wait longer for a server that is away, as a build does.
    """
    if isinstance(source, Path):
        return IndexPaths(source), None
    address = ServerAddress.of(source)
    if address is None:
        return IndexPaths(source.index), None
    identity = "\n".join((address.url, address.tenant, address.database, source.chroma_index))
    place = f"{source.chroma_index}-{hashlib.blake2b(identity.encode(), digest_size=4).hexdigest()}"
    paths = IndexPaths(source.index / "servers" / place, kept_vectors=source.index / "vectors")
    server = ChromaServer(address, PATIENT if patient else QUICK)
    return paths, ServerIndex(server, source.chroma_index, paths.root)


class ServerIndex:
    """The versions of one index on a server; may be shared between threads.

    Raises (all methods):
        IndexStoreError: the server is away, refuses the token, or failed.
    """

    def __init__(self, server: ChromaServer, name: str, copy: Path) -> None:
        """Take the server, the index's name on it, and the folder of its copy on this machine."""
        self.where = f"{server.address.url} index '{name}'"
        self._server = server
        self._prefix = f"{name}."
        self._lock = ServerLock(server, f"{name}.writer", self.where, copy)
        self._ask_again = 0.0

    def close(self) -> None:
        """Close the connection."""
        self._server.close()

    def current(self) -> tuple[str, str]:
        """Return the name of the version in use, and the sha256 of its manifest.

        Raises:
            IndexMissingError: there is no index of this name.
            IndexDamagedError: the record names no version.
        """
        return self._current(self._server.pauses)

    def is_current(self, version: str) -> bool:
        """Whether no other version is served; a server that is away counts as if there was none, and is warned of."""
        if time.monotonic() < self._ask_again:
            return True
        try:
            return self._current(pauses=())[0] == version
        except IndexStoreError as exc:
            self._ask_again = time.monotonic() + UNASKED_S
            _log.warning("%s. Until then version %s, which was fetched before, is asked.", exc, version)
            return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer of the index, on any machine; removes what an interrupted one left.

        Raises:
            IndexLockedError: somebody else is.
        """
        with self._lock.held():
            self.tidy()
            yield

    def holder(self) -> str | None:
        """Say who is writing the index; None where nobody is."""
        return self._lock.holder()

    def store(self, version: str) -> VectorStore:
        """Return the vectors of a version."""
        return ServerVectors(self._server, self._vectors(version))

    def write_vectors(
        self,
        version: str,
        keys: Sequence[str],
        vectors: NDArray[np.float32],
        rows: NDArray[np.intp],
        report: Report,
    ) -> None:
        """Write the vectors of a version in the making under their keys, given as a matrix and the row of each."""
        collection = self._made(self._vectors(version), GRAPH)
        for start in range(0, len(keys), RECORDS):
            report(start, len(keys))
            part = slice(start, start + RECORDS)
            added = partial(collection.add, ids=list(keys[part]), embeddings=vectors[rows[part]])
            self._server.tried(added)

    def write_files(self, folder: Path, manifest: Manifest, report: Report) -> None:
        """Write the files of a version in the making, then read them back.

        Raises:
            IndexStoreError: what the server holds is not what was written.
        """
        collection = self._made(self._files(manifest.name), FILES_GRAPH, {"manifest": _size(folder / MANIFEST)})
        files = {MANIFEST: (folder / MANIFEST).stat().st_size}
        files |= {relative: file.size for relative, file in manifest.files.items()}
        upload(self._server, collection, folder, files, report)
        if wrong := list(unlike(self._server, collection, manifest.files)):
            raise IndexStoreError(f"{self.where}: {wrong[0]} came back otherwise than it was written; build again")

    def altered_files(self, manifest: Manifest) -> Iterator[str]:
        """Yield the files of a version that the server does not hold as they were written."""
        yield from unlike(self._server, self._existing(self._files(manifest.name)), manifest.files)

    def manifest_bytes(self, version: str) -> bytes:
        """Return the bytes of a version's manifest."""
        collection = self._existing(self._files(version))
        try:
            size = int((collection.metadata or {})["manifest"])
        except (KeyError, ValueError) as exc:
            raise IndexDamagedError(f"{self.where}: {collection.name} names no manifest; {_REBUILD}") from exc
        return b"".join(download(self._server, collection, MANIFEST, size))

    def file(self, version: str, relative: str, size: int) -> Iterator[bytes]:
        """Yield the bytes of a file of a version."""
        yield from download(self._server, self._existing(self._files(version)), relative, size)

    def switch_to(self, version: str, digest: str) -> None:
        """Serve a version from now on: one change of one record.

        Raises:
            IndexLockedError: somebody else became the writer in the meantime.
        """
        name = f"{self._prefix}current"
        found = self._server.find(name)
        before = (found.metadata or {}).get("version", "") if found is not None else ""
        record = {"version": version, "digest": digest, "before": before if before != version else ""}
        self._lock.require()
        if found is None:
            found = self._server.create(name, metadata=record)
        if found is not None:
            self._server.tried(partial(found.modify, metadata=record))

    def tidy(self) -> None:
        """Remove what nobody needs: all but the version in use and the one before, which readers may still ask.

        A reader of an older one still has all its files; it searches exactly. Only the writer may call this.
        """
        found = self._server.find(f"{self._prefix}current")
        record = (found.metadata or {}) if found is not None else {}
        kept = {"current", "writer", record.get("version"), record.get("before")}
        for name in self._server.names(self._prefix):
            if name.removeprefix(self._prefix).split(".")[0] not in kept:
                self._server.delete(name)

    def _current(self, pauses: tuple[float, ...]) -> tuple[str, str]:
        found = self._server.find(f"{self._prefix}current", pauses)
        if found is None:
            raise IndexMissingError(
                f"{self.where}: there is no index yet; run 'inspection-qa index build --corpus FOLDER'"
            )
        record = found.metadata or {}
        name, digest = str(record.get("version")), str(record.get("digest"))
        if not (_VERSION.fullmatch(name) and _DIGEST.fullmatch(digest)):
            raise IndexDamagedError(f"{self.where}: its record names no version; {_REBUILD}")
        return name, digest

    def _made(self, name: str, graph: dict[str, Any], metadata: dict[str, str] | None = None) -> Any:  # noqa: ANN401 - chromadb has no types
        made = self._server.create(name, metadata=metadata, graph=graph)
        # Names are new for each build, so one that is there was made by a try whose reply was lost.
        return made if made is not None else self._existing(name)

    def _existing(self, name: str) -> Any:  # noqa: ANN401 - chromadb has no types
        found = self._server.find(name)
        if found is None:
            raise IndexDamagedError(f"{self.where}: {name} is not there; {_REBUILD}")
        return found

    def _vectors(self, version: str) -> str:
        return f"{self._prefix}{version}.vectors"

    def _files(self, version: str) -> str:
        return f"{self._prefix}{version}.files"


class ServerVectors:
    """Reads the vectors of a version on a server; opened at the first search, may be shared between threads."""

    def __init__(self, server: ChromaServer, name: str) -> None:
        """Remember the collection's name."""
        self._server = server
        self._name = name
        self._collection: Any = None

    def close(self) -> None:
        """Forget the collection; the connection belongs to the index."""
        self._collection = None

    def count(self) -> int:
        """Return how many vectors the server says it holds."""
        return self._server.tried(lambda: int(self._opened().count()))

    def nearest(self, query: NDArray[np.float32], k: int) -> list[str]:
        """Return the keys of the `k` vectors nearest to `query`, nearest first."""
        found = self._server.tried(
            lambda: self._opened().query(query_embeddings=[query], n_results=k, include=[]), QUICK
        )
        return list(found["ids"][0])

    def vectors(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return by key the vectors that the server holds of `keys`."""
        held: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(keys), RECORDS):
            part = list(keys[start : start + RECORDS])
            found = self._server.tried(partial(self._read, part))
            held |= dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))
        return held

    def _read(self, keys: list[str]) -> Any:  # noqa: ANN401 - chromadb has no types
        return self._opened().get(ids=keys, include=["embeddings"])

    def _opened(self) -> Any:  # noqa: ANN401 - chromadb has no types
        collection = self._collection
        if collection is None:
            collection = self._server.find(self._name)
            if collection is None:
                raise IndexDamagedError(
                    f"{self._server.address.url}: {self._name} is not there, perhaps because newer versions came; "
                    "ask again, or run 'inspection-qa index rebuild'"
                )
            self._collection = collection
        return collection


_REBUILD = "run 'inspection-qa index rebuild'; nothing is embedded again"


def _size(path: Path) -> str:
    return str(path.stat().st_size)
