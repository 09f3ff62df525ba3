"""The lexical index: the scores of bm25s, none where no word matches, and the same when copied."""

import random
from pathlib import Path

import bm25s
import numpy as np
import pytest

from corpus.errors import IndexDamagedError
from index.storage.lexical import K1, B, Lexical, LexicalWriter, Stemmer

TEXTS = [
    "Children's plans are not reviewed.",
    "Plans for a child who is missing",
    "The of and",
    "",
    "Missing children, missing plans: reviewing MASH thresholds in 2018",
]


def written(folder: Path, texts: list[str]) -> Lexical:
    writer = LexicalWriter()
    writer.add(texts)
    writer.write(folder)
    return Lexical(folder, len(texts))


def test_lexical_scores_are_those_of_bm25s(tmp_path: Path) -> None:
    lexical = written(tmp_path / "lexical", TEXTS)
    stemmer = Stemmer()
    model = bm25s.BM25(k1=K1, b=B, method="lucene")
    model.index([stemmer.stems(text) for text in TEXTS], show_progress=False)
    for query in ("missing plans", "review of children in 2018", "mash"):
        expected = model.get_scores(stemmer.stems(query))
        np.testing.assert_allclose(lexical.scores(query), expected, rtol=1e-6)


def test_lexical_scores_of_many_texts_are_those_of_bm25s(tmp_path: Path) -> None:
    chance = random.Random(4)
    words = [f"word{number}" for number in range(60)]
    texts = [" ".join(chance.choices(words, k=chance.randrange(0, 80))) for _ in range(400)]
    lexical = written(tmp_path / "lexical", texts)
    model = bm25s.BM25(k1=K1, b=B, method="lucene")
    model.index([lexical.stems(text) for text in texts], show_progress=False)
    for word in words:
        np.testing.assert_allclose(lexical.scores(word), model.get_scores([word]), rtol=1e-6)


def test_lexical_no_match_is_zero(tmp_path: Path) -> None:
    lexical = written(tmp_path / "lexical", TEXTS)
    for query in ("", "the", "zebra", "—"):
        assert lexical.scores(query).tolist() == [0.0] * 5


def test_lexical_words_are_found_by_stem_and_case(tmp_path: Path) -> None:
    lexical = written(tmp_path / "lexical", TEXTS)
    assert lexical.rows_with("miss").tolist() == [1, 4]
    assert lexical.document_frequency("plan") == 3
    assert lexical.document_frequency("zebra") == 0
    assert np.flatnonzero(lexical.scores("MISSED Threshold")).tolist() == [1, 4]


def test_lexical_weights(tmp_path: Path) -> None:
    lexical = written(tmp_path / "lexical", TEXTS)
    expected = 2 * lexical.scores("missing") + 0.5 * lexical.scores("plans")
    np.testing.assert_allclose(lexical.weighted_scores({"miss": 2.0, "plan": 0.5, "zebra": 9.0}), expected, rtol=1e-6)


def test_lexical_copied_paragraphs_score_the_same(tmp_path: Path) -> None:
    whole = written(tmp_path / "whole", [*TEXTS, "a late addition about plans"])
    before = written(tmp_path / "before", ["gone and forgotten", *TEXTS])
    writer = LexicalWriter()
    writer.copy(before.words(), range(1, 6))
    writer.add(["a late addition about plans"])
    writer.write(tmp_path / "after")
    after = Lexical(tmp_path / "after", 6)
    for query in ("plans", "missing children reviewed", "late addition", "forgotten"):
        np.testing.assert_array_equal(after.scores(query), whole.scores(query))


@pytest.mark.parametrize("texts", [[], ["", ""], ["the"]])
def test_lexical_without_any_word(tmp_path: Path, texts: list[str]) -> None:
    assert written(tmp_path / "lexical", texts).scores("plans").tolist() == [0.0] * len(texts)


def test_lexical_cut_file_is_damage(tmp_path: Path) -> None:
    written(tmp_path / "lexical", TEXTS)
    file = tmp_path / "lexical" / "scores.npy"
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(IndexDamagedError, match="index rebuild"):
        Lexical(tmp_path / "lexical", 5)


def test_stems_of_apostrophes_and_numbers() -> None:
    assert Stemmer().stems("Children’s £1.4m plans, co-ordinated in 2018/19") == [
        "children",
        "1",
        "4m",
        "plan",
        "co",
        "ordin",
        "2018",
        "19",
    ]
