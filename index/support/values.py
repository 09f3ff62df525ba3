"""Values in a text: money, percentages, fractions, durations, dates and plain numbers, in digits or in words.

Two texts say the same value when `Value.agrees` says so, whatever the spelling: '£7.5m' and '£7.5 million',
'two thirds' and '2/3', '26 April 2018' and '25 and 26 April 2018'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from index.support.numbers import NUMBER, SMALL_NUMBER, parse_number

__all__ = ["Value", "find_values"]

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d\d"
_TO = r"(?:\s*(?:–|—|-|to|and|until|till|&|,)\s*)"
_UNITS = r"(?:working\s+)?(?:minute|hour|day|week|fortnight|month|year)s?"

_FEW = rf"(?:\d{{1,3}}|{SMALL_NUMBER})"

_PATTERNS = (
    (
        "ratio",
        rf"\b(?P<top>{_FEW})\s+(?:[a-z-]+\s+)?(?:in|out of)\s+(?:every\s+)?(?P<bottom>{_FEW})\b"
        rf"(?![.,/:-]?\d|\s+(?:{_UNITS}|{_MONTH}|per|hundred|thousand|million)\b|\s*%)",
    ),
    (
        "date",
        rf"(?P<d1>{_DAY})(?:(?:\s+(?P<m0>{_MONTH})(?:\s+(?P<y0>{_YEAR}))?)?(?P<to>{_TO})(?P<d2>{_DAY}))?"
        rf"\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>{_YEAR})\b)?",
    ),
    ("date", rf"\b(?P<m2>{_MONTH})\s+(?P<d3>{_DAY})\b(?:,?\s+(?P<y2>{_YEAR})\b)?(?!\s*(?:%|per))"),
    ("date", rf"\b(?P<m3>{_MONTH})\.?,?\s+(?P<y3>{_YEAR})\b"),
    ("date", rf"\b(?P<y4>{_YEAR})-(?P<m4>\d\d)-(?P<d4>\d\d)\b"),
    ("date", rf"(?<![£$€\d.,/])\b(?P<y5>{_YEAR})(?:\s?[/–-]\s?(?P<y6>\d\d(?:\d\d)?))?\b(?![.,]?\d|\s*%)"),
    ("money", rf"[£$€]\s?(?P<money>{NUMBER})"),
    ("money", rf"\b(?P<money2>{NUMBER})\s+pounds\b"),
    ("percent", rf"\b(?P<percent>{NUMBER})\s?(?:%|per\s?cents?\b|percent(?:age points?)?\b)"),
    ("duration", rf"\b(?P<length>{NUMBER})[\s-]+(?P<unit>{_UNITS})\b"),
    ("ordinal", r"\b(?P<ordinal>\d+)(?:st|nd|rd|th)\b"),
    ("number", rf"(?<![\w.])(?P<number>{NUMBER})(?![\w]|\.\d)"),
)
_FINDER = re.compile("|".join(f"(?P<_{at}>{pattern})" for at, (_, pattern) in enumerate(_PATTERNS)), re.IGNORECASE)

_ORDER = re.compile(r"(?:an?|one)\s+(?!half)", re.IGNORECASE)
"""Before 'third', 'quarter' and the like: a fraction only where 'of' follows ('a third of', not 'a third visit')."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value at `start:end` of a text.

    `kind` is 'money', 'percent', 'duration', 'date', 'ordinal' or 'number'. `amounts` holds the number, in
    pounds for money, in hundredths for a percentage. A date is (year, month, day) with 0 for what is not
    said; a range of days has both ends in `dates`. `parts` are the two numbers of 'one in three', which is
    read as a percentage.
    """

    kind: str
    start: int
    end: int
    text: str
    amount: Fraction | None = None
    unit: str | None = None
    dates: tuple[tuple[int, int, int], ...] = ()
    parts: tuple[Fraction, ...] = ()

    def agrees(self, other: Value) -> bool:
        """Whether this value is said by `other`, which may say more ('April 2018' by '25 April 2018')."""
        if self.kind == "date" or other.kind == "date":
            return self.kind == other.kind and all(_said(day, other.dates) for day in self.dates)
        if self.kind == other.kind == "duration":
            return self._length() == other._length()
        if self.amount != other.amount:
            return False
        if self.kind == other.kind:
            return self.unit == other.unit or self.unit is None
        return {self.kind, other.kind} <= {"number", "duration", "ordinal"} and "number" in (self.kind, other.kind)

    def _length(self) -> tuple[str | None, Fraction | None]:
        """Return a duration in hours or months, which have no fixed relation; working days stay as they are."""
        unit, number = _SMALLEST.get(self.unit or "", (self.unit, 1))
        return unit, None if self.amount is None else self.amount * number


_SMALLEST: dict[str, tuple[str, Fraction | int]] = {
    "minute": ("hour", Fraction(1, 60)),
    "hour": ("hour", 1),
    "day": ("hour", 24),
    "week": ("hour", 24 * 7),
    "fortnight": ("hour", 24 * 14),
    "month": ("month", 1),
    "year": ("month", 12),
}


@lru_cache(maxsize=20_000)
def find_values(text: str) -> tuple[Value, ...]:
    """Return the values of a text in order; they do not overlap."""
    found: list[Value] = []
    for match in _FINDER.finditer(text):
        found += _values(match)
    return tuple(found)


def _values(match: re.Match[str]) -> tuple[Value, ...]:
    at = next(at for at in range(len(_PATTERNS)) if match[f"_{at}"] is not None)
    kind = _PATTERNS[at][0]
    if kind == "ratio":
        return _ratio(match)
    value = _value(match, kind)
    return () if value is None else (value,)


def _value(match: re.Match[str], kind: str) -> Value | None:
    start, end, text = match.start(), match.end(), match[0]
    if kind == "date":
        return Value(kind, start, end, text, dates=_dates(match))
    written = next(
        match[name] for name in ("money", "money2", "percent", "length", "ordinal", "number") if match[name] is not None
    )
    amount = parse_number(written)
    if amount is None:
        return None
    if kind == "percent":
        return Value(kind, start, end, text, amount / 100)
    if kind == "number" and amount.denominator != 1 and amount < 1 and "." not in written:
        if _ORDER.match(written) and not match.string[end : end + 4].lower().startswith(" of"):
            return None
        return Value("percent", start, end, text, amount)
    unit = re.sub(r"\s+", " ", match["unit"].lower()).rstrip("s") if match["unit"] else None
    return Value(kind, start, end, text, amount, unit)


def _ratio(match: re.Match[str]) -> tuple[Value, ...]:
    """Return 'one in three' as a share, and '30 in 25' as two numbers."""
    top, bottom = parse_number(match["top"]), parse_number(match["bottom"])
    if top is None or bottom is None:
        return ()
    if 0 < top < bottom:
        return (Value("percent", match.start(), match.end(), match[0], top / bottom, parts=(top, bottom)),)
    return tuple(
        Value("number", *match.span(name), match[name], amount) for name, amount in (("top", top), ("bottom", bottom))
    )


def _dates(match: re.Match[str]) -> tuple[tuple[int, int, int], ...]:
    """Return the day, or the first and last day, as (year, month, day)."""
    part = match.groupdict()
    if part["d1"]:
        month, year = _month(part["m1"]), int(part["y1"] or 0)
        days = [(year, month, _day(part["d1"]))]
        if part["d2"]:
            start = (int(part["y0"] or year), _month(part["m0"]) if part["m0"] else month, _day(part["d1"]))
            days = [start, (year, month, _day(part["d2"]))]
        return tuple(days)
    if part["d3"]:
        return ((int(part["y2"] or 0), _month(part["m2"]), _day(part["d3"])),)
    if part["m3"]:
        return ((int(part["y3"]), _month(part["m3"]), 0),)
    if part["d4"]:
        return ((int(part["y4"]), int(part["m4"]), int(part["d4"])),)
    first = int(part["y5"])
    if not part["y6"]:
        return ((first, 0, 0),)
    second = part["y6"] if len(part["y6"]) == 4 else f"{str(first)[:2]}{part['y6']}"
    return ((first, 0, 0), (int(second), 0, 0))


def _month(name: str) -> int:
    return next(at for at, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _day(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


def _said(day: tuple[int, int, int], others: tuple[tuple[int, int, int], ...]) -> bool:
    """Whether a day, or what is known of it, is one of the others or lies between them."""
    for other in others:
        if all(mine in (0, theirs) for mine, theirs in zip(day, other, strict=True)):
            return True
        if not day[0] and not other[0] and day[1:] == other[1:]:
            return True
    if len(others) == 2 and all(day):
        return others[0] <= day <= others[1]
    return False
