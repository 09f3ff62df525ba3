"""The levels of headings: by their markup, by printed numbers, and by what the numbers under them say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Role
from corpus.readers.headings import TITLE
from corpus.readers.pieces import Piece, ends_open
from corpus.readers.wordings import Wordings

__all__ = ["join_headings", "place_headings"]

_ANNEX = re.compile(r"(?:annex|appendix|schedule)\b", re.IGNORECASE)


def join_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with headings that were broken over two lines or marks in one."""
    result: list[Piece] = []
    for piece in pieces:
        before = result[-1] if result else None
        if (
            before is not None
            and before.role is Role.HEADING
            and piece.role is Role.HEADING
            and piece.number is None
            and piece.level == before.level
            and (piece.text[:1].islower() or ends_open(before.text))
        ):
            result[-1] = replace(before, text=f"{before.text} {piece.text}")
        else:
            result.append(piece)
    return result


def place_headings(pieces: Sequence[Piece], wordings: Wordings) -> list[Piece]:
    """Return the pieces with each heading at its level, 1 outermost; the document's title keeps level 0."""
    levels = _Levels(pieces, wordings)
    return [
        replace(piece, level=levels.level(index)) if piece.role is Role.HEADING and piece.marker != TITLE else piece
        for index, piece in enumerate(pieces)
    ]


class _Levels:
    """Gives levels to the headings of one document, asked for in order."""

    def __init__(self, pieces: Sequence[Piece], wordings: Wordings) -> None:
        self._pieces = pieces
        self._wordings = wordings
        self._number: str | None = None
        self._number_level = 1
        self._number_marks = 0
        self._marked = 0
        self._below = False

    def level(self, index: int) -> int:
        """Return the level of the heading at `index`."""
        piece = self._pieces[index]
        if piece.number is not None and piece.number.replace(".", "").isdigit():
            return self._numbered(piece, piece.number)
        if self._number is not None and self._is_within(index, self._number):
            return self._number_level + max(1, piece.level - self._number_marks if piece.level else 1)
        if piece.level:
            self._marked = piece.level
            return piece.level
        return self._unmarked(index)

    def _numbered(self, piece: Piece, number: str) -> int:
        dots = number.rstrip(".").count(".")
        if not dots or self._number is None:
            self._number_level = max(piece.level - dots, 1) if piece.level else 1
            self._number_marks = piece.level
        self._marked = piece.level or self._marked
        if dots:
            return self._number_level + dots
        self._number = number
        return self._number_level

    def _is_within(self, index: int, number: str) -> bool:
        """Tell whether the next numbered paragraph carries on under the numbered heading above: 3.6 under 3."""
        for piece in self._pieces[index + 1 :]:
            if piece.number is not None and piece.number[0].isdigit():
                return piece.number.startswith(number + ".")
        return False

    def _unmarked(self, index: int) -> int:
        piece = self._pieces[index]
        if _ANNEX.match(piece.text):
            self._below = False
            return 1
        if self._marked:
            return self._marked + 1
        if self._number is not None:
            return self._number_level + 1
        before = self._pieces[index - 1] if index else None
        if self._wordings.is_section(piece.text):
            self._below = False
        elif before is not None and before.role is Role.HEADING and before.marker != TITLE:
            self._below = True
        return 2 if self._below else 1
