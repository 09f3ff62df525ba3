"""What a reader makes of a file, before paragraphs are numbered, placed in sections and given ids."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Box, Quotation, Role

__all__ = ["Block", "Extraction"]


@dataclass(frozen=True, slots=True)
class Block:
    """One clean paragraph of a file in reading order, already joined across pages.

    `level` is the heading's level (1 outermost) for headings, the nesting depth (1 outermost) for list
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
