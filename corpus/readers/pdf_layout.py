"""Paragraphs of a page without tags, by the gaps between its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from corpus.readers.pdf_fragments import Fragment, fragment
from corpus.readers.pdf_text import Run

__all__ = ["untagged_fragments"]

GAP = 0.75
"""A gap between two lines of more than this share of the type size begins a paragraph."""


def untagged_fragments(runs: Iterable[Run]) -> list[Fragment]:
    """Return the fragments of a page in the order of its text, each of kind 'P'."""
    paragraphs: list[list[Run]] = []
    last: Sequence[Run] = ()
    for _, members in groupby(runs, key=lambda run: run.line):
        line = [run for run in members if not run.is_blank and run.x1 > run.x0]
        if not line:
            continue
        if last and not _begins(last, line):
            paragraphs[-1].extend(line)
        else:
            paragraphs.append(list(line))
        last = line
    return [fragment("P", members) for members in paragraphs]


def _begins(above: Sequence[Run], line: Sequence[Run]) -> bool:
    size = max(run.look.size for run in line)
    gap = min(run.y0 for run in above) - max(run.y1 for run in line)
    changed = (above[0].look.size, above[0].look.bold) != (line[0].look.size, line[0].look.bold)
    return gap > GAP * size or gap < -size * 2 or changed
