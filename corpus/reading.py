"""A corpus folder into documents: lists the files, reads each, and never lets one stop the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError, ReadError
from corpus.folder import CorpusFile, Listing, Refused, list_files, shown
from corpus.model import ReadDocument
from corpus.paragraphs import document_id, make_paragraphs
from corpus.processes import Lost, run_in_processes
from corpus.readers import read_file

__all__ = ["Refused", "list_corpora", "read_corpus", "read_document", "read_files"]

# Starting a process costs about as much as reading this many PDF reports.
_MIN_PDFS_FOR_PROCESSES = 3
# Five hundred pages are read in a tenth of this, also on a slow machine.
_TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class _Job:
    root: Path
    file: CorpusFile


def read_document(root: Path, relative: str) -> ReadDocument:
    """Read one file of a corpus folder into a document and its paragraphs.

    Args:
        root: the corpus folder.
        relative: the file's path in it, with forward slashes; with `root`'s name out of it, the identity.

    Raises:
        ReadError: the file cannot be read as a document; the message names it and says what to do.
        CorpusError: the path leads out of the folder.
    """
    from corpus.metadata import describe

    path = root / relative
    if not path.resolve().is_relative_to(root.resolve()):
        raise CorpusError(f"{shown(relative)}: lies outside the corpus folder; copy the file into it")
    extraction = read_file(path)
    sha256 = _sha256(path)
    paragraphs = make_paragraphs(document_id(relative), extraction.blocks)
    document = describe(path=relative, sha256=sha256, extraction=extraction, paragraphs=paragraphs)
    return ReadDocument(document, paragraphs)


def list_corpora(roots: Sequence[Path]) -> Listing:
    """List several corpus folders as one, in the order given.

    A document's identity is its path in its folder, so a path that an earlier folder has too is refused.

    Raises:
        CorpusError: one of the folders is missing or cannot be opened.
    """
    files: list[CorpusFile] = []
    refused: list[Refused] = []
    notes: list[Refused] = []
    seen: dict[str, str] = {}
    for root in dict.fromkeys(roots):
        listing = list_files(root)
        refused += listing.refused
        notes += listing.notes
        for file in listing.files:
            identity = document_id(file.relative)
            if identity in seen:
                where = shown(f"{root}/{file.relative}")
                message = f"{where}: an earlier folder has a file of this path too; rename one of the two"
                refused.append(Refused(file.relative, message))
            else:
                seen[identity] = file.relative
                files.append(file)
    return Listing(tuple(files), tuple(refused), tuple(notes))


def read_corpus(roots: Sequence[Path], *, processes: int = 2) -> Iterator[ReadDocument | Refused]:
    """Read every document of one or more corpus folders.

    PDFs are read in `processes` spawned processes, so that a file which brings down the PDF library costs
    that file only.

    Args:
        roots: corpus folders.
        processes: how many processes read PDFs; 0 reads them in this one.

    Yields:
        Documents in the order of folders and relative paths, and a `Refused` for each file that cannot be
        read; those that the listing refuses come first.

    Raises:
        CorpusError: a folder is missing or cannot be opened.
    """
    listing = list_corpora(roots)
    yield from listing.refused
    yield from read_files(listing.files, processes=processes)


def read_files(files: Sequence[CorpusFile], *, processes: int = 2) -> Iterator[ReadDocument | Refused]:
    """Read some of the files that a listing gave; see `read_corpus`.

    Yields:
        A document or a `Refused` for each file, in the order of the files.
    """
    jobs = [_Job(_root_of(file), file) for file in files]
    pdfs = [job for job in jobs if job.file.path.suffix.casefold() == ".pdf"]
    if processes < 1 or len(pdfs) < _MIN_PDFS_FOR_PROCESSES:
        for job in jobs:
            yield _read(job)
        return
    results = run_in_processes(_read, pdfs, processes=processes, timeout_s=_TIMEOUT_S)
    with closing(results):
        for job in jobs:
            result = next(results) if job.file.path.suffix.casefold() == ".pdf" else _read(job)
            yield _lost(job.file, result) if isinstance(result, Lost) else result


def _lost(file: CorpusFile, lost: Lost) -> Refused:
    what = f"took longer than {_TIMEOUT_S} s to read" if lost.timed_out else "brought down the PDF reader"
    message = f"{shown(file.relative)}: {what}; open it, print it to a new PDF and put that in its place"
    return Refused(file.relative, message)


def _root_of(file: CorpusFile) -> Path:
    root = file.path
    for _ in Path(file.relative).parts:
        root = root.parent
    return root


def _read(job: _Job) -> ReadDocument | Refused:
    try:
        return read_document(job.root, job.file.relative)
    except (ReadError, CorpusError) as exc:
        return Refused(job.file.relative, _placed(job.file, str(exc)))
    except Exception as exc:  # noqa: BLE001 - reported with its name; the other documents are read all the same
        fault = f"{type(exc).__name__}: {exc}"[:200]
        message = f"{shown(job.file.relative)}: a fault of the program stopped its reading ({fault}); please report it"
        return Refused(job.file.relative, message)


def _placed(file: CorpusFile, message: str) -> str:
    """Return a reader's message with the path in the corpus in place of the bare file name."""
    for name in (str(file.path), shown(file.path.name)):
        if message.startswith(name):
            return shown(file.relative) + message[len(name) :]
    return message


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ReadError(f"{shown(path.name)}: cannot be read ({exc.strerror}); check its permissions") from exc
