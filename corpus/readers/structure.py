"""Pieces into blocks: one way for text, HTML and DOCX, so that a letter reads the same in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import Block
from corpus.framework import Frameworks
from corpus.model import Quotation, Role
from corpus.quotations import find_quotations, is_mostly_quoted, whole_quotation
from corpus.readers.adverts import mark_adverts, mark_formulas
from corpus.readers.furniture import mark_furniture
from corpus.readers.headings import mark_headings
from corpus.readers.joins import join_halves, mark_bare_lists
from corpus.readers.letterhead import mark_letterhead
from corpus.readers.lists import place_lists
from corpus.readers.pieces import Piece
from corpus.readers.sections import join_headings, place_headings
from corpus.readers.wordings import Wordings, default_wordings

__all__ = ["blocks_of"]

_QUOTING = (Role.BODY, Role.LIST_ITEM, Role.QUOTE, Role.HEADING)


def blocks_of(pieces: Sequence[Piece], frameworks: Frameworks | None = None) -> tuple[Block, ...]:
    """Return clean blocks with roles, levels and quotations.

    Args:
        pieces: what a reader found, in order, empty ones left out.
        frameworks: names of sections and formulas; those that come with the product where None.
    """
    known = Wordings(frameworks) if frameworks else default_wordings()
    found = mark_adverts(mark_letterhead(mark_furniture(pieces), known))
    found = mark_formulas(join_halves(mark_bare_lists(found)), known)
    found = place_lists(join_headings(mark_headings(found, known)))
    found = place_headings(found, known)
    return _with_quotations([_block(piece) for piece in found], [piece.speaker for piece in found], known.inspectorates)


def _block(piece: Piece) -> Block:
    has_level = piece.role in (Role.HEADING, Role.LIST_ITEM)
    keeps_number = piece.role not in (Role.LETTERHEAD, Role.BOILERPLATE)
    return Block(
        text=piece.text if keeps_number or piece.number is None else _printed(piece),
        role=piece.role,
        level=piece.level if has_level else 0,
        number=piece.number if keeps_number else None,
    )


def _printed(piece: Piece) -> str:
    """Return the text with the number that is none where there are no numbered paragraphs: '12. High Street'."""
    style = {"1.": "{}.", "1)": "{})", "(1)": "({})", "(a)": "({})", "a.": "{}.", "a)": "{})"}.get(piece.marker, "{}")
    return f"{style.format(piece.number)} {piece.text}"


def _with_quotations(
    blocks: list[Block], speakers: Sequence[str | None], inspectorates: Sequence[str]
) -> tuple[Block, ...]:
    quoting = [index for index, block in enumerate(blocks) if block.role in _QUOTING]
    found = find_quotations([blocks[index].text for index in quoting], inspectorates)
    lead_in = ""
    for index, quotations in zip(quoting, found, strict=True):
        block = blocks[index]
        if block.role is Role.QUOTE and not quotations:
            quotations = (_whole(block.text, speakers[index], lead_in, inspectorates),)
        is_quote = block.role is Role.BODY and is_mostly_quoted(block.text, quotations)
        blocks[index] = replace(block, quotations=quotations, role=Role.QUOTE if is_quote else block.role)
        lead_in = block.text if block.role is not Role.QUOTE else lead_in
    return tuple(blocks)


def _whole(text: str, speaker: str | None, lead_in: str, inspectorates: Sequence[str]) -> Quotation:
    """Return a quotation that markup shows; the speaker's name may stand at its end."""
    words = text
    if speaker is not None and text.endswith(speaker):
        words = text[: -len(speaker)].rstrip(" –—-\u2015")
    return whole_quotation(words or text, speaker=speaker, lead_in=lead_in, inspectorates=inspectorates)
