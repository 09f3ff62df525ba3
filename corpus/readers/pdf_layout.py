"""Blocks of a page by layout alone: columns put in order, rows of tables, paragraphs by the gaps between lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from corpus.readers.pdf_fragments import Fragment, fragment
from corpus.readers.pdf_lines import LOOSE, Line, begins_paragraph, leading, lines_of, margins
from corpus.readers.pdf_text import WIDE_GAP, Run

__all__ = ["untagged_fragments"]

MIN_COLUMN_LINES = 5
MIN_COLUMN_SHARE = 0.25
MAX_CELL_LINES = 6
NEAR_ROW = 4
MIN_CONTENTS_LINES = 4
MAX_CONTENTS_HEADING_WORDS = 3
_ENDS_IN_PAGE = re.compile(r"(?=.{4,150}$).*[^\W\d_].*?(?:\.{3,}|\s)\s*\d{1,3}$")
_NOTE = re.compile(r"(?:\d{1,2}|[*†‡])[.)]?\s*[A-Z‘“]")

Cell = list[Line]


def untagged_fragments(runs: Iterable[Run]) -> list[Fragment]:
    """Return the fragments of a page without tags, in reading order.

    They are of kind 'P', 'Note' for footnotes, 'TOCI' for lines of contents; cells of table rows have
    `row` and `cell`.
    """
    lines = _by_column(lines_of(runs))
    rows = _rows(lines, leading(lines))
    listed = _contents(rows)
    found: list[Fragment] = []
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            # Steps of real elements are not negative: these cannot be taken for them.
            key = (-cell[0].runs[0].page, number, place)
            is_row = len(cells) > 1 and number not in listed
            kind = "TOCI" if number in listed else "P"
            block = fragment(kind, [run for line in (cell if is_row else chain(*cells)) for run in line.runs])
            found.append(replace(block, key=key, row=key[:2] if is_row else None, cell=key if is_row else None))
            if not is_row:
                break
    return _notes(found, lines)


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


def _beside(left: Line, right: Line, level: float = 0.4) -> bool:
    size = max(left.look.size, right.look.size)
    return abs(left.base - right.base) < level * size and right.x0 - left.x1 > WIDE_GAP * size


def _rows(lines: Sequence[Line], usual: float) -> list[list[Cell]]:
    """Return rows of cells: a paragraph is a row of one cell."""
    rows: list[list[Cell]] = []
    most = usual * LOOSE
    for line, margin in zip(lines, _margins(lines), strict=True):
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


def _margins(lines: Sequence[Line]) -> list[float]:
    """Return where the full lines of each line's column end; near table rows that is at the line's own end."""
    edges = margins(lines)
    for index, left in enumerate(lines):
        if any(_beside(left, right, 0.8) for right in lines[index + 1 : index + NEAR_ROW]):
            for near in range(max(0, index - NEAR_ROW), min(len(lines), index + NEAR_ROW)):
                edges[near] = min(edges[near], lines[max(0, near - 1)].x1)
    return edges


def _is_next_cell(cells: Sequence[Cell], line: Line) -> bool:
    last = cells[-1]
    size = line.look.size
    # A cell of one line may stand in the middle beside one of two lines.
    if len(last) > MAX_CELL_LINES or not last[-1].base - 0.75 * size <= line.base <= last[0].base + 0.75 * size:
        return False
    beside = [above for above in last if abs(above.base - line.base) < 0.6 * size] or last
    return line.x0 - max(above.x1 for above in beside) > WIDE_GAP * size


def _cell_continued(cells: Sequence[Cell], line: Line, most: float) -> Cell | None:
    """Return the cell of a row that a line below belongs to, None if it begins a new row."""
    for cell in reversed(cells):
        step = cell[-1].base - line.base
        if abs(line.x0 - cell[0].x0) < 0.5 * line.look.size and 0 < step <= most * line.look.size:
            return cell
    return None


def _contents(rows: Sequence[list[Cell]]) -> range:
    """Return the numbers of the rows that are lines of contents, with their heading."""
    entries = {number: found for number, cells in enumerate(rows) if (found := _entries(cells))}
    ends = list(entries)
    if sum(entries.values()) < MIN_CONTENTS_LINES or len(ends) < 0.5 * (ends[-1] - ends[0] + 1):
        return range(0)
    first = ends[0]
    if first and len(" ".join(_words(rows[first - 1])).split()) <= MAX_CONTENTS_HEADING_WORDS:
        first -= 1
    return range(first, ends[-1] + 1)


def _entries(cells: list[Cell]) -> int:
    """Return how many lines of contents a row is: titles with page numbers beside them or after them."""
    if len(cells) > 1 and all(line.text.isdigit() for line in cells[-1]):
        return len(cells[-1])
    return _ENDS_IN_PAGE.match(" ".join(_words(cells))) is not None


def _words(cells: list[Cell]) -> list[str]:
    return [line.text for cell in cells for line in cell]


def _notes(found: list[Fragment], lines: Sequence[Line]) -> list[Fragment]:
    sizes = sorted(line.look.size for line in lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    return [replace(block, kind="Note") if _is_note(block, usual) else block for block in found]


def _is_note(block: Fragment, usual: float) -> bool:
    largest = max((run.look.size for run in block.inked), default=usual)
    return block.kind == "P" and largest < usual - 0.9 and _NOTE.match(block.text) is not None
