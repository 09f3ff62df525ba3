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


def without_repeats(index: IndexVersion, rows: NDArray[np.int64], k: int) -> NDArray[np.int64]:
    """Move paragraphs whose words stand in an earlier row of the same document behind the others.

    Rows beyond the first `3 * k` are left where they are: nobody sees them.
    """
    head = rows[: 3 * k]
    seen: set[tuple[int, str]] = set()
    first: list[int] = []
    repeats: list[int] = []
    for row, paragraph in zip(head, index.paragraphs_at(head), strict=True):
        key = (int(index.document_row[row]), " ".join(paragraph.text.lower().split()))
        (repeats if key in seen else first).append(int(row))
        seen.add(key)
    return np.asarray([*first, *repeats, *rows[3 * k :]], dtype=np.int64)
