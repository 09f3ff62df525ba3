"""Tells a document that is there already, in the same bytes or another format, and a new version of one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folder import CorpusFile, list_files
from corpus.model import Document, ReadDocument
from corpus.reading import read_files

__all__ = ["FILE_NAME", "KnownDocuments", "Likeness", "text_digest"]

# Hidden, so that it is never taken for a document.
FILE_NAME = ".known-documents.json"
_WORD = re.compile(r"[^\W_]+")


class Likeness(StrEnum):
    """How a document is like one that is there."""

    SAME_BYTES = "same bytes"
    SAME_TEXT = "same text"
    SAME_OCCASION = "same occasion"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is compared of a document; `occasion` names authority, kind and days, '' where it states too little."""

    text: str
    occasion: str


def text_digest(read: ReadDocument) -> str:
    """Return 64 hexadecimal digits of the words of a document's findings, whatever its format; '' without any.

    Case, punctuation, layout and printed paragraph numbers do not count.
    """
    words = [word for p in read.paragraphs if p.role.is_finding for word in _WORD.findall(p.text.casefold())]
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else ""


class KnownDocuments:
    """The documents of a corpus folder, as far as they are compared.

    What was found out about a file is kept beside the documents by its hash, so that each is read once.
    """

    def __init__(self, folder: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Read what is not known yet; files that cannot be read are compared by their bytes only.

        Args:
            folder: the corpus folder; it may be missing.
            progress: called with how many files are read, and how many have to be.

        Raises:
            CorpusError: the folder cannot be listed.
        """
        self._folder = folder
        files = list_files(folder).files if folder.is_dir() else ()
        by_hash = {_sha256(file): file for file in files}
        self._paths = {sha256: file.relative for sha256, file in by_hash.items()}
        kept = _load(folder / FILE_NAME)
        self._known = {sha256: kept[sha256] for sha256 in self._paths if sha256 in kept}
        new = [file for sha256, file in by_hash.items() if sha256 not in kept]
        for done, read in enumerate(read_files(new), start=1):
            progress(done, len(new))
            if isinstance(read, ReadDocument):
                self._known[read.document.sha256] = _known(read)

    def holds(self, content: bytes) -> str | None:
        """Return the path of the file with these bytes, None if there is none."""
        return self._paths.get(hashlib.sha256(content).hexdigest())

    def like(self, read: ReadDocument) -> tuple[Likeness, str] | None:
        """Return how a document is like one in the folder, and that one's path; None if it is like none."""
        if read.document.sha256 in self._paths:
            return Likeness.SAME_BYTES, self._paths[read.document.sha256]
        mine = _known(read)
        for likeness, own, theirs in (
            (Likeness.SAME_TEXT, mine.text, {sha256: each.text for sha256, each in self._known.items()}),
            (Likeness.SAME_OCCASION, mine.occasion, {sha256: each.occasion for sha256, each in self._known.items()}),
        ):
            found = sorted(self._paths[sha256] for sha256, value in theirs.items() if own and value == own)
            if found:
                return likeness, found[0]
        return None

    def put(self, read: ReadDocument) -> None:
        """Take note of a document that has come into the folder."""
        self._paths[read.document.sha256] = read.document.path
        self._known[read.document.sha256] = _known(read)

    def save(self) -> None:
        """Keep what was found out for the next time."""
        content = json.dumps({sha256: asdict(known) for sha256, known in sorted(self._known.items())})
        fresh = self._folder / f"{FILE_NAME}.new"
        try:
            fresh.write_text(content, encoding="utf-8")
            fresh.replace(self._folder / FILE_NAME)
        except OSError as exc:
            raise CorpusError(f"{fresh}: cannot be written ({exc.strerror}); check the folder's permissions") from exc


def _known(read: ReadDocument) -> _Known:
    return _Known(text_digest(read), _occasion(read.document))


def _occasion(document: Document) -> str:
    days = [f"{period.start}/{period.end}" for period in document.periods] or [str(document.published or "")]
    if not document.authorities or not any(days):
        return ""
    return "|".join([document.kind, document.publisher.value, *document.authorities, *days])


def _load(path: Path) -> dict[str, _Known]:
    """Return what was kept; nothing where the file is missing or of another making, for it can be found out again."""
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return {sha256: _Known(**known) for sha256, known in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _sha256(file: CorpusFile) -> str:
    try:
        with file.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as exc:
        raise CorpusError(f"{file.path}: cannot be read ({exc.strerror}); check its permissions") from exc
