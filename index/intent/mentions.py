"""Names, years, months and numbers in a question, which its intent does not depend on, and their stand-ins."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["KINDS", "SMALL", "Masked", "Mention", "Names", "masked"]

KINDS = ("inspector", "authority", "region", "month", "year", "number")
"""Sorts of mention, of which the first that claims characters has them."""
_MONTHS = "January February March April May June July August September October November December".split()
_COUNTS = "two three four five six seven eight nine ten eleven twelve".split()
_PATTERNS = {
    "month": re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b|\bmay(?= (?:19|20)\d\d\b)"),
    "year": re.compile(r"\b20[012]\d\b"),
    "number": re.compile(rf"\b(?:\d{{1,3}}|{'|'.join(_COUNTS)})\b", re.IGNORECASE),
}
_STAND_INS = {
    "inspector": ("Jane Smith", "John Brown", "Mary Jones"),
    "authority": ("Norton", "Weston", "Sutton", "Aston"),
    "region": ("the Midlands", "the Borders", "the Fens"),
    "month": ("March", "April", "May"),
    "year": tuple(str(2000 + at) for at in range(10)),
    "number": ("7", "8", "9"),
}
"""What stands for the first, second, third of a kind; of more the last."""
SMALL = 3
"""Numbers up to this one stay in the text: 'the last two inspections' is another question than 'the last five'."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start:end` of a text that mention something: of which kind, and its name or number."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with stand-ins, and by kind what they stand for, in the order of `Names.find`."""

    text: str
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Names:
    """The names that documents have of inspectors, authorities and regions, each by the forms in which people write it.

    Forms are in lower case.
    """

    inspectors: Mapping[str, str]
    authorities: Mapping[str, str]
    regions: Mapping[str, str]

    @cached_property
    def _finders(self) -> dict[str, tuple[re.Pattern[str], Callable[[str], str]]]:
        named = {"inspector": self.inspectors, "authority": self.authorities, "region": self.regions}
        finders = {kind: (_pattern(forms), _name_in(forms)) for kind, forms in named.items() if forms}
        return finders | {kind: (pattern, _plain) for kind, pattern in _PATTERNS.items()}

    def find(self, text: str) -> list[Mention]:
        """Return what a text mentions, in its order, each character in one mention at most."""
        found: list[Mention] = []
        for kind in KINDS:
            if kind not in self._finders:
                continue
            pattern, name = self._finders[kind]
            for match in pattern.finditer(text):
                if all(match.end() <= one.start or one.end <= match.start() for one in found):
                    found.append(Mention(match.start(), match.end(), kind, name(match[0])))
        return sorted(found, key=lambda one: one.start)


def masked(text: str, names: Names) -> Masked:
    """Replace what a text mentions by stand-ins: years by their order in time, all else by their order in the text."""
    mentions = names.find(text)
    values = {kind: tuple(dict.fromkeys(one.value for one in mentions if one.kind == kind)) for kind in KINDS}
    values["year"] = tuple(sorted(values["year"]))
    pieces, at = [], 0
    for one in mentions:
        pieces += [text[at : one.start], _stand_in(one, values[one.kind])]
        at = one.end
    return Masked("".join(pieces) + text[at:], {kind: held for kind, held in values.items() if held})


def _stand_in(one: Mention, values: tuple[str, ...]) -> str:
    if one.kind == "number" and int(one.value) <= SMALL:
        return one.value
    stand_ins = _STAND_INS[one.kind]
    return stand_ins[min(values.index(one.value), len(stand_ins) - 1)]


def _pattern(forms: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    joined = "|".join(re.escape(form).replace(r"\ ", r"[ -]") for form in longest_first)
    return re.compile(rf"\b(?:the )?(?:{joined})\b", re.IGNORECASE)


def _name_in(forms: Mapping[str, str]) -> Callable[[str], str]:
    def name(said: str) -> str:
        plain = re.sub(r"^the ", "", said.lower())
        return forms.get(said.lower()) or forms.get(plain) or forms[plain.replace("-", " ")]

    return name


def _plain(said: str) -> str:
    """Return a number in figures, a month with its capital, a year as it is."""
    lower = said.lower()
    if lower in _COUNTS:
        return str(_COUNTS.index(lower) + 2)
    return said.capitalize() if said.isalpha() else str(int(said))
