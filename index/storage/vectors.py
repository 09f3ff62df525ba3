"""The vectors of a version: the nearest by whatever is fastest, and exact cosines always.

Few are multiplied in full. Of many, a first look along their principal axes tells which; of very many, Chroma's
graph. Which way is taken depends on the version, the filter and the number wanted alone, never on time, so that the
same question gets the same answer.
"""

from __future__ import annotations

import logging
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamagedError, IndexStoreError
from index.storage.chroma import VectorStore
from index.storage.coarse import Coarse, products

__all__ = ["Vectors"]

_log = logging.getLogger(__name__)

PER_NEIGHBOUR = 3000
"""Vectors that are rather multiplied than one neighbour more is asked of Chroma.

Chroma finds one in the time of 50 (384 numbers each, measured). But its graph takes seconds to open and 3 KB of memory
for each vector, and misses some among many that are alike, so it is asked only where a first look takes too long: from
three million passages on, for the 400 nearest from which retrieval ranks.
"""
FIRST_LOOK = 1 / 3
"""Time of a first look at a vector, beside multiplying all of it."""
LOOKED_AT = (10, 16)
"""Vectors multiplied after a first look: so many times those wanted, and at least one in so many.

Of 489 questions of people over 73,000 passages of reports, the ten nearest were among the likely 1,000 for 99.4%, among
2,400 for 99.8%, among 4,000 for all; of 1,000 generated ones over 98,000, one in 25 found them for 99.7%.
"""
GATHERING = 6
"""How much longer a row takes to gather than to multiply where it is."""
GATHERED = 256
"""Rows gathered at a time: what fits into the processor's cache is gathered and multiplied in half the time."""
LONGEST = 1.001
"""A cosine beyond this is of a vector that is not of length 1."""
MARGIN = 400
"""Neighbours asked for beyond those wanted: for repeated texts, and because the graph searches as far as asked."""


class Vectors:
    """Finds the nearest of `(n, dim) float32` unit vectors; may be shared between threads."""

    def __init__(
        self,
        matrix: NDArray[np.float32],
        keys: NDArray[np.bytes_],
        chroma: VectorStore,
        held: NDArray[np.bytes_],
        coarse: Coarse | None = None,
    ) -> None:
        """Keep the memory-mapped matrix, the content key of each row, and the store that holds the keys `held`.

        `coarse` is what a first look needs; without it every vector is looked at in full.
        """
        self.matrix = matrix
        self.keys = keys
        self._held = held
        self._chroma = chroma
        self._coarse = coarse
        self._is_usable = True

    def close(self) -> None:
        """Close Chroma, if it was opened."""
        self._chroma.close()

    def cosines(self, query: NDArray[np.float32], rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """Return the exact cosines of some rows with a unit query.

        Raises:
            IndexDamagedError: a vector is not of length 1.
        """
        found = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), GATHERED):
            part = slice(start, start + GATHERED)
            # Unlike an index, `take` lets other threads run.
            found[part] = products(np.take(self.matrix, rows[part], axis=0), query)
        return self._checked(found)

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the rows nearest to a unit query among the allowed `(n,) bool`, and their cosines, best first."""
        rows = np.arange(len(self.matrix)) if allowed is None else np.flatnonzero(allowed)
        share = max(len(rows) / max(1, len(self.matrix)), 1e-9)
        neighbours = int((k + MARGIN) / share * len(self._held) / max(1, len(self.matrix)))
        looked_at = max(LOOKED_AT[0] * k, len(self.matrix) // LOOKED_AT[1])
        gathering = GATHERING * len(rows)
        looking = len(self.matrix) * FIRST_LOOK + GATHERING * looked_at if self._coarse else len(self.matrix)
        if min(gathering, looking) > PER_NEIGHBOUR * neighbours:
            near = self._near(query, min(neighbours, len(self._held)))
            if near is not None:
                rows = near if allowed is None else near[allowed[near]]
                gathering = 0
        if gathering > looking and self._coarse:
            rows, gathering = self._coarse.likely(query, looked_at, rows), 0
        if gathering < looking:
            return _best(rows, self.cosines(query, rows), k)
        return _best(rows, self._checked(products(self.matrix, query))[rows], k)

    def _near(self, query: NDArray[np.float32], neighbours: int) -> NDArray[np.int64] | None:
        """Return rows near a query, and those that Chroma does not hold; None where it cannot be asked."""
        if not self._is_usable:
            return None
        try:
            return np.union1d(self._rows_of_keys(self._chroma.nearest(query, neighbours)), self._waiting)
        except IndexStoreError as exc:
            self._is_usable = False
            _log.warning("%s. Until then every search is exact, which is slower.", exc)
            return None

    def _rows_of_keys(self, keys: list[str]) -> NDArray[np.int64]:
        """Return all rows of keys, ascending; a text that stands in several places has several rows."""
        wanted = np.asarray(keys, dtype=self.keys.dtype)
        first = np.searchsorted(self._sorted_keys, wanted, side="left")
        last = np.searchsorted(self._sorted_keys, wanted, side="right")
        found = [self._order[start:end] for start, end in zip(first, last, strict=True)]
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)

    @cached_property
    def _waiting(self) -> NDArray[np.int64]:
        """The rows that Chroma does not hold yet."""
        return np.flatnonzero(~np.isin(self.keys, self._held))

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self.keys, kind="stable")

    @cached_property
    def _sorted_keys(self) -> NDArray[np.bytes_]:
        return self.keys[self._order]

    def _checked(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        # What is no number is neither the least nor the greatest, and so fails both comparisons.
        if len(cosines) and not (cosines.min() > -LONGEST and cosines.max() < LONGEST):
            raise IndexDamagedError("vectors.npy: a vector is not of length 1; run 'inspection-qa index check'")
        return cosines


def _best(
    rows: NDArray[np.int64], cosines: NDArray[np.float32], k: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the `k` best, best first, ties by row."""
    if len(rows) > k:
        kept = np.argpartition(-cosines, k - 1)[:k]
        kept = np.flatnonzero(cosines >= cosines[kept].min())
        rows, cosines = rows[kept], cosines[kept]
    order = np.lexsort((rows, -cosines))[:k]
    return rows[order], cosines[order]
