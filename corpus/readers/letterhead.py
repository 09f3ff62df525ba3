"""What stands around a letter, paper or article: sender, date, addressee, salutation, by-line, signature, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Role
from corpus.readers.furniture import front_length, is_form_row
from corpus.readers.headings import TITLE, is_address_line, is_date, is_heading_like, is_label
from corpus.readers.pieces import Piece, is_prose, words
from corpus.readers.wordings import Wordings

__all__ = ["mark_letterhead"]

_SALUTATION = re.compile(r"(?:dear|annwyl)\s+[^.!?]{2,80}?[,:]?", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:yours\s+(?:sincerely|faithfully|truly)|(?:kind|best|warm)\s+(?:regards|wishes)|with\s+(?:kind|best)\s+\w+|regards"
    r"|yn\s+gywir)\b[^.]{0,120}",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?i:by|words by|written by|reported by):?\s+[A-Z][\w'’-]+(?:\s+(?:and\s+)?[A-Z][\w'’-]+){1,5}\b.{0,80}"
)
_NAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Prof\.?)\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’.-]*){1,3}")
_REPORT_OF = re.compile(r"(?i:joint\s+)?(?i:report)\s+(?i:of|by|from)\s+(?:the\s+)?[A-Z].*")
_MAX_SALUTATION = 60
_MAX_SIGNATURE = 20
_MAX_NEAR_TOP = 12


def mark_letterhead(pieces: Sequence[Piece], wordings: Wordings) -> list[Piece]:
    """Return the pieces with letterhead, by-line and signature given their role, and the title made a heading."""
    salutation = _salutation(pieces)
    marked = _letter(pieces, salutation) if salutation is not None else _paper(pieces, wordings)
    return _signatures(marked)


def _salutation(pieces: Sequence[Piece]) -> int | None:
    prose = 0
    for index, piece in enumerate(pieces[:_MAX_SALUTATION]):
        if piece.role is not Role.BOILERPLATE and _SALUTATION.fullmatch(piece.text):
            return index
        prose += is_prose(piece.text)
        if prose > 1:
            return None
    return None


def _letter(pieces: Sequence[Piece], salutation: int) -> list[Piece]:
    marked = [
        replace(piece, role=Role.LETTERHEAD) if piece.role is not Role.BOILERPLATE else piece
        for piece in pieces[: salutation + 1]
    ]
    rest = list(pieces[salutation + 1 :])
    subject = next((at for at, piece in enumerate(rest) if piece.role is not Role.BOILERPLATE), None)
    if subject is not None and _is_subject(rest[subject]):
        rest[subject] = _title(rest[subject])
    else:
        above = [
            at for at, piece in enumerate(pieces[:salutation]) if piece.role is Role.HEADING and words(piece.text) > 2
        ]
        marked = [_title(piece) if at in above[:1] else piece for at, piece in enumerate(marked)]
    return marked + rest


def _is_subject(piece: Piece) -> bool:
    return piece.role in (Role.HEADING, Role.BODY) and is_heading_like(piece.text.rstrip(".:"))


def _title(piece: Piece) -> Piece:
    return replace(piece, role=Role.HEADING, level=0, marker=TITLE)


def _paper(pieces: Sequence[Piece], wordings: Wordings) -> list[Piece]:
    """Mark the title, the fields and the by-line of a document that is no letter."""
    marked = list(pieces)
    length = front_length(pieces)
    title = _title_of(pieces[:length], wordings)
    for index in range(length):
        piece = pieces[index]
        if index == title or (piece.role is Role.HEADING and _heads_fields(pieces[index + 1 : length], wordings)):
            marked[index] = _title(piece)
        elif is_form_row(piece) or (
            piece.role is Role.BODY and not _is_heading_of_text(pieces, index, length, title, wordings)
        ):
            marked[index] = replace(piece, role=Role.LETTERHEAD)
    for index in range(length, min(length + _MAX_NEAR_TOP, len(pieces))):
        piece = pieces[index]
        if piece.role is Role.BODY and (is_date(piece.text) or _is_byline(pieces, index)):
            marked[index] = replace(piece, role=Role.LETTERHEAD)
    return marked


def _title_of(front: Sequence[Piece], wordings: Wordings) -> int | None:
    """Return which piece before the text is the title: marked as one, worded as one, or the longest."""
    places = [
        at
        for at, piece in enumerate(front)
        if piece.role in (Role.HEADING, Role.BODY) and piece.number is None and not wordings.is_section(piece.text)
    ]
    if headings := [at for at in places if front[at].role is Role.HEADING and not is_date(front[at].text)]:
        return min(headings, key=lambda at: (front[at].level, at))
    shaped = [
        at
        for at in places
        if not _is_field(front[at].text, wordings) and is_heading_like(front[at].text.strip("\"'“”‘’."))
    ]
    return max(shaped, key=lambda at: (wordings.is_opening(front[at].text), words(front[at].text), -at), default=None)


def _heads_fields(below: Sequence[Piece], wordings: Wordings) -> bool:
    """Tell whether dates and other fields of the document stand under a heading: it is part of the title."""
    piece = next((piece for piece in below if piece.role is not Role.BOILERPLATE), None)
    return piece is not None and piece.role is Role.BODY and _is_field(piece.text, wordings)


def _is_field(text: str, wordings: Wordings) -> bool:
    return (
        is_date(text)
        or is_label(text)
        or is_address_line(text)
        or _REPORT_OF.fullmatch(text) is not None
        or _BYLINE.fullmatch(text) is not None
        or wordings.is_letterhead(text)
    )


def _is_heading_of_text(
    pieces: Sequence[Piece], index: int, length: int, title: int | None, wordings: Wordings
) -> bool:
    """Tell whether an unmarked line before the first prose is its heading, not part of the head of the paper."""
    piece = pieces[index]
    if wordings.is_section(piece.text) or piece.number is not None:
        return True
    if index != length - 1 or title is None or _is_field(piece.text, wordings):
        return False
    return is_heading_like(piece.text) and not _is_person(pieces, piece.text) and not _is_byline(pieces, index)


def _is_byline(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether a line names the writer: 'By ...', or a name with a date or a title beside it."""
    text = pieces[index].text
    if _BYLINE.fullmatch(text):
        return True
    beside = [pieces[at].text for at in (index - 1, index + 1) if 0 <= at < len(pieces)]
    return _NAME.fullmatch(text) is not None and any(is_date(other) for other in beside) and _is_person(pieces, text)


def _is_person(pieces: Sequence[Piece], text: str) -> bool:
    """Tell whether a line may be somebody's name: no word of it is ever written small in the document."""
    if not _NAME.fullmatch(text):
        return False
    small = {word for piece in pieces for word in re.findall(r"\b[a-z][\w'’-]+", piece.text)}
    return not any(word.casefold() in small for word in re.findall(r"[\w'’-]+", text))


def _signatures(pieces: list[Piece]) -> list[Piece]:
    """Mark salutations further on, closing words, and the names and titles under them."""
    marked = list(pieces)
    for index, piece in enumerate(pieces):
        if piece.role is not Role.BODY:
            continue
        if _SALUTATION.fullmatch(piece.text) and words(piece.text) <= 8:
            marked[index] = replace(piece, role=Role.LETTERHEAD)
        elif _CLOSING.fullmatch(piece.text):
            end = index + 1
            while end < min(index + _MAX_SIGNATURE, len(pieces)) and _may_sign(pieces[end]):
                end += 1
            for at in range(index, end):
                if marked[at].role is Role.BODY:
                    marked[at] = replace(marked[at], role=Role.LETTERHEAD)
    return marked


def _may_sign(piece: Piece) -> bool:
    return piece.role is Role.BOILERPLATE or (
        piece.role is Role.BODY and not is_prose(piece.text) and not piece.text.endswith(":")
    )
