"""Questions on days, dates, people and shares, each in several wordings, over invented authorities."""

from __future__ import annotations

from datetime import date

import pytest
from answering_corpus import make_document

from corpus.framework import load_frameworks
from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.query import GroupBy, Measure, Quantity, Scope
from index.answering.catalogue.rewording.occasions import in_plain_terms
from index.answering.catalogue.run import CatalogueResult, run_query
from index.answering.catalogue.words import make_words

DOCUMENTS = (
    make_document("Aldermere", 2015, "inadequate", lead="Ada Marsh", framework="SIF", days=20, month=2),
    make_document("Aldermere", 2018, "good", lead="Ben Okoro", days=10, month=3),
    make_document("Brackwater", 2016, "good", lead="Ada Marsh", framework="SIF", days=22, month=5, region="South West"),
    make_document("Brackwater", 2020, "inadequate", lead="Cleo Winter", days=5, month=1, region="South West"),
    make_document("Cressing", 2020, "good", lead="Dora Quill", days=5, month=1),
    make_document("Dunholt", 2022, "outstanding", lead="Ada Marsh", days=8, month=9),
)
"""Days from the last on site to publication are 28, 41, 29, 46, 46 and 42; between two inspections 1105 and 1319."""
WORDS = make_words(load_frameworks(), DOCUMENTS)


def _run(question: str) -> CatalogueResult:
    parsed = parse_query(question, WORDS)
    assert parsed is not None
    assert parsed.left_over == ()
    return run_query(parsed.query, DOCUMENTS, WORDS.scale)


def _labels(question: str) -> list[str]:
    return sorted({item.label for item in _run(question).items})


@pytest.mark.parametrize(
    ("wordings", "labels"),
    [
        (
            (
                "Which reports came out from January 2020 onwards?",
                "reports published since the start of 2020",
                "Whose reports were released after the end of 2019?",
            ),
            ["Brackwater", "Cressing", "Dunholt"],
        ),
        (
            ("inspections starting in spring 2018", "Which inspections began in the first three months of 2018?"),
            ["Aldermere"],
        ),
        (
            (
                "Reports issued between 1 January 2016 and 31 December 2018",
                "Which reports came out from 2016 to the end of 2018?",
            ),
            ["Aldermere", "Brackwater"],
        ),
        (("Which reports came out in the second half of the 2010s?",), ["Aldermere", "Brackwater"]),
        (
            (
                "three most recently published reports",
                "Which three reports are the newest?",
                "the last three inspections to be published",
            ),
            ["Brackwater", "Cressing", "Dunholt"],
        ),
        (("Name the council most recently inspected", "Which council was inspected last?"), ["Dunholt"]),
        (("First council to be inspected under ILACS", "When was ILACS first used?"), ["Aldermere"]),
        (
            (
                "Which inspections kept inspectors on site the longest?",
                "lengthiest inspection",
                "Where did inspectors spend the most days?",
            ),
            ["Brackwater"],
        ),
        (
            (
                "Where did the inspectors stay for under a week?",
                "which councils had inspectors in for five days or fewer",
            ),
            ["Brackwater", "Cressing"],
        ),
        (
            (
                "Which reports were out within a month of the inspection finishing?",
                "Which authorities got their report within thirty days of the inspectors leaving?",
            ),
            ["Aldermere", "Brackwater"],
        ),
        (
            ("quickest turnaround from end of fieldwork to publication", "fastest published report"),
            ["Aldermere"],
        ),
        (
            ("Which council had the least time between inspections?", "shortest interval between inspections"),
            ["Aldermere"],
        ),
        (
            (
                "Which councils waited longer than three years for another inspection?",
                "Which councils had a gap of over 1000 days between inspections?",
            ),
            ["Aldermere", "Brackwater"],
        ),
        (
            (
                "Did two reports come out on the same day?",
                "Which councils shared an inspection start date?",
                "which inspections kicked off on the same day",
                "Which pairs of councils were being inspected at the same time?",
            ),
            ["Brackwater", "Cressing"],
        ),
        (("Who has led the most inspections?", "Who's the most prolific lead inspector?"), ["Ada Marsh"]),
        (("Has anyone led inspections under both frameworks?",), ["Ada Marsh"]),
        (("Which inspectors only ever worked under ILACS?",), ["Ben Okoro", "Cleo Winter", "Dora Quill"]),
        (("What was Ada Marsh's last inspection?", "When did Ada Marsh last lead an inspection?"), ["Dunholt"]),
        (("Over what period did Ada Marsh lead inspections?",), ["Aldermere", "Brackwater", "Dunholt"]),
        (("Which councils are in the west country?",), ["Brackwater"]),
    ],
)
def test_wordings_find_the_same(wordings: tuple[str, ...], labels: list[str]) -> None:
    assert {wording: _labels(wording) for wording in wordings} == dict.fromkeys(wordings, labels)


@pytest.mark.parametrize(
    ("question", "quantity", "days"),
    [
        ("What's the average number of days inspectors spend in a council?", Quantity.LENGTH, 70 / 6),
        ("How long does a full inspection usually take on site?", Quantity.LENGTH, 70 / 6),
        ("How many days in all did inspectors spend on site across every inspection?", Quantity.LENGTH, 70.0),
        ("What is the median number of days inspectors were on site?", Quantity.LENGTH, 9.0),
        ("How quickly are reports normally published after an inspection?", Quantity.DELAY, 232 / 6),
        ("average publication delay for SIF reports?", Quantity.DELAY, 28.5),
        ("Typically, how long do councils wait between one full inspection and the next?", Quantity.GAP, 1212.0),
    ],
)
def test_means_are_of_what_is_measured(question: str, quantity: Quantity, days: float) -> None:
    result = _run(question)
    assert result.query.quantity is quantity
    assert result.average == pytest.approx(days)


@pytest.mark.parametrize(
    ("question", "found", "population"),
    [
        ("What share of the inspections were carried out under SIF?", 2, 6),
        ("Out of all the reports, what proportion were done under ILACS?", 4, 6),
        ("what percentage of reports were published since 2020?", 3, 6),
        ("percentage of SIF inspections rated good", 1, 2),
        ("one in how many councils is inadequate at present", 1, 4),
        ("How many out of every hundred inspections end in outstanding?", 1, 6),
    ],
)
def test_share_is_of_what_stands_before_the_verb(question: str, found: int, population: int) -> None:
    result = _run(question)
    assert (result.query.measure, len(result.items), result.population) == (Measure.SHARE, found, population)


@pytest.mark.parametrize(
    ("question", "group_by", "first"),
    [
        ("Which was the busiest year for inspections?", GroupBy.YEAR, "2020"),
        ("peak year for reports?", GroupBy.YEAR, "2020"),
        ("in which month do most inspections start?", GroupBy.MONTH, "January"),
        ("most popular month for publishing", GroupBy.MONTH, "February"),
        ("Split of SIF versus ILACS", GroupBy.FRAMEWORK, "ILACS"),
        ("Are SIF inspections longer than ILACS ones?", GroupBy.FRAMEWORK, "ILACS"),
        ("break the inspections down by lead inspector", GroupBy.INSPECTOR, "Ada Marsh"),
    ],
)
def test_group_comes_first(question: str, group_by: GroupBy, first: str) -> None:
    result = _run(question)
    assert result.query.group_by is group_by
    assert result.groups[0][0] == first


@pytest.mark.parametrize(
    "question",
    [
        "Which inspections lasted longest in the shortest month with the most snow?",
        "Which reports were published between inspections by dawn?",
    ],
)
def test_limits_not_read_are_left_over(question: str) -> None:
    parsed = parse_query(question, WORDS)
    assert parsed is None or parsed.left_over


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("reports published in the financial year 2018/19", date(2018, 4, 1), date(2019, 3, 31)),
        ("reports published in the last two months of 2019", date(2019, 11, 1), date(2019, 12, 31)),
        ("reports published before the end of 2016", None, date(2016, 12, 31)),
        ("reports published on 20 June 2016", date(2016, 6, 20), date(2016, 6, 20)),
        ("reports published since 3 May 2017", date(2017, 5, 3), None),
    ],
)
def test_days_are_read_exactly(question: str, first: date | None, last: date | None) -> None:
    parsed = parse_query(question, WORDS)
    assert parsed is not None
    assert (parsed.query.from_day, parsed.query.to_day) == (first, last)


def test_words_that_say_nothing_of_publishing_stay() -> None:
    assert in_plain_terms("which councils came out as good") == "which councils came out as good"


def test_week_on_site_ends_on_a_friday() -> None:
    assert _labels("Which inspections were a week long?") == ["Brackwater", "Cressing"]
    assert _labels("Which inspections lasted exactly 7 days?") == []


@pytest.mark.parametrize(
    ("question", "leads", "grades"),
    [
        ("Who led the most recent inspection in each council?", True, False),
        ("What did each council get last time?", False, True),
    ],
)
def test_latest_of_each_council_is_a_list(question: str, leads: bool, grades: bool) -> None:
    found = _run(question)
    assert [item.label for item in found.items] == ["Aldermere", "Brackwater", "Cressing", "Dunholt"]
    assert found.query.scope is Scope.LATEST
    assert (found.query.measure, found.query.with_leads, found.query.with_grades) == (Measure.LIST, leads, grades)


def test_years_without_a_grade_are_those_in_which_nobody_got_it() -> None:
    found = _run("In which years were there no inadequate judgements?")
    assert [year for year, _ in found.groups] == ["2016", "2017", "2018", "2019", "2021", "2022"]


@pytest.mark.parametrize("asked", ["Which place had the most inspections?", "Has anybody been inspected twice?"])
def test_place_and_anybody_are_councils(asked: str) -> None:
    assert _labels(asked) == ["Aldermere", "Brackwater"]
