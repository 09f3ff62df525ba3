"""The words of a question with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["ASKING", "Word", "is_lower_case", "split_words"]

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*&?", re.UNICODE)
_POSSESSIVE = re.compile(r"(?:['’]s?)\Z", re.IGNORECASE)

ASKING = frozenset(
    re.findall(
        r"\S+",
        """a about above according after again all also am an and any anything are as ask asked at be became because
        become been before being between biggest both but by can could did didn't do does doesn't doing don't done
        down during each either else ever every few find finding findings finds for found from gave get gets give
        given go going got greatest had has have having he her here him his how i if in inspected inspection
        inspections inspector inspectorate inspectors into is isn't it its just kind know last latest let letter
        letters like list made make makes many may me mention mentioned might more most much must my name named no
        nor not now of off ofsted on once one ones only or other our out over own paragraph paragraphs part please
        previous put question recent report reported reports said same say saying says see seen shall she should
        show since so some something state stated such summarise summarize tell than that the their them then
        there these they thing things think this those though through to told too under until up us use used
        versus very visit visits vs want was wasn't we were weren't what what's when where whether which while who
        whom whose why will with within without would you your""",
    )
)
"""Words of asking, and words that every document has: they say nothing about what is asked for."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `start:end`: `text` as written without a possessive ending, `key` in lower case and plain letters."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def split_words(question: str) -> tuple[Word, ...]:
    """Split a question into words; a possessive ending and a stop belong to none."""
    words: list[Word] = []
    for found in _WORD.finditer(question):
        text = _POSSESSIVE.sub("", found[0]).rstrip("&")
        if text:
            key = text.lower().replace("’", "'").strip(".")
            words.append(Word(text, key, found.start(), found.start() + len(text)))
    return tuple(words)


def is_lower_case(question: str) -> bool:
    """Whether somebody wrote without capitals, so that they tell nothing about names."""
    return not any(letter.isupper() for letter in question[1:])
