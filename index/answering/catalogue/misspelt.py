"""Puts misspelt names of inspectors right ('tracy leder')."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

__all__ = ["with_names_mended"]

SHORT = 6
"""Letters from which a name may have two wrong letters instead of one."""
_WORD = re.compile(r"[a-z'-]{3,}")


def with_names_mended(text: str, names: Iterable[str]) -> str:
    """Return a text, in lower case, with two words that are nearly the first and last word of a name made it.

    Both words begin as those of the name do, and differ from them by a letter, long ones by two.
    """
    pairs = {(parts[0], parts[-1]): name for name in names if len(parts := name.split()) > 1}
    words = text.split(" ")
    for at in range(len(words) - 1):
        first, last = words[at : at + 2]
        if (first, last) in pairs or not (_WORD.fullmatch(first) and _WORD.fullmatch(last)):
            continue
        near = [name for (one, other), name in pairs.items() if _is_near(first, one) and _is_near(last, other)]
        if len(near) == 1:
            words[at : at + 2] = near[0].split(" ", 1)
    return " ".join(words)


def _is_near(said: str, name: str) -> bool:
    allowed = 1 if len(name) < SHORT else 2
    return said[0] == name[0] and OSA.distance(said, name, score_cutoff=allowed) <= allowed
