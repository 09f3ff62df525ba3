"""The copy on this machine of a version that a Chroma server keeps: fetched once, verified, read like any other."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TypeVar

from filelock import FileLock, Timeout

from corpus.errors import IndexDamagedError, IndexLockedError, IndexMissingError
from index.storage.layout import (
    LEASE,
    MANIFEST,
    IndexPaths,
    sync_folder,
    sync_tree,
    translated_disk_errors,
)
from index.storage.lock import REMOVED, remove_if_unread
from index.storage.manifest import read_manifest, switch_to
from index.storage.server_index import ServerIndex

__all__ = ["FETCHING", "fetched", "fetching", "remove_others"]

_log = logging.getLogger(__name__)

FETCHING = ".fetching-"
MAX_WAIT_S = 600.0
"""Seconds that a reader waits for another one on this machine that fetches the same version."""
_ATTEMPTS = 3
_NOT_HERE = (FileNotFoundError, IndexMissingError, IndexDamagedError)

T = TypeVar("T")


def fetched(paths: IndexPaths, server: ServerIndex, opened: Callable[[Path, str], T]) -> T:
    """Open the version that a server names, and fetch it first where its copy is missing or damaged.

    Args:
        paths: the local files.
        server: where it is fetched from.
        opened: opens a version, given its folder and the sha256 of its manifest.

    Raises:
        IndexStoreError: the server cannot be asked, what it holds is damaged, or this machine cannot keep it.
    """
    name, digest = server.current()
    try:
        return opened(paths.versions / name, digest)
    except _NOT_HERE as exc:
        _log.info("%s: version %s is fetched: %s", server.where, name, exc)
    with translated_disk_errors(paths.root), fetching(paths):
        try:
            version = opened(paths.versions / name, digest)
        except _NOT_HERE:
            name, digest = _fetch_current(paths, server)
            version = opened(paths.versions / name, digest)
        switch_to(paths, paths.versions / name)
        remove_others(paths, keep=name)
        return version


@contextmanager
def fetching(paths: IndexPaths) -> Iterator[None]:
    """Be the only one on this machine who puts copies into place or removes them.

    Raises:
        IndexLockedError: another process has been at it for ten minutes.
        OSError: the folder cannot be written.
    """
    paths.versions.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(paths.root / "fetch.lock", timeout=MAX_WAIT_S):
            yield
    except Timeout as exc:
        raise IndexLockedError(f"{paths.root}: another process has been fetching this index for long; stop it") from exc


def remove_others(paths: IndexPaths, keep: str) -> None:
    """Remove interrupted copies, and every version but one unless somebody reads it.

    Only for who is `fetching`, or is the writer of an index that is only here.
    """
    for folder in paths.versions.iterdir():
        if folder.name.startswith((FETCHING, REMOVED)):
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.name != keep and not folder.name.startswith("."):
            remove_if_unread(folder)


def _fetch_current(paths: IndexPaths, server: ServerIndex) -> tuple[str, str]:
    """Fetch the version in use; return its name and the sha256 of its manifest."""
    for attempt in range(_ATTEMPTS):
        name, digest = server.current()
        try:
            _fetch(paths, server, name, digest)
        except IndexDamagedError:
            # It may have been removed while it was fetched, because two newer ones came.
            if attempt == _ATTEMPTS - 1 or server.current()[0] == name:
                raise
        else:
            return name, digest
    raise AssertionError("the last attempt returns or raises")


def _fetch(paths: IndexPaths, server: ServerIndex, name: str, digest: str) -> None:
    folder = paths.versions / f"{FETCHING}{name}-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        (folder / MANIFEST).write_bytes(server.manifest_bytes(name))
        manifest = read_manifest(folder, digest)
        for relative, stored in manifest.files.items():
            _fetch_file(folder, relative, stored.sha256, server.file(name, relative, stored.size))
        (folder / LEASE).touch()
        sync_tree(folder)
        target = paths.versions / name
        if target.exists():
            target.rename(paths.versions / f"{REMOVED}{name}-{os.getpid()}")  # a damaged copy
        folder.rename(target)
        sync_folder(paths.versions)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetch_file(folder: Path, relative: str, sha256: str, parts: Iterator[bytes]) -> None:
    path = PurePosixPath(relative)
    if path.is_absolute() or ".." in path.parts:
        raise IndexDamagedError(f"{folder}: the server names a file outside it, {relative!r}; it is not written")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for part in parts:
            digest.update(part)
            file.write(part)
    if digest.hexdigest() != sha256:
        raise IndexDamagedError(
            f"{target}: the server's bytes are not those that were written; run 'inspection-qa index rebuild'"
        )
