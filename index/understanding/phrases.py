"""Compiles the phrases of questions."""

from __future__ import annotations

import re

__all__ = ["any_of"]


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Compile phrases, any of which may stand anywhere as whole words, whatever their case.

    A space in a phrase is any run of spaces, an apostrophe a straight or a curly one.
    """
    joined = "|".join(alternatives).replace("'", "['’]").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
