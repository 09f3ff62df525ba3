"""Text of documents and questions made safe for a terminal: no control sequence gets through."""

from __future__ import annotations

import textwrap
import unicodedata

__all__ = ["clean", "wrapped"]

# Characters that reorder what a reader sees; a document may not make words look like other words.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """Return the text without control characters (ANSI escapes, bells) and without marks that reorder it.

    Line breaks and tabs stay; every other control character is shown as its printable picture or left out.
    """
    return "".join(_shown(character) for character in text)


def wrapped(text: str, width: int, indent: str = "") -> str:
    """Return the cleaned text in lines of at most `width` characters, each behind `indent`."""
    lines = (
        textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        for line in clean(text).splitlines()
        if line.strip()
    )
    return "\n".join(lines)


def _shown(character: str) -> str:
    if character in "\n\t":
        return character
    if character in _BIDI:
        return ""
    if unicodedata.category(character) != "Cc":
        return character
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else ""
