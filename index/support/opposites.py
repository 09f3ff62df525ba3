"""Opposites: 'rise' for 'fall', 'permanent' for 'temporary'."""

from __future__ import annotations

import re
from functools import cache

from index.support.polarity import tokens
from index.support.terms import stem

__all__ = ["are_opposites", "opposites_in"]

_OPPOSITES = (
    (
        "increase rise rose risen rising grow grew grown climb",
        "decrease fall fell fallen falling drop reduce decline shrink cut",
    ),
    ("improve strengthen better progress narrow", "widen decline deteriorate worsen weaken worse regress"),
    ("strong stronger strongest robust", "weak weaker weakest poor poorer"),
    ("good effective excellent", "poor ineffective inadequate weak"),
    ("high higher highest", "low lower lowest"),
    ("timely prompt swift quick early", "delayed delay late slow untimely"),
    ("more", "fewer less"),
    ("above exceed over", "below under"),
    ("before", "after"),
    ("permanent", "temporary agency"),
    ("stable stability", "unstable instability turnover"),
    ("start begin began establish open", "end stop close cease abolish"),
    ("praise welcome", "criticise criticism condemn"),
    ("accept agree", "reject refuse dispute"),
    ("first", "last"),
    ("large big", "small"),
    ("safe", "unsafe dangerous"),
    ("support", "oppose"),
    ("sufficient enough", "insufficient shortage"),
    ("clear", "unclear confusing"),
    ("consistent", "inconsistent variable"),
)


def opposites_in(claim: str, source: str) -> tuple[str, ...]:
    """Return the claim's words of which the source has only the opposite."""
    mine = {token.stem: token for token in tokens(claim)} | {stem(word): None for word in claim.lower().split()}
    theirs = {token.stem for token in tokens(source)} | {stem(word) for word in re.findall(r"\w+", source.lower())}
    found: list[str] = []
    for one, other in _opposite_stems():
        for side, against in ((one, other), (other, one)):
            said = [word for word in side if word in mine]
            if said and not theirs & side and theirs & against and not against & mine.keys():
                found += said
    return tuple(dict.fromkeys(found))


def are_opposites(one: str, other: str) -> bool:
    """Whether two words, in lower case, are opposites such as 'rise' and 'fall'."""
    first, second = stem(one), stem(other)
    return any((first in a and second in b) or (first in b and second in a) for a, b in _opposite_stems())


@cache
def _opposite_stems() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    def stems(words: str) -> frozenset[str]:
        return frozenset(stem(word) for word in words.split())

    return tuple((stems(one), stems(other)) for one, other in _OPPOSITES)
