"""How the Chroma store of a version comes from that of the version before: shared, added to, or made anew."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamagedError
from index.storage.chroma import TABLES, digest_of_tables, extend_chroma, write_chroma

__all__ = ["MAX_WAITING", "Grown", "StoreBefore", "grow_store"]

_log = logging.getLogger(__name__)

Report = Callable[[int, int], None]

MAX_GONE = 0.25
"""Vectors of removed text that Chroma may hold, as a share of those in use, before it is written anew."""
MAX_WAITING = 0.02
"""Vectors that Chroma may lack, as a share of those it holds, before they are added to it.

Adding a single one means to load, write and verify the whole graph, two seconds of processor time for 70,000. A
search that asks Chroma multiplies those that it lacks in full, in a moment.
"""


@dataclass(frozen=True, slots=True)
class StoreBefore:
    """The store of the version before: its folder, the keys that it holds, ascending, the digest of its tables."""

    folder: Path
    held: NDArray[np.bytes_]
    tables: str


@dataclass(frozen=True, slots=True)
class Grown:
    """The keys that the store of a new version holds, ascending.

    `tables` is the digest of its tables where the store is that of the version before and so is verified already.
    """

    held: NDArray[np.bytes_]
    tables: str | None = None


def grow_store(
    folder: Path,
    previous: StoreBefore | None,
    wanted: NDArray[np.bytes_],
    vectors: NDArray[np.float32],
    rows: NDArray[np.intp],
    progress: Report,
) -> Grown:
    """Make the store of a version in a new folder, if possible of the store before.

    What has gone stays in it, where no passage has its key any more, and what is new waits, each until it is too much.

    Args:
        folder: does not exist yet.
        previous: a store of the same model; None for none.
        wanted: the keys to store, ascending, each once.
        vectors: a matrix in which they stand.
        rows: the row of each in it.
        progress: called with the number of vectors done and to do.

    Raises:
        IndexStoreError: Chroma failed.
        OSError: the copy failed.
    """
    held = np.empty(0, "S32") if previous is None else previous.held
    is_new = ~np.isin(wanted, held, assume_unique=True)
    count = int(np.count_nonzero(is_new))
    gone = len(held) - (len(wanted) - count)
    if previous is not None and gone <= MAX_GONE * len(wanted) and count <= len(held):
        if count <= MAX_WAITING * len(held):
            if _shared(previous, folder):
                return Grown(held, previous.tables)
        elif _is_whole(previous.folder, previous.tables):
            extend_chroma(previous.folder, folder, _names(wanted[is_new]), vectors[rows[is_new]], progress)
            return Grown(np.union1d(held, wanted))
    write_chroma(folder, _names(wanted), vectors[rows], progress)
    return Grown(wanted)


def _shared(previous: StoreBefore, folder: Path) -> bool:
    """Share the files of a store but its tables, which Chroma changes when it reads; say whether they are whole."""
    for path in sorted(previous.folder.rglob("*")):
        target = folder / path.relative_to(previous.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and not path.name.startswith(TABLES):
            _link(path, target)
    shutil.copyfile(previous.folder / TABLES, folder / TABLES)
    if _is_whole(folder, previous.tables):
        return True
    shutil.rmtree(folder)
    return False


def _link(path: Path, target: Path) -> None:
    try:
        target.hardlink_to(path)
    except OSError:
        # Some file systems have no second names; where the disk is full the copy fails as well.
        shutil.copyfile(path, target)


def _is_whole(folder: Path, tables: str) -> bool:
    """Whether Chroma's tables hold what was written, so that a new version may go on with them."""
    try:
        return digest_of_tables(folder / TABLES) == tables
    except IndexDamagedError as exc:
        _log.warning("%s; Chroma's store is written anew", exc)
        return False


def _names(keys: NDArray[np.bytes_]) -> list[str]:
    return [key.decode("ascii") for key in keys.tolist()]
