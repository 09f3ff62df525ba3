"""What blocks of a PDF are by their words: letterhead and signature of letters, formulas, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import Block
from corpus.framework import Frameworks
from corpus.model import Role
from corpus.quotations import find_quotations
from corpus.readers.letterhead import mark_letterhead
from corpus.readers.pieces import Piece
from corpus.readers.wordings import Wordings

__all__ = ["by_words"]

_QUOTING = frozenset({Role.BODY, Role.LIST_ITEM, Role.QUOTE, Role.HEADING})
_FORMULAS = frozenset({Role.BODY, Role.LIST_ITEM, Role.FOOTNOTE})
_GREETINGS = ("Dear ", "Annwyl ")


def by_words(blocks: Sequence[Block], frameworks: Frameworks) -> tuple[Block, ...]:
    """Return the blocks with roles and quotations that their words show."""
    found = _formulas(blocks, frameworks)
    if any(block.text.startswith(_GREETINGS) and len(block.text) < 80 for block in found[:60]):
        found = _letterhead(found, frameworks)
    quoting = [index for index, block in enumerate(found) if block.role in _QUOTING]
    for index, quotations in zip(quoting, find_quotations([found[at].text for at in quoting]), strict=True):
        if quotations:
            found[index] = replace(found[index], quotations=quotations)
    return tuple(found)


def _formulas(blocks: Sequence[Block], frameworks: Frameworks) -> list[Block]:
    """Give formulas the role boilerplate, and whole sections whose heading is one, such as a list of definitions."""
    found: list[Block] = []
    level: int | None = None
    for block in blocks:
        if block.role is Role.HEADING and (level is None or block.level <= level):
            level = block.level if frameworks.is_boilerplate(block.text) else None
        is_formula = block.role in _FORMULAS and frameworks.is_boilerplate(block.text)
        found.append(replace(block, role=Role.BOILERPLATE, level=0) if is_formula or level is not None else block)
    return found


def _letterhead(blocks: Sequence[Block], frameworks: Frameworks) -> list[Block]:
    pieces = [Piece(block.text, block.role, block.level, block.number) for block in blocks]
    marked = mark_letterhead(pieces, Wordings(frameworks))
    return [
        replace(block, role=Role.LETTERHEAD, level=0) if piece.role is Role.LETTERHEAD else block
        for block, piece in zip(blocks, marked, strict=True)
    ]
