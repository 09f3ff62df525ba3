"""Brings the index up to date: makes a new version beside the one in use, verifies it, then switches."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import corpus
import index.context
import index.sentences
from corpus.errors import CorpusError, IndexStoreError
from corpus.folder import Refused, shown
from corpus.model import ReadDocument
from corpus.paragraphs import document_id
from corpus.reading import read_files
from index.embedding.base import Embedder
from index.embedding.local import LocalEmbedder
from index.settings import Settings
from index.storage import passages
from index.storage.assembly import Assembly
from index.storage.chroma import load_chroma_ahead
from index.storage.embedding_ahead import EmbeddingAhead
from index.storage.growing import MAX_WAITING
from index.storage.history import Past, remember
from index.storage.layout import IndexPaths, digest_of_source, sync_tree, translated_disk_errors
from index.storage.lock import stoppable
from index.storage.manifest import Made, Manifest, write_manifest
from index.storage.place import BUILDING, Place
from index.storage.plan import Difference, Found, Plan, compare, find
from index.storage.progress import ProgressCallback, Stages, unwatched
from index.storage.stored_files import shared_files, stored_files
from index.storage.verify import unresolved, vector_store_faults, version_faults
from index.storage.version import IndexVersion

__all__ = ["BuildReport", "build"]

FEW = 16
"""Documents that are read before any other is taken over; of more, one at a time is in memory."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `version` is the one in use now; `switched` whether it is a new one.

    `refused` are documents that could not be read, `notes` remarks about others; `embedded` is the number of
    texts that had no vector yet. Of a dry run only `difference`, `refused` and `notes` tell what would be.
    """

    version: str | None
    fingerprint: str | None
    switched: bool
    difference: Difference
    documents: int
    paragraphs: int
    passages: int
    embedded: int
    refused: tuple[Refused, ...]
    notes: tuple[Refused, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Job:
    """What a build works on; `previous` is None where nothing of the version before may be kept."""

    place: Place
    processes: int
    found: Found
    plan: Plan
    previous: IndexVersion | None
    embedder: Embedder
    made: Made
    stages: Stages


def build(
    settings: Settings,
    corpora: Sequence[Path] = (),
    *,
    embedder: Embedder,
    progress: ProgressCallback = unwatched,
    from_nothing: bool = False,
    dry_run: bool = False,
) -> BuildReport:
    """Bring the index in `settings.index` up to date with the corpus folders.

    Args:
        settings: where the index is, how many processes read.
        corpora: the folders; none for those of the version in use.
        embedder: makes the vectors.
        progress: told how far it is.
        from_nothing: read every document again; vectors are still kept by content.
        dry_run: change nothing, only report the difference.

    Raises:
        CorpusError: a folder is missing, or there is no readable document at all.
        IndexLockedError: another process is building.
        IndexStoreError: the index cannot be written, or what was written is not what was meant.
        EmbeddingError: the embedder failed; what it did before is kept.
    """
    started = time.monotonic()
    stages = Stages(progress)
    processes = settings.processes or min(os.cpu_count() or 1, 8)
    made = _made(embedder)
    with closing(Place(settings)) as place, ExitStack() as reading:
        previous, reason = reading.enter_context(place.previous())
        folders = tuple(corpora) or _folders_of(previous, place.paths)
        stages.stage("comparing")(0, 1)
        found = find(folders)
        plan = _plan(found, previous, made, reason, from_nothing=from_nothing)
        if dry_run or plan.difference.is_empty:
            return _report(previous.manifest if previous else None, plan, found, plan.still_refused, started)
        with translated_disk_errors(place.paths.root), stoppable(), place.writing():
            _load_ahead(found, plan, embedder)
            # Another writer may have switched meanwhile; the version that is held here serves as well to take from.
            job = _Job(place, processes, found, plan, None if from_nothing else previous, embedder, made, stages)
            manifest, refused, embedded = _make_version(job)
            reading.close()
            place.tidy(keep=manifest.name)
    return replace(_report(manifest, plan, found, refused, started), switched=True, embedded=embedded)


def _load_ahead(found: Found, plan: Plan, embedder: Embedder) -> None:
    """Begin to load what takes half a second each, beside what comes before its use."""
    if len(plan.to_read) > MAX_WAITING * len(found.files):
        load_chroma_ahead()
    if plan.to_read and isinstance(embedder, LocalEmbedder):
        embedder.load_ahead()


def _make_version(job: _Job) -> tuple[Manifest, tuple[Refused, ...], int]:
    """Write, verify and serve a new version; leave nothing behind if that fails."""
    created = datetime.now(UTC)
    name = f"{created:%Y%m%dT%H%M%S%f}-{os.getpid()}"
    paths = job.place.paths
    folder = paths.versions / f"{BUILDING}{name}"
    try:
        ahead = EmbeddingAhead(paths.cache, job.embedder, is_cleaned=job.previous is None)
        is_mostly_kept = 2 * len(job.plan.to_read) < len(job.found.files)
        assembling = Assembly(folder, job.previous, ahead, is_mostly_kept=is_mostly_kept)
        with closing(ahead), closing(assembling) as assembly:
            refused = _assemble(assembly, ahead, job)
            if not assembly.content:
                corpora = ", ".join(job.found.corpora)
                raise CorpusError(f"{corpora}: no readable document; put PDF, DOCX or text files there")
            embedded = assembly.finish(job.embedder.name, job.place.store_of(name), job.stages.stage)
        verifying = job.stages.stage("verifying")
        verifying(0, 1)
        with ThreadPoolExecutor(2) as side_by_side:
            # Forced to disk already now, so that doing it once more, when it is verified, takes no time.
            synced = side_by_side.submit(sync_tree, folder)
            manifest = _described(job, assembly, folder, refused, created, side_by_side)
            write_manifest(folder, manifest)
            _verify(job.place, folder, is_store_known=assembly.tables is not None)
            synced.result()
        verifying(1, 1)
        _remember(job, manifest, assembly)
        job.place.serve(folder, manifest, job.stages.stage("switching"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return manifest, refused, embedded


def _described(
    job: _Job,
    assembly: Assembly,
    folder: Path,
    refused: tuple[Refused, ...],
    created: datetime,
    side_by_side: ThreadPoolExecutor,
) -> Manifest:
    """Hash the files of a version that is written, and say what it is."""
    tables = None if assembly.tables else side_by_side.submit(job.place.digest_of_store, folder)
    before = job.previous
    files = stored_files(folder, shared_files(folder, before.folder, before.manifest.files) if before else {})
    hashes = {file.relative: sha256 for file, sha256 in job.found.files}
    return Manifest(
        name=folder.name.removeprefix(BUILDING),
        fingerprint=assembly.fingerprint(job.made),
        created=created.isoformat(timespec="seconds"),
        made=job.made,
        corpora=job.found.corpora,
        documents=len(assembly.content),
        paragraphs=assembly.paragraph_count,
        passages=assembly.passage_count,
        files=files,
        chroma_tables=tables.result() if tables else assembly.tables,
        refused={entry.path: (hashes.get(entry.path, ""), entry.message) for entry in refused},
    )


def _assemble(assembly: Assembly, ahead: EmbeddingAhead, job: _Job) -> tuple[Refused, ...]:
    """Put the documents into a version in the order of the listing; return those that cannot be read."""
    refused = [*job.found.refused, *job.plan.still_refused]
    skipped = {entry.path for entry in job.plan.still_refused}
    to_read = set(job.plan.to_read)
    report = job.stages.stage("reading")
    reading = read_files(job.plan.to_read, processes=job.processes)
    if len(job.plan.to_read) <= FEW:
        reading = iter(_begun(tuple(reading), ahead))
    done = 0
    for file, _ in job.found.files:
        if file in to_read:
            report(done, len(to_read))
            done += 1
            read = next(reading)
            if isinstance(read, ReadDocument) and (missing := unresolved(read)):
                name = shown(file.relative)
                read = Refused(file.relative, f"{name}: its metadata name paragraphs it has not ({missing[0]})")
            if isinstance(read, Refused):
                refused.append(read)
            else:
                assembly.add(read)
        elif file.relative not in skipped:
            _keep(assembly, job, document_id(file.relative))
    report(len(to_read), len(to_read))
    return tuple(refused)


def _begun(reads: tuple[ReadDocument | Refused, ...], ahead: EmbeddingAhead) -> tuple[ReadDocument | Refused, ...]:
    """Begin to embed what is new before all that is kept is taken over."""
    for read in reads:
        if isinstance(read, ReadDocument):
            cut = passages.passages_of(read)
            ahead.add(dict(zip(cut.keys, cut.texts, strict=True)))
    ahead.flush()
    return reads


def _keep(assembly: Assembly, job: _Job, identity: str) -> None:
    """Take an unchanged document from the version before, its passages too if they would come out the same."""
    previous = job.previous
    if previous is None:
        raise IndexStoreError(f"document {identity} is to be kept, but there is no version to keep it from")
    if replace(previous.manifest.made, reader=job.made.reader) == job.made:
        assembly.keep(identity)
    else:
        assembly.add(ReadDocument(previous.document(identity), previous.paragraphs_of(identity)))


def _remember(job: _Job, manifest: Manifest, assembly: Assembly) -> None:
    digests = dict(assembly.content)
    paths = {file.relative: digests.get(document_id(file.relative)) for file, _ in job.found.files}
    documents = {path: digest for path, digest in paths.items() if digest}
    past = Past(manifest.name, manifest.created, manifest.fingerprint, manifest.made.embedder, documents)
    remember(job.place.paths, past)


def _verify(place: Place, folder: Path, *, is_store_known: bool) -> None:
    """Refuse a version that is not what was meant; a store that was verified for the version before is known."""
    with place.opened(folder) as version:
        faults = [*version_faults(version), *([] if is_store_known else vector_store_faults(version))]
    if faults:
        raise IndexStoreError(
            f"the new version is not what was meant: {'; '.join(faults[:3])}. The one in use is unchanged; "
            "run 'inspection-qa index rebuild'"
        )


def _folders_of(previous: IndexVersion | None, paths: IndexPaths) -> tuple[Path, ...]:
    if previous is None:
        raise CorpusError(f"{paths.root}: there is no index yet, so say which folder to index: --corpus FOLDER")
    return tuple(Path(folder) for folder in previous.manifest.corpora)


def _made(embedder: Embedder) -> Made:
    reader = digest_of_source([Path(path) for path in corpus.__path__])
    cutting = [Path(module.__file__ or "") for module in (index.context, index.sentences, passages)]
    return Made(embedder.name, embedder.dimension, reader, digest_of_source(cutting))


def _plan(found: Found, previous: IndexVersion | None, made: Made, reason: str | None, *, from_nothing: bool) -> Plan:
    before = previous.manifest if previous else None
    hashes = {document.path: document.sha256 for document in previous.documents} if previous else {}
    plan = compare(found, before, hashes, made)
    reasons = (*plan.difference.reasons, *([reason] if reason else []))
    if from_nothing:
        reasons = (*reasons, "everything is made anew, as asked")
        files = tuple(file for file, _ in found.files)
        plan = replace(plan, to_read=files, still_refused=())
    return replace(plan, difference=replace(plan.difference, reasons=reasons))


def _report(
    manifest: Manifest | None, plan: Plan, found: Found, refused: tuple[Refused, ...], started: float
) -> BuildReport:
    return BuildReport(
        version=manifest.name if manifest else None,
        fingerprint=manifest.fingerprint if manifest else None,
        switched=False,
        difference=plan.difference,
        documents=manifest.documents if manifest else 0,
        paragraphs=manifest.paragraphs if manifest else 0,
        passages=manifest.passages if manifest else 0,
        embedded=0,
        refused=refused,
        notes=found.notes,
        seconds=time.monotonic() - started,
    )
