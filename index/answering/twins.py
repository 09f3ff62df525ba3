"""Holds a claim against a sentence of nearly the same words, where any difference in sense is a fault.

The support scorer weighs a claim against a whole paragraph and must bear with rewording. Where a claim keeps nearly
all content words of one sentence, it claims to say what that says: as often negated, as much, and on the same day.
"""

from __future__ import annotations

from collections import Counter

from index.sentences import sentences
from index.support.polarity import count_negations, quantifiers
from index.support.terms import content_stems
from index.support.values import find_values

__all__ = ["difference_to_twin"]

TWIN = 0.75
"""Share of content words, of both together, from which two sentences are taken to say the same."""


def difference_to_twin(claim: str, source: str) -> str | None:
    """Return in what a claim differs from the sentence of a source that has nearly its words.

    Returns:
        'negation', 'quantifier' or 'number', or None where there is no such sentence or no such difference.
    """
    twin = _twin(claim, source)
    if twin is None:
        return None
    if (count_negations(claim) - count_negations(twin)) % 2:
        return "negation"
    if Counter(quantifiers(claim)) - Counter(quantifiers(twin)):
        return "quantifier"
    theirs = [value for value in find_values(twin) if value.kind == "date"]
    mine = [value for value in find_values(claim) if value.kind == "date"]
    is_same_day = all(any(value.agrees(other) for other in theirs) for value in mine)
    return None if is_same_day or not theirs else "number"


def _twin(claim: str, source: str) -> str | None:
    own = frozenset(content_stems(claim))
    best, twin = 0.0, None
    for start, end in sentences(source):
        other = frozenset(content_stems(source[start:end]))
        share = len(own & other) / max(1, len(own | other))
        if share > best:
            best, twin = share, source[start:end]
    return twin if best >= TWIN else None
