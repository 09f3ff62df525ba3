"""Questions read in plain words of many askers: what is read is what was asked, and what is not is left over."""

from __future__ import annotations

import pytest
from answering_corpus import DOCUMENTS

from corpus.framework import load_frameworks
from index.answering.catalogue.reading import read_catalogue
from index.answering.catalogue.words import make_words

WORDS = make_words(load_frameworks(), DOCUMENTS)


def _read(question: str) -> str:
    reading = read_catalogue(question, WORDS)
    if reading.joined is not None:
        return reading.joined.words()
    assert reading.parsed is not None
    assert reading.parsed.left_over == ()
    return reading.parsed.query.words()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many inspections were there per region and year?", "by region and year"),
        ("Did 2022 produce more inspections than 2021?", "published in 2021 or 2022, by year"),
        ("In which years was nobody judged outstanding?", "without any, by year"),
        ("Which councils improved to good?", "to good a better grade"),
        ("Which councils bounced back from inadequate?", "from inadequate a better grade"),
        ("Who fell from good to requires improvement or worse?", "from good to requires improvement, adequate or inad"),
        (
            "Which councils were better in 2019 than they are today?",
            "a worse grade between the last inspection in 2019",
        ),
        (
            "Which councils improved from SIF to ILACS?",
            "the last inspection under SIF and the last inspection under ILA",
        ),
        (
            "Where is leadership two grades above help and protection?",
            "better than help and protection by exactly 2 gr",
        ),
        (
            "Which good councils have an area that requires improvement?",
            "overall effectiveness = good, any area = requ",
        ),
        ("Which region has got the most inadequate councils at the moment?", "latest full inspection"),
        ("Which is the worst region for inadequate councils?", "most, by region"),
        ("When was each London council last inspected?", "London"),
        ("What is the ratio of SIF to ILACS reports?", "framework = SIF]; ["),
        ("Which councils have improved twice?", "at least 2 times"),
        ("Between March and June 2022, which councils were inspected?", "visited from 1 March 2022 to 30 June 2022"),
    ],
)
def test_question_read(question: str, said: str) -> None:
    assert said in _read(question)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Where are care leavers good yet children in care different?", "different"),
        ("Which councils shrugged off an inadequate?", "shrugged"),
        ("Who has led inspections for more than five years?", "more"),
    ],
)
def test_word_not_read_is_left(question: str, word: str) -> None:
    parsed = read_catalogue(question, WORDS).parsed
    assert parsed is not None
    assert word in parsed.left_over


def test_word_before_a_grade_is_told() -> None:
    parsed = read_catalogue("Which councils shrugged off an inadequate?", WORDS).parsed
    assert parsed is not None
    assert parsed.at_grade == ("shrugged",)
