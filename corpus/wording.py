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
    """Compile a regular expression for folded text: case does not count, a space is any run of spaces and lines.

    ' ?' and ' *' stand for an optional run, and a dot matches line ends too.

    Raises:
        re.error: it is no regular expression.
    """
    loose = fold(pattern).replace(" ?", r"\s*").replace(" *", r"\s*").replace(" ", r"\s+")
    return re.compile(loose, re.IGNORECASE | re.DOTALL)
