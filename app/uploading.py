"""Adds uploaded files and archives to the documents, and says in words what became of each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from app.adding import safe_name
from app.adding_many import Added, Already, add_all
from app.labels import kind_text
from app.page_picture import pdfium_turn
from corpus.errors import CorpusError
from corpus.folder import Refused, shown

__all__ = ["Message", "Upload", "add_uploads", "outcome_messages"]

Message = dict[str, str]
Outcome = Added | Already | Refused
ARCHIVE = ".zip"


class Upload(Protocol):
    """A file that a user uploaded; Streamlit's is one."""

    @property
    def name(self) -> str:
        """Its name as the user's machine gave it."""

    def getvalue(self) -> bytes:
        """Return its bytes."""


def add_uploads(
    uploads: Iterable[Upload], folder: Path, progress: Callable[[int, int], None] = lambda done, total: None
) -> list[Outcome]:
    """Add files and the files in archives to a corpus folder.

    Args:
        uploads: what was uploaded.
        folder: the corpus folder, made if it is missing.
        progress: called while the documents that are there are read for comparison.

    Returns:
        What became of each file; names are those of the user, not of the place where the files lay meanwhile.
    """
    with tempfile.TemporaryDirectory(prefix="inspection-qa-upload-") as place:
        placed: list[Path] = []
        refused: list[Outcome] = []
        for number, upload in enumerate(uploads):
            try:
                # Each in a folder of its own: two uploads may have the same name.
                path = Path(place) / str(number) / _safe(upload.name)
            except CorpusError as error:
                refused.append(Refused(upload.name, str(error)))
                continue
            path.parent.mkdir()
            path.write_bytes(upload.getvalue())
            placed.append(path)
        prefixes = [f"{shown(str(path.parent))}/" for path in placed]
        added = [_renamed(outcome, prefixes) for outcome in _in_turns(add_all(placed, folder, progress=progress))]
    return [*refused, *added]


def outcome_messages(outcomes: Sequence[Outcome]) -> list[Message]:
    """Return what to tell the user: what was added, what is there already, what was not taken, each with the reason."""
    added = [one for one in outcomes if isinstance(one, Added)]
    already = [one.message for one in outcomes if isinstance(one, Already)]
    refused = [one.message for one in outcomes if isinstance(one, Refused)]
    messages = []
    if added:
        first = added[0].read.document.title if len(added) == 1 else f"{len(added)} documents"
        text = "\n".join(line for one in added for line in _lines(one))
        messages.append({"heading": f"Added: {first}", "text": text})
    for heading, lines in (("There already", already), ("Not added", refused)):
        if lines:
            messages.append({"heading": heading, "text": "\n".join(lines)})
    return messages


def _safe(name: str) -> str:
    """Return a harmless name for an upload.

    Raises:
        CorpusError: it has none, or its type is not read.
    """
    if name.casefold().endswith(ARCHIVE):
        return safe_name(f"{name[: -len(ARCHIVE)]}.txt").removesuffix(".txt") + ARCHIVE
    return safe_name(name)


def _in_turns(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Hold PDFium only while a file is read, so that pages are drawn in between."""
    while True:
        with pdfium_turn():
            outcome = next(outcomes, None)
        if outcome is None:
            return
        yield outcome


def _renamed(outcome: Outcome, prefixes: Sequence[str]) -> Outcome:
    if isinstance(outcome, Added):
        return outcome
    message = outcome.message
    for prefix in prefixes:
        message = message.replace(prefix, "")
    return Already(message) if isinstance(outcome, Already) else Refused(outcome.path, message)


def _lines(added: Added) -> list[str]:
    document = added.read.document
    head = f"{document.path}: {kind_text(document.kind)}, {len(added.read.paragraphs)} paragraphs."
    note = [f"It {added.note}."] if added.note else []
    return [head, *note, *document.warnings]
