"""Puts misspelt names of inspectors right ('tracy leder')."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

__all__ = ["ByInitials", "by_initials", "with_names_mended"]

SHORT = 6
"""Letters from which a name may have two wrong letters instead of one."""
_WORD = re.compile(r"[a-z'-]{3,}")

ByInitials = Mapping[str, Sequence[tuple[str, str, str]]]
"""Names by the first letters of their first and last words: of each these two words, and the name."""


def by_initials(names: Iterable[str]) -> ByInitials:
    """Return names, in lower case, by their initials; those of one word are left out."""
    held: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for name in names:
        first, *_, last = parts if len(parts := name.split()) > 1 else ("", "")
        if first:
            held[first[0] + last[0]].append((first, last, name))
    return dict(held)


def with_names_mended(text: str, names: ByInitials) -> str:
    """Return a text, in lower case, with two words that are nearly the first and last word of a name made it.

    Both words begin as those of the name do, and differ from them by a letter, long ones by two.
    """
    words = text.split(" ")
    for at in range(len(words) - 1):
        first, last = words[at : at + 2]
        if not (_WORD.fullmatch(first) and _WORD.fullmatch(last)):
            continue
        held = names.get(first[0] + last[0], ())
        if any((first, last) == (one, other) for one, other, _ in held):
            continue
        near = [name for one, other, name in held if _is_near(first, one) and _is_near(last, other)]
        if len(near) == 1:
            words[at : at + 2] = near[0].split(" ", 1)
    return " ".join(words)


def _is_near(said: str, name: str) -> bool:
    allowed = 1 if len(name) < SHORT else 2
    return OSA.distance(said, name, score_cutoff=allowed) <= allowed
