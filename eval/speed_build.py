"""How long building takes: from nothing, with nothing changed, with one new document."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.folder import list_files
from eval.speed_timings import BUILDING, Timing, seconds
from index.embedding import Embedder
from index.settings import Settings

__all__ = ["build_timings"]


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
    timed = _Timed(embedder)
    held = files[len(files) // 2] if len(files) > 1 else None
    aside = scratch.with_name("held")
    if held is not None:
        shutil.move(held, aside)
    timings = [Timing(BUILDING, "s", (seconds(lambda: build(settings, copies, embedder=timed)),))]
    embedding = timed.seconds
    timings.append(Timing("embedding within it", "s", (embedding,)))
    if embedding:
        timings.append(Timing("building / its embedding", "times", (timings[0].median / embedding,)))
    unchanged = tuple(seconds(lambda: build(settings, copies, embedder=timed)) for _ in range(3))
    timings.append(Timing("building, nothing changed", "s", unchanged))
    if held is not None:
        shutil.move(aside, held)
        taken = seconds(lambda: build(settings, copies, embedder=timed))
        timings.append(Timing("building, one new document", "s", (taken,), f"among {len(files)}"))
    return timings


class _Timed:
    """An embedder that adds up how long it embeds."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.seconds = 0.0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors: list[NDArray[np.float32]] = []
        self.seconds += seconds(lambda: vectors.append(self._embedder.embed(texts)))
        return vectors[0]
