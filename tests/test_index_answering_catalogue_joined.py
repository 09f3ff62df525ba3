"""Questions of several statements, chatty ones, and words that must not be dropped, over invented authorities."""

from __future__ import annotations

import pytest
from answering_corpus import DOCUMENTS, FakeCorpus

from corpus.framework import load_frameworks
from index.answering.catalogue.compound_answer import answer_compound, subjects_of
from index.answering.catalogue.reading import read_catalogue
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import make_words
from index.answering.statements import number_citations

WORDS = make_words(load_frameworks(), DOCUMENTS)


def _labels(question: str) -> list[str]:
    reading = read_catalogue(question, WORDS)
    if reading.joined is not None:
        return [item.label for item in subjects_of(reading.joined, DOCUMENTS, WORDS.scale)]
    assert reading.parsed is not None
    assert reading.parsed.left_over == ()
    return [item.label for item in run_query(reading.parsed.query, DOCUMENTS, WORDS.scale).items]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Which councils have been inadequate but have never been outstanding?", ["Aldermere", "Brackwater"]),
        ("Which authorities were led by neither Ada Marsh nor Ben Okoro?", ["Dunholt"]),
        ("Which councils has Cleo Winter never inspected?", ["Aldermere", "Cressing"]),
        ("Which councils improved or got worse at their last inspection?", ["Aldermere", "Brackwater"]),
        ("Of the councils that are good now, which have ever been inadequate?", ["Aldermere"]),
        ("Which good councils were requires improvement last time?", ["Aldermere"]),
        ("Which councils improved overall but not for leadership?", []),
        ("Which councils are outstanding in at least one area but not overall?", ["Aldermere"]),
    ],
)
def test_statements_joined(question: str, labels: list[str]) -> None:
    assert _labels(question) == labels


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Hello, could you tell me which councils are inadequate now, please?", "Which councils are inadequate now?"),
        ("I sit on scrutiny and we have a meeting. Which councils are good now?", "Which councils are good now?"),
        ("Taking every authority's latest full inspection, which are good?", "Which councils are good now?"),
        ("Which councils are in the bottom category at the minute?", "Which councils are inadequate now?"),
        ("Which councils have ever been inadequate, even if they recovered?", "Which councils were ever inadequate?"),
        ("Which councils are failing, I mean inadequate overall now?", "Which councils are inadequate now?"),
        ("Which councils have yet to be rated good?", "Which councils have never been good?"),
    ],
)
def test_question_frame_is_taken_away(question: str, plain: str) -> None:
    assert _labels(question) == _labels(plain)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Which councils were good twice as often as the others?", "others"),
        ("Which good councils were the same as before?", "same"),
        ("Which councils never improved in any area?", "every"),
        ("What share of the inadequate councils have since improved?", "better"),
    ],
)
def test_word_of_logic_is_never_dropped(question: str, word: str) -> None:
    reading = read_catalogue(question, WORDS)
    assert reading.joined is None
    assert reading.parsed is None or word in reading.parsed.left_over


def test_joined_answer_cites_each_member_and_names_the_denominator() -> None:
    reading = read_catalogue("Which councils have been inadequate but have never been outstanding?", WORDS)
    assert reading.joined is not None
    draft = answer_compound(reading.joined, DOCUMENTS, WORDS.scale, FakeCorpus(DOCUMENTS))
    numbered = number_citations(draft.statements, draft.rows)
    assert draft.statements[0].text.startswith("2 of 4 authorities")
    assert [row.label for row in numbered.rows] == ["Aldermere", "Brackwater"]
    assert all(row.citation is not None for row in numbered.rows)


def test_two_questions_in_one_are_answered_apart() -> None:
    reading = read_catalogue("How many councils are good now and how many are inadequate?", WORDS)
    assert reading.joined is not None
    draft = answer_compound(reading.joined, DOCUMENTS, WORDS.scale, FakeCorpus(DOCUMENTS))
    counts = [one.text.split(" (")[0] for one in draft.statements if " of 4 authorities" in one.text]
    assert counts == ["2 of 4 authorities", "1 of 4 authorities"]


def test_years_side_by_side_compare_the_last_inspection_of_each() -> None:
    reading = read_catalogue("Which councils were worse in 2021 than in 2016?", WORDS)
    assert reading.parsed is not None
    assert reading.parsed.query.change is not None
    assert reading.parsed.query.change.sides is not None
    assert _labels("Which councils were worse in 2021 than in 2016?") == ["Brackwater"]


def test_delay_is_measured_from_the_last_day_on_site_to_publication() -> None:
    reading = read_catalogue("Which report took longest to come out after the inspection?", WORDS)
    assert reading.parsed is not None
    result = run_query(reading.parsed.query, DOCUMENTS, WORDS.scale)
    document = result.items[0].documents[0]
    assert document.published is not None
    assert document.visit_end is not None
    assert result.items[0].days == (document.published - document.visit_end).days
