"""Bullets and printed numbers at the head of a block, and how deep a list item is nested."""

from __future__ import annotations

import re
import unicodedata

from corpus.readers.pdf_text import Run

__all__ = ["begins_item", "split_bullet", "split_letter", "split_number"]

_DASHES_AND_MARKS = frozenset("•·‣⁃∙*→⇒➢➤►▶–—−─―-¬~§¤›»>+")
_NO_BULLETS = frozenset("©®™°№“‘\"'(£$€#&@%…[/<«¿¡={|\\^_`,.;:!?)]}")
_LETTER_BULLETS = frozenset("oØüvqn")
_NUMBER = re.compile(
    r"(?:\(?(?P<single>\d{1,3})[.)]\s*(?=[^\W\d_]|[‘“'\"(\[])"
    r"|(?P<multi>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=[A-Z‘“]))"
)
_LETTER = re.compile(r"(?:\(([a-z]|[ivx]{1,4})\)|([a-z]|[ivx]{1,4})\))\s+(?=\S)")
_LETTER_OF_ITEM = re.compile(r"([a-z]|[ivx]{1,4})\.\s+(?=\S)")
_NOTE_NUMBER = re.compile(r"(\d{1,2}|[*†‡])[.)]?\s*(?=\S)")


def split_bullet(text: str, *, symbol: bool, item: bool) -> str | None:
    """Return a block's text without the bullet at its head, None where it has none.

    Args:
        text: of the block.
        symbol: its first character is set in a font of symbols, where letters are pictures.
        item: the tags say that it is a list item, so that a dash needs no space after it.
    """
    head, rest = text[:1], text[1:]
    if not rest.strip() or not (symbol or _is_bullet(head)):
        return None
    private = unicodedata.category(head) == "Co" or symbol
    if rest[0].isspace() or private or (item and not head.isalnum()):
        return rest.strip()
    return None


def _is_bullet(char: str) -> bool:
    if char in _DASHES_AND_MARKS or char in _LETTER_BULLETS:
        return True
    return char not in _NO_BULLETS and unicodedata.category(char) in ("So", "Sm", "Pd", "Po", "Mn", "Co", "Sk", "Cn")


def split_number(kind: str, text: str) -> tuple[str | None, str]:
    """Return the printed number at the head of a block's text, None without one, and the rest."""
    match = (_NOTE_NUMBER if kind == "Note" else _NUMBER).match(text)
    if match is None:
        return None, text
    number = match.group(1) if kind == "Note" else match.group("single") or match.group("multi")
    return number, text[match.end() :]


def split_letter(text: str, *, item: bool) -> tuple[str | None, str]:
    """Return the letter at the head of a list item, '(a)' or 'iv)', None without one, and the rest.

    Args:
        text: of the block.
        item: the tags say that it is a list item, so that 'a.' is a letter too.
    """
    match = _LETTER.match(text) or (_LETTER_OF_ITEM.match(text) if item else None)
    if match is None:
        return None, text
    return next(group for group in match.groups() if group), text[match.end() :]


def begins_item(line: tuple[Run, ...], text: str) -> bool:
    """Return whether a line begins a list item: with a bullet, or with a number that a gap sets apart."""
    head = line[0]
    if split_bullet(text, symbol=head.look.symbol, item=False) is not None:
        return True
    return _NUMBER.match(text) is not None or _LETTER.match(text) is not None
