"""Vectors by the content they are made of, outside all versions, so that no text is embedded twice."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexStoreError
from index.embedding.base import Embedder

__all__ = ["VectorCache", "check_cache"]

BATCH = 256
"""Texts embedded between two commits; what an interruption loses at most."""
_MAX_VARIABLES = 500

Progress = Callable[[int, int], None]


class VectorCache:
    """The vectors of one embedding model in one SQLite file, each with a checksum; for one writer."""

    def __init__(self, folder: Path, model: str, dimension: int) -> None:
        """Open or make the file of a model; a file that is no database any more is put aside.

        Args:
            folder: folder of all models' files; it exists.
            model: name of the model.
            dimension: length of its vectors.

        Raises:
            OSError: the file cannot be made, for example because the disk is full.
        """
        slug = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")[:40]
        self.path = folder / f"{slug}-{hashlib.blake2b(model.encode(), digest_size=4).hexdigest()}.sqlite"
        self.dimension = dimension
        try:
            self._connection = self._open()
        except sqlite3.OperationalError as exc:
            raise OSError(exc.sqlite_errorcode, f"{self.path.name}: {exc}") from exc
        except sqlite3.DatabaseError:
            self._put_aside()
            self._connection = self._open()

    def __enter__(self) -> VectorCache:
        """Return the open cache."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._connection.close()

    def missing(self, keys: Sequence[bytes]) -> set[bytes]:
        """Return the keys whose vector is not there, or not whole."""
        return set(keys) - self._read(keys).keys()

    def vectors(self, keys: Sequence[bytes]) -> NDArray[np.float32]:
        """Return `(len(keys), dimension) float32` in the order of the keys.

        Raises:
            KeyError: a vector is not there.
        """
        found = self._read(keys)
        return np.stack([found[key] for key in keys]) if keys else np.empty((0, self.dimension), np.float32)

    def put(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Keep vectors `(len(keys), dimension)`, safe from a crash once this returns."""
        rows = [(key, *_packed(vector)) for key, vector in zip(keys, vectors, strict=True)]
        with self._errors_translated(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def embed(self, embedder: Embedder, texts: dict[bytes, str], progress: Progress) -> int:
        """Embed the texts, by key, that have no vector yet, and keep each batch at once.

        Args:
            embedder: the model that this cache belongs to.
            texts: text by key.
            progress: called with the number of texts done and to do.

        Returns:
            How many were embedded.
        """
        missing = self.missing(list(texts))
        order = sorted(missing, key=lambda key: (len(texts[key]), key))
        for start in range(0, len(order), BATCH):
            progress(start, len(order))
            keys = order[start : start + BATCH]
            self.put(keys, embedder.embed([texts[key] for key in keys]))
        if order:
            progress(len(order), len(order))
        return len(order)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(key BLOB PRIMARY KEY, checksum INTEGER NOT NULL, vector BLOB NOT NULL)"
            )
            connection.execute("SELECT * FROM vectors LIMIT 1").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _put_aside(self) -> None:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        self.path.replace(self.path.with_suffix(f".damaged-{stamp}"))
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        found: dict[bytes, NDArray[np.float32]] = {}
        unique = list(dict.fromkeys(keys))
        for start in range(0, len(unique), _MAX_VARIABLES):
            part = unique[start : start + _MAX_VARIABLES]
            query = f"SELECT key, checksum, vector FROM vectors WHERE key IN ({', '.join('?' * len(part))})"
            with self._errors_translated():
                rows = self._connection.execute(query, part).fetchall()
            for key, stated, content in rows:
                if len(content) == 4 * self.dimension and zlib.crc32(content) == stated:
                    found[key] = np.frombuffer(content, dtype=np.float32)
        return found

    @contextmanager
    def _errors_translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as exc:
            raise OSError(exc.sqlite_errorcode, f"{self.path.name}: {exc}") from exc
        except sqlite3.DatabaseError as exc:
            raise IndexStoreError(
                f"{self.path}: {exc}; delete this file and build again (texts are embedded anew)"
            ) from exc


def check_cache(path: Path) -> list[str]:
    """Read every vector of a cache file; return what is wrong, an empty list when nothing is."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT checksum, vector FROM vectors")
            broken = sum(1 for stated, content in rows if zlib.crc32(content) != stated)
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    except (sqlite3.DatabaseError, TypeError) as exc:
        return [str(exc)]
    found = [str(verdict)] if verdict != "ok" else []
    return [*found, f"{broken} vectors are damaged"] if broken else found


def _packed(vector: NDArray[np.float32]) -> tuple[int, bytes]:
    content = np.ascontiguousarray(vector, dtype=np.float32).tobytes()
    return zlib.crc32(content), content
