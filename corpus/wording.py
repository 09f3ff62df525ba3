"""Brings printed text to one spelling of quotes, dashes and spaces, keeping every character's place."""

from __future__ import annotations

import re

__all__ = ["fold", "phrase"]

_FOLDED = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ´`′", "'")
    | dict.fromkeys("“”„‟″", '"')
    | dict.fromkeys("‐‑‒–—―−─", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t\r\n", " ")
)


def fold(text: str) -> str:
    """Return `text` with plain quotes, hyphens and spaces; `len(fold(text)) == len(text)`."""
    return text.translate(_FOLDED)


def phrase(pattern: str) -> re.Pattern[str]:
    """Compile a regular expression for folded text, where case does not count and a space is any run of spaces.

    Raises:
        re.error: it is no regular expression.
    """
    return re.compile(fold(pattern).replace(" ", r"\s+"), re.IGNORECASE)
