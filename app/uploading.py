"""Adds uploaded files and archives to the documents, and says in words what became of each."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.adding import safe_name
from app.adding_many import Added, Already, add_all
from app.labels import kind_text
from app.page_picture import pdfium_turn
from corpus.errors import CorpusError
from corpus.folder import Refused, shown

if TYPE_CHECKING:
    from app.renewing import Renewal

__all__ = ["Adding", "Message", "Upload", "add_uploads", "outcome_messages"]

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


class Adding:
    """Uploads on their way into the library, in a thread of its own: whoever leaves the page does not end it halfway.

    `done` of `total` documents that are there were read for comparison. Once `is_done`, `messages` tell what became of
    the files, and `renewal` is how the index is renewed, None where nothing was added.
    """

    def __init__(self, uploads: Sequence[Upload], folder: Path, renew: Callable[[], Renewal]) -> None:
        """Begin to add files to a corpus folder; `renew` is called if any was added."""
        self.done, self.total = 0, 0
        self.messages: list[Message] = []
        self.renewal: Renewal | None = None
        self._over = threading.Event()
        self._uploads, self._folder, self._renew = uploads, folder, renew
        threading.Thread(target=self._run, name="adding", daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether it is known what became of the files."""
        return self._over.is_set()

    def wait(self, timeout_s: float) -> bool:
        """Wait until it is done, at most some seconds; returns whether it is."""
        return self._over.wait(timeout_s)

    def _run(self) -> None:
        try:
            outcomes = add_uploads(self._uploads, self._folder, self._show)
            self.messages = outcome_messages(outcomes)
            if any(isinstance(outcome, Added) for outcome in outcomes):
                self.renewal = self._renew()
        except CorpusError as error:
            self.messages = [{"heading": "Not added", "text": str(error)}]
        finally:
            self._over.set()

    def _show(self, done: int, total: int) -> None:
        self.done, self.total = done, total


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
