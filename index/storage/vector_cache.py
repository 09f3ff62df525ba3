"""Vectors by the content they are made of, outside all versions, so that no text is embedded twice."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexStoreError
from index.embedding.base import Embedder

__all__ = ["VectorCache", "check_cache"]

_log = logging.getLogger(__name__)

BATCH = 256
"""Texts embedded between two commits; an interruption loses two of these at most."""
LAYOUT = 1
"""Written as SQLite's `user_version`: since 1 a checksum is made of the key and the vector, not of the vector alone."""
_MAX_VARIABLES = 500
_MAGIC = b"SQLite format 3\0"
_DAMAGE = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""What SQLite says of a file whose bytes were altered; all else is the disk, or another process."""

Progress = Callable[[int, int], None]


class VectorCache:
    """The vectors of one embedding model in one SQLite file, each with a checksum; for one writer."""

    def __init__(self, folder: Path, model: str, dimension: int) -> None:
        """Open or make the file of a model. A damaged one is put aside, and what is whole in it is taken over.

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
        with self._errors_translated():
            try:
                self._connection = self._open()
            except sqlite3.DatabaseError as exc:
                if not _is_damage(exc):
                    raise
                aside = self._put_aside()
                self._connection = self._open()
                self._take_over(aside)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def remove_broken(self) -> None:
        """Remove vectors that are not whole; unless that is done they are never used, but stay."""
        with self._errors_translated():
            _renew(self._connection)

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
        contents = [np.ascontiguousarray(vector, dtype=np.float32).tobytes() for vector in vectors]
        rows = [(key, _checksum(key, content), content) for key, content in zip(keys, contents, strict=True)]
        with self._errors_translated(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def embed(self, embedder: Embedder, texts: dict[bytes, str], progress: Progress) -> int:
        """Embed the texts, by key, that have no vector yet, and keep each batch while the next one is embedded.

        Args:
            embedder: the model that this cache belongs to.
            texts: text by key.
            progress: called with the number of texts done and to do.

        Returns:
            How many were embedded.
        """
        missing = self.missing(list(texts))
        order = sorted(missing, key=lambda key: (len(texts[key]), key))
        with ThreadPoolExecutor(1, "keeping vectors") as side_by_side:
            # The disk takes its time for each batch; meanwhile the next one is embedded.
            kept: Future[None] | None = None
            for start in range(0, len(order), BATCH):
                progress(start, len(order))
                keys = order[start : start + BATCH]
                vectors = embedder.embed([texts[key] for key in keys])
                if kept is not None:
                    kept.result()
                kept = side_by_side.submit(self.put, keys, vectors)
            if kept is not None:
                kept.result()
                progress(len(order), len(order))
        return len(order)

    def _open(self) -> sqlite3.Connection:
        _refuse_header(self.path)
        connection = sqlite3.connect(self.path, timeout=30, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(key BLOB PRIMARY KEY, checksum INTEGER NOT NULL, vector BLOB NOT NULL)"
            )
            connection.execute("SELECT key, checksum, vector FROM vectors LIMIT 1").fetchone()
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
            if layout != LAYOUT:
                _renew(connection)
        except sqlite3.DatabaseError:
            connection.close()
            raise
        except ValueError as exc:
            connection.close()
            raise sqlite3.DatabaseError(f"a name in it is no text: {exc}") from exc
        return connection

    def _put_aside(self) -> Path:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        aside = self.path.with_suffix(f".damaged-{stamp}")
        self.path.replace(aside)
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        return aside

    def _take_over(self, damaged: Path) -> None:
        """Copy the vectors that are whole, from both ends of the damaged file until it cannot be read."""
        query = "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)"
        for direction in ("ASC", "DESC"):
            with self._connection:
                self._connection.executemany(query, _whole_rows(damaged, direction))

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        found: dict[bytes, NDArray[np.float32]] = {}
        unique = list(dict.fromkeys(keys))
        for start in range(0, len(unique), _MAX_VARIABLES):
            part = unique[start : start + _MAX_VARIABLES]
            query = f"SELECT key, checksum, vector FROM vectors WHERE key IN ({', '.join('?' * len(part))})"
            with self._errors_translated():
                rows = self._connection.execute(query, part).fetchall()
            for key, stated, content in rows:
                if len(content) == 4 * self.dimension and _checksum(key, content) == stated:
                    found[key] = np.frombuffer(content, dtype=np.float32)
        return found

    @contextmanager
    def _errors_translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as exc:
            if not _is_damage(exc):
                raise OSError(exc.sqlite_errorcode, f"{self.path.name}: {exc}") from exc
            raise IndexStoreError(
                f"{self.path}: {exc}; delete this file and build again (texts are embedded anew)"
            ) from exc


def check_cache(path: Path) -> list[str]:
    """Read every vector of a cache file; return what is wrong, an empty list when nothing is."""
    try:
        _refuse_header(path)
        with closing(_reading(path)) as connection:
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
            broken = sum(not _is_whole(row, layout) for row in connection.execute("SELECT * FROM vectors"))
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    except (sqlite3.Error, TypeError, ValueError) as exc:
        return [str(exc)]
    found = [str(verdict)] if verdict != "ok" else []
    return [*found, f"{broken} vectors are damaged"] if broken else found


def _renew(connection: sqlite3.Connection) -> None:
    """Remove vectors that are not whole, and give those of an older layout the checksums of today's."""
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    rows = connection.execute("SELECT rowid, * FROM vectors")
    broken = [(row[0],) for row in rows if not _is_whole(row[1:], layout)]
    with connection:
        connection.executemany("DELETE FROM vectors WHERE rowid = ?", broken)
        if layout == 0:
            connection.create_function("checksum", 2, _checksum, deterministic=True)
            connection.execute("UPDATE vectors SET checksum = checksum(key, vector)")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")


def _whole_rows(path: Path, direction: str) -> Iterator[tuple[bytes, int, bytes]]:
    try:
        with closing(_reading(path)) as connection:
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
            for row in connection.execute(f"SELECT * FROM vectors ORDER BY rowid {direction}"):
                if _is_whole(row, layout):
                    key, _, content = row
                    yield key, _checksum(key, content), content
    except (sqlite3.Error, TypeError, ValueError) as exc:
        _log.info("%s: not all of it can be read: %s", path, exc)


def _reading(path: Path) -> sqlite3.Connection:
    # SQLite makes a file beside a database of this kind even to read it, unless nobody can be writing.
    immutable = "" if os.access(path.parent, os.W_OK) else "&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{immutable}", uri=True)


def _is_whole(row: tuple[object, ...], layout: int) -> bool:
    """Whether a row is what was written; rows of layout 0 have a checksum of the vector alone."""
    if len(row) != 3:
        return False
    key, stated, content = row
    if not (isinstance(key, bytes) and isinstance(content, bytes)):
        return False
    return stated == _checksum(key, content) or (layout == 0 and stated == zlib.crc32(content))


def _checksum(key: bytes, content: bytes) -> int:
    return zlib.crc32(content, zlib.crc32(key))


def _refuse_header(path: Path) -> None:
    """Refuse a file whose first bytes make SQLite take it for something else, read-only for example.

    Bytes 18 and 19 are the versions of the format for writing and reading, 1 or 2 (sqlite.org/fileformat2.html).
    """
    if not path.is_file() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        head = file.read(20)
    if head[:16] != _MAGIC or not set(head[18:20]) <= {1, 2}:
        raise sqlite3.DatabaseError("its first bytes are not those of a database")


def _is_damage(exc: sqlite3.DatabaseError) -> bool:
    code = getattr(exc, "sqlite_errorcode", None)
    return code is None or code & 0xFF in _DAMAGE
