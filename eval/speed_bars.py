"""What the program must keep to on a laptop of two cores, and whether it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.speed_timings import BUILD_COMMAND, MAY_ANSWER, SEARCH, Timing

__all__ = ["Bar", "bars_of", "bars_text"]

LARGE = 250_000
"""Paragraphs that may answer from which on an index is held to the bars of half a million, below to those of 58,000."""
_USUAL = {
    f"{SEARCH}, p50": 40,
    f"{SEARCH}, p95": 100,
    f"{SEARCH} with a filter, p50": 40,
    f"{SEARCH} with a filter, p95": 100,
    f"{SEARCH}, 4 threads at a time, p50": 40,
    f"{SEARCH}, 4 threads at a time, p95": 100,
    "command, start to first result": 1.5,
    "memory, answering in one process": 800,
    "building / embedding alone": 1.2,
    f"{BUILD_COMMAND}, nothing changed": 2,
    f"{BUILD_COMMAND}, one new document": 5,
}
_LARGE = {name: 400 for name in _USUAL if name.startswith(SEARCH) and name.endswith("p95")}


@dataclass(frozen=True, slots=True)
class Bar:
    """A timing's median, in `unit`, and the most that it may be."""

    name: str
    found: float
    most: float
    unit: str

    @property
    def is_met(self) -> bool:
        """Whether what was found is no more than it may be."""
        return self.found <= self.most


def bars_of(timings: Sequence[Timing]) -> tuple[Bar, ...]:
    """Return the bars of those timings that have one; which ones depends on how many paragraphs may answer."""
    paragraphs = next((timing.median for timing in timings if timing.name == MAY_ANSWER), 0)
    most = _USUAL if paragraphs < LARGE else _LARGE
    return tuple(
        Bar(timing.name, timing.median, most[timing.name], timing.unit) for timing in timings if timing.name in most
    )


def bars_text(bars: Sequence[Bar]) -> str:
    """Return a line for each bar: name, what was found, the most that it may be, whether it is met."""
    lines = [
        f"{'met' if bar.is_met else 'MISSED':7} {bar.name:38} {bar.found:10,.4g} of {bar.most:g} {bar.unit}"
        for bar in bars
    ]
    return "\n".join(["bars, on two cores with nothing else running:", *lines]) if lines else ""
