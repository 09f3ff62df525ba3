"""Speed: the parts that are asked for are measured, in text, Markdown and ratios."""

import importlib.util
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from storage_examples import HashEmbedder
from typer.testing import CliRunner

from eval.commands import app
from eval.speed import PARTS, Speed, measure_index, measure_speed, speed_markdown, speed_text
from eval.speed_asking import asked_of
from eval.speed_timings import Timing
from eval.speed_update import update_timings
from eval.stand_in import FEW, REAL, StandIn
from index.embedding.local import LocalEmbedder
from index.settings import Settings, load_settings
from index.storage import open_index
from index.storage.build import build

LETTER = (
    "Focused visit to {place} children's services\n\nFindings\n\nCaseloads are high at {number} each.\n\n"
    "Visits are weekly.\n"
)
IN_PROCESS = ("corpus", "embed", "build", "search", "answer")


@pytest.fixture(autouse=True)
def few_probes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.speed_asking.PROBES", 12)


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number, place in enumerate(("Kent", "Surrey", "Essex")):
        (folder / f"{place}.txt").write_text(LETTER.format(place=place, number=number + 20), encoding="utf-8")
    return folder


def test_speed_measures_the_parts_named(letters: Path) -> None:
    speed = measure_speed(
        [letters],
        ["How high are caseloads?"],
        load_settings(),
        parts=IN_PROCESS,
        repeat=2,
        threads=2,
        embedder=HashEmbedder(),
        over="three letters",
    )
    assert [timing.name for timing in speed.timings] == [
        "reading",
        "embedding",
        "building from nothing",
        "embedding its texts alone",
        "building / embedding alone",
        "building / embedding alone, processor time",
        "building, nothing changed",
        "building, one new document",
        "paragraphs that may answer",
        "version on disk",
        "search, p50",
        "search, p95",
        "search with a filter, p50",
        "search with a filter, p95",
        "search, 2 threads at a time, p50",
        "search, 2 threads at a time, p95",
        "answer, p50",
        "answer, p95",
    ]
    assert all(value > 0 for timing in speed.timings for value in timing.values)
    assert len(speed.timings[0].values) == 2
    assert speed.over == "three letters"
    assert sorted(path.name for path in letters.iterdir()) == ["Essex.txt", "Kent.txt", "Surrey.txt"]


def test_speed_of_an_index_as_it_is(letters: Path, tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    build(settings, [letters], embedder=HashEmbedder())
    before = sorted(path.name for path in settings.index.rglob("*"))
    timings = measure_index(settings, ["caseloads?"], parts=("search",), repeat=1, embedder=HashEmbedder())
    names = [timing.name for timing in timings][:4]
    assert names == ["paragraphs that may answer", "version on disk", "search, p50", "search, p95"]
    assert sorted(path.name for path in settings.index.rglob("*")) == before


def test_speed_asks_about_authorities_that_the_index_has(letters: Path, tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    build(settings, [letters], embedder=HashEmbedder())
    with open_index(settings) as index:
        asked = asked_of(index, ["Are caseloads high in Swindon?", "Who inspects?"])
    assert asked[1] == "Who inspects?"
    assert asked[0] in {f"Are caseloads high in {place}?" for place in ("Kent", "Surrey", "Essex")}


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("llama_index") is None, reason="needs llama-index")
@pytest.mark.filterwarnings("ignore")
def test_speed_measures_llama_index_in_the_same_run(letters: Path) -> None:
    speed = measure_speed(
        [letters], ["caseloads?"], load_settings(), parts=("search", "baseline"), repeat=1, embedder=HashEmbedder()
    )
    names = [timing.name for timing in speed.timings]
    assert names[-3:] == ["llama-index: building from nothing", "llama-index: search, p50", "llama-index: search, p95"]
    assert set(speed.ratios) == {"search, p50", "search, p95"}


def test_speed_ratio_is_ours_divided_by_theirs() -> None:
    timings = (
        Timing("search, p50", "ms", (1.0, 3.0, 2.0)),
        Timing("llama-index: search, p50", "ms", (8.0,)),
        Timing("building from nothing", "s", (5.0,)),
    )
    assert Speed("x", timings).ratios == {"search, p50": 0.25}


def test_speed_text_gives_median_and_range() -> None:
    text = speed_text(Speed("2 documents", (Timing("reading", "pages/s", (1.0, 3.0, 2.0), "2 documents"),)))
    assert text.splitlines()[0].startswith("2 documents; ")
    assert " ".join(text.splitlines()[1].split()) == "reading 2 pages/s (1 to 3, 3 measurements) 2 documents"


def test_speed_bars_are_told_with_what_was_found() -> None:
    timings = (
        Timing("paragraphs that may answer", "paragraphs", (58_000.0,)),
        Timing("search, p95", "ms", (90.0, 120.0, 100.0)),
        Timing("search, 4 threads at a time, p50", "ms", (40.5,)),
        Timing("version on disk", "MB", (464.0,)),
    )
    speed = Speed("58k", timings)
    assert [(bar.name, bar.found, bar.most, bar.is_met) for bar in speed.bars] == [
        ("search, p95", 100.0, 100, True),
        ("search, 4 threads at a time, p50", 40.5, 40, False),
    ]
    lines = [" ".join(line.split()) for line in speed_text(speed).splitlines()[-2:]]
    assert lines == ["met search, p95 100 of 100 ms", "MISSED search, 4 threads at a time, p50 40.5 of 40 ms"]
    assert speed_markdown([speed]).endswith("Bars: 1 met, missed: search, 4 threads at a time, p50 (58k).")


def test_speed_bars_of_half_a_million_are_others() -> None:
    large = Timing("paragraphs that may answer", "paragraphs", (500_000.0,))
    timings = (large, Timing("search, p50", "ms", (138.0,)), Timing("search, p95", "ms", (156.0,)))
    assert [(bar.name, bar.most) for bar in Speed("500k", timings).bars] == [("search, p95", 400)]


@pytest.mark.slow
def test_speed_of_an_update_embeds_the_document_anew_and_changes_nothing_here(letters: Path, tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    build(settings, [letters], embedder=LocalEmbedder(1))
    before = sorted(path.name for path in settings.index.rglob("*"))
    timings = update_timings(settings, 1)
    assert [timing.name for timing in timings] == [
        "command 'index build', nothing changed",
        "command 'index build', one new document",
        "command 'index build', one new document, processor time",
    ]
    assert all(0 < timing.median < 60 for timing in timings)
    assert timings[1].median > timings[0].median
    assert sorted(path.name for path in settings.index.rglob("*")) == before
    assert len(list(letters.iterdir())) == 3


def test_speed_markdown_says_what_was_not_measured() -> None:
    small = Speed("5 documents", (Timing("search, p50", "ms", (4.0,)),))
    large = Speed("500 documents", (Timing("search, p50", "ms", (1234.4,)), Timing("reading", "pages/s", (0.51234,))))
    assert speed_markdown([small, large]).splitlines()[:4] == [
        "| | 5 documents | 500 documents |",
        "| --- | --- | --- |",
        "| search, p50 | 4 ms | 1,234 ms |",
        "| reading | not measured | 0.512 pages/s |",
    ]


def test_stand_in_embeds_first_texts_and_questions_really() -> None:
    real = HashEmbedder()
    stand_in = StandIn(real)
    texts = [f"text number {number}" for number in range(REAL)]
    np.testing.assert_array_equal(stand_in.embed(texts), HashEmbedder().embed(texts))
    more = stand_in.embed([f"another {number}" for number in range(50)])
    assert real.embedded == REAL
    np.testing.assert_allclose(np.linalg.norm(more, axis=1), 1, atol=1e-6)
    assert len(np.unique(more, axis=0)) == 50
    np.testing.assert_array_equal(more, stand_in.embed([f"another {number}" for number in range(50)]))
    np.testing.assert_array_equal(stand_in.embed(["why?"] * FEW), HashEmbedder().embed(["why?"] * FEW))


def test_speed_command_refuses_an_unknown_part() -> None:
    result = CliRunner().invoke(app, ["speed", "sleep"])
    assert result.exit_code == 2
    assert "unknown part 'sleep'" in result.output
    assert set(PARTS) == {"corpus", "embed", "build", "search", "answer", "start", "memory", "update", "baseline"}


def test_speed_command_prints_json_with_ratios(letters: Path) -> None:
    result = CliRunner().invoke(app, ["speed", "corpus", "--corpus", str(letters), "--repeat", "1", "--json"])
    assert result.exit_code == 0
    (measured,) = json.loads(result.output)
    assert measured["timings"][0]["name"] == "reading"
    assert measured["ratios"] == {}


@pytest.mark.parametrize("arguments", [["speed", "sleep"], ["exactness", "--index", "nowhere"]])
def test_measuring_limits_the_threads_of_numpy_before_it_is_imported(arguments: list[str]) -> None:
    """Its threads spin after each product; commands that ask have one, and what is measured must be like them."""
    lines = f"""
        import os, sys
        from eval.commands import app
        class Watch:
            def find_spec(self, name, path=None, target=None):
                if name == "numpy":
                    print("threads:", os.environ.get("OPENBLAS_NUM_THREADS"))
        assert "numpy" not in sys.modules
        sys.meta_path.insert(0, Watch())
        app({arguments!r})
    """
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", textwrap.dedent(lines)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.splitlines()[:1] == ["threads: 1"], done.stderr
