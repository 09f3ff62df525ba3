"""What the readers of text, HTML and DOCX make of a file before its structure is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Role

__all__ = ["Piece", "ends_open", "is_finished", "is_prose", "words"]

_FINISHED = re.compile(r"[.!?…][\"'”’)\]]*$")
_LEAD_IN = re.compile(r"[:;][\"'”’)\]]*$")
_OPEN_WORDS = (
    "a an the and or but nor of to in on at by for from with without within into onto over under between through "
    "during about against among as than that which who whose whom where when while if because so such is are was were "
    "be been being has have had do does did will would shall should can could may might must not no their its his her "
    "our your this these those some any all each every both very more most other another including also only"
)
_OPEN_END = re.compile(rf"(?:[,(/&–—]|(?<=\w)-|\b(?:{'|'.join(_OPEN_WORDS.split())}))$", re.IGNORECASE)
_MIN_PROSE_WORDS = 8
_LONG_PROSE_WORDS = 25


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that the file itself keeps together, without its markup.

    `role` is BODY until something is known. `level` is the level of a heading's markup (0 where nothing
    marks it), for list items the column of their bullet, later their depth. `marker` is the bullet, or
    the style of the number ('1.', 'a)'). `attached` says that no blank line stands before it, `broken`
    that a page ends there. `emphasised` text is bold or in capitals as a whole.
    """

    text: str
    role: Role = Role.BODY
    level: int = 0
    number: str | None = None
    marker: str = ""
    attached: bool = False
    broken: bool = False
    emphasised: bool = False


def words(text: str) -> int:
    """Return the number of words."""
    return len(text.split())


def is_finished(text: str) -> bool:
    """Tell whether text ends as a sentence does."""
    return _FINISHED.search(text) is not None


def is_prose(text: str) -> bool:
    """Tell whether text is made of sentences, unlike a heading or a line of an address."""
    count = words(text)
    return count >= _LONG_PROSE_WORDS or (count >= _MIN_PROSE_WORDS and is_finished(text))


def ends_open(text: str) -> bool:
    """Tell whether text ends on a word or sign after which more has to come, other than a colon."""
    return _OPEN_END.search(text) is not None and _LEAD_IN.search(text) is None
