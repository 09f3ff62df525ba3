"""A corpus folder into documents: lists the files, reads each, and never lets one stop the others."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError, ReadError
from corpus.folder import CorpusFile, Listing, Refused, list_files, shown
from corpus.model import ReadDocument
from corpus.paragraphs import document_id, make_paragraphs
from corpus.readers import read_file

__all__ = ["Refused", "list_corpora", "read_corpus", "read_document", "read_files"]

# Starting a process costs about as much as reading this many PDF reports.
_MIN_PDFS_FOR_PROCESSES = 3
# Results wait for the files before them; more ahead than this only costs memory.
_AHEAD = 8


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
    reader = _ProcessReader(processes, pdfs)
    try:
        for job in jobs:
            yield reader.result(job) if job in reader else _read(job)
    finally:
        reader.close()


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


def _placed(file: CorpusFile, message: str) -> str:
    """Return a reader's message with the path in the corpus in place of the bare file name."""
    for name in (str(file.path), shown(file.path.name)):
        if message.startswith(name):
            return shown(file.relative) + message[len(name) :]
    return message


class _ProcessReader:
    """Reads PDFs in processes ahead of where the caller is, and starts anew when one of them dies."""

    def __init__(self, processes: int, jobs: Sequence[_Job]) -> None:
        self._processes = processes
        self._waiting = list(reversed(jobs))
        self._members = set(jobs)
        self._running: dict[_Job, Future[ReadDocument | Refused]] = {}
        self._pool: ProcessPoolExecutor | None = None

    def __contains__(self, job: _Job) -> bool:
        return job in self._members

    def result(self, job: _Job) -> ReadDocument | Refused:
        """Return what `job` gives; jobs must be asked for in their order."""
        self._submit()
        try:
            return self._running.pop(job).result()
        except BrokenProcessPool:
            return self._alone(job)

    def close(self) -> None:
        """Stop all processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _submit(self) -> None:
        if self._pool is None:
            self._pool = _pool(self._processes)
        while self._waiting and len(self._running) < self._processes + _AHEAD:
            job = self._waiting.pop()
            self._running[job] = self._pool.submit(_read, job)

    def _alone(self, job: _Job) -> ReadDocument | Refused:
        """Read `job` again with nothing beside it: any of those that ran may have killed the process."""
        self.close()
        self._waiting += reversed(self._running)
        self._running = {}
        with _pool(1) as pool:
            try:
                return pool.submit(_read, job).result()
            except BrokenProcessPool:
                name = shown(job.file.relative)
                message = f"{name}: the PDF reader crashed on it; open it, print it to a new PDF and add that instead"
                return Refused(job.file.relative, message)


def _pool(processes: int) -> ProcessPoolExecutor:
    # Never fork: chromadb and onnxruntime may have threads running in this process.
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ReadError(f"{shown(path.name)}: cannot be read ({exc.strerror}); check its permissions") from exc
