"""Formulas, adverts, captions and the furniture of web pages: words of a file that say nothing about its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Role
from corpus.readers.headings import is_heading_like
from corpus.readers.pieces import Piece, is_finished, is_prose, words
from corpus.readers.wordings import Wordings

__all__ = ["is_caption", "mark_adverts", "mark_formulas"]

_CAPTION = re.compile(
    r"\b(?:picture|photo|photograph|image|pic)s?\s?(?:credits?\s?:?|courtesy|by\b|from\b|:|©)"
    r"|\((?:picture|photo|image|pic|credit)\b|\bcredit\s?:|\bgetty images\b|\bshutterstock\b|\balamy\b"
    r"|\bpa (?:wire|media)\b"
    r"|\bfile (?:photo|picture|image)$|^image (?:caption|source)\b",
    re.IGNORECASE,
)
_MAX_CAPTION_WORDS = 45
_PRICE = r"(?:from |only |just |now |for )*[£$€]\s?\d[\d,.]*"
_OFFER = re.compile(
    rf"subscribe(?:\s.{{0,60}})?|{_PRICE}\s?(?:/|per|a|p/?)\s?(?:day|week|month|year|issue|annum|quarter|m|w)\b.{{0,60}}"
    r"|sign up(?:\s.{0,80})?|register (?:now|today|for free|here)\b.{0,40}|become a (?:member|subscriber).{0,40}"
    r"|start (?:your )?free trial.{0,40}|buy now|join (?:now|today)",
    re.IGNORECASE,
)
_FURNITURE_LINES = (
    # adverts
    r"advert(?:isement|ising)?s?|sponsored(?: content| by .{1,60})?",
    # the reader's account
    r"(?:log|sign) ?in(?: (?:to|or|with)\b.{0,40})?|my account",
    # sharing
    r"share(?: (?:this (?:article|story|page|post|news|via|on)|on|via)\b.{0,60})?|copy link",
    r"tweet|facebook|twitter|whatsapp|linkedin|e-?mail this (?:article|story|page).{0,40}|follow us\b.{0,60}",
    r"print(?: this)?(?: page| article| story)?|save (?:this )?(?:article|story)",
    # the way to other pages
    r"menu|home|search|close|back to top|skip to (?:main )?content|jump to (?:content|navigation)",
    r"read (?:more|next|also)(?::.{0,160}|\s?[>›»].{0,160}| (?:about|on) .{1,100})?",
    r"more (?:on this story|like this|stories)|you (?:may|might) also like.{0,60}",
    r"(?:related|recommended|trending|popular|latest) (?:articles?|stories|topics|content|links|news|reading)",
    r"most (?:read|popular|viewed|shared)(?: (?:in|on) .{1,40})?",
    r"get the latest\b.{0,120}\bnews\b.{0,120}|.{0,100}\bsign(?:ing)? up (?:to|for) our\b.{0,60}|click here\b.{0,80}",
    r"(?:story|article) saved.{0,60}|(?:the )?newsletters?",
    r"(?:get|download) (?:the|our) (?:app|newsletter).{0,60}|play video.{0,40}|loading\.*",
    # cookies and rights
    r"(?:accept|reject|manage|allow)(?: all| additional)? cookies?(?: preferences)?",
    r"(?:this (?:web)?site|we) uses? .{0,20}cookies.{0,300}|cookie (?:policy|settings|preferences)",
    r"privacy (?:policy|notice|statement)|terms of use|terms and conditions",
    r"(?:©|\(c\)|copyright)\s.{0,120}|.{0,80}\ball rights reserved\.?",
    # comments and labels
    r"(?:view|leave an?|no|\d+) (?:\d+ )?comments?|comments? \(\d+\)|tags?\s?:.{0,160}|filed under\s?:.{0,160}",
    r"\d{1,2}[- ]min(?:ute)?s?(?: to)? read",
)
_FURNITURE = re.compile("|".join(_FURNITURE_LINES), re.IGNORECASE)
_MAX_FURNITURE_WORDS = 30
_MAX_OFFER_WORDS = 16
_FLOWING = (Role.BODY, Role.HEADING, Role.LIST_ITEM)


def is_caption(text: str) -> bool:
    """Tell whether text is the line under a picture, by the credit that it ends on."""
    return words(text) <= _MAX_CAPTION_WORDS and _CAPTION.search(text) is not None


def mark_adverts(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with captions, offers and the furniture of web pages given the role boilerplate."""
    marked = list(pieces)
    for index, piece in enumerate(pieces):
        if piece.role in _FLOWING and (_is_furniture(piece) or _is_caption_here(pieces, index)):
            marked[index] = replace(piece, role=Role.BOILERPLATE)
    for index, piece in enumerate(pieces):
        if piece.role in _FLOWING and _OFFER.fullmatch(piece.text) and words(piece.text) <= _MAX_OFFER_WORDS:
            for at in range(_offer_start(marked, index), index + 1):
                marked[at] = replace(marked[at], role=Role.BOILERPLATE)
    return marked


def mark_formulas(pieces: Sequence[Piece], wordings: Wordings) -> list[Piece]:
    """Return the pieces with the formulas that the frameworks' files list given the role boilerplate."""
    return [
        replace(piece, role=Role.BOILERPLATE)
        if piece.role in (Role.BODY, Role.LIST_ITEM) and wordings.is_formula(piece.text)
        else piece
        for piece in pieces
    ]


def _is_furniture(piece: Piece) -> bool:
    return words(piece.text) <= _MAX_FURNITURE_WORDS and _FURNITURE.fullmatch(piece.text) is not None


def _is_caption_here(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether a line is a caption: it names a picture, or stands twice as picture and caption do."""
    piece = pieces[index]
    if piece.role is not Role.BODY:
        return False
    if is_caption(piece.text) and '"' not in piece.text[-1:]:
        return True
    before = pieces[index - 1].text if index else None
    after = pieces[index + 1].text if index + 1 < len(pieces) else None
    if is_prose(piece.text) and is_finished(piece.text):
        return piece.text == before
    return piece.text in (before, after) and words(piece.text) > 3


def _offer_start(pieces: Sequence[Piece], index: int) -> int:
    """Return where the offer that ends in a price or 'Subscribe' begins: its list and the line above that."""
    start = index
    while start and _may_praise(pieces[start - 1]):
        start -= 1
    above = pieces[start - 1] if start else None
    if (
        above is not None
        and above.role in (Role.BODY, Role.HEADING)
        and above.number is None
        and is_heading_like(above.text)
    ):
        return start - 1
    return index


def _may_praise(piece: Piece) -> bool:
    return piece.role is Role.LIST_ITEM and piece.number is None and not is_prose(piece.text)
