"""One measurement of speed, repeated, and the clock that takes it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

__all__ = [
    "BASELINE_BUILDING",
    "BASELINE_SEARCH",
    "BUILDING",
    "BUILD_COMMAND",
    "MAY_ANSWER",
    "SEARCH",
    "Timing",
    "latencies",
    "seconds",
]

BUILDING = "building from nothing"
BASELINE_BUILDING = "llama-index: building from nothing"
BUILD_COMMAND = "command 'index build'"
MAY_ANSWER = "paragraphs that may answer"
SEARCH = "search"
BASELINE_SEARCH = "llama-index: search"


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


def latencies(name: str, call: Callable[[str], object], questions: Sequence[str], repeat: int) -> list[Timing]:
    """Return p50 and p95 over the questions, once for each repetition, after one warm-up round."""
    for question in questions:
        call(question)
    p50, p95 = [], []
    for _ in range(repeat):
        taken = sorted(1000 * seconds(partial(call, question)) for question in questions)
        p50.append(statistics.median(taken))
        p95.append(taken[min(int(0.95 * len(taken)), len(taken) - 1)])
    note = f"{len(questions)} questions"
    return [Timing(f"{name}, p50", "ms", tuple(p50), note), Timing(f"{name}, p95", "ms", tuple(p95), note)]


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
