"""Page numbers and running headers of a paper that was a PDF: what stands on every page and says nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import CELL_GAP
from corpus.model import Role
from corpus.readers.pieces import Piece, is_finished, is_prose, without_page_number

__all__ = ["front_length", "is_form_row", "mark_furniture"]

_PAGE_NUMBER = re.compile(
    r"(?:page|p\.?|pg\.?)\s*[|:]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,3}\s*(?:of|/)\s*\d{1,3}"
    r"|[-–—|\[(]?\s*\d{1,3}\s*[-–—|\])]?|\d{1,3}\s*\|\s*page|page\s*\|\s*\d{1,3}",
    re.IGNORECASE,
)
_MAX_HEADER_CHARS = 200
# Twice may be chance; a paper of three pages repeats its header twice after the first.
_MIN_REPEATS = 3
_MAX_FRONT = 40


def mark_furniture(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with page numbers and running headers given the role boilerplate.

    The first of a header that opens the document is its title and keeps its role. What follows a header
    or page number counts as standing at a page break.
    """
    marked = [
        replace(piece, role=Role.BOILERPLATE) if _is_page_number(pieces, index) else piece
        for index, piece in enumerate(pieces)
    ]
    for index in _running_headers(marked):
        marked[index] = replace(marked[index], role=Role.BOILERPLATE)
    for index in range(1, len(marked)):
        if marked[index - 1].role is Role.BOILERPLATE and pieces[index - 1].role is not Role.BOILERPLATE:
            marked[index] = replace(marked[index], broken=True, attached=False)
    return marked


def front_length(pieces: Sequence[Piece]) -> int:
    """Return how many pieces stand before the first prose, list or numbered paragraph."""
    for index, piece in enumerate(pieces):
        is_start = piece.role in (Role.LIST_ITEM, Role.TABLE_CELL, Role.QUOTE) and not is_form_row(piece)
        is_start = is_start or is_prose(piece.text)
        if is_start or (piece.number is not None and "." in piece.number) or index >= _MAX_FRONT:
            return index
    return len(pieces)


def is_form_row(piece: Piece) -> bool:
    """Tell whether a row of a table is a field of a form: 'Report to:', 'Cabinet'."""
    return piece.role is Role.TABLE_CELL and piece.text.split(CELL_GAP, 1)[0].endswith(":")


def _is_page_number(pieces: Sequence[Piece], index: int) -> bool:
    piece = pieces[index]
    if piece.role not in (Role.BODY, Role.LIST_ITEM) or _PAGE_NUMBER.fullmatch(piece.text) is None:
        return False
    # '- 3 -' comes as a list item; a figure in a list of figures does too.
    return piece.role is Role.BODY or piece.text.rstrip().endswith(("-", "–", "—"))


def _running_headers(pieces: Sequence[Piece]) -> list[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        if piece.role in (Role.BODY, Role.HEADING) and len(piece.text) <= _MAX_HEADER_CHARS and _may_repeat(piece):
            places[_key(piece)].append(index)
    repeated = {index for found in places.values() if len(found) > 1 for index in found}
    breaks = _breaks(pieces, repeated)
    front = front_length(pieces)
    found: list[int] = []
    for indices in places.values():
        if len(indices) < 2:
            continue
        opens = indices[0] < front
        later = indices[1:] if opens else indices
        share = sum(index in breaks for index in later) / len(later)
        if _is_running(opens, len(indices), share):
            found += later
    return found


def _breaks(pieces: Sequence[Piece], repeated: set[int]) -> set[int]:
    """Return which of the repeated pieces stand in a run of such pieces around which a page ends."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(pieces) + 1):
        if index < len(pieces) and (index in repeated or (run and pieces[index].role is Role.BOILERPLATE)):
            run.append(index)
        elif run:
            if _at_break(pieces, run[0], run[-1]):
                found.update(run)
            run = []
    return found


def _is_running(opens: bool, times: int, share_at_breaks: float) -> bool:
    """Tell whether a text that stands `times` in a document is its running header.

    Args:
        opens: it stands before the first prose.
        times: how often it stands in the document.
        share_at_breaks: share of the later ones around which a page ends.
    """
    if opens:
        return share_at_breaks >= (1 / 3 if times >= _MIN_REPEATS else 1)
    return times >= _MIN_REPEATS and share_at_breaks >= 1 / 2


def _may_repeat(piece: Piece) -> bool:
    return not (is_prose(piece.text) and is_finished(piece.text)) and not piece.text.endswith(":")


def _key(piece: Piece) -> str:
    return without_page_number(piece.text)


def _at_break(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Tell whether a page ends around a run of repeated pieces: by a mark, or because it cuts text or a list."""
    run = pieces[max(first - 1, 0) : last + 2]
    if any(piece.role is Role.BOILERPLATE for piece in run) or any(piece.broken for piece in pieces[first : last + 2]):
        return True
    if first == 0 or last + 1 >= len(pieces):
        return False
    before, after = pieces[first - 1], pieces[last + 1]
    if before.role is Role.LIST_ITEM and after.role is Role.LIST_ITEM:
        return True
    return not is_finished(before.text) and is_prose(before.text) and after.text[:1].islower()
