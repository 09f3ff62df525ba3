"""Whether a text states the values of a claim: as they stand, in other units, roughly, or as a simple sum.

'Three days' is said by '72 hours', 'nearly a fifth' by '19%', 'eight more' by '56' beside '48', 'two days' by
'25 and 26 April', 'four years earlier' by '2018' beside '2014'. Anything but the value itself counts only where the
claim's own words say how it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from index.support.values import Value, find_values

__all__ = ["unstated_values"]

_NEARLY = re.compile(
    r"\b(?:nearly|almost|(?:just )?(?:under|below|short of)|close to|not quite|(?:less|fewer) than|up to|at most)"
    r"(?: the| a| an)?\s*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|around|roughly|approximately|some|circa|or so)(?: the| a| an)?\s*$", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:(?:just |well )?(?:over|above)|more than|at least|upwards of)(?: the| a| an)?\s*$", re.IGNORECASE
)
_LEAST, _MOST = Fraction(85, 100), Fraction(125, 100)
_ROUGH = Fraction(1, 10)
"""How far 'nearly', 'over' and 'about' may lie from the value: shares of the value said."""

_CHANGE_AFTER = re.compile(
    r"^\s+(?:[a-z-]+\s+){0,2}?(?:more|fewer|less|additional|extra|higher|lower)\b", re.IGNORECASE
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:by|(?:increase|rise|growth|decrease|reduction|drop|fall|difference) of|another)\s*$", re.IGNORECASE
)
_ELAPSED = re.compile(r"^\s+(?:ago|earlier|before|previously|later|afterwards|after|since|prior)\b", re.IGNORECASE)
_LASTED = re.compile(r"\b(?:spent|for|over|during|lasted|lasting|took|within|in)(?: the| a)?\s*$", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|pair|couple|two)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|no|never|without|cannot|\w+n['’]t)\b", re.IGNORECASE)
_MONTHS_A_YEAR = 12


def unstated_values(claim: str, near: str, far: str, *, is_copy: bool) -> tuple[str, ...]:
    """Return the claim's values that a text does not state.

    Args:
        claim: one sentence.
        near: the sentences that it is about, and what is known beside them.
        far: the whole text, in which dates are looked for.
        is_copy: whether the claim has a sentence's own words, so that its values must be that sentence's too.
    """
    close, wide = _with_parts(_by_line(near)), _by_line(far)
    wrong = []
    for value in find_values(claim):
        if value.kind == "number" and value.text.lower() == "one":
            continue
        held = wide if value.kind == "date" else close
        if any(value.agrees(other) for other in held) or all(_in_parts(value, close)):
            continue
        if is_copy or not _meant(claim, value, close, near):
            wrong.append(value.text)
    return tuple(wrong)


def _by_line(text: str) -> tuple[Value, ...]:
    """Return a text's values; lines are read one by one, since most of them have been read before."""
    return tuple(value for line in text.split("\n") for value in find_values(line))


def _with_parts(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return values and, of 'one in three', both its numbers."""
    found: list[Value] = []
    for value in values:
        found.append(value)
        found += [Value("number", value.start, value.end, value.text, part) for part in value.parts]
    return tuple(found)


def _in_parts(value: Value, held: Sequence[Value]) -> list[bool]:
    """Return, for both numbers of 'nine out of 11', whether a text has them; [False] for any other value."""
    return [any(part == other.amount for other in held if other.kind == "number") for part in value.parts] or [False]


def _meant(claim: str, value: Value, held: Sequence[Value], near: str) -> bool:
    """Whether the words around a value say that it is rough or a difference, and a text bears that out."""
    if value.amount is None:
        return False
    before, after = claim[: value.start], claim[value.end :]
    is_turned = (_DENIES.search(claim) is None) is not (_DENIES.search(near) is None)
    if value.kind == "percent" and is_turned and _is_rest(value, held):
        return True
    if _is_rough(value.amount, [other.amount for other in held if _same_sort(value, other)], before):
        return True
    if _CHANGE_AFTER.match(after) or _CHANGE_BEFORE.search(before):
        return _is_difference(value, held)
    if value.kind == "duration":
        return _is_elapsed(value, held, after) or _is_length(value, held, before)
    return value.kind == "number" and value.amount == 2 and _BOTH.search(near) is not None


def _same_sort(value: Value, other: Value) -> bool:
    return other.amount is not None and value.kind == other.kind and value.unit == other.unit


def _is_rough(amount: Fraction, others: Iterable[Fraction | None], before: str) -> bool:
    known = [other for other in others if other is not None]
    if _NEARLY.search(before):
        return any(_LEAST * amount <= other <= amount for other in known)
    if _OVER.search(before):
        return any(amount <= other <= _MOST * amount for other in known)
    return _ABOUT.search(before) is not None and any(abs(other - amount) <= _ROUGH * amount for other in known)


def _is_difference(value: Value, held: Sequence[Value]) -> bool:
    amounts = [other.amount for other in held if _same_sort(value, other) and other.amount is not None]
    return any(abs(one - other) == value.amount for one, other in combinations(amounts, 2))


def _is_rest(value: Value, held: Sequence[Value]) -> bool:
    """Whether a share is what another one leaves of the whole: 'three quarters do not', 'a quarter do'."""
    return any(other.kind == "percent" and other.amount == 1 - (value.amount or 0) for other in held)


def _is_elapsed(value: Value, held: Sequence[Value], after: str) -> bool:
    """Whether 'four years earlier' lies between two dates of a text."""
    if not _ELAPSED.match(after) or value.unit not in ("month", "year") or value.amount is None:
        return False
    days = [day for other in held for day in other.dates]
    if value.unit == "year":
        return any(
            abs(one[0] - other[0]) == value.amount for one, other in combinations(days, 2) if one[0] and other[0]
        )
    months = [day[0] * _MONTHS_A_YEAR + day[1] for day in days if day[0] and day[1]]
    return any(abs(one - other) == value.amount for one, other in combinations(months, 2))


def _is_length(value: Value, held: Sequence[Value], before: str) -> bool:
    """Whether a range of days of one month is as many days long."""
    if not _LASTED.search(before) or value.unit != "day":
        return False
    ranges = [other.dates for other in held if len(other.dates) == 2 and all(day[2] for day in other.dates)]
    return any(first[:2] == last[:2] and last[2] - first[2] + 1 == value.amount for first, last in ranges)
