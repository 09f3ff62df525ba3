"""A text that is read piece by piece: what has been read is blanked out, so that the rest can be seen."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["Reader"]


class Reader:
    """A question in lower case of which recognised pieces are taken away.

    `text` is what is left, with spaces in place of what was taken, so that places stay comparable;
    `original` is the whole.
    """

    def __init__(self, text: str) -> None:
        """Start with a whole text."""
        self.original = text
        self.text = text

    def take(self, pattern: str) -> re.Match[str] | None:
        """Take the first match of a pattern away and return it, None where there is none."""
        match = _compiled(pattern).search(self.text)
        if match is None or match.start() == match.end():
            return None
        self.blank(match.start(), match.end())
        return match

    def restore(self, start: int, end: int) -> None:
        """Put the characters `start:end` back."""
        self.text = self.text[:start] + self.original[start:end] + self.text[end:]

    def blank(self, start: int, end: int) -> None:
        """Take the characters `start:end` away."""
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern ready for use; `re` itself keeps only 512, fewer than a question is held against."""
    return re.compile(pattern)
