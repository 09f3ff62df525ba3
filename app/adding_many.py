"""Adds files, folders and archives to a corpus folder, and says of each file what became of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.adding import add_file, safe_folder, safe_name
from app.adding_sources import Source, sources
from corpus.duplicates import KnownDocuments, Likeness
from corpus.errors import CorpusError, ReadError
from corpus.folder import Refused, shown
from corpus.model import ReadDocument

__all__ = ["Added", "Already", "add_all"]

_NEEDS_OCR = "needs OCR"


@dataclass(frozen=True, slots=True)
class Added:
    """A document that was added; `note` says that it is a new version of one that is there, or that OCR read it."""

    read: ReadDocument
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Already:
    """A file that was left out because the folder holds the document."""

    message: str


class _AlreadyError(CorpusError):
    """The folder holds the document's text in another file."""


class _NeedsOcrError(CorpusError):
    """The document is a scan, and the user asked for OCR."""


def add_all(
    paths: Iterable[Path],
    folder: Path,
    *,
    ocr: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Added | Already | Refused]:
    """Add everything that paths name, file by file.

    Args:
        paths: files, folders, ZIP archives.
        folder: the corpus folder, made if it is missing.
        ocr: give PDFs whose pages are pictures a layer of text, with OCRmyPDF.
        progress: called while the documents that are there are read for comparison.

    Yields:
        What became of each file, in their order.

    Raises:
        CorpusError: OCR is asked for and OCRmyPDF is missing, or the folder cannot be read or written.
    """
    from corpus.readers.pdf_ocr import PROGRAM, is_available

    if ocr and not is_available():
        raise CorpusError(f"--ocr: {PROGRAM} is not installed; install it (it brings Tesseract), or leave --ocr out")
    known = KnownDocuments(folder, progress)
    for path in paths:
        for source in sources(path):
            yield source if isinstance(source, Refused) else _add(source, folder, known, ocr=ocr)
    if folder.is_dir():
        known.save()


def _add(source: Source, folder: Path, known: KnownDocuments, *, ocr: bool) -> Added | Already | Refused:
    origin = shown(source.origin)
    if there := known.holds(source.content):
        return Already(f"{origin}: is there already, byte for byte: {shown(there)}")
    try:
        name, under = safe_name(source.name), safe_folder(source.under)
        return _placed(name, under, source.content, folder, known, ocr=ocr)
    except _AlreadyError as exc:
        return Already(f"{origin}: {exc}")
    except (CorpusError, ReadError) as exc:
        message = str(exc)
        return Refused(source.origin, message if message.startswith(origin) else f"{origin}: {message}")


def _placed(name: str, under: str, content: bytes, folder: Path, known: KnownDocuments, *, ocr: bool) -> Added:
    note: str | None = None

    def compare(read: ReadDocument) -> None:
        nonlocal note
        if ocr and any(warning.startswith(_NEEDS_OCR) for warning in read.document.warnings):
            raise _NeedsOcrError(f"{name}: needs OCR")
        likeness, path = known.like(read) or (None, "")
        if likeness in (Likeness.SAME_BYTES, Likeness.SAME_TEXT):
            raise _AlreadyError(f"holds the same text as {shown(path)}, which is there already; not added")
        if likeness is Likeness.SAME_OCCASION:
            note = f"is a new version of {shown(path)}; remove that if this one takes its place"

    def put(given: str) -> ReadDocument:
        return add_file(given, content, folder, under=under, before=compare)

    try:
        read = put(_free_name(name, folder / under, known, content))
    except _NeedsOcrError:
        content = _with_text_layer(name, content)
        # A second try would loop if OCR found nothing to read: then the document is taken as it is.
        ocr = False
        read = put(_free_name(name, folder / under, known, content))
        note = " ".join(part for part in ("its pages were read by OCR: mistakes are likely;", note) if part).rstrip(";")
    known.put(read)
    return Added(read, note)


def _free_name(name: str, folder: Path, known: KnownDocuments, content: bytes) -> str:
    """Return the name, with a number where the folder holds another file so named."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number, free = 1, name
    while (folder / free).exists() and known.holds(content) is None:
        number += 1
        free = f"{stem} ({number}){suffix}"
    return free


def _with_text_layer(name: str, content: bytes) -> bytes:
    from corpus.readers.pdf_ocr import add_text_layer

    with tempfile.TemporaryDirectory(prefix="inspection-qa-ocr-") as place:
        scan, target = Path(place) / name, Path(place) / f"read-{name}"
        scan.write_bytes(content)
        add_text_layer(scan, target)
        return target.read_bytes()
