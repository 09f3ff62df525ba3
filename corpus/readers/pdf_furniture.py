"""What a page carries besides its text: running headers and footers, page numbers, contents, closing pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus.readers.pdf_fragments import ARTIFACT, Fragment
from corpus.readers.pdf_tables import CELL_GAP

__all__ = ["closing_start", "furniture"]

MARGIN = 0.085
"""Share of the page's height, above and below, in which running headers and footers stand."""

MIN_REPEATS = 3
TITLE_SIZE = 16.0
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_CLOSING = re.compile(r"©|\bcopyright\b", re.IGNORECASE)


def furniture(fragments: Sequence[Fragment], pages: Mapping[int, tuple[float, float]]) -> list[bool]:
    """Return for each fragment whether it is a running header or footer or a page number.

    Args:
        fragments: those of the whole document.
        pages: lower and upper edge of each page by its number, in PDF points.
    """
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for block in fragments:
        if block.inked:
            places[_place(block)].add(block.page_first)
    return [_is_furniture(block, pages, len(places[_place(block)]) if block.inked else 0) for block in fragments]


def _place(block: Fragment) -> tuple[str, int]:
    return _DIGITS.sub("0", block.text), round(block.inked[0].y0 / 12)


def _is_furniture(block: Fragment, pages: Mapping[int, tuple[float, float]], repeats: int) -> bool:
    if not block.inked:
        return True
    if block.kind == "TOCI":
        return False
    low, high = pages[block.page_first]
    margin = (high - low) * MARGIN
    outside = max(run.y1 for run in block.inked) < low + margin or min(run.y0 for run in block.inked) > high - margin
    if not outside or _is_title(block, repeats):
        return False
    return block.kind == ARTIFACT or _is_page_number(block) or repeats >= min(MIN_REPEATS, max(2, len(pages) - 1))


def _is_page_number(block: Fragment) -> bool:
    """Return whether a block is a page number, alone or beside the title of a chapter."""
    return any(_PAGE_NUMBER.fullmatch(cell) for cell in block.text.split(CELL_GAP))


def _is_title(block: Fragment, repeats: int) -> bool:
    """Return whether a block is a title that stands in the header of the first page."""
    once = repeats == 1 and block.page_first == 1 and not _is_page_number(block)
    return once and max(run.look.size for run in block.inked) >= TITLE_SIZE


def closing_start(fragments: Sequence[Fragment], body_size: float) -> int:
    """Return the index at which the publisher's closing matter begins, the number of fragments without any.

    Closing matter is what stands at the end in smaller type than the text and claims the copyright.
    """
    start = len(fragments)
    for index in range(len(fragments) - 1, -1, -1):
        inked = fragments[index].inked
        if inked and max(run.look.size for run in inked) >= body_size - 0.5:
            break
        start = index
    claims = any(_CLOSING.search(block.text) for block in fragments[start:])
    return start if claims else len(fragments)
