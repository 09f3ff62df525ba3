"""Orders scored paragraphs: sides take turns, and repeats do not crowd out the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["interleaved", "without_repeats"]


def interleaved(sides: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Take rows from each side in turn, each row once."""
    longest = max((len(rows) for rows in sides), default=0)
    taken = (int(rows[at]) for at in range(longest) for rows in sides if at < len(rows))
    return np.asarray(list(dict.fromkeys(taken)), dtype=np.int64)


def without_repeats(index: IndexVersion, rows: NDArray[np.int64], passages: NDArray[np.int64]) -> NDArray[np.int64]:
    """Move paragraphs behind the others whose best passage an earlier row of the same document says word for word.

    Args:
        index: the index.
        rows: paragraph rows, best first.
        passages: the best passage of every paragraph of the index, -1 for none.
    """
    seen: set[tuple[int, bytes]] = set()
    first: list[int] = []
    repeats: list[int] = []
    for row in rows.tolist():
        passage = int(passages[row])
        key = (int(index.document_row[row]), bytes(index.vectors.keys[passage])) if passage >= 0 else (row, b"")
        (repeats if key in seen else first).append(row)
        seen.add(key)
    return np.asarray([*first, *repeats], dtype=np.int64)
