"""How long questions take of an index: searched and answered in one process, and each by a process of its own."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from corpus.register import load_register
from eval.exactness import generated_probes
from eval.speed_processes import run_command
from eval.speed_timings import MAY_ANSWER, SEARCH, Timing, latencies, seconds
from index.answer import Filters
from index.embedding import Embedder
from index.settings import Settings
from index.storage import IndexVersion, open_index

__all__ = ["asked_of", "asking_timings", "process_timings"]

PROBES = 200
STARTS = 5


def asking_timings(
    settings: Settings,
    questions: Sequence[str],
    parts: Sequence[str],
    repeat: int,
    threads: int,
    embedder: Embedder | None,
) -> list[Timing]:
    """Measure the size on disk, and searching and answering in this process."""
    from index.assistant import Assistant
    from index.embedding import make_embedder

    with open_index(settings) as index:
        asked = asked_of(index, questions)
        probes = [(probe.question, probe.filters) for probe in generated_probes(index, PROBES)]
        size = sum(path.stat().st_size for path in index.folder.rglob("*") if path.is_file()) / 1e6
        note = f"{index.paragraph_count:,} paragraphs of all kinds, {index.passage_count:,} passages"
        timings = [Timing(MAY_ANSWER, "paragraphs", (float(index.is_finding.sum()),))]
    timings.append(Timing("version on disk", "MB", (size,), note))
    with closing(Assistant(settings, embedder or make_embedder(settings))) as assistant:
        if "search" in parts:
            free = [question for question, filters in probes if filters == Filters()]
            limits = {question: filters for question, filters in probes if filters != Filters()}
            timings += latencies(SEARCH, assistant.search, free, repeat)
            timings += latencies(
                "search with a filter", lambda text: assistant.search(text, filters=limits[text]), [*limits], repeat
            )
            timings += _at_a_time(assistant.search, free, repeat, threads)
        if "answer" in parts:
            timings += latencies("answer", assistant.ask, asked, repeat)
    return timings


def process_timings(settings: Settings, questions: Sequence[str], parts: Sequence[str], repeat: int) -> list[Timing]:
    """Measure the command from start to first result, and the memory of a process that answers all questions."""
    timings: list[Timing] = []
    index = ["--index", str(settings.index)]
    if "start" in parts:
        runs = [run_command(["search", "children missing from home", *index]) for _ in range(max(repeat, STARTS))]
        timings.append(Timing("command, start to first result", "s", tuple(taken for taken, _ in runs)))
    if "memory" in parts:
        with tempfile.TemporaryDirectory(prefix="inspection-qa-speed-") as folder, open_index(settings) as opened:
            file = Path(folder) / "questions.jsonl"
            rows = [{"id": str(at), "question": each} for at, each in enumerate(asked_of(opened, questions))]
            file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            _, peak = run_command(["eval", "answer", str(file), "--out", str(Path(folder) / "answers.jsonl"), *index])
        if peak is not None:
            timings.append(Timing("memory, answering in one process", "MB", (peak,), f"{len(questions)} questions"))
    return timings


def asked_of(index: IndexVersion, questions: Sequence[str]) -> list[str]:
    """Return questions with the authorities that they name replaced by some that the index has."""
    register = load_register()
    names = sorted({name for document in index.documents for name in document.authorities})
    chance = random.Random(0)
    asked = []
    for question in questions:
        parts, at = [], 0
        for mention in register.find(question) if names else ():
            parts += [question[at : mention.start], chance.choice(names)]
            at = mention.end
        asked.append("".join([*parts, question[at:]]))
    return asked


def _at_a_time(search: Callable[[str], object], questions: Sequence[str], repeat: int, threads: int) -> list[Timing]:
    """Return p50 and p95 while several threads of one process search."""
    p50, p95 = [], []
    with ThreadPoolExecutor(threads) as side_by_side:
        for _ in range(repeat):
            taken = sorted(side_by_side.map(lambda text: 1000 * seconds(lambda: search(text)), questions))
            p50.append(statistics.median(taken))
            p95.append(taken[min(int(0.95 * len(taken)), len(taken) - 1)])
    name, note = f"{SEARCH}, {threads} threads at a time", f"{len(questions)} questions"
    return [Timing(f"{name}, p50", "ms", tuple(p50), note), Timing(f"{name}, p95", "ms", tuple(p95), note)]
