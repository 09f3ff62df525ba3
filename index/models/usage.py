"""Counts the tokens of a day in a small file beside the index, so that a cap on them holds over all processes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from corpus.errors import ModelError

__all__ = ["DailyTokens", "usage_file"]


def usage_file(index: Path) -> Path:
    """Return the file in which the tokens of an index are counted: beside its folder, as that is replaced."""
    folder = index.resolve()
    return folder.with_name(f"{folder.name}.tokens.json")


class DailyTokens:
    """The tokens spent today and what is left of the cap."""

    def __init__(self, path: Path, cap: int, today: Callable[[], date] = date.today) -> None:
        """Remember where to count; a `cap` of 0 is none, and then nothing is written."""
        self._path = path
        self._cap = cap
        self._today = today

    def reserve(self, tokens: int) -> bool:
        """Count tokens that are about to be spent; False, and nothing counted, where the cap would be passed.

        Raises:
            ModelError: the file cannot be read or written; nothing is sent that is not counted.
        """
        return not self._cap or self._add(tokens, within=self._cap)

    def correct(self, reserved: int, spent: int) -> None:
        """Put right what was reserved once it is known what was spent.

        Raises:
            ModelError: the file cannot be read or written.
        """
        if self._cap and reserved != spent:
            self._add(spent - reserved, within=None)

    def _add(self, tokens: int, within: int | None) -> bool:
        from filelock import FileLock, Timeout

        day = self._today().isoformat()
        try:
            with FileLock(f"{self._path}.lock", timeout=5):
                total = self._spent(day) + tokens
                if within is not None and total > within:
                    return False
                fresh = self._path.with_name(f"{self._path.name}.new")
                fresh.write_text(json.dumps({"day": day, "tokens": max(0, total)}), encoding="utf-8")
                os.replace(fresh, self._path)
        except (OSError, Timeout) as exc:
            raise ModelError(f"{self._path}: the tokens of the day cannot be counted: {exc}") from exc
        return True

    def _spent(self, day: str) -> int:
        """Return the tokens counted today; a file of another day or of other making counts none."""
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return 0
        is_today = isinstance(held, dict) and held.get("day") == day and isinstance(held.get("tokens"), int)
        return int(held["tokens"]) if is_today else 0
