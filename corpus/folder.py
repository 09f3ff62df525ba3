"""What lies in a corpus folder: the files that are documents, and what was left out and why."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError

__all__ = ["SUFFIXES", "CorpusFile", "Listing", "Refused", "list_files", "shown"]

SUFFIXES = frozenset({".pdf", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text"})
# Left by systems and programs, never put there by a person.
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file to read; `relative` is its path in the corpus folder with forward slashes."""

    path: Path
    relative: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read as a document; `message` names it and says what to do."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a corpus folder in the order of their relative paths.

    `refused` holds what somebody meant as a document and that cannot be one, `notes` what was left out
    as no document (README files, other types) or is read but deserves a remark.
    """

    files: tuple[CorpusFile, ...]
    refused: tuple[Refused, ...] = ()
    notes: tuple[Refused, ...] = ()


def shown(name: str) -> str:
    """Return a file's name on one printable line: control characters and broken bytes are escaped."""
    clean = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in clean)


def list_files(root: Path) -> Listing:
    """List the documents under a folder, all levels deep, in the order of their relative paths.

    Hidden files and folders are passed over silently. Links are not followed.

    Raises:
        CorpusError: the folder is missing, is no folder, or cannot be opened.
    """
    where = shown(str(root))
    if not root.exists():
        raise CorpusError(f"{where}: no such folder; give the folder that holds your letters")
    if not root.is_dir():
        raise CorpusError(f"{where}: is a file, not a folder; give the folder it lies in")
    files: list[CorpusFile] = []
    refused: list[Refused] = []
    notes: list[Refused] = []
    for entry in _walk(root, root, refused):
        relative = Path(entry.path).relative_to(root).as_posix()
        if message := _refusal(entry, relative, root.resolve()):
            refused.append(Refused(relative, message))
        elif message := _remark(entry, relative):
            notes.append(Refused(relative, message))
        else:
            files.append(CorpusFile(Path(entry.path), relative))
    files.sort(key=lambda file: file.relative)
    files, twins = _without_twins(files)
    refused += twins
    notes += _same_but_for_case(files)
    return Listing(tuple(files), _ordered(refused), _ordered(notes))


def _ordered(entries: list[Refused]) -> tuple[Refused, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.path, entry.message)))


def _walk(folder: Path, root: Path, refused: list[Refused]) -> Iterator[os.DirEntry[str]]:
    """Yield every entry that is not a folder and not hidden."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as exc:
        if folder == root:
            raise CorpusError(f"{shown(str(root))}: cannot be opened ({exc.strerror}); check its permissions") from exc
        relative = folder.relative_to(root).as_posix()
        message = f"{shown(relative)}: the folder cannot be opened ({exc.strerror}); check its permissions"
        refused.append(Refused(relative, message))
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name.casefold() in _LITTER:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), root, refused)
        else:
            yield entry


def _refusal(entry: os.DirEntry[str], relative: str, root: Path) -> str | None:
    """Return why an entry cannot be read at all."""
    name = shown(relative)
    if any("\udc80" <= c <= "\udcff" for c in relative):
        return f"{name}: the file's name is not valid UTF-8; rename it"
    if entry.is_symlink():
        target = Path(os.path.realpath(entry.path))
        if not target.is_relative_to(root):
            return f"{name}: is a link out of the folder; copy the file itself into the folder"
        if not target.exists():
            return f"{name}: is a link to nothing; remove it or put the file there"
        return None
    if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
        return f"{name}: is no ordinary file (a pipe, socket or device); remove it"
    return None


def _remark(entry: os.DirEntry[str], relative: str) -> str | None:
    """Return why an entry is left out although nothing is wrong with it."""
    name = shown(relative)
    if entry.is_symlink():
        return f"{name}: is a link within the folder; what it points to is read in its own place"
    if entry.name.casefold().split(".")[0] == "readme":
        return f"{name}: a README is not a document; rename the file if it is one"
    suffix = Path(entry.name).suffix.casefold()
    if suffix == ".zip":
        return f"{name}: archives are not read; unpack it, or add it with 'inspection-qa corpus add'"
    if suffix not in SUFFIXES:
        return f"{name}: files of type '{shown(suffix) or 'none'}' are not read; save it as PDF, DOCX, HTML or text"
    return None


def _without_twins(files: list[CorpusFile]) -> tuple[list[CorpusFile], list[Refused]]:
    """Part files whose names look the same but are spelt in different Unicode forms: they share an identity."""
    kept: list[CorpusFile] = []
    refused: list[Refused] = []
    seen: dict[str, str] = {}
    for file in files:
        form = unicodedata.normalize("NFC", file.relative)
        if form in seen:
            message = f"{shown(file.relative)}: another file's name looks exactly the same; rename one of the two"
            refused.append(Refused(file.relative, message))
        else:
            seen[form] = file.relative
            kept.append(file)
    return kept, refused


def _same_but_for_case(files: list[CorpusFile]) -> list[Refused]:
    """Remark on files that could not lie side by side on Windows or macOS; both are read."""
    seen: dict[str, str] = {}
    notes: list[Refused] = []
    for file in files:
        first = seen.setdefault(file.relative.casefold(), file.relative)
        if first != file.relative:
            message = (
                f"{shown(file.relative)}: differs from '{shown(first)}' in capital letters only; both are read, "
                "but on Windows and macOS one would overwrite the other: rename one"
            )
            notes.append(Refused(file.relative, message))
    return notes
