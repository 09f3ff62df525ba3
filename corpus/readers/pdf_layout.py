"""Blocks of a page by layout alone: columns put in order, rows of tables, paragraphs by the gaps between lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.readers.pdf_fragments import Fragment, fragment
from corpus.readers.pdf_lines import LOOSE, Line, begins_paragraph, leading, lines_of
from corpus.readers.pdf_text import WIDE_GAP, Run

__all__ = ["untagged_fragments"]

MIN_COLUMN_LINES = 5
MIN_COLUMN_SHARE = 0.25
MIN_CONTENTS_LINES = 4
_CONTENTS_LINE = re.compile(r".*\D(?:\.{3,}|\s)\s*\d{1,3}$")
_NOTE = re.compile(r"(?:\d{1,2}|[*†‡])[.)]?\s*[A-Z‘“]")

Cell = list[Line]


def untagged_fragments(runs: Iterable[Run]) -> list[Fragment]:
    """Return the fragments of a page without tags, in reading order.

    They are of kind 'P', 'Note' for footnotes, 'TOCI' for lines of contents; cells of table rows have
    `row` and `cell`.
    """
    lines = _by_column(lines_of(runs))
    usual = leading(lines)
    found: list[Fragment] = []
    for number, cells in enumerate(_rows(lines, usual)):
        for place, cell in enumerate(cells):
            block = fragment("P", [run for line in cell for run in line.runs])
            # Steps of real elements are not negative: these cannot be taken for them.
            key = (-cell[0].runs[0].page, number, place)
            is_row = len(cells) > 1
            found.append(replace(block, key=key, row=key[:2] if is_row else None, cell=key if is_row else None))
    return _notes_and_contents(found, lines)


def _by_column(lines: list[Line]) -> list[Line]:
    """Put the lines of two columns that the page draws line by line in the order of reading."""
    pairs = [(left, right) for left, right in pairwise(lines) if _beside(left, right)]
    if len(pairs) < MIN_COLUMN_LINES:
        return lines
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    gutter = max(left.x1 for left, _ in pairs)
    widths = sorted(min(left.x1 - left.x0, right.x1 - right.x0) for left, right in pairs)
    if widths[len(widths) // 2] < MIN_COLUMN_SHARE * width or any(right.x0 < gutter for _, right in pairs):
        return lines
    ordered: list[Line] = []
    band: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        if line.x0 < gutter < line.x1:
            ordered += [*band[0], *band[1], line]
            band = ([], [])
        else:
            band[line.x0 >= gutter].append(line)
    return [*ordered, *band[0], *band[1]]


def _beside(left: Line, right: Line) -> bool:
    size = max(left.look.size, right.look.size)
    return abs(left.base - right.base) < 0.4 * size and right.x0 - left.x1 > WIDE_GAP * size


def _rows(lines: Sequence[Line], usual: float) -> list[list[Cell]]:
    """Return rows of cells: a paragraph is a row of one cell."""
    rows: list[list[Cell]] = []
    margin = max((line.x1 for line in lines), default=0.0)
    most = usual * LOOSE
    for line in lines:
        cells = rows[-1] if rows else []
        if not cells:
            rows.append([[line]])
        elif _is_next_cell(cells, line):
            cells.append([line])
        elif len(cells) > 1 and (cell := _cell_continued(cells, line, most)) is not None:
            cell.append(line)
        elif len(cells) > 1 or begins_paragraph(cells[0], line, most, margin):
            rows.append([[line]])
        else:
            cells[0].append(line)
    return rows


def _is_next_cell(cells: Sequence[Cell], line: Line) -> bool:
    last = cells[-1]
    size = line.look.size
    right = max(above.x1 for above in last)
    level = last[-1].base - 0.6 * size <= line.base <= last[0].base + 0.6 * size
    return level and line.x0 - right > WIDE_GAP * size


def _cell_continued(cells: Sequence[Cell], line: Line, most: float) -> Cell | None:
    """Return the cell of a row that a line below belongs to, None if it begins a new row."""
    for cell in reversed(cells):
        step = cell[-1].base - line.base
        if abs(line.x0 - cell[0].x0) < 0.5 * line.look.size and 0 < step <= most * line.look.size:
            return cell
    return None


def _notes_and_contents(found: list[Fragment], lines: Sequence[Line]) -> list[Fragment]:
    sizes = sorted(line.look.size for line in lines)
    usual_size = sizes[len(sizes) // 2] if sizes else 0.0
    contents = [_is_contents(block) for block in found]
    is_contents_page = sum(contents) >= MIN_CONTENTS_LINES
    marked: list[Fragment] = []
    for block, listed in zip(found, contents, strict=True):
        if listed and is_contents_page:
            block = replace(block, kind="TOCI", row=None, cell=None)
        elif (
            _NOTE.match(block.text) and max(run.look.size for run in block.inked[1:] or block.inked) < usual_size - 0.9
        ):
            block = replace(block, kind="Note")
        marked.append(block)
    return marked


def _is_contents(block: Fragment) -> bool:
    return len(block.text) < 150 and (_CONTENTS_LINE.match(block.text) is not None)
