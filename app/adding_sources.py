"""What `corpus add` is given: files, folders and ZIP archives, as one stream of files within limits."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.adding import MAX_BYTES
from corpus.errors import CorpusError
from corpus.folder import SUFFIXES, Refused, list_files, shown

__all__ = ["MAX_ENTRIES", "MAX_UNPACKED", "Source", "sources"]

MAX_ENTRIES = 5_000
MAX_UNPACKED = 2 * 2**30
MAX_ARCHIVE = 2**30
_CHUNK = 2**16
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to add: where it came from, in which folder of that, its name, its bytes."""

    origin: str
    under: str
    name: str
    content: bytes


def sources(path: Path) -> Iterator[Source | Refused]:
    """Yield the files of a file, a folder or a ZIP archive one by one, and what cannot be taken with the reason.

    From an archive, at most `MAX_ENTRIES` entries and `MAX_UNPACKED` bytes are taken, counted as they are
    unpacked; links, names that lead out of it, encrypted entries and archives in archives are refused.
    """
    try:
        if path.is_dir():
            yield from _of_folder(path)
        elif path.suffix.casefold() == ".zip":
            yield from _of_archive(path)
        else:
            yield Source(str(path), "", path.name, _bytes_of(path))
    except CorpusError as exc:
        yield Refused(str(path), str(exc))


def _of_folder(folder: Path) -> Iterator[Source | Refused]:
    listing = list_files(folder)
    yield from (*listing.refused, *listing.notes)
    for file in listing.files:
        try:
            content = _bytes_of(file.path)
        except CorpusError as exc:
            yield Refused(file.relative, str(exc))
            continue
        relative = PurePosixPath(file.relative)
        yield Source(str(file.path), "/".join(relative.parts[:-1]), relative.name, content)


def _of_archive(path: Path) -> Iterator[Source | Refused]:
    where = shown(str(path))
    try:
        if path.stat().st_size > MAX_ARCHIVE:
            raise CorpusError(f"{where}: is larger than {MAX_ARCHIVE // 2**20} MB; split the archive")
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_ENTRIES:
                raise CorpusError(f"{where}: holds {len(entries):,} files, and at most {MAX_ENTRIES:,} are taken")
            yield from _unpacked(archive, entries, where)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as exc:
        raise CorpusError(f"{where}: is no ZIP archive that can be read ({exc}); pack it again") from exc
    except OSError as exc:
        raise CorpusError(f"{where}: cannot be read ({exc.strerror or exc}); check the file") from exc


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], where: str) -> Iterator[Source | Refused]:
    left = MAX_UNPACKED
    for entry in entries:
        # The name as stored: `filename` has lost what follows a null byte, and the system's separators.
        name = entry.orig_filename
        origin = f"{where}/{shown(name)}"
        if reason := _refusal(entry, name):
            yield Refused(origin, f"{origin}: {reason}")
            continue
        if _is_litter(name):
            continue
        try:
            content = _content(archive, entry, min(left, MAX_BYTES))
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as exc:
            yield Refused(origin, f"{origin}: is damaged or packed in an unknown way ({exc}); pack it again")
            continue
        if content is None:
            left -= min(left, MAX_BYTES)
            message = f"{origin}: unpacks to more than {MAX_BYTES // 2**20} MB; it is not taken"
            yield Refused(origin, message)
        else:
            left -= len(content)
            relative = PurePosixPath(name)
            yield Source(origin, "/".join(relative.parts[:-1]), relative.name, content)
        if left <= 0:
            raise CorpusError(f"{where}: unpacks to more than {MAX_UNPACKED // 2**20} MB; the rest is not taken")


def _refusal(entry: zipfile.ZipInfo, name: str) -> str | None:
    """Return why an entry is not unpacked at all."""
    path = PurePosixPath(name)
    mode = entry.external_attr >> 16
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or name[1:2] == ":":
        return "its name leads out of the archive; it is not taken"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is a link or no ordinary file; it is not taken"
    if entry.flag_bits & 1:
        return "is encrypted; unpack the archive with its password first"
    if path.suffix.casefold() in _ARCHIVES:
        return "is an archive in an archive; unpack it first"
    if path.suffix.casefold() not in SUFFIXES and not _is_litter(name):
        return "files of this type are not read"
    return None


def _is_litter(name: str) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name).parts)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, max_bytes: int) -> bytes | None:
    """Return an entry's bytes, None if they are more than allowed; what the archive states of them is not believed."""
    parts, size = [], 0
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > max_bytes:
                return None
            parts.append(chunk)
    return b"".join(parts)


def _bytes_of(path: Path) -> bytes:
    where = shown(str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CorpusError(f"{where}: is larger than {MAX_BYTES // 2**20} MB, the most that is read")
        return path.read_bytes()
    except OSError as exc:
        raise CorpusError(f"{where}: cannot be read ({exc.strerror}); check the file") from exc
