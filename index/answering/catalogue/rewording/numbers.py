"""Takes from a question the numbers by which its asker says how many there are: 'of the 42 reports', 'which three'."""

from __future__ import annotations

import re

__all__ = ["without_counts"]

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
).split()
_ALL = "|".join(_WORDS)
_ONES = "|".join(("one", *_WORDS[:8]))
_NUMBER = rf"(?:(?!(?:19|20)\d\d\b)\d{{1,4}}|(?:{_ALL})(?:[- ](?:{_ONES}))?|a few|a couple(?: of)?|some)"
_NOUN = (
    r"(?:councils?|(?:local )?authorit(?:y|ies)|las|boroughs?|count(?:y|ies)|places|reports?"
    r"|(?:re-?)?inspections?|letters?"
    r"|documents?|inspectors?|regions?|visits?)"
)
_BETWEEN = (
    r"(?:(?!(?:longest|shortest|latest|newest|most|best|worst|or|and|days?|weeks?|months?|years?)\b)[\w-]+ ){0,3}?"
)
_KNOWN = re.compile(
    rf"\b(?P<before>(?:which|what|who did the|of the|all(?: of)?(?: the)?|out of(?: the)?|among(?: the)?|these"
    rf"|those|our|your)"
    rf" )(?P<n>{_NUMBER}) (?={_BETWEEN}{_NOUN}\b)"
)
_WISHED = re.compile(
    rf"\b(?P<before>(?:name|list|give(?: me)?|show(?: me)?|find(?: me)?|tell me) )(?P<n>{_NUMBER}|an|a|any) "
    rf"(?:examples? of (?:an? )?)?(?={_BETWEEN}{_NOUN}\b)"
)


def without_counts(text: str) -> tuple[str, int | None]:
    """Return a question, in lower case, without such numbers, and how many its asker expects.

    That is the number after 'which'; None where it has none. 'The last three' and 'top five' stay as they are.
    """
    expected = None
    match = _KNOWN.search(text)
    if match is not None and match["before"] in ("which ", "what "):
        expected = _value(match["n"])
    text = _KNOWN.sub(lambda one: one["before"], text)
    return _WISHED.sub(lambda one: one["before"], text), expected


def _value(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _WORDS.index(word) + 2 if word in _WORDS[:19] else None
