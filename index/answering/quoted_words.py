"""Finds the words that a question quotes ("who said 'we must do better'?") in sentences."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["has_quoted"]

_QUOTATION = re.compile(r"""(?<!\w)["'“‘](?P<said>\w[^"“”]*?\s[^"“”]*?\s[^"“”]*?[\w.,!?])["'”’](?!\w)""")
"""At least three words between quotation marks."""


def has_quoted(text: str, question: str) -> bool:
    """Whether a text has the words that a question quotes, three or more; case and punctuation do not count."""
    quoted = _quoted(question)
    return bool(quoted) and any(words in _plain(text) for words in quoted)


@lru_cache(maxsize=64)
def _quoted(question: str) -> tuple[str, ...]:
    return tuple(_plain(match["said"]) for match in _QUOTATION.finditer(question))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
