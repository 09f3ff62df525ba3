"""Makes whole the paragraphs and list items that a page's end cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Role
from corpus.readers.headings import is_heading_like
from corpus.readers.markdown import joined
from corpus.readers.pieces import MAX_PARAGRAPH_CHARS, Piece, ends_open, is_finished, is_prose, words

__all__ = ["join_halves", "mark_bare_lists"]

_FLOWING = (Role.BODY, Role.LIST_ITEM, Role.QUOTE)
# A shorter line that ends without a stop is a heading or an item rather than half a paragraph.
_MIN_HALF_CHARS = 40
_MIN_HALF_WORDS = 4
_MIN_CUT_CHARS = 60
_CONTACT = re.compile(r"\S+@\S+|www\.|https?:")
_BARE_ITEM_END = re.compile(r"(?:[;,]|; (?:and|or)|[^.!?:])$")
_MAX_BARE_ITEM_CHARS = 250


def mark_bare_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with lists that lost their bullets restored: short lines in small letters after a colon."""
    marked = list(pieces)
    index = 1
    while index < len(pieces):
        end = index
        if pieces[index - 1].text.endswith(":") and pieces[index - 1].role in (Role.BODY, Role.LIST_ITEM):
            while end < len(pieces) and _is_bare_item(pieces[end]) and (end == index or _leaves_open(pieces[end - 1])):
                end += 1
        if end - index > 1:
            marked[index:end] = [replace(piece, role=Role.LIST_ITEM, marker="bare") for piece in pieces[index:end]]
        index = max(end, index + 1)
    return marked


def _is_bare_item(piece: Piece) -> bool:
    return (
        piece.role is Role.BODY
        and not piece.broken
        and piece.number is None
        and piece.text[:1].islower()
        and len(piece.text) <= _MAX_BARE_ITEM_CHARS
    )


def _leaves_open(piece: Piece) -> bool:
    return _BARE_ITEM_END.search(piece.text) is not None


def join_halves(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with every paragraph in one; headers and page numbers from within come after it."""
    result: list[Piece] = []
    open_at: int | None = None
    for index, piece in enumerate(pieces):
        if piece.role is Role.BOILERPLATE:
            result.append(piece)
            continue
        if open_at is not None and _continues(result[open_at], piece, pieces, index):
            before = result[open_at]
            result[open_at] = replace(before, text=joined(before.text, piece.text))
            continue
        result.append(piece)
        open_at = len(result) - 1 if piece.role in _FLOWING else None
    return result


def _continues(before: Piece, piece: Piece, pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether a piece is the second half of the one before it."""
    if piece.role not in (Role.BODY, before.role) or piece.role is Role.LIST_ITEM or piece.number is not None:
        return False
    text = before.text
    if (piece.emphasised and not before.emphasised) or len(text) > MAX_PARAGRAPH_CHARS:
        return False
    if is_finished(text) or text.endswith((":", ";")):
        return piece.broken and _resumes_in_list(before, pieces, index)
    if _CONTACT.match(piece.text) or before.marker == "bare":
        return False
    if piece.text[:1].islower():
        return len(text) >= _MIN_HALF_CHARS or ends_open(text) or before.role is Role.LIST_ITEM
    if ends_open(text):
        return words(text) >= _MIN_HALF_WORDS and (is_prose(piece.text) or is_finished(piece.text))
    return piece.broken and is_prose(piece.text) and _is_cut(before, pieces, index)


def _is_cut(before: Piece, pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether text before a page's end that lacks its stop was cut there, and not merely left without one."""
    if before.role is Role.LIST_ITEM:
        items = [piece for piece in _list_before(pieces, index) if piece.text != before.text]
        finished = sum(is_finished(piece.text) for piece in items)
        return len(items) > 1 and finished == len(items)
    return len(before.text) >= _MIN_CUT_CHARS and not is_heading_like(before.text)


def _resumes_in_list(before: Piece, pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether prose at the head of a page stands within a list: it goes on with the item above it."""
    piece = pieces[index]
    if before.role is not Role.LIST_ITEM or not is_prose(before.text) or not is_prose(piece.text):
        return False
    if piece.text.endswith(":") or before.text.endswith(":"):
        return False
    after = next((other for other in pieces[index + 1 :] if other.role is not Role.BOILERPLATE), None)
    return (
        after is not None
        and after.role is Role.LIST_ITEM
        and after.marker == before.marker
        and after.level == before.level
    )


def _list_before(pieces: Sequence[Piece], index: int) -> list[Piece]:
    items: list[Piece] = []
    for piece in reversed(pieces[:index]):
        if piece.role is Role.BOILERPLATE:
            continue
        if piece.role is not Role.LIST_ITEM:
            break
        items.append(piece)
    return items
