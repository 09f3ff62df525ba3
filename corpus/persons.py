"""Tells whether two printed names may be of one person: 'Andrew Waugh' and 'Andy Waugh', 'Máire' and 'Maire'."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

__all__ = ["same_person"]

_GIVEN_NAMES = Path(__file__).parent / "register_data" / "given_names.txt"
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "cllr", "councillor"})


def same_person(one: str, other: str) -> bool:
    """Tell whether two names have the same surname and given names that are forms of one name.

    Case, accents, hyphens, titles and middle names do not count; an initial stands for any name that begins
    with it. Two people may bear such names: the answer is that they may be one, not that they are.
    """
    first, second = _parts(one), _parts(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    return _same_given(first[0], second[0])


def _parts(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+", plain.casefold().replace("'", "").replace("’", ""))
    return [word for word in words if word not in _TITLES]


def _same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or bool(_forms().get(one, frozenset()) & _forms().get(other, frozenset()))


@cache
def _forms() -> dict[str, frozenset[int]]:
    """Return for each given name the lines of the file on which it stands."""
    forms: dict[str, set[int]] = {}
    for number, line in enumerate(_GIVEN_NAMES.read_text(encoding="utf-8").splitlines()):
        if not line.startswith("#"):
            for name in line.split():
                forms.setdefault("".join(_parts(name)), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in forms.items()}
