"""Names in a text: runs of capitalised words, and abbreviations, that do not merely begin a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.sentences import sentences

__all__ = ["Name", "find_names"]

_CAPITAL = r"[A-Z][\w'’\-]*[\w]|[A-Z]"
_JOINER = r"(?:\s+(?:of|and|the|de|la|upon|on|in|for|with|le|under)\b)"
_RUN = re.compile(rf"(?:{_CAPITAL})(?:(?:{_JOINER}{{0,2}}\s+|\s*&\s*)(?:{_CAPITAL}))*")
_FIRST_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        a all also although an and any appropriate are as at audits because before both but by case
        caseloads changes children consequently currently data decisions despite during each effective
        elected every few finally following for frontline from further generally good had has have he her
        here his how however i if improve improvements in inspectors is it its last leaders learning less
        local majority management managers many more most much nearly no not of on once only or other others
        our over overall parents partners performance plans practice practitioners quality recent regular
        robust senior services several she since social some staff still strong supervision support systems
        that the their them then there these they this those thresholds through timely to too until very was
        we well were what when where which while who why with without work workers young you your""",
    )
)
_LABELS = frozenset({"january", "february", "march", "april", "may", "june", "july", "august", "september"}) | {
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mr",
    "mrs",
    "ms",
    "dr",
    "figure",
    "table",
    "page",
    "paragraph",
    "section",
    "annex",
    "appendix",
}


class Name(NamedTuple):
    """A name at `start:end` of a text; `words` are its words in lower case without joining words."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]


def find_names(text: str) -> tuple[Name, ...]:
    """Return the names of a text in order.

    The first word of a sentence counts only where a capital follows it or where it is no word with which
    sentences usually begin; days and months are no names.
    """
    starts = {span.start for span in sentences(text)}
    found: list[Name] = []
    for match in _RUN.finditer(text):
        name = _name(match[0], match.start(), begins=_begins(text, match.start(), starts))
        if name is not None:
            found.append(name)
    return tuple(found)


def _begins(text: str, at: int, starts: set[int]) -> bool:
    """Whether a sentence, or quoted words, begin at a place."""
    return (
        at in starts
        or text[max(0, at - 1) : at] in ("“", '"', "‘", "(", "[")
        or text[max(0, at - 2) : at]
        in (
            ": ",
            "• ",
        )
    )


def _name(run: str, start: int, *, begins: bool) -> Name | None:
    words = run.split()
    offset = 0
    while words and (words[0].lower() in _LABELS or (begins and offset == 0 and _is_plain(words))):
        offset = run.index(words[0], offset) + len(words[0])
        offset += len(run[offset:]) - len(run[offset:].lstrip())
        words = words[1:]
        while words and words[0][:1].islower():
            offset = run.index(words[0], offset) + len(words[0])
            offset += len(run[offset:]) - len(run[offset:].lstrip())
            words = words[1:]
    kept = tuple(
        re.sub(r"['’]s?$", "", word).lower() for word in words if word[:1].isupper() and word.lower() not in _LABELS
    )
    if not kept or kept == ("i",) or (begins and len(kept) == 1 and not offset and not _is_marked(words[0])):
        return None
    return Name(start + offset, start + len(run), run[offset:], kept)


def _is_plain(words: list[str]) -> bool:
    """Whether the first of these words has its capital from beginning the sentence: 'Judges and CAFCASS'."""
    is_joined = len(words) > 1 and words[1][:1].islower()
    return words[0].lower() in _FIRST_WORDS or (is_joined and not _is_marked(words[0]))


def _is_marked(word: str) -> bool:
    """Whether a word is written as names are even at the start of a sentence: 'MASH', 'McDaniel', 'Swindon's'."""
    return sum(char.isupper() for char in word) > 1 or word.endswith(("'s", "’s"))
