"""What the readers of text, HTML and DOCX make of a file before its structure is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Role

__all__ = [
    "MAX_PARAGRAPH_CHARS",
    "Piece",
    "ends_open",
    "is_finished",
    "is_prose",
    "split_lines",
    "without_page_number",
    "words",
]

_FINISHED = re.compile(r"[.!?…][\"'”’)\]]*$")
_LEAD_IN = re.compile(r"[:;][\"'”’)\]]*$")
_OPEN_WORDS = (
    "a an the and or but nor of to in on at by for from with without within into onto over under between through "
    "during about against among as than that which who whose whom where when while if because so such is are was were "
    "be been being has have had do does did will would shall should can could may might must not no their its his her "
    "our your this these those some any all each every both very more most other another including also only "
    "since until after before across towards per"
)
_OPEN_END = re.compile(rf"(?:[,(/&–—]|(?<=\w)-|\b(?:{'|'.join(_OPEN_WORDS.split())}))$", re.IGNORECASE)
_EDGE_NUMBER = re.compile(
    r"^(?:page\s*)?\d{1,3}\s*(?:of\s*\d{1,3}\s*)?[|–—-]?\s+(?=\D)"
    r"|\s+[|–—-]?\s*(?:page\s*)?\d{1,3}(?:\s*of\s*\d{1,3})?$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\S+@\S|www\.|https?:")
_TAIL_CHARS = 40
_MIN_PROSE_WORDS = 8
_LONG_PROSE_WORDS = 25
_MAX_SHORT_CHARS = 1000

MAX_PARAGRAPH_CHARS = 30_000
"""Lines and halves are not joined to more than this: what is longer is no paragraph but a fault of the file."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that the file itself keeps together, without its markup.

    `role` is BODY until something is known. `level` is the level of a heading's markup (0 where nothing
    marks it), for list items the column of their bullet, later their depth. `marker` is the bullet, or
    the style of the number ('1.', 'a)'). `attached` says that no blank line stands before it, `broken`
    that a page ends there. `emphasised` text is bold or in capitals as a whole. `speaker` is
    whom the markup of a quotation names.
    """

    text: str
    role: Role = Role.BODY
    level: int = 0
    number: str | None = None
    marker: str = ""
    attached: bool = False
    broken: bool = False
    emphasised: bool = False
    speaker: str | None = None


def words(text: str) -> int:
    """Return the number of words."""
    return len(text.split())


def is_finished(text: str) -> bool:
    """Tell whether text ends as a sentence does."""
    return _FINISHED.search(text[-_TAIL_CHARS:]) is not None


def is_prose(text: str) -> bool:
    """Tell whether text is made of sentences, unlike a heading or a line of an address."""
    if len(text) > _MAX_SHORT_CHARS:
        return True
    count = words(text)
    return count >= _LONG_PROSE_WORDS or (count >= _MIN_PROSE_WORDS and (is_finished(text) or text.endswith(":")))


def ends_open(text: str) -> bool:
    """Tell whether text ends on a word or sign after which more has to come, other than a colon."""
    tail = text[-_TAIL_CHARS:]
    return _OPEN_END.search(tail) is not None and _LEAD_IN.search(tail) is None


def split_lines(lines: Iterable[str]) -> list[str]:
    """Return the lines of a paragraph with forced breaks; one in small letters goes on with the line above it."""
    kept: list[str] = []
    for line in lines:
        if kept and line[:1].islower() and not _PLACE.match(line):
            kept[-1] += " " + line
        elif line:
            kept.append(line)
    return kept


def without_page_number(text: str) -> str:
    """Return a running header without the page number at its edge and without capitals, to know it again."""
    return _EDGE_NUMBER.sub("", text).casefold()
