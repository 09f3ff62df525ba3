"""Rows of tables as one block each: label and value stay together, cells apart by one em space."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.readers.pdf_fragments import Fragment

__all__ = ["CELL_GAP", "rows_joined"]

CELL_GAP = "\u2003"
"""Stands between the cells of a row: white space, so that a row has no word that its page has not."""

MAX_CELL_CHARS = 300
MAX_CELL_BLOCKS = 4


def rows_joined(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Return the fragments with those of each table row made one of kind 'TR'.

    A row of one cell, and a row whose cells hold whole sections (layout tables), stay as they are.
    """
    joined: list[Fragment] = []
    for row, members in groupby(fragments, key=lambda fragment: fragment.row):
        group = list(members)
        if row is not None and _is_row(group):
            joined.append(_row(group))
        else:
            joined.extend(replace(block, row=None, cell=None) for block in group)
    return joined


def _is_row(group: Sequence[Fragment]) -> bool:
    cells = [list(members) for _, members in groupby(group, key=lambda fragment: fragment.cell)]
    return len(cells) > 1 and all(
        len(cell) <= MAX_CELL_BLOCKS and sum(len(block.text) for block in cell) <= MAX_CELL_CHARS for cell in cells
    )


def _row(group: Sequence[Fragment]) -> Fragment:
    text = group[0].text
    for before, block in pairwise(group):
        continues = before.cell == block.cell and block.text[:1].islower()
        text += (" " if continues else CELL_GAP) + block.text
    runs = tuple(run for block in group for run in block.runs)
    return replace(group[0], kind="TR", runs=runs, text=text)
