"""How far a build is, and how long the step will still take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Progress", "ProgressCallback", "Stages", "unwatched"]

_MIN_SECONDS_TO_JUDGE = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` pieces of a stage; `seconds_left` of the stage is None as long as nobody can tell."""

    stage: str
    done: int
    total: int
    seconds_left: float | None = None


ProgressCallback = Callable[[Progress], None]


def unwatched(progress: Progress) -> None:
    """Ignore how far it is."""


class Stages:
    """Reports stages one after another, with an estimate from the pace of each so far."""

    def __init__(self, callback: ProgressCallback) -> None:
        """Report to `callback`."""
        self._callback = callback
        self._started = time.monotonic()

    def stage(self, name: str) -> Callable[[int, int], None]:
        """Begin a stage; call the result with the number of pieces done and in all."""
        self._started = time.monotonic()

        def report(done: int, total: int) -> None:
            seconds = time.monotonic() - self._started
            known = done > 0 and seconds >= _MIN_SECONDS_TO_JUDGE
            self._callback(Progress(name, done, total, seconds / done * (total - done) if known else None))

        return report
