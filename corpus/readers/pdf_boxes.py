"""The boxes of a block: on each page one rectangle, or one for each line where one would cover others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from corpus.model import Box
from corpus.readers.pdf_text import Run

__all__ = ["boxes_of"]


def boxes_of(blocks: Sequence[Sequence[Run]]) -> list[tuple[Box, ...]]:
    """Return the boxes of each block, given the runs of all blocks of a document."""
    owners: dict[int, list[tuple[int, Run]]] = defaultdict(list)
    for index, runs in enumerate(blocks):
        for run in runs:
            if not run.is_blank and run.x1 > run.x0:
                owners[run.page].append((index, run))
    boxes: list[tuple[Box, ...]] = []
    for index, runs in enumerate(blocks):
        pages: dict[int, list[Run]] = defaultdict(list)
        for run in runs:
            if not run.is_blank and run.x1 > run.x0:
                pages[run.page].append(run)
        found: list[Box] = []
        for page, members in pages.items():
            whole = _around(members)
            others = (run for owner, run in owners[page] if owner != index)
            found.extend([whole] if not any(_meet(whole, run) for run in others) else _by_line(members))
        boxes.append(tuple(found))
    return boxes


def _around(runs: Sequence[Run]) -> Box:
    return Box(
        runs[0].page,
        round(min(run.x0 for run in runs), 2),
        round(min(run.y0 for run in runs), 2),
        round(max(run.x1 for run in runs), 2),
        round(max(run.y1 for run in runs), 2),
    )


def _by_line(runs: Sequence[Run]) -> list[Box]:
    lines: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        lines[run.line].append(run)
    return [_around(members) for members in lines.values()]


def _meet(box: Box, run: Run) -> bool:
    return box.x0 < run.x1 and run.x0 < box.x1 and box.y0 < run.y1 and run.y0 < box.y1
