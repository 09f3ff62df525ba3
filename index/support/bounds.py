"""On which side of a value a statement lies: 'over 1,000' and 'fewer than 1,000', 'since 2019' and 'until 2019'.

The value is the same in both, so comparing values does not tell them apart.
"""

from __future__ import annotations

import re

from index.support.values import Value, find_values

__all__ = ["wrong_side"]

_BETWEEN = r"(?:\s+(?:the|a|an|about|some|[a-z]+|\d{1,2}(?:st|nd|rd|th)?)){0,3}\s*$"
_LOW = re.compile(
    r"\b(?:(?:over|above|at least|more than|upwards of|no (?:fewer|less) than)\s*|(?:since|after)" + _BETWEEN + r")$",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"\b(?:(?:under|below|at most|(?:fewer|less) than|up to|within|no more than)\s*|(?:until|till|before|prior to)"
    + _BETWEEN
    + r")$",
    re.IGNORECASE,
)
BEFORE_CHARS = 40
"""Characters before a value in which its side is said."""


def wrong_side(claim: str, near: str) -> tuple[str, ...]:
    """Return the claim's values that a text states with the claim on the other side of them.

    Args:
        claim: one sentence.
        near: the sentences that it is about.
    """
    mine = [(value, side) for value in find_values(claim) if (side := _side(claim, value))]
    if not mine:
        return ()
    theirs = [(value, _side(near, value)) for value in find_values(near)]
    return tuple(
        value.text for value, side in mine if {other[1] for other in theirs if value.agrees(other[0])} == {-side}
    )


def _side(text: str, value: Value) -> int:
    """Return 1 for above or after a value, -1 for below or before it, 0 where nothing is said."""
    before = text[max(0, value.start - BEFORE_CHARS) : value.start]
    return (_LOW.search(before) is not None) - (_HIGH.search(before) is not None)
