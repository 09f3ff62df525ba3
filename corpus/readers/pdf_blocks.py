"""From the fragments of all pages to the reader's blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.blocks import Block
from corpus.model import Role
from corpus.readers.pdf_boxes import boxes_of
from corpus.readers.pdf_drafts import Draft
from corpus.readers.pdf_fragments import Fragment
from corpus.readers.pdf_furniture import closing_start, furniture
from corpus.readers.pdf_headings import Typography, heading_level, typography
from corpus.readers.pdf_join import joined
from corpus.readers.pdf_lists import split_bullet, split_letter, split_number
from corpus.readers.pdf_nesting import nested
from corpus.readers.pdf_tables import rows_joined
from corpus.readers.pdf_words import final, words_of

__all__ = ["blocks_of"]


def blocks_of(fragments: Sequence[Fragment], pages: Mapping[int, tuple[float, float]]) -> tuple[Block, ...]:
    """Return the blocks of a document in reading order.

    Args:
        fragments: of all pages, in order.
        pages: lower and upper edge of each page by its number, in PDF points.
    """
    rows = [block for block in rows_joined(fragments) if block.inked]
    running = furniture(rows, pages)
    text_only = [block for block, runs_along in zip(rows, running, strict=True) if not runs_along]
    type_ = typography(text_only)
    closing = text_only[closing_start(text_only, type_.body.size) :]
    first_of_closing = closing[0] if closing else None
    drafts: list[Draft] = []
    is_closing = False
    for block, runs_along in zip(rows, running, strict=True):
        is_closing = is_closing or block is first_of_closing
        drafts.append(_draft(block, type_, boilerplate=runs_along or is_closing or block.kind == "TOCI"))
    whole = nested(joined([draft for draft in drafts if draft.text]))
    known = {word for draft in whole for word in words_of(draft.text)}
    boxes = boxes_of([draft.block.runs for draft in whole])
    return tuple(
        Block(
            text=text,
            role=draft.role,
            level=draft.level,
            number=draft.number,
            page_first=draft.block.page_first,
            page_last=draft.block.page_last,
            boxes=places,
        )
        for draft, places in zip(whole, boxes, strict=True)
        if (text := final(draft.text, known))
    )


def _draft(block: Fragment, type_: Typography, *, boilerplate: bool) -> Draft:
    symbol = block.inked[0].look.symbol
    rest = split_bullet(block.text, symbol=symbol, item=block.kind == "LI")
    text = block.text if rest is None else rest
    if boilerplate:
        return Draft(block, text, Role.BOILERPLATE)
    if block.kind == "TR":
        return Draft(block, block.text, Role.TABLE_CELL)
    if block.kind == "Note":
        number, text = split_number("Note", text)
        return Draft(block, text, Role.FOOTNOTE, number=number)
    if rest is not None:
        return Draft(block, text, Role.LIST_ITEM, level=1, bullet=True)
    number, text = split_number(block.kind, text)
    level = heading_level(block, text, type_)
    if level is not None and not (number and block.kind == "LI"):
        return Draft(block, text, Role.HEADING, level=level, number=number)
    letter, item = split_letter(text, item=block.kind == "LI") if number is None else (None, text)
    if letter is not None:
        return Draft(block, item, Role.LIST_ITEM, level=1, number=letter)
    return Draft(block, text, Role.BODY, number=number)
