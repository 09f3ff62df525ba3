"""The files of a version with size, sha256 and CRC-32, by which any flipped bit is noticed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType

from corpus.errors import IndexDamagedError
from index.storage.chroma import TABLES
from index.storage.layout import CHROMA, LEASE, MANIFEST
from index.storage.manifest import StoredFile

__all__ = [
    "altered_files",
    "changed_checksums",
    "refuse_altered",
    "shared_files",
    "stored_files",
    "unchecked_at_opening",
]

CHROMA_TABLES = f"{CHROMA}/{TABLES}"
"""Chroma writes into this file when it merely reads; what it holds is checked instead of its bytes."""
MAX_CHECKED_AT_OPENING = 512_000_000
"""Bytes of a file up to which its checksum is verified at opening, at 2 GB/s; `index check` verifies all."""
_CHUNK = 1 << 20


def stored_files(version: Path, known: Mapping[str, StoredFile] = MappingProxyType({})) -> dict[str, StoredFile]:
    """Return size and hashes of a version's files by their relative path, in its order; those known are not read."""
    paths = [path for path in sorted(version.rglob("*")) if path.is_file()]
    names = [path.relative_to(version).as_posix() for path in paths]
    wanted = [
        (name, path)
        for name, path in zip(names, paths, strict=True)
        if name not in {LEASE, MANIFEST} and not name.startswith(CHROMA_TABLES)
    ]
    unread = [(name, path) for name, path in wanted if name not in known]
    with ThreadPoolExecutor() as side_by_side:
        files = side_by_side.map(_stored_file, [path for _, path in unread])
        read = {name: file for (name, _), file in zip(unread, files, strict=True)}
    return {name: read[name] if name in read else known[name] for name, _ in wanted}


def shared_files(version: Path, before: Path, stored: Mapping[str, StoredFile]) -> dict[str, StoredFile]:
    """Return those files of the version before, as `stored` there, that are the very same files in this version."""
    pairs = [(name, version / name, before / name) for name in stored]
    return {name: stored[name] for name, here, there in pairs if here.is_file() and here.samefile(there)}


def altered_files(version: Path, stored: Mapping[str, StoredFile]) -> Iterator[str]:
    """Yield the relative paths of files that are missing, surplus, or not the bytes that were written."""
    now = stored_files(version)
    for relative in sorted({*stored, *now}):
        if now.get(relative) != stored.get(relative):
            yield relative


def changed_checksums(version: Path, stored: Mapping[str, StoredFile]) -> list[str]:
    """Return the relative paths of files whose CRC-32 is not the one that was written."""
    with ThreadPoolExecutor() as side_by_side:
        checksums = side_by_side.map(_checksum, [version / relative for relative in stored])
        return [relative for relative, found in zip(stored, checksums, strict=True) if found != stored[relative].crc32]


def refuse_altered(version: Path, stored: Mapping[str, StoredFile]) -> None:
    """Refuse a version of which a file is missing, has another size, or (unless it is very large) other bytes.

    Chroma's graph is verified before it is opened, which a search over few passages never does.

    Raises:
        IndexDamagedError: names the file.
    """
    for relative, file in stored.items():
        path = version / relative
        if not path.is_file() or path.stat().st_size != file.size:
            raise IndexDamagedError(f"{path}: is missing or cut off; run 'inspection-qa index rebuild'")
    unchecked = unchecked_at_opening(stored)
    checked = {relative: file for relative, file in stored.items() if relative not in unchecked}
    if altered := changed_checksums(version, checked):
        raise IndexDamagedError(f"{version / altered[0]}: its bytes were altered; run 'inspection-qa index rebuild'")


def unchecked_at_opening(stored: Mapping[str, StoredFile]) -> dict[str, StoredFile]:
    """Return the files whose bytes `refuse_altered` does not look at: Chroma's, and very large ones."""
    return {
        relative: file
        for relative, file in stored.items()
        if file.size > MAX_CHECKED_AT_OPENING or relative.startswith(f"{CHROMA}/")
    }


def _stored_file(path: Path) -> StoredFile:
    digest = hashlib.sha256()
    checksum = size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            checksum = zlib.crc32(chunk, checksum)
            size += len(chunk)
    return StoredFile(size, digest.hexdigest(), checksum)


def _checksum(path: Path) -> int | None:
    checksum = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                checksum = zlib.crc32(chunk, checksum)
    except OSError:
        return None
    return checksum
