"""Exactness: an exact search passes, one that loses a neighbour does not, filters are among the questions."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from storage_examples import HashEmbedder

from eval.exactness import exactness_text, generated_probes, measure_exactness
from index.answer import Filters
from index.settings import Settings
from index.storage import IndexVersion, open_index
from index.storage.build import build
from index.storage.vectors import Vectors


@pytest.fixture
def index(tmp_path: Path) -> Iterator[IndexVersion]:
    folder = tmp_path / "letters"
    folder.mkdir()
    for place in ("Kent", "Surrey", "Essex", "Dorset"):
        lines = [f"Finding {number} about {place} says that team {number * 7} waits." for number in range(9)]
        text = "\n\n".join([f"Focused visit to {place} children's services", "Findings", *lines, "Visits are weekly."])
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    settings = Settings(index=tmp_path / "index")
    build(settings, [folder], embedder=HashEmbedder())
    with open_index(settings) as opened:
        yield opened


def test_exactness_of_an_exact_search_is_one(index: IndexVersion) -> None:
    found = measure_exactness(index, HashEmbedder(), count=40)
    assert found.share == 1
    assert found.missed == 0
    assert found.asked == found.exact == {"none": 20, "authority": 4, "region": 4, "kind": 4, "dates": 4, "latest": 4}
    assert "for 100.00% of 40 questions" in exactness_text(found)


def test_exactness_counts_lost_neighbours(index: IndexVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    search = Vectors.search

    def forgetful(
        self: Vectors, query: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        rows, cosines = search(self, query, k + 1, allowed)
        return (rows[1:], cosines[1:]) if allowed is None else (rows[:k], cosines[:k])

    monkeypatch.setattr(Vectors, "search", forgetful)
    found = measure_exactness(index, HashEmbedder(), count=20)
    assert found.exact["none"] == 0
    assert found.missed >= 10
    assert found.exact["authority"] == found.asked["authority"]
    assert found.share == 0.5


def test_exactness_questions_are_the_same_each_time(index: IndexVersion) -> None:
    probes = list(generated_probes(index, 30, seed=4))
    assert probes == list(generated_probes(index, 30, seed=4))
    assert probes != list(generated_probes(index, 30, seed=5))
    assert sum(probe.filters == Filters() for probe in probes) == 15
