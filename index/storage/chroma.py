"""Chroma as the vector store of a version: written once in a fresh folder, then only read."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamagedError, IndexStoreError
from index.settings import silence_telemetry

__all__ = [
    "GRAPH",
    "TABLES",
    "AbsentVectors",
    "ChromaVectors",
    "VectorStore",
    "digest_of_tables",
    "extend_chroma",
    "is_writable",
    "load_chroma_ahead",
    "write_chroma",
]

Report = Callable[[int, int], None]

COLLECTION = "passages"
TABLES = "chroma.sqlite3"
MAX_BATCH = 5000
"""Chroma takes at most 5,461 vectors at once."""
GRAPH = {"space": "cosine", "max_neighbors": 32, "ef_construction": 64, "ef_search": 200, "sync_threshold": 1}
"""Asked for 410, it lost 3 of the 1,320 nearest of 24,000 passages; grown for 100, which takes half as long again, 2.

After each batch the graph is written out: what is below `sync_threshold` would stay in a log that is replayed
at every opening. The time to write it is small beside the time to grow it.
"""
_READING = "run 'inspection-qa index rebuild' (nothing is embedded again)"
_WRITING = "the index in use is unchanged; if the disk is full free some space, then build again"
_CHANGES_ON_READING = frozenset({"acquire_write"})


class VectorStore(Protocol):
    """Where the vectors of a version can be searched, each under the hash of its text.

    Raises (all methods but `close`):
        IndexStoreError: it cannot be asked.
    """

    def close(self) -> None:
        """Let go of it."""

    def count(self) -> int:
        """Return how many vectors it says it holds."""

    def nearest(self, query: NDArray[np.float32], k: int) -> list[str]:
        """Return the keys of the `k` vectors nearest to `query`, nearest first."""

    def vectors(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return by key the vectors that it holds of `keys`."""


def write_chroma(folder: Path, keys: Sequence[str], vectors: NDArray[np.float32], progress: Report) -> None:
    """Write vectors `(len(keys), dim)` under their keys into a new folder.

    Raises:
        IndexStoreError: Chroma failed.
    """
    with _translated(folder, IndexStoreError), closing(_client(folder)) as client:
        collection = client.create_collection(COLLECTION, embedding_function=None, configuration={"hnsw": GRAPH})
        _add(collection, keys, vectors, progress)


def extend_chroma(
    previous: Path, folder: Path, keys: Sequence[str], vectors: NDArray[np.float32], progress: Report
) -> None:
    """Copy the store of another version into a new folder and add vectors `(len(keys), dim)` to the copy.

    Raises:
        IndexStoreError: Chroma failed.
        OSError: the copy failed.
    """
    shutil.copytree(previous, folder)
    if not keys:
        return
    with _translated(folder, IndexStoreError), closing(_client(folder)) as client:
        collection = client.get_collection(COLLECTION, embedding_function=None)
        _add(collection, keys, vectors, progress)


class ChromaVectors:
    """Reads the vector store of a version; opened at the first search, may be shared between threads."""

    def __init__(self, folder: Path, verify: Callable[[], None] = lambda: None) -> None:
        """Remember the folder, and what to call before it is opened: a damaged graph may crash the process."""
        self._folder = folder
        self._verify = verify
        self._opening = threading.Lock()
        self._client: Any = None
        self._collection: Any = None

    def close(self) -> None:
        """Close the store if it was opened."""
        with self._opening:
            if self._client is not None:
                self._client.close()
            self._client = self._collection = None

    def count(self) -> int:
        """Return how many vectors Chroma says it holds."""
        with self._damage_noticed():
            return int(self._opened().count())

    def nearest(self, query: NDArray[np.float32], k: int) -> list[str]:
        """Return the keys of the `k` vectors nearest to `query`, nearest first."""
        with self._damage_noticed():
            found = self._opened().query(query_embeddings=[query], n_results=k, include=[])
            return list(found["ids"][0])

    def vectors(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return by key the vectors that the store holds of `keys`."""
        with self._damage_noticed():
            found = self._opened().get(ids=list(keys), include=["embeddings"])
            return dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))

    def _opened(self) -> Any:  # noqa: ANN401 - chromadb has no types
        with self._opening:
            if self._collection is None:
                self._verify()
                if self._folder.is_dir() and not is_writable(self._folder):
                    raise IndexStoreError(
                        f"{self._folder}: cannot be written to, which Chroma needs even to read; make it writable, or "
                        "use a copy of the index with --index"
                    )
                self._client = _client(self._folder)
                self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
            return self._collection

    def _damage_noticed(self) -> AbstractContextManager[None]:
        return _translated(self._folder, IndexDamagedError)


class AbsentVectors:
    """Stands for the store of a version whose vectors are on a server that the settings do not name."""

    def __init__(self, folder: Path) -> None:
        """Remember the version's folder."""
        self._folder = folder

    def close(self) -> None:
        """Do nothing."""

    def count(self) -> int:
        """Refuse."""
        raise self._absent()

    def nearest(self, query: NDArray[np.float32], k: int) -> list[str]:
        """Refuse."""
        raise self._absent()

    def vectors(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Refuse."""
        raise self._absent()

    def _absent(self) -> IndexStoreError:
        return IndexStoreError(
            f"{self._folder}: its vectors are on a Chroma server; set INSPECTION_QA_CHROMA_URL to it, or run "
            "'inspection-qa index build'"
        )


def load_chroma_ahead() -> None:
    """Begin to import Chroma beside what else is done before its first use; a fault shows then."""

    def load() -> None:
        silence_telemetry()
        with suppress(Exception):
            import chromadb  # noqa: F401

    threading.Thread(target=load, name="importing chromadb").start()


def is_writable(folder: Path) -> bool:
    """Whether Chroma, which writes even when it only reads, can open a store that is there."""
    files = [folder, *folder.rglob("*")]
    return all(os.access(path, os.W_OK) for path in files)


def digest_of_tables(path: Path) -> str:
    """Return a digest of what Chroma's SQLite file holds, without the table that mere reading changes.

    Raises:
        IndexDamagedError: the file is damaged.
    """
    digest = hashlib.sha256()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
            if verdict != b"ok":
                raise IndexDamagedError(f"{path}: {verdict.decode('utf-8', 'replace')}")
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            for (name,) in names:
                table = name.decode()
                if table not in _CHANGES_ON_READING:
                    digest.update(name)
                    rows = connection.execute(f'SELECT * FROM "{table}"')
                    while part := rows.fetchmany(MAX_BATCH):
                        digest.update("".join(map(repr, part)).encode())
    except (sqlite3.Error, ValueError) as exc:
        # Names in the tables, and even SQLite's messages about them, may be no text any more.
        raise IndexDamagedError(f"{path}: {exc}") from exc
    return digest.hexdigest()


def _add(
    collection: Any,  # noqa: ANN401 - chromadb has no types
    keys: Sequence[str],
    vectors: NDArray[np.float32],
    progress: Report,
) -> None:
    for start in range(0, len(keys), MAX_BATCH):
        progress(start, len(keys))
        part = slice(start, start + MAX_BATCH)
        collection.add(ids=list(keys[part]), embeddings=vectors[part])


@contextmanager
def _translated(folder: Path, error: type[IndexStoreError]) -> Iterator[None]:
    """Turn whatever Chroma raises into `error`; the panics of its Rust part are no `Exception`."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, IndexStoreError):
        raise
    except BaseException as exc:
        advice = _READING if error is IndexDamagedError else _WRITING
        raise error(f"{folder}: the vector store failed: {exc}; {advice}") from exc


def _client(folder: Path) -> Any:  # noqa: ANN401 - chromadb has no types
    silence_telemetry()
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False, is_persistent=True))
