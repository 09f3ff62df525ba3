"""Measures speed: reading, embedding, building, searching, answering, starting, memory, and a baseline in the same run.

Every figure has the median and the range of several measurements; the machine is part of the figure, so a ratio to
the baseline says more than a time.
"""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import ReadDocument
from corpus.reading import read_corpus
from eval.speed_asking import asking_timings, process_timings
from eval.speed_bars import Bar, bars_of, bars_text
from eval.speed_baseline import baseline_timings
from eval.speed_build import build_timings
from eval.speed_timings import BASELINE_BUILDING, BASELINE_SEARCH, BUILDING, SEARCH, Timing, seconds
from eval.speed_update import update_timings
from index.embedding import Embedder, make_embedder
from index.settings import Settings

__all__ = [
    "PARTS",
    "Speed",
    "measure_index",
    "measure_speed",
    "speed_markdown",
    "speed_text",
]

PARTS = ("corpus", "embed", "build", "search", "answer", "start", "memory", "update", "baseline")
OF_AN_INDEX = frozenset({"build", "search", "answer", "start", "memory", "update"})
EMBED_TEXTS = 512


@dataclass(frozen=True, slots=True)
class Speed:
    """All timings over one collection, `over` what, and ratios of ours to llama-index's by name, below 1 the better."""

    over: str
    timings: tuple[Timing, ...]

    @property
    def ratios(self) -> dict[str, float]:
        """Time of ours divided by that of llama-index's default pipeline, for what both were measured on."""
        medians = {timing.name: timing.median for timing in self.timings}
        pairs = {
            "building": (BUILDING, BASELINE_BUILDING),
            "search, p50": (f"{SEARCH}, p50", f"{BASELINE_SEARCH}, p50"),
            "search, p95": (f"{SEARCH}, p95", f"{BASELINE_SEARCH}, p95"),
        }
        return {
            name: medians[ours] / medians[theirs]
            for name, (ours, theirs) in pairs.items()
            if ours in medians and medians.get(theirs)
        }

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What was found where there is a most that it may be."""
        return bars_of(self.timings)


def measure_speed(
    folders: Sequence[Path],
    questions: Sequence[str],
    settings: Settings,
    *,
    parts: Sequence[str] = PARTS,
    repeat: int = 3,
    threads: int = 4,
    embedder: Embedder | None = None,
    over: str | None = None,
) -> Speed:
    """Measure the parts named, in the order of `PARTS`, over the documents of some folders.

    Args:
        folders: corpus folders; they are copied, and the index goes into a folder that is removed afterwards.
        questions: what is asked; names of authorities are replaced by some that the documents have.
        settings: the settings in force.
        parts: which of `PARTS` to measure.
        repeat: measurements of each.
        threads: how many search at a time.
        embedder: of the settings, if not given.
        over: what the collection is called; by default its folders.

    Raises:
        CorpusError: a folder is missing or holds no readable document.
        EmbeddingError: the embedder failed.
    """
    embedder = embedder or make_embedder(settings)
    timings: list[Timing] = []
    if "corpus" in parts:
        timings.append(_reading(folders, settings, repeat))
    documents = _documents(folders, settings) if {"embed", "baseline"} & set(parts) else []
    if "embed" in parts:
        texts = [paragraph.text for read in documents for paragraph in read.paragraphs if paragraph.role.is_finding]
        timings.append(_embedding(texts[:EMBED_TEXTS], embedder, repeat))
    if OF_AN_INDEX & set(parts):
        with tempfile.TemporaryDirectory(prefix="inspection-qa-speed-") as folder:
            fresh = settings.model_copy(update={"index": Path(folder) / "index", "llm": "none"})
            built = build_timings(folders, Path(folder) / "corpus", fresh, embedder)
            timings += built if "build" in parts else []
            timings += measure_index(fresh, questions, parts=parts, repeat=repeat, threads=threads, embedder=embedder)
    if "baseline" in parts:
        timings += baseline_timings(documents, questions, embedder, repeat)
    return Speed(over or ", ".join(str(folder) for folder in folders), tuple(timings))


def measure_index(
    settings: Settings,
    questions: Sequence[str],
    *,
    parts: Sequence[str] = PARTS,
    repeat: int = 3,
    threads: int = 4,
    embedder: Embedder | None = None,
) -> list[Timing]:
    """Measure disk, searching, answering, starting, memory and updating on the index that the settings name; see above.

    Raises:
        IndexMissingError: there is none.
    """
    timings = asking_timings(settings, questions, parts, repeat, threads, embedder)
    timings += process_timings(settings, questions, parts, repeat)
    return timings + (update_timings(settings, repeat) if "update" in parts else [])


def speed_text(speed: Speed) -> str:
    """Return the timings as lines: name, median, unit, range, note."""
    lines = [f"{speed.over}; {_machine()}"]
    for timing in speed.timings:
        spread = f"{min(timing.values):,.4g} to {max(timing.values):,.4g}, {len(timing.values)} measurements"
        lines.append(f"{timing.name:38} {timing.median:10,.4g} {timing.unit:14} ({spread}) {timing.note}".rstrip())
    lines += [f"ours / llama-index, {name:18} {ratio:10.3f}" for name, ratio in speed.ratios.items()]
    return "\n".join([*lines, bars_text(speed.bars)]).rstrip()


def speed_markdown(speeds: Sequence[Speed]) -> str:
    """Return a table in Markdown: a row for each figure, a column for each collection."""
    names = dict.fromkeys((timing.name, timing.unit) for speed in speeds for timing in speed.timings)
    lines = ["| | " + " | ".join(speed.over for speed in speeds) + " |", "| --- |" + " --- |" * len(speeds)]
    for name, unit in names:
        cells = [
            next((f"{_rounded(each.median)} {unit}" for each in speed.timings if each.name == name), "not measured")
            for speed in speeds
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    for name in dict.fromkeys(name for speed in speeds for name in speed.ratios):
        cells = [f"{speed.ratios[name]:.2f}" if name in speed.ratios else "not measured" for speed in speeds]
        lines.append(f"| ours / llama-index, {name} | {' | '.join(cells)} |")
    missed = [f"{bar.name} ({speed.over})" for speed in speeds for bar in speed.bars if not bar.is_met]
    met = sum(bar.is_met for speed in speeds for bar in speed.bars)
    kept = [f"Bars: {met} met, missed: {'; '.join(missed) or 'none'}."] if met or missed else []
    return "\n".join([*lines, "", f"Medians. {_machine()}.", *kept])


def _documents(folders: Sequence[Path], settings: Settings) -> list[ReadDocument]:
    read: Iterable[object] = read_corpus(folders, processes=settings.processes or 2)
    return [one for one in read if isinstance(one, ReadDocument)]


def _reading(folders: Sequence[Path], settings: Settings, repeat: int) -> Timing:
    rates, pages, count = [], 0, 0
    for _ in range(repeat):
        started = time.perf_counter()
        read = _documents(folders, settings)
        taken = time.perf_counter() - started
        count = len(read)
        pages = sum(one.document.page_count or 1 for one in read)
        rates.append(pages / taken)
    note = f"{count} documents, {pages} pages, {settings.processes or 2} processes; one without pages counts as one"
    return Timing("reading", "pages/s", tuple(rates), note)


def _embedding(texts: Sequence[str], embedder: Embedder, repeat: int) -> Timing:
    embedder.embed(texts[:1])
    rates = [len(texts) / seconds(lambda: embedder.embed(texts)) for _ in range(repeat)]
    return Timing("embedding", "texts/s", tuple(rates), f"{len(texts)} paragraphs with {embedder.name}")


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
