"""Questions that set two things against each other, ask on about 'those', or speak in a roundabout way."""

from __future__ import annotations

import re

import pytest
from answering_corpus import DOCUMENTS, FakeCorpus

from corpus.framework import load_frameworks
from index.answering.catalogue.answer import answer_catalogue
from index.answering.catalogue.compound_answer import answer_compound, subjects_of
from index.answering.catalogue.parsing.unread import LIMITING, VAGUE
from index.answering.catalogue.reading import Reading, read_catalogue
from index.answering.catalogue.run import CatalogueResult, run_query
from index.answering.catalogue.words import alternatives, make_words
from index.answering.statements import Draft

WORDS = make_words(load_frameworks(), DOCUMENTS)


def _draft(question: str) -> Draft:
    """Return the answer to a question that is read in full."""
    reading = read_catalogue(question, WORDS)
    corpus = FakeCorpus(DOCUMENTS)
    if reading.joined is not None:
        return answer_compound(reading.joined, DOCUMENTS, WORDS.scale, corpus)
    return answer_catalogue(_result(reading), corpus)


def _result(reading: Reading) -> CatalogueResult:
    assert reading.parsed is not None
    assert reading.parsed.left_over == ()
    return run_query(reading.parsed.query, DOCUMENTS, WORDS.scale)


def _labels(question: str) -> list[str]:
    reading = read_catalogue(question, WORDS)
    if reading.joined is not None:
        return [item.label for item in subjects_of(reading.joined, DOCUMENTS, WORDS.scale)]
    return [item.label for item in _result(reading).items]


def _counts(question: str) -> list[str]:
    """Return what the answer counts, without the query that stands behind each count."""
    heads = [re.split(r" \((?=all |latest |previous |\[|not )", one.text) for one in _draft(question).statements]
    return [head[0] for head in heads if len(head) > 1]


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        (
            "Did more councils improve or decline at their last inspection?",
            ["1 of 2 authorities", "1 of 2 authorities"],
        ),
        ("Are things getting better or worse?", ["1 of 2 authorities", "1 of 2 authorities"]),
        (
            "How many reports came out before 2018, and how many since then?",
            ["3 inspection reports", "4 inspection reports"],
        ),
        (
            "How many inadequate inspections were led by Ada Marsh and how many were led by Ben Okoro?",
            ["2 of 3 inspection reports", "None of 2 inspection reports"],
        ),
        (
            "How many councils were inspected in 2022, and how many of those were good?",
            ["1 authority", "1 of 1 authority"],
        ),
        (
            "How many councils were inspected in 2021, and how many of them were good?",
            ["1 authority", "None of 1 authority"],
        ),
        (
            "How many councils are good now and how many of those were ever inadequate?",
            ["2 of 4 authorities", "1 of 2 authorities"],
        ),
        ("How many of the councils that were good in 2016 are still good?", ["None of 1 authority"]),
        (
            "What share of SIF and what share of ILACS inspections were good?",
            ["0% (0 of 1 inspection report)", "50% (3 of 6 inspection reports)"],
        ),
    ],
)
def test_two_counts_in_one_question(question: str, counts: list[str]) -> None:
    assert _counts(question) == counts


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Who's bottom of the class right now?", ["Brackwater"]),
        ("Has any council been failed twice?", []),
        ("Which councils were failed in 2015?", ["Aldermere"]),
        ("Is Brackwater the only council currently failing?", ["Brackwater"]),
        ("List every outstanding overall judgement with its date.", ["Dunholt"]),
        ("Which council made the biggest leap between two inspections?", ["Aldermere"]),
        ("Which council had the sharpest fall?", ["Brackwater"]),
        ("Which council clawed its way out of inadequate?", ["Aldermere"]),
        ("How many councils have gone from failing to good?", []),
        ("Which councils should residents be concerned about most?", ["Brackwater"]),
        ("Name the two most recent inadequate judgements.", ["Brackwater", "Aldermere"]),
        ("Which two councils were most recently judged inadequate?", ["Brackwater", "Aldermere"]),
        ("Has a council been good and inadequate at different times?", ["Aldermere", "Brackwater"]),
        ("Among councils that used to be inadequate, what are they rated now?", ["Aldermere"]),
        ("Which reports gave leadership a better grade than the council got overall?", ["Aldermere"] * 3),
        ("What grades did councils get in 2021?", ["Brackwater"]),
        ("Which of the inspections lasted longest and who led it?", ["Cressing"]),
        ("Longest inspection ever, where was that and how many days were they there?", ["Cressing"]),
        ("What was the longest inspection, how many days did it take, and who was in charge?", ["Cressing"]),
        ("Which was inspected first, Cressing or Dunholt?", ["Dunholt"]),
        ("Which of my neighbours, Aldermere, Brackwater or Cressing, is doing worst?", ["Brackwater"]),
        ("Which councils got to inadequate at the second attempt?", ["Brackwater"]),
        ("Which councils were inspected in 2015, 2016 or 2017?", ["Aldermere", "Brackwater", "Dunholt"]),
        ("Which councils rated good in their first inspection have since dropped?", ["Brackwater"]),
        ("How many councils finished on a higher grade than they started?", ["Aldermere"]),
        ("Which councils are one step from the top?", ["Aldermere", "Cressing"]),
        ("Which councils are one grade up from the bottom?", []),
        ("How many of the councils inspected in 2016 are inadequate now?", ["Brackwater"]),
        ("Which councils have slipped since they were last inspected?", ["Brackwater"]),
        ("How many councils moved up two grades or more?", []),
        ("How many councils are doing well?", ["Aldermere", "Cressing", "Dunholt"]),
        ("Which councils went from good in 2016 to inadequate in 2021?", ["Brackwater"]),
        ("Which councils moved from SIF outstanding to ILACS good?", []),
        ("How many of the latest reports have an outstanding judgement somewhere?", ["Aldermere", "Dunholt"]),
        ("Who led more inspections that came out good: Ben Okoro or Ada Marsh?", ["Ada Marsh", "Ben Okoro"]),
        ("Which inspector led the first inspection in the collection?", ["Aldermere"]),
        ("Which councils are overdue an inspection?", ["Dunholt"]),
        ("What is the highest number of inspections led by one person?", ["Ada Marsh"]),
        ("Who was the last inspector to judge a council inadequate?", ["Brackwater"]),
        ("In what percentage of inspections were care leavers graded separately?", []),
        ("Name the only council rated outstanding now.", ["Dunholt"]),
        ("Which of the 2021 inspections ended with a worse grade than before?", ["Brackwater"]),
        ("Who inspected the most councils that were then rated good?", ["Ada Marsh", "Ben Okoro", "Cleo Winter"]),
        ("Out of 4 councils, how many would you call failing?", ["Brackwater"]),
    ],
)
def test_roundabout_question(question: str, labels: list[str]) -> None:
    assert _labels(question) == labels


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("How many inspections did Ada Marsh lead compared with Ben Okoro?", {"Ada Marsh": 3, "Ben Okoro": 2}),
        ("How many inspections were there in 2016 compared with 2018?", {"2016": 1, "2018": 1}),
        ("What is the most common grade in each region?", {"North": 2, "South": 2}),
        (
            "My council is Cressing: how does it rank against the others?",
            {"outstanding": 1, "good": 2, "inadequate": 1},
        ),
        ("What do the grades for 2021 look like?", {"inadequate": 1}),
        ("How many different grades has Aldermere had?", {"good": 1, "inadequate": 1, "requires improvement": 1}),
        ("Was 2021 a worse year than 2019 for grades?", {"2019": 1, "2021": 1}),
    ],
)
def test_groups_set_against_each_other(question: str, keys: dict[str, int]) -> None:
    assert {key: len(items) for key, items in _result(read_catalogue(question, WORDS)).groups} == keys


def test_years_between_the_last_two_inspections_of_each_council() -> None:
    result = _result(read_catalogue("For each council, how long was it between its last two inspections?", WORDS))
    assert [(item.label, [one.path for one in item.documents]) for item in result.items] == [
        ("Aldermere", ["aldermere-2018.txt", "aldermere-2022.txt"]),
        ("Brackwater", ["brackwater-2016.txt", "brackwater-2021.txt"]),
    ]


def test_who_led_the_slowest_report_is_said() -> None:
    draft = _draft("Who led the inspection with the longest wait before publication?")
    assert "led by" in draft.rows[0].value


def test_last_time_each_council_had_a_grade_is_one_date_of_each() -> None:
    result = _result(read_catalogue("When was each council last rated inadequate?", WORDS))
    assert [(item.label, [one.path for one in item.documents]) for item in result.items] == [
        ("Aldermere", ["aldermere-2015.txt"]),
        ("Brackwater", ["brackwater-2021.txt"]),
    ]


def test_words_of_praise_and_blame_are_no_topic() -> None:
    parsed = read_catalogue("Which council improved fastest?", WORDS).parsed
    assert parsed is not None
    assert set(parsed.left_over) <= VAGUE | LIMITING
    assert parsed.left_over


def test_trend_of_a_share_names_years_without_any() -> None:
    head = _draft("Has the proportion of good judgements gone up since 2018?").statements[0].text
    assert head.startswith("2018 0 of 1 (0%), 2019 1 of 1 (100%), 2021 0 of 1 (0%) and 2022 1 of 1 (100%)")


def test_when_each_council_was_last_visited_is_said_beside_publication() -> None:
    draft = _draft("When did inspectors last visit each council?")
    assert draft.rows[0].value == "1 June 2022 to 5 June 2022, published 20 July 2022"


@pytest.mark.parametrize(
    "question",
    [
        "Which council has stayed good the longest?",
        "How many councils are good and how many have a swimming pool?",
        "Which inspections started on a Monday?",
        "Which reports have the most?",
        "How many inspections did it take Aldermere to get to good?",
        "Which two councils have the most outstanding grades across all areas?",
    ],
)
def test_question_of_which_a_part_is_not_known_is_not_read(question: str) -> None:
    reading = read_catalogue(question, WORDS)
    assert reading.joined is None
    assert reading.parsed is not None
    assert reading.parsed.left_over


def test_names_do_not_span_words_that_were_taken_away() -> None:
    assert re.search(alternatives(["council report"]), "council      report") is None
    assert re.search(alternatives(["re inspection"]), "a re-inspection") is not None


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("How many councils in each region have got worse?", "South 1; 1 authority in all"),
        ("Which region improved the most?", "North 1; 1 authority in all"),
        ("Rank the regions by how many of their councils improved last time.", "North 1; 1 authority in all"),
        (
            "How do the regions compare on the share of councils rated good or better?",
            "North 2 of 2 (100%) and South 1 of 2 (50%); 3 authorities in all",
        ),
        ("How many regions have an inadequate council?", "1 region: South 1; 1 authority in all"),
        (
            "In which region do inspections last longest?",
            "North 6.8 days; 6.0 days on average over 7 inspection reports",
        ),
        (
            "Which region has the worst record for leadership?",
            "South 1 of 2 (50%); 1 authority in all",
        ),
        (
            "What is the average wait for a report in each region?",
            "North 43.2 days and South 45.0 days; 44.0 days on average over 7 inspection reports",
        ),
    ],
)
def test_regions_side_by_side(question: str, head: str) -> None:
    assert _counts(question)[0] == head


def test_moves_are_shown_in_their_region() -> None:
    rows = _draft("How many councils in each region have got worse?").rows
    assert [(row.group, row.label, row.value) for row in rows] == [
        ("South", "Brackwater", "good (20 July 2016) → inadequate (20 July 2021)")
    ]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Which councils had a different lead inspector each time?", ["Brackwater"]),
        ("Which inspector has worked in the most regions?", ["Ada Marsh"]),
        ("Which lead inspector has worked in the most years?", ["Ada Marsh"]),
    ],
)
def test_different_ones_are_counted_once(question: str, labels: list[str]) -> None:
    assert _labels(question) == labels


def test_grades_are_shown_for_two_inspections_of_which_each_is_named() -> None:
    draft = _draft("Which councils went from good in 2016 to inadequate in 2021?")
    assert draft.rows[0].value == "good (20 July 2016); inadequate (20 July 2021)"
