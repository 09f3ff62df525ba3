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
_MAX_HEAD_CHARS = 20_000
_LONGEST_SENTENCE = 2000
_SENTENCE_ENDS = (". ", "? ", "\n")


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
        """The beginning of `folded`, cut at the end of a paragraph unless that is far off."""
        end = self.folded.find("\n", HEAD_CHARS)
        return self.folded[: _MAX_HEAD_CHARS if end < 0 else min(end, _MAX_HEAD_CHARS)]

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
        """Iterate over the paragraphs that begin before `end` as (offset, folded text up to `end`)."""
        for start, paragraph in zip(self._starts, self.paragraphs, strict=True):
            if start >= end:
                return
            yield start, self.folded[start : min(start + len(paragraph.text), end)]

    def printed(self, start: int, end: int) -> str:
        """Return the words from `start` to `end` as printed, on one line."""
        return re.sub(r"\s+", " ", self.text[start:end]).strip()

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the sentence around a match, within its paragraph and at most a long one's length."""
        low, high = max(0, start - _LONGEST_SENTENCE), min(len(self.folded), end + _LONGEST_SENTENCE)
        lefts = [found + len(mark) for mark in _SENTENCE_ENDS if (found := self.folded.rfind(mark, low, start)) >= 0]
        rights = [found for mark in _SENTENCE_ENDS if (found := self.folded.find(mark, end, high)) >= 0]
        return max(lefts, default=low), min(rights, default=high)

    def line_start(self, offset: int) -> int:
        """Return where the paragraph of the character at `offset` begins."""
        return self._starts[max(bisect_right(self._starts, offset) - 1, 0)]
