import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from eval.speed import Timing, enlarged, measure_speed, timings_text
from index.settings import load_settings

LETTER = (
    "Focused visit to Northby children's services\n\nFindings\n\nCaseloads are high at 30 each.\n\nVisits are weekly.\n"
)


class HashEmbedder:
    """Vectors made of letters, so that no model is needed."""

    name = "letters"
    dimension = 26

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counts = np.array([[text.lower().count(chr(97 + at)) for at in range(26)] for text in texts], dtype=np.float32)
        counts = counts.reshape(len(texts), 26) + 0.01
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)


def test_speed_measures_the_parts_named(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    timings = measure_speed(
        [tmp_path],
        ["How high are caseloads?"],
        load_settings(),
        parts=("corpus", "embed", "build", "search"),
        repeat=2,
        embedder=HashEmbedder(),
    )
    names = [timing.name for timing in timings]
    assert names[:5] == [
        "reading",
        "embedding",
        "building from nothing",
        "building, nothing changed",
        "opening to first result",
    ]
    assert names[5:7] == ["search, p50", "search, p95"]
    assert all(value > 0 for timing in timings for value in timing.values)
    assert len(timings[0].values) == 2


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("llama_index") is None, reason="needs llama-index")
@pytest.mark.filterwarnings("ignore")
def test_speed_measures_llama_index_in_the_same_run(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    timings = measure_speed(
        [tmp_path], ["caseloads?"], load_settings(), parts=("baseline",), repeat=1, embedder=HashEmbedder()
    )
    assert [timing.name for timing in timings][:2] == [
        "baseline building (llama-index)",
        "baseline search (llama-index), p50",
    ]


def test_enlarged_copies_documents_under_other_names(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.txt").write_text(LETTER, encoding="utf-8")
    folder = enlarged(tmp_path / "in", 9, tmp_path / "out")
    assert [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.txt"))] == [
        "0000/letter.txt",
        "0001/letter.txt",
        "0002/letter.txt",
    ]


def test_timings_text_gives_median_and_range() -> None:
    text = timings_text([Timing("reading", "pages/s", (1.0, 3.0, 2.0), "2 documents")])
    assert text.splitlines()[1].split() == [
        "reading",
        "2",
        "pages/s",
        "(1",
        "to",
        "3,",
        "3",
        "measurements)",
        "2",
        "documents",
    ]
