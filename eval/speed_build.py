"""How long building takes: from nothing, beside embedding alone, with nothing changed, with one new document."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.folder import list_files
from eval.speed_timings import BUILDING, Timing, seconds
from index.embedding import Embedder
from index.settings import Settings

__all__ = ["build_timings"]

ALONE = 32
"""Batches of texts that are embedded again."""
TICK_S = 0.01
"""What the system counts processor time in."""


def build_timings(folders: Sequence[Path], scratch: Path, settings: Settings, embedder: Embedder) -> list[Timing]:
    """Build the index of the settings over copies of some folders, and measure it.

    The document in the middle is held back and comes as the one that is new.

    Args:
        folders: corpus folders.
        scratch: folder for the copies; does not exist yet.
        settings: name the index, which does not exist yet.
        embedder: makes the vectors.
    """
    from index.storage.build import build

    copies = [scratch / f"{number}" for number in range(len(folders))]
    for folder, copy in zip(folders, copies, strict=True):
        shutil.copytree(folder, copy)
    files = [file.path for copy in copies for file in list_files(copy).files]
    noting = _Noting(embedder)
    held = files[len(files) // 2] if len(files) > 1 else None
    aside = scratch.with_name("held")
    if held is not None:
        shutil.move(held, aside)
    built, worked = _both_clocks(lambda: build(settings, copies, embedder=noting))
    timings = [Timing(BUILDING, "s", (built,)), *noting.embedding_alone(built, worked)]
    unchanged = tuple(seconds(lambda: build(settings, copies, embedder=embedder)) for _ in range(3))
    timings.append(Timing("building, nothing changed", "s", unchanged))
    if held is not None:
        shutil.move(aside, held)
        taken = seconds(lambda: build(settings, copies, embedder=embedder))
        timings.append(Timing("building, one new document", "s", (taken,), f"among {len(files)}"))
    return timings


class _Noting:
    """An embedder that notes which texts it embeds, to embed some of them again with nothing else going on."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.question_offset = embedder.question_offset
        self._batches: list[Sequence[str]] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._batches.append(texts)
        return self._embedder.embed(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embedder.embed_questions(texts)

    def embedding_alone(self, built: float, worked: float) -> list[Timing]:
        """Measure embedding alone, and how much longer the build took, in seconds by the clock and of processors."""
        by_size = sorted(self._batches, key=_characters)
        count = min(ALONE, len(by_size))
        # Of each size some: what a text costs goes with its length, and a few long batches too many would tell.
        batches = [by_size[(2 * at + 1) * len(by_size) // (2 * count)] for at in range(count)]
        random.Random(0).shuffle(batches)
        if not batches:
            return []

        def embed() -> None:
            for batch in batches:
                self._embedder.embed(batch)

        share = sum(map(_characters, batches)) / sum(map(_characters, by_size))
        by_clock, by_processors = (taken / share for taken in _both_clocks(embed))
        note = f"{sum(map(len, by_size)):,} texts; {share:.0%} of their characters were embedded again"
        return [
            Timing("embedding its texts alone", "s", (by_clock,), note),
            Timing("building / embedding alone", "times", (built / by_clock,)),
            Timing("building / embedding alone, processor time", "times", (worked / by_processors,)),
        ]


def _characters(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def _both_clocks(call: Callable[[], object]) -> tuple[float, float]:
    """Return how long a call takes by the clock, and of all processors, those of its child processes too."""
    before = sum(os.times()[:4])
    by_clock = seconds(call)
    return by_clock, max(sum(os.times()[:4]) - before, TICK_S)
