"""Numbers as written: digits with commas and decimals, magnitudes, words and fractions."""

from __future__ import annotations

import re
from fractions import Fraction

__all__ = ["NUMBER", "SMALL_NUMBER", "parse_number"]

_UNITS = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SHORT = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

_SMALL = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_WORDS = rf"(?:(?:{_SMALL})(?:(?:[\s-]+(?:and\s+)?)(?:{_SMALL}|hundred|thousand|million|billion)\b)*)"
_FRACTIONS = rf"(?:(?:(?:an?|{_SMALL})[\s-]+)?(?:half|third|quarter|fifth|sixth|eighth|tenth)s?\b)"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?(?:million|billion|thousand|hundred|mn|bn|m|k)\b)?"
_SLASHED = r"(?:\d{1,2}/\d{1,2}(?!/|\d))"

NUMBER = rf"(?:{_SLASHED}|{_DIGITS}|\b(?:three[\s-]quarters|two[\s-]thirds|half|one[\s-]third|{_FRACTIONS}|{_WORDS})\b)"
"""A number in digits or words, without its unit; compile with IGNORECASE."""

SMALL_NUMBER = rf"(?:(?:{_SMALL})(?:[\s-](?:{_SMALL}))?)"
"""A number under a hundred in words."""

_SPLIT = re.compile(r"[\s-]+")


def parse_number(written: str) -> Fraction | None:
    """Return the number that a match of `NUMBER` writes, None where it writes none.

    'third' and 'quarter' alone are no fractions: 'the third visit', 'each quarter'.
    """
    text = written.strip().lower()
    if "/" in text:
        top, bottom = text.split("/")
        return Fraction(int(top), int(bottom)) if int(bottom) and int(top) < int(bottom) else None
    if text[:1].isdigit():
        return _digits(text)
    words = [word for word in _SPLIT.split(text) if word and word != "and"]
    last = words[-1].rstrip("s") if words[-1] not in _UNITS else words[-1]
    if last in _PARTS:
        return _fraction(words[:-1], last, is_plural=words[-1].endswith("s"))
    return _words(words)


def _digits(text: str) -> Fraction:
    match = re.match(r"([\d,]+(?:\.\d+)?)\s?([a-z]*)", text)
    if match is None:
        raise ValueError(text)
    number = Fraction(match[1].replace(",", ""))
    return number * (_SHORT.get(match[2]) or _SCALES.get(match[2]) or 1)


def _fraction(before: list[str], part: str, *, is_plural: bool) -> Fraction | None:
    if not before:
        return Fraction(1, 2) if part == "half" else None
    top = 1 if before in (["a"], ["an"]) else _UNITS.get(before[-1])
    if top is None or (top > 1 and not is_plural):
        return None
    return Fraction(top, _PARTS[part])


def _words(words: list[str]) -> Fraction | None:
    total = group = 0
    for word in words:
        if word in _SCALES and word != "hundred":
            total += max(group, 1) * _SCALES[word]
            group = 0
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _UNITS or word in _TENS:
            group += _UNITS.get(word, 0) + _TENS.get(word, 0)
        else:
            return None
    return Fraction(total + group)
