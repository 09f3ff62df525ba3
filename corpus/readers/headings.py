"""Headings: those that markup shows, and those that only look and stand like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Role
from corpus.readers.pieces import Piece, ends_open, is_finished, is_prose, words
from corpus.readers.wordings import Wordings

__all__ = ["TITLE", "is_address_line", "is_date", "is_heading_like", "is_label", "mark_headings"]

TITLE = "title"
"""The `marker` of the heading that is the document's own title."""

_MAX_CHARS = 140
_MAX_WORDS = 20
# A line with a finite verb is a sentence that lacks its stop, unless it asks or names what is asked.
_ASKS = re.compile(r"(?:how|what|where|when|why|who|which|whether|areas?|things|is|are|do|does)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"(?<!who )(?<!that )(?<!which )(?<!what )(?<!how )(?<!where )(?<!how well )"
    r"\b(?:is|are|was|were|has|have|had|will|would|should|must|said|says|cannot|did|does)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(r"\b(?:graded|judged|rated)(?: as| to be)?:", re.IGNORECASE)
_ENDS_AS_TEXT = re.compile(r"[.;:,…]$")
_SENTENCE_INSIDE = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bNo)[.!?]\s+[A-Z]")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?"
_DATE = re.compile(
    rf"(?:(?:date|dated|published|updated|last updated|posted|first published|publication date)\s*:?\s*(?:on\s+)?)?"
    rf"(?:{_DAY}\s+)?(?:the\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
    rf"[\s,|–-]*(?:(?:at\s+)?\d{{1,2}}[:.]\d\d\s*(?:am|pm|gmt|bst)?|\d{{1,2}}\s*(?:am|pm))?",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,100}\.|\bwww\.|https?://|\b0\d{2,4}\s?\d{3}\s?\d{3,4}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
    r"|^(?:t|tel|telephone|textphone|fax|e|email|w)\b[:.]?\s*[\d(+]",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<label>[A-Z][\w()/&’' -]{1,50}?)\s?:(?:\s+(?P<value>\S.*))?")
_LABEL_NOUN = re.compile(
    r"\b(?:date|dated|author|wards?|parish(?:es)?|division|contact|officer|director|report(?: (?:of|by|from|to))?"
    r"|published|inspectors?|portfolio|holder|decision|classification|status|agenda|item|reference|ref|from|to|cc|subject|meeting"
    r"|committee|member|lead|telephone|tel|email|e-mail|urn|type|version|exempt|sponsor|category|affected|updated)\b",
    re.IGNORECASE,
)
_MAX_LABEL_WORDS = 6
_MAX_FORM_WORDS = 3


def is_date(text: str) -> bool:
    """Tell whether text is a date and no more, perhaps with a weekday, a time or 'Published:'."""
    return _DATE.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Tell whether text is a field of a form, 'Wards: All', and not a title with a colon in it."""
    match = _LABEL.fullmatch(text)
    if match is None or words(match["label"]) > _MAX_LABEL_WORDS or _GRADED.search(text):
        return False
    if _LABEL_NOUN.search(match["label"]):
        return True
    return words(match["label"]) <= _MAX_FORM_WORDS and words(match["value"] or "") <= _MAX_FORM_WORDS


def is_address_line(text: str) -> bool:
    """Tell whether text holds an e-mail or web address, a telephone number or a postcode."""
    return words(text) <= _MAX_WORDS and _CONTACT.search(text) is not None


def is_heading_like(text: str) -> bool:
    """Tell whether text has the shape of a heading: short, capitalised, no sentence, no date, no field."""
    if len(text) > _MAX_CHARS or words(text) > _MAX_WORDS or not re.search(r"[^\W\d_]{3}", text):
        return False
    first = text.lstrip("\"'‘“([")[:1]
    if not (first.isupper() or first.isdigit()) or _ENDS_AS_TEXT.search(text) or text.startswith(('"', "“")):
        return False
    if is_finished(text) and not text.endswith(("?", "!")):
        return False
    if _SENTENCE_INSIDE.search(text) or is_date(text) or is_address_line(text) or ends_open(text):
        return False
    return not is_label(text)


def mark_headings(pieces: Sequence[Piece], wordings: Wordings) -> list[Piece]:
    """Return the pieces with the headings that no markup shows given their role.

    Such a heading has the shape of one, and what it introduces comes next: prose, a list, a table or
    another heading. The names of sections that the frameworks hold need no other sign.
    """
    marked = list(pieces)
    for index in range(len(marked) - 1, -1, -1):
        piece = marked[index]
        if piece.role is Role.BODY and _opens(marked, index, wordings):
            marked[index] = replace(piece, role=Role.HEADING, level=0)
        elif piece.role is Role.HEADING and _is_mistaken(piece):
            marked[index] = replace(piece, role=Role.BODY, level=0)
    return marked


def _is_mistaken(piece: Piece) -> bool:
    """Tell whether markup makes a heading of a whole paragraph."""
    return words(piece.text) > 2 * _LONG_HEADING_WORDS or (
        words(piece.text) > _LONG_HEADING_WORDS and is_finished(piece.text) and not piece.text.endswith("?")
    )


_LONG_HEADING_WORDS = 20


def _opens(pieces: Sequence[Piece], index: int, wordings: Wordings) -> bool:
    piece = pieces[index]
    after = next((other for other in pieces[index + 1 :] if other.role is not Role.BOILERPLATE), None)
    if after is None or after.role is Role.LETTERHEAD:
        return False
    if words(piece.text) <= _MAX_WORDS and wordings.is_section(piece.text):
        return True
    if not is_heading_like(piece.text) or _is_list_of_short_lines(pieces, index, after):
        return False
    if piece.number is not None and (_are_siblings(piece, after) or _ends_list(pieces, index)):
        return False
    if not _introduces(after):
        return False
    if piece.emphasised or _GRADED.search(piece.text) or piece.text.endswith("?"):
        return True
    return _ASKS.match(piece.text) is not None or _FINITE.search(piece.text) is None


def _introduces(after: Piece) -> bool:
    """Tell whether what follows is something that a heading can stand over."""
    if after.role in (Role.HEADING, Role.LIST_ITEM, Role.TABLE_CELL, Role.QUOTE) or after.number is not None:
        return True
    return is_prose(after.text) or (is_finished(after.text) and words(after.text) > 3) or after.text.endswith(":")


def _is_list_of_short_lines(pieces: Sequence[Piece], index: int, after: Piece) -> bool:
    """Tell whether a line is one of a run of lines of its kind: names, an address, a programme."""
    if after.role is Role.BODY and not _introduces(after):
        return True
    before = pieces[index - 1] if index else None
    return before is not None and pieces[index].attached and before.role is Role.BODY and is_heading_like(before.text)


def _are_siblings(piece: Piece, other: Piece) -> bool:
    """Tell whether two pieces bear numbers of one kind: with nothing between them they are items of a list."""
    if piece.number is None or other.number is None or other.role is Role.HEADING:
        return False
    return piece.marker == other.marker and piece.number.count(".") == other.number.count(".")


def _ends_list(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether the item before this one stands right above it, or introduces what stands between."""
    for before in reversed(pieces[:index]):
        if _are_siblings(pieces[index], before):
            return before is pieces[index - 1] or before.text.endswith(":")
        if before.role not in (Role.LIST_ITEM, Role.BOILERPLATE):
            return False
    return False
