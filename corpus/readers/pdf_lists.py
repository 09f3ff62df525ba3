"""Bullets and printed numbers at the head of a block."""

from __future__ import annotations

import re

from corpus.readers.pdf_fragments import Fragment

__all__ = ["split_bullet", "split_number"]

_SIGNS = "•◦●○▪▫■□◼◻▶►➢➤✓✔❖♦◆·∙‣⁃–—−─―-§¤*→⇒\u2012\uf02d"
_BULLET = re.compile(rf"^(?:[{re.escape(_SIGNS)}]|[\ue000-\uf8ff])\s*(?=\S)")
_SPACED_BULLET = re.compile(rf"^(?:[{re.escape(_SIGNS)}o]|[\ue000-\uf8ff])\s+(?=\S)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NUMBER = re.compile(
    r"^(?:\(?(?P<single>\d{1,3})[.)]\s*(?=[^\W\d_]|[‘“'\"(\[])"
    r"|(?P<multi>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=[A-Z‘“]))"
)
_NOTE_NUMBER = re.compile(r"^(\d{1,2}|\*)\.?\s*(?=\S)")


def split_bullet(block: Fragment) -> tuple[bool, str]:
    """Return whether a block begins with a bullet, and its text without any."""
    text = block.text
    inked = block.inked
    symbol = bool(inked) and inked[0].look.symbol
    match = (_BULLET if block.kind == "LI" or symbol else _SPACED_BULLET).match(text)
    if match is None and symbol and len(inked) > 1 and len(inked[0].text.strip()) == 1:
        head = inked[0].text.strip()
        return True, _PRIVATE.sub("", text[text.find(head) + 1 :]).strip()
    return match is not None, _PRIVATE.sub("", text[match.end() :] if match else text).strip()


def split_number(kind: str, text: str) -> tuple[str | None, str]:
    """Return the printed number at the head of a block's text, None without one, and the rest."""
    if kind == "Note":
        note = _NOTE_NUMBER.match(text)
        return (note.group(1), text[note.end() :]) if note else (None, text)
    match = _NUMBER.match(text)
    if match is None:
        return None, text
    return match.group("single") or match.group("multi"), text[match.end() :]
