"""What a reader makes of a file, before paragraphs are numbered, placed in sections and given ids."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Box, Quotation, Role

__all__ = ["CELL_GAP", "Block", "Extraction"]

CELL_GAP = "\u2003"
"""Stands between the cells of a table's row: white space, so that a row has no word that its source has not."""


@dataclass(frozen=True, slots=True)
class Block:
    """One clean paragraph of a file in reading order, already joined across pages.

    `level` is the heading's level (1 outermost, 0 for the document's own title, which is no section) for
    headings, the nesting depth (1 outermost) for list
    items, else 0. `number` is the printed number, split off the text. Pages count from 1.
    """

    text: str
    role: Role = Role.BODY
    level: int = 0
    number: str | None = None
    page_first: int | None = None
    page_last: int | None = None
    boxes: tuple[Box, ...] = ()
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All blocks of a file; `page_count` is None for formats without pages."""

    blocks: tuple[Block, ...]
    media_type: str
    page_count: int | None = None
    warnings: tuple[str, ...] = ()
