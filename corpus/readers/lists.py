"""Which numbered paragraphs are text and which are items of a list, and how deep each item lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Role
from corpus.readers.pieces import Piece, is_prose

__all__ = ["place_lists"]

_DOTTED = "1.1"
_OUTER_BULLETS = "•●■◼▪·∙\uf0b7\uf0a7\uf06e"
_INNER_BULLETS = "o–—-◦‣▪○□➢\uf02d\uf0a7\uf0be"
_TRANSPARENT = (Role.BOILERPLATE, Role.FOOTNOTE)
_LEAD_IN_END = re.compile(r"[:;–—]$|\b(?:to|that|are|include|including)$")


@dataclass(frozen=True, slots=True)
class _Open:
    """An item under which others may lie."""

    indent: int
    marker: str
    depth: int
    introduces: bool
    broken: bool


def place_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with list items at their depth and numbered paragraphs of text as body."""
    placed: list[Piece] = []
    lists = _Lists()
    for piece in pieces:
        if piece.role in _TRANSPARENT:
            placed.append(piece)
            continue
        is_numbered = piece.number is not None and piece.role in (Role.BODY, Role.LIST_ITEM)
        if is_numbered or piece.role is Role.LIST_ITEM:
            piece = lists.place(piece)
        else:
            lists.close()
        lists.before = piece
        placed.append(piece)
    return placed


class _Lists:
    """The list that is open while pieces are gone through in order."""

    def __init__(self) -> None:
        self.before: Piece | None = None
        self._open: list[_Open] = []
        self._dots: int | None = None
        self._text_number: tuple[str, int] | None = None

    def close(self) -> None:
        """Forget the list: text or a heading came."""
        self._open = []
        self._dots = None

    def place(self, piece: Piece) -> Piece:
        """Return an item at its depth, or a numbered paragraph as body."""
        if piece.marker == _DOTTED:
            depth = self._dotted_depth(piece)
        elif piece.number is not None and self._is_text(piece):
            depth = 0
        else:
            depth = self._depth(piece)
        if not depth:
            self.close()
            if (piece.number or "").isdigit():
                self._text_number = (piece.marker, int(piece.number or ""))
            return replace(piece, role=Role.BODY, level=0)
        self._open = [item for item in self._open if item.depth < depth]
        introduces = _LEAD_IN_END.search(piece.text) is not None
        self._open.append(_Open(piece.level, piece.marker, depth, introduces, piece.broken))
        return replace(piece, role=Role.LIST_ITEM, level=depth)

    def _dotted_depth(self, piece: Piece) -> int:
        """Return the depth by the printed number: 2.4 beside 2.3, 3.1.1 below 3.1, whatever the indentation."""
        dots = (piece.number or "").count(".")
        if self._dots is not None and dots >= self._dots:
            return dots - self._dots + 1
        before = self.before
        if before is None or not before.text.endswith(":") or before.role is Role.HEADING:
            return 0
        if before.marker == _DOTTED and (before.number or "").count(".") >= dots:
            return 0
        self._dots = dots
        return 1

    def _is_text(self, piece: Piece) -> bool:
        """Tell whether '1.' opens a numbered paragraph of the text, not an item."""
        before = self.before
        number = piece.number or ""
        if not number.isdigit() or piece.role is Role.LIST_ITEM:
            return False
        if before is not None and before.text.endswith(":") and before.number is None and before.role is Role.BODY:
            return False
        if self._text_number == (piece.marker, int(number) - 1):
            # Paragraphs numbered through the document stay text however short they are.
            return True
        return not self._open and is_prose(piece.text)

    def _depth(self, piece: Piece) -> int:
        """Return the depth by indentation and by the kind of bullet."""
        if not self._open:
            return 1
        top = self._open[-1]
        same = next((item for item in reversed(self._open) if item.marker == piece.marker), None)
        if same is not None and same.indent == piece.level:
            return same.depth
        if piece.level > top.indent:
            # What a page's end shifted is no sub-item.
            shifted = top.broken and not top.introduces and top.marker == piece.marker
            return top.depth if shifted else top.depth + 1
        if piece.level < top.indent:
            outer = [item for item in self._open if item.indent <= piece.level]
            return outer[-1].depth if outer else 1
        if same is not None:
            return same.depth
        is_inner = top.marker in _OUTER_BULLETS and piece.marker in _INNER_BULLETS
        return top.depth + 1 if top.introduces or is_inner or top.marker == _DOTTED else top.depth
