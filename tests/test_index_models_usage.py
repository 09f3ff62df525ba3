"""The tokens of a day: counted beside the index, held under the cap, begun anew each day."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import ModelError
from index.models.usage import DailyTokens, usage_file


def test_file_is_beside_the_index(tmp_path: Path) -> None:
    assert usage_file(tmp_path / "index") == tmp_path / "index.tokens.json"


def test_cap_holds_and_a_new_day_begins_at_zero(tmp_path: Path) -> None:
    path, day = tmp_path / "t.json", [date(2024, 5, 1)]
    usage = DailyTokens(path, 100, lambda: day[0])
    assert usage.reserve(60)
    assert not usage.reserve(60)
    usage.correct(60, 30)
    assert usage.reserve(60)
    assert json.loads(path.read_text()) == {"day": "2024-05-01", "tokens": 90}
    day[0] = date(2024, 5, 2)
    assert usage.reserve(60)
    assert json.loads(path.read_text()) == {"day": "2024-05-02", "tokens": 60}


def test_cap_holds_over_threads(tmp_path: Path) -> None:
    def reserve(_: int) -> bool:
        return DailyTokens(tmp_path / "t.json", 50, lambda: date(2024, 5, 1)).reserve(10)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(reserve, range(12))) == 5


def test_without_a_cap_nothing_is_written(tmp_path: Path) -> None:
    assert DailyTokens(tmp_path / "t.json", 0).reserve(10**9)
    assert list(tmp_path.iterdir()) == []


def test_file_of_other_making_counts_none(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text("[broken", encoding="utf-8")
    assert DailyTokens(path, 100).reserve(60)


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.json").mkdir()
    with pytest.raises(ModelError, match="cannot be counted"):
        DailyTokens(tmp_path / "t.json", 100).reserve(1)
