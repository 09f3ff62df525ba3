"""Which paragraphs stand under which headings, found once for an index version."""

from __future__ import annotations

import re
import threading
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.model import Role
from index.storage.records import ROLES

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["Headings", "heading_key", "headings_of"]

_found: weakref.WeakKeyDictionary[IndexVersion, Headings] = weakref.WeakKeyDictionary()
_turn = threading.Lock()


@dataclass(frozen=True)
class Headings:
    """Headings of an index: `keys[i]` are those of heading `i` and of the headings above it.

    `above (paragraph_count,) int32` is the number of the heading over each paragraph, -1 for none.
    """

    keys: tuple[frozenset[str], ...]
    above: NDArray[np.int32]

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """The headings that have each key."""
        numbers: dict[str, list[int]] = {}
        for number, keys in enumerate(self.keys):
            for key in keys:
                numbers.setdefault(key, []).append(number)
        return numbers

    def under(self, wordings: Iterable[str]) -> NDArray[np.bool_]:
        """Return which paragraphs stand under a heading of one of these wordings, `(paragraph_count,)`."""
        hits = np.zeros(len(self.keys) + 1, dtype=np.bool_)
        for key in {heading_key(wording) for wording in wordings}:
            hits[self._numbers.get(key, [])] = True
        return hits[self.above]


def heading_key(heading: str) -> str:
    """Return a heading's words in lower case, without what is printed before or behind them."""
    return " ".join(re.findall(r"[^\W\d_]+", heading.lower().replace("’", "'").replace("'", "")))


def headings_of(index: IndexVersion) -> Headings:
    """Return the headings of an index version; read at the first call, kept as long as the version."""
    with _turn:
        known = _found.get(index)
        if known is None:
            known = _found[index] = _read(index)
    return known


def _read(index: IndexVersion) -> Headings:
    is_heading = index.role == ROLES.index(Role.HEADING)
    rows = np.flatnonzero(is_heading)
    paragraphs = index.paragraphs_at(rows)
    keys = tuple(frozenset(map(heading_key, (*paragraph.section, paragraph.text))) for paragraph in paragraphs)
    numbers = np.where(is_heading, np.cumsum(is_heading) - 1, -1)
    above = np.maximum.accumulate(numbers)
    # A heading of the document before says nothing about this one.
    first_of_document = index.first_row[index.document_row]
    inside = rows[above] >= first_of_document if len(rows) else np.zeros(len(above), dtype=np.bool_)
    return Headings(keys, np.where((above >= 0) & inside, above, -1).astype(np.int32))
