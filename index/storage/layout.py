"""Where everything of an index lies on disk, and how it is put there so that a crash leaves it whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexStoreError

__all__ = [
    "IndexPaths",
    "digest_of_file",
    "digest_of_source",
    "open_array",
    "sync_folder",
    "sync_tree",
    "translated_disk_errors",
    "write_atomically",
]

FORMAT = 2
"""Raised when a version on disk can no longer be read by this code."""

CATALOGUE = "catalogue.sqlite"
CHROMA = "chroma"
CHROMA_KEYS = "chroma-keys.npy"
COARSE = "coarse.npy"
KEYS = "keys.npy"
LEASE = "lease"
LEXICAL = "lexical"
MANIFEST = "manifest.json"
PASSAGES = "passages.npy"
ROWS = "rows.npy"
VECTORS = "vectors.npy"


_ATTEMPTS = 50
_CODE = frozenset({".py", ".toml", ".csv", ".json"})
_DOCUMENTS = frozenset({"letters", "sample"})
"""Folders of documents within the package, which are no part of the program."""


@dataclass(frozen=True, slots=True)
class IndexPaths:
    """The files of an index folder.

    `current` names the version that is served; `versions` holds one folder for each; `cache` holds vectors by
    content, outside all versions (in `kept_vectors`, where several indexes share them); `lock` is held by the one
    writer, and `writer` says who that is.
    """

    root: Path
    kept_vectors: Path | None = None

    @property
    def current(self) -> Path:
        """The pointer file: name of the version and digest of its manifest."""
        return self.root / "current"

    @property
    def versions(self) -> Path:
        """The folder of versions."""
        return self.root / "versions"

    @property
    def cache(self) -> Path:
        """The folder of vectors by content."""
        return self.kept_vectors or self.root / "vectors"

    @property
    def history(self) -> Path:
        """The folder of what each version was made of."""
        return self.root / "history"

    @property
    def lock(self) -> Path:
        """The file that the writer locks."""
        return self.root / "write.lock"

    @property
    def writer(self) -> Path:
        """The file that says who writes, since when."""
        return self.root / "writer.json"


def open_array(path: Path) -> NDArray[Any]:
    """Map a `.npy` file into memory, for reading only.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file.
    """
    for _ in range(_ATTEMPTS):
        try:
            # As a plain array: each slice of numpy's memmap costs microseconds more.
            return np.asarray(np.load(path, mmap_mode="r"))
        except SystemError:
            # CPython 3.11 counts the depth of its parser, by which numpy reads a header, for all threads
            # together (python/cpython issue 106905); it has nothing to do with the file.
            continue
    raise OSError(f"{path}: the header could not be read; try again")


def digest_of_file(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_source(paths: Iterable[Path]) -> str:
    """Return 16 hexadecimal digits that change whenever code or data in these files or folders does."""
    digest = hashlib.blake2b(digest_size=8)
    for root in paths:
        files = [root] if root.is_file() else sorted(root.rglob("*"))
        for file in files:
            if file.suffix in _CODE and not _DOCUMENTS & set(file.relative_to(root).parts):
                digest.update(file.name.encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a small file so that a reader, or a crash, sees the old bytes or the new ones and nothing else."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Force every file under a folder to disk, then the folders themselves."""
    folders = [folder]
    for path in tuple(folder.rglob("*")):
        if path.is_dir():
            folders.append(path)
            continue
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for path in folders:
        sync_folder(path)


@contextmanager
def translated_disk_errors(where: Path) -> Iterator[None]:
    """Turn an `OSError` into an `IndexStoreError` that names the folder and says what to do."""
    try:
        yield
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise IndexStoreError(
            f"{where}: cannot be written: {reason}. The index in use is unchanged; free some space or make the "
            "folder writable (or choose another with --index), then build again."
        ) from exc
