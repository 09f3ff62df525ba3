"""Measures speed: reading, embedding, building, searching, answering, and a baseline in the same run.

Every figure has the median and the range of several measurements; the machine is part of the figure, so a ratio to
the baseline says more than a time.
"""

from __future__ import annotations

import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.folder import list_files
from corpus.model import ReadDocument
from corpus.reading import read_corpus
from index.embedding import Embedder
from index.settings import Settings

__all__ = ["PARTS", "Timing", "enlarged", "measure_speed", "timings_text"]

PARTS = ("corpus", "embed", "build", "search", "answer", "baseline")
EMBED_TEXTS = 512


@dataclass(frozen=True, slots=True)
class Timing:
    """Measurements of one thing, in `unit`; `note` says over what."""

    name: str
    unit: str
    values: tuple[float, ...]
    note: str = ""

    @property
    def median(self) -> float:
        """The middle of the measurements."""
        return statistics.median(self.values)


def measure_speed(
    folders: Sequence[Path],
    questions: Sequence[str],
    settings: Settings,
    *,
    parts: Sequence[str] = PARTS,
    repeat: int = 3,
    embedder: Embedder | None = None,
) -> list[Timing]:
    """Measure the parts named, in the order of `PARTS`, over the documents of some folders.

    Args:
        folders: corpus folders.
        questions: what is searched for and asked.
        settings: the settings in force; the index goes into a folder of its own that is removed afterwards.
        parts: which of `PARTS` to measure.
        repeat: measurements of each.
        embedder: of the settings, if not given.

    Raises:
        CorpusError: a folder is missing or holds no readable document.
        EmbeddingError: the embedder failed.
    """
    from index.embedding import make_embedder

    embedder = embedder or make_embedder(settings)
    processes = settings.processes or 2
    timings: list[Timing] = []
    if "corpus" in parts:
        timings += _reading(folders, processes, repeat)
    documents = [read for read in read_corpus(folders, processes=processes) if isinstance(read, ReadDocument)]
    texts = [paragraph.text for read in documents for paragraph in read.paragraphs if paragraph.role.is_finding]
    if "embed" in parts:
        timings.append(_embedding(texts[:EMBED_TEXTS], embedder, repeat))
    if {"build", "search", "answer"} & set(parts):
        with tempfile.TemporaryDirectory(prefix="inspection-qa-speed-") as folder:
            fresh = settings.model_copy(update={"index": Path(folder) / "index", "llm": "none"})
            timings += _index(folders, questions, fresh, parts, repeat, embedder)
    if "baseline" in parts:
        timings += _baseline(documents, questions, embedder, repeat)
    if (peak := _peak_mb()) is not None:
        timings.append(Timing("peak memory of this process", "MB", (peak,)))
    return timings


def enlarged(folder: Path, paragraphs: int, into: Path) -> Path:
    """Copy documents under other names until there are at least so many paragraphs; return the new folder.

    Raises:
        CorpusError: the folder is missing or holds no readable document.
    """
    counts = {
        read.document.path: len(read.paragraphs)
        for read in read_corpus([folder], processes=2)
        if isinstance(read, ReadDocument)
    }
    files = [file for file in list_files(folder).files if file.relative in counts]
    total, round_no = 0, 0
    while files and total < paragraphs:
        for file in files:
            target = into / f"{round_no:04d}" / file.relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, target)
            total += counts[file.relative]
            if total >= paragraphs:
                break
        round_no += 1
    return into


def timings_text(timings: Iterable[Timing]) -> str:
    """Return the timings as lines: name, median, unit, range, note."""
    lines = [f"{platform.machine()}, Python {platform.python_version()}"]
    for timing in timings:
        spread = f"{min(timing.values):,.4g} to {max(timing.values):,.4g}, {len(timing.values)} measurements"
        lines.append(f"{timing.name:38} {timing.median:10,.4g} {timing.unit:14} ({spread}) {timing.note}".rstrip())
    return "\n".join(lines)


def _reading(folders: Sequence[Path], processes: int, repeat: int) -> list[Timing]:
    rates, pages, count = [], 0, 0
    for _ in range(repeat):
        started = time.perf_counter()
        read = [one for one in read_corpus(folders, processes=processes) if isinstance(one, ReadDocument)]
        seconds = time.perf_counter() - started
        count = len(read)
        pages = sum(one.document.page_count or 1 for one in read)
        rates.append(pages / seconds)
    note = f"{count} documents, {pages} pages, {processes} processes; a document without pages counts as one"
    return [Timing("reading", "pages/s", tuple(rates), note)]


def _embedding(texts: Sequence[str], embedder: Embedder, repeat: int) -> Timing:
    embedder.embed(texts[:1])
    rates = [len(texts) / _seconds(lambda: embedder.embed(texts)) for _ in range(repeat)]
    return Timing("embedding", "texts/s", tuple(rates), f"{len(texts)} paragraphs with {embedder.name}")


def _index(
    folders: Sequence[Path],
    questions: Sequence[str],
    settings: Settings,
    parts: Sequence[str],
    repeat: int,
    embedder: Embedder,
) -> list[Timing]:
    from index.assistant import Assistant
    from index.storage.build import build

    timings = []
    seconds = _seconds(lambda: build(settings, folders, embedder=embedder))
    unchanged = _seconds(lambda: build(settings, folders, embedder=embedder))
    if "build" in parts:
        timings.append(Timing("building from nothing", "s", (seconds,)))
        timings.append(Timing("building, nothing changed", "s", (unchanged,)))
    started = time.perf_counter()
    with closing(Assistant(settings, embedder)) as assistant:
        assistant.search(questions[0])
        timings.append(Timing("opening to first result", "s", (time.perf_counter() - started,)))
        if "search" in parts:
            timings += _latencies("search", lambda text: assistant.search(text, k=10), questions, repeat)
        if "answer" in parts:
            timings += _latencies("answer", assistant.ask, questions, repeat)
    return timings


def _baseline(
    documents: Sequence[ReadDocument], questions: Sequence[str], embedder: Embedder, repeat: int
) -> list[Timing]:
    """Measure llama-index's default pipeline: its sentence splitter, vector store and retriever, our embedder."""
    from index.settings import silence_telemetry

    silence_telemetry()
    from llama_index.core import Document, VectorStoreIndex

    from index.embedding.llama_index import as_llama_index

    embedding = as_llama_index(embedder)
    nodes = [Document(text=read.text, doc_id=read.document.id) for read in documents]
    started = time.perf_counter()
    index = VectorStoreIndex.from_documents(nodes, embed_model=embedding)
    timings = [Timing("baseline building (llama-index)", "s", (time.perf_counter() - started,))]
    retriever = index.as_retriever()
    return [*timings, *_latencies("baseline search (llama-index)", retriever.retrieve, questions, repeat)]


def _latencies(name: str, call: Callable[[str], object], questions: Sequence[str], repeat: int) -> list[Timing]:
    """Return p50 and p95 over the questions, once for each repetition, after one warm-up round."""
    for question in questions:
        call(question)
    p50, p95 = [], []
    for _ in range(repeat):
        taken = sorted(1000 * _seconds(partial(call, question)) for question in questions)
        p50.append(statistics.median(taken))
        p95.append(taken[min(int(0.95 * len(taken)), len(taken) - 1)])
    note = f"{len(questions)} questions"
    return [Timing(f"{name}, p50", "ms", tuple(p50), note), Timing(f"{name}, p95", "ms", tuple(p95), note)]


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _peak_mb() -> float | None:
    """Return the most memory that this process had, None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
