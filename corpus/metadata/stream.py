"""A document's paragraphs as one text that patterns can be matched against, however the blocks were cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from corpus.model import Paragraph
from corpus.wording import fold

__all__ = ["HEAD_CHARS", "Stream"]

# Titles, dates and grades stand in the first page or two of a document.
HEAD_CHARS = 6000
_TAIL_CHARS = 3000


class Stream:
    """The paragraphs' texts joined by line ends; offsets lead back to paragraphs.

    `text` is as printed, `folded` the same with plain quotes, dashes and spaces, at the same offsets.
    """

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        """Join the paragraphs' texts."""
        self.paragraphs = tuple(paragraphs)
        self._starts: list[int] = []
        position = 0
        for paragraph in self.paragraphs:
            self._starts.append(position)
            position += len(paragraph.text) + 1
        self.text = "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def folded(self) -> str:
        """The text with plain quotes, dashes and spaces; line ends stay only between paragraphs."""
        return "\n".join(fold(paragraph.text) for paragraph in self.paragraphs)

    @cached_property
    def head(self) -> str:
        """The beginning of `folded`, cut at the end of a paragraph."""
        end = self.folded.find("\n", HEAD_CHARS)
        return self.folded if end < 0 else self.folded[:end]

    @cached_property
    def tail(self) -> str:
        """The end of `folded`."""
        return self.folded[-_TAIL_CHARS:]

    def paragraph_at(self, offset: int) -> Paragraph:
        """Return the paragraph that holds the character at `offset`.

        Raises:
            IndexError: there are no paragraphs.
        """
        return self.paragraphs[max(bisect_right(self._starts, offset) - 1, 0)]

    def start_of(self, index: int) -> int:
        """Return the offset at which the paragraph of this index begins."""
        return self._starts[index]

    def lines(self, end: int) -> Iterator[tuple[int, str]]:
        """Iterate over the paragraphs that begin before `end` as (offset, folded text)."""
        for start, paragraph in zip(self._starts, self.paragraphs, strict=True):
            if start >= end:
                return
            yield start, self.folded[start : start + len(paragraph.text)]

    def printed(self, start: int, end: int) -> str:
        """Return the words from `start` to `end` as printed, on one line."""
        return re.sub(r"\s+", " ", self.text[start:end]).strip()

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the sentence around a match, within its paragraph."""
        left = max(self.folded.rfind(mark, 0, start) + len(mark) for mark in (". ", "? ", "\n"))
        left = max(left, 0) if left > 1 else 0
        rights = [found for mark in (". ", "? ", "\n") if (found := self.folded.find(mark, end)) >= 0]
        return left, min(rights, default=len(self.folded))
