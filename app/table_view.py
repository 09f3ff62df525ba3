"""A table as the plain values that the table component draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["TableRow", "table_view"]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: what is shown, by what it is sorted, and the address behind its first cell."""

    cells: tuple[str, ...]
    sort: tuple[str, ...]
    url: str | None = None


def table_view(noun: str, columns: Sequence[str], rows: Sequence[TableRow]) -> dict[str, Any]:
    """Return what the table draws; a column in which no row says anything is left out."""
    kept = [at for at in range(len(columns)) if not rows or any(row.cells[at] for row in rows)]
    return {
        "noun": noun,
        "label": noun.capitalize(),
        "searchable": True,
        "columns": [columns[at] for at in kept],
        "rows": [
            {"cells": [row.cells[at] for at in kept], "sort": [row.sort[at] for at in kept], "url": row.url}
            for row in rows
        ],
    }
