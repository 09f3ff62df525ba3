"""From the fragments of all pages to the reader's blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.blocks import Block
from corpus.model import Role
from corpus.readers.pdf_boxes import boxes_of
from corpus.readers.pdf_drafts import Draft
from corpus.readers.pdf_fragments import Fragment
from corpus.readers.pdf_furniture import closing_start, furniture
from corpus.readers.pdf_headings import body_look, heading_level
from corpus.readers.pdf_join import joined
from corpus.readers.pdf_lists import split_bullet, split_number
from corpus.readers.pdf_tables import rows_joined
from corpus.readers.pdf_text import Look
from corpus.readers.pdf_words import mend_hyphens, words_of

__all__ = ["blocks_of"]


def blocks_of(fragments: Sequence[Fragment], pages: Mapping[int, tuple[float, float]]) -> tuple[Block, ...]:
    """Return the blocks of a document in reading order.

    Args:
        fragments: of all pages, in order.
        pages: lower and upper edge of each page by its number, in PDF points.
    """
    rows = rows_joined(fragments)
    running = furniture(rows, pages)
    body = body_look(block for block, runs_along in zip(rows, running, strict=True) if not runs_along)
    closing = closing_start(
        [block for block, runs_along in zip(rows, running, strict=True) if not runs_along], body.size
    )
    drafts: list[Draft] = []
    seen = 0
    for block, runs_along in zip(rows, running, strict=True):
        boilerplate = runs_along or seen >= closing or block.kind == "TOCI"
        seen += not runs_along
        drafts.append(_draft(block, boilerplate, body))
    whole = joined([draft for draft in drafts if draft.text])
    known = {word for draft in whole for word in words_of(draft.text)}
    boxes = boxes_of([draft.block.runs for draft in whole])
    return tuple(
        Block(
            text=mend_hyphens(draft.text, known),
            role=draft.role,
            level=draft.level,
            number=draft.number,
            page_first=draft.block.page_first,
            page_last=draft.block.page_last,
            boxes=places,
        )
        for draft, places in zip(whole, boxes, strict=True)
    )


def _draft(block: Fragment, boilerplate: bool, body: Look) -> Draft:
    bullet, text = split_bullet(block)
    if boilerplate:
        return Draft(block, text, Role.BOILERPLATE)
    if block.kind == "TR":
        return Draft(block, text, Role.TABLE_CELL)
    if block.kind == "Note":
        number, text = split_number("Note", text)
        return Draft(block, text, Role.FOOTNOTE, number=number)
    level = None if bullet else heading_level(block, body)
    number, text = split_number(block.kind, text)
    if level is not None and not (number and block.kind == "LI"):
        return Draft(block, text, Role.HEADING, level=level, number=number)
    if bullet:
        return Draft(block, text, Role.LIST_ITEM, level=max(1, block.depth), bullet=True)
    return Draft(block, text, Role.BODY, number=number)
