"""Questions with bounds: on days, as at a day, denied grades and single regions; over invented authorities."""

from __future__ import annotations

from datetime import date

import pytest
from answering_corpus import make_document

from corpus.framework import load_frameworks
from index.answering.catalogue.query import Measure, Quantity, Scope
from index.answering.catalogue.reading import read_catalogue
from index.answering.catalogue.run import CatalogueResult, run_query
from index.answering.catalogue.words import make_words

DOCUMENTS = (
    make_document("Aldermere", 2015, "inadequate", lead="Ada Marsh", framework="SIF", days=20, month=2),
    make_document("Aldermere", 2018, "good", lead="Ada Marsh", days=12, month=3),
    make_document("Brackwater", 2016, "good", lead="Ada Marsh", framework="SIF", days=14, month=5, region="South West"),
    make_document("Brackwater", 2020, "inadequate", lead="Cleo Winter", days=7, month=1, region="South West"),
    make_document("Cressing", 2020, "good", lead="Dora Quill", days=5, month=1, leadership="inadequate"),
    make_document("Dunholt", 2017, "outstanding", lead="Cleo Winter", days=8, month=9, region="South West"),
)
"""Days from the last on site to publication are 28, 39, 37, 44, 46 and 42."""
WORDS = make_words(load_frameworks(), DOCUMENTS)


def _run(question: str) -> CatalogueResult:
    parsed = read_catalogue(question, WORDS).parsed
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
                "Which councils have no grade below good now?",
                "Which councils have nothing below good?",
                "Which authorities have no area worse than good?",
                "Which councils do not have a single judgement under good?",
                "Which councils don't have any rating lower than good?",
            ),
            ["Aldermere", "Dunholt"],
        ),
        (
            (
                "Which councils have no inadequate area?",
                "Which councils are without a single inadequate grade?",
                "Which councils have none of their grades under RI?",
                "Which councils have nothing rated below requires improvement?",
            ),
            ["Aldermere", "Dunholt"],
        ),
        (("Which councils have no area above requires improvement?",), []),
        (("Which councils have no outstanding grades?",), ["Aldermere", "Brackwater", "Cressing"]),
        (
            (
                "Which councils were good but are not any more?",
                "Which councils were once good but no longer are?",
                "Which councils used to be good but aren't now?",
                "Which councils are no longer good?",
                "Which councils lost their good grade?",
            ),
            ["Brackwater"],
        ),
    ],
)
def test_denied_grades(wordings: tuple[str, ...], labels: list[str]) -> None:
    assert {one: _labels(one) for one in wordings} == dict.fromkeys(wordings, labels)


@pytest.mark.parametrize(
    ("wordings", "day", "labels"),
    [
        (
            (
                "Which councils were inadequate at the end of 2017?",
                "Which authorities were rated inadequate as at 31 December 2017?",
                "Which councils were inadequate going into 2018?",
                "Which councils were inadequate at the start of 2018?",
                "Which councils were inadequate by the end of 2017?",
                "Which councils were inadequate as of December 2017?",
            ),
            date(2017, 12, 31),
            ["Aldermere"],
        ),
        (
            ("Which councils were inadequate on 1 March 2020?", "Which councils were inadequate as of 1 March 2020?"),
            date(2020, 3, 1),
            ["Brackwater"],
        ),
        (("Which councils were good in early 2018?",), date(2018, 4, 30), ["Aldermere", "Brackwater"]),
    ],
)
def test_grades_as_at_a_day(wordings: tuple[str, ...], day: date, labels: list[str]) -> None:
    for one in wordings:
        query = _run(one).query
        assert (query.as_at, query.scope) == (day, Scope.LATEST)
        assert _labels(one) == labels


def test_grade_as_at_a_day_and_grade_now_are_two_statements() -> None:
    joined = read_catalogue("Which councils were inadequate at the end of 2017 but are good now?", WORDS).joined
    assert joined is not None
    found = [{item.label for item in run_query(part.query, DOCUMENTS, WORDS.scale).items} for part in joined.parts]
    assert found == [{"Aldermere"}, {"Aldermere", "Cressing"}]


@pytest.mark.parametrize(
    "question",
    [
        "How many reports were published at the end of 2017?",
        "How many councils were inadequate at the end of each year?",
        "Which councils were inadequate towards the end of 2017?",
        "Which councils had never been inadequate at the end of 2017?",
        "Which reports were published within a week of each other?",
        "Which councils were inadequate at the end of the pandemic?",
    ],
)
def test_edge_of_a_time_that_is_not_read_is_left(question: str) -> None:
    reading = read_catalogue(question, WORDS)
    assert reading.joined is None
    assert reading.parsed is not None
    assert reading.parsed.left_over


@pytest.mark.parametrize(
    ("wordings", "bounds", "count"),
    [
        (
            (
                "What share of reports were published within 40 days?",
                "What percentage of reports were out in at most 40 days?",
                "What proportion of reports were released in 40 days or fewer?",
            ),
            (None, 40),
            3,
        ),
        (("How many reports came out in under six weeks?", "How many reports took less than 42 days to come out?"),
         (None, 41), 3),
        (("How many reports were published after more than 42 days?", "How many reports took over 6 weeks to appear?"),
         (43, None), 2),
    ],
)  # fmt: skip
def test_time_until_published(wordings: tuple[str, ...], bounds: tuple[int | None, int | None], count: int) -> None:
    for one in wordings:
        result = _run(one)
        assert result.query.quantity is Quantity.DELAY
        assert (result.query.least_days, result.query.most_days) == bounds
        assert (len(result.items), result.population) == (count, 6)
        assert result.query.measure in (Measure.SHARE, Measure.COUNT)


@pytest.mark.parametrize(
    ("how", "labels"),
    [
        ("less than a week", [5]),
        ("under a week", [5]),
        ("no more than a week", [5, 7]),
        ("up to a week", [5, 7]),
        ("a week or less", [5, 7]),
        ("fewer than 12 days", [5, 7, 8]),
        ("less than two weeks", [5, 7, 8, 12]),
        ("at most two weeks", [5, 7, 8, 12, 14]),
        ("over two weeks", [20]),
        ("at least two weeks", [14, 20]),
        ("more than 12 days", [14, 20]),
    ],
)
def test_bounds_of_visits(how: str, labels: list[int]) -> None:
    found = _run(f"Which inspections lasted {how}?").items
    periods = [one.documents[0].periods[0] for one in found]
    assert sorted((one.end - one.start).days + 1 for one in periods if one.end and one.start) == labels


@pytest.mark.parametrize(
    ("wordings", "labels"),
    [
        (
            (
                "Which inspectors have led in only one region?",
                "Which lead inspectors have only worked in one region?",
                "Which inspectors have led in a single region?",
                "Which inspectors have led in one region only?",
                "Which inspectors have led in fewer than two regions?",
            ),
            ["Cleo Winter", "Dora Quill"],
        ),
        (("Which inspectors have led in just one council?",), ["Dora Quill"]),
        (("Which inspectors have led in exactly two councils?",), ["Ada Marsh", "Cleo Winter"]),
        (("Which inspectors have led in at most two years?",), ["Cleo Winter", "Dora Quill"]),
        (("Which inspectors have led in at least two regions?",), ["Ada Marsh"]),
        (("Which councils have had only one lead inspector?",), ["Aldermere", "Cressing", "Dunholt"]),
        (
            (
                "Which councils have had no more than one inspection?",
                "Which councils have been inspected at most once?",
            ),
            ["Cressing", "Dunholt"],
        ),
        (
            ("Which councils were inspected up to two times?", "Which councils have had at most two inspections?"),
            ["Aldermere", "Brackwater", "Cressing", "Dunholt"],
        ),
        (
            (
                "In which councils did the lead inspector come back for the next inspection?",
                "In which councils did the lead inspector return?",
                "Which councils had the same lead inspector twice running?",
                "Which councils had the same lead inspector at consecutive inspections?",
                "Which councils had the same lead inspector at their last two inspections?",
                "In which councils was the same person in charge twice in a row?",
            ),
            ["Aldermere"],
        ),
    ],
)
def test_how_many_of_them(wordings: tuple[str, ...], labels: list[str]) -> None:
    assert {one: _labels(one) for one in wordings} == dict.fromkeys(wordings, labels)


def test_same_lead_has_to_follow_where_that_is_said() -> None:
    leads = ("Ada Marsh", "Ben Okoro", "Ada Marsh", "Ada Marsh", "Cleo Winter")
    years = range(2015, 2015 + len(leads))
    documents = [make_document("Eastmere", year, "good", lead=lead) for year, lead in zip(years, leads, strict=True)]
    counted = {}
    for asked in ("three times", "three times running", "twice running", "at its last two inspections"):
        parsed = read_catalogue(f"Which councils had the same lead inspector {asked}?", WORDS).parsed
        assert parsed is not None
        assert parsed.left_over == ()
        counted[asked] = len(run_query(parsed.query, documents, WORDS.scale).items)
    assert list(counted.values()) == [1, 0, 1, 0]


@pytest.mark.parametrize(
    "question",
    [
        "Which councils did the lead inspector come back to?",
        "Which inspectors have led in one region?",
        "Which councils had the same lead inspector for all inspections?",
        "Which councils had the same lead inspector come back?",
        "Which inspectors have led in a single county?",
    ],
)
def test_what_may_mean_two_things_is_left(question: str) -> None:
    reading = read_catalogue(question, WORDS)
    assert reading.joined is None
    assert reading.parsed is not None
    assert reading.parsed.left_over


@pytest.mark.parametrize(
    ("wordings", "said"),
    [
        (
            (
                "Is the average ILACS report shorter than the average SIF report?",
                "Are ILACS reports longer than SIF reports?",
                "What is the average number of pages by framework?",
            ),
            "pages of each document, by framework",
        ),
        (
            ("Are ILACS inspections longer than SIF inspections?",),
            "days on site, first and last included, by framework",
        ),
        (("What is the average number of pages under SIF?",), "framework = SIF, pages of each document"),
        (
            ("What is the average page count by region?", "How many pages are reports on average, by region?"),
            "pages of each document, by region",
        ),
        (
            ("Which inspector's reports are the longest on average?", "Whose reports are the longest on average?"),
            "pages of each document, longest in pages, by lead inspector",
        ),
        (
            ("How many pages is the latest report on Dunholt?", "How many pages does the latest Dunholt report have?"),
            "latest full inspection or re-inspection of each authority, authority = Dunholt, pages of each document",
        ),
    ],
)
def test_length_of_reports_is_in_pages(wordings: tuple[str, ...], said: str) -> None:
    for one in wordings:
        assert _run(one).query.words().endswith(said)


MOVED = (
    make_document("Aldermere", 2015, "inadequate", leadership="inadequate"),
    make_document("Aldermere", 2018, "good", leadership="requires improvement"),
    make_document("Brackwater", 2016, "inadequate", leadership="good"),
    make_document("Brackwater", 2020, "inadequate", leadership="good"),
    make_document("Cressing", 2017, "good", leadership="outstanding"),
    make_document("Cressing", 2021, "requires improvement", leadership="inadequate"),
    make_document("Dunholt", 2022, "inadequate", leadership="outstanding"),
)


def _moved(question: str) -> list[str]:
    words = make_words(load_frameworks(), MOVED)
    reading = read_catalogue(question, words)
    assert reading.joined is None
    assert reading.parsed is not None
    assert reading.parsed.left_over == ()
    return sorted(item.label for item in run_query(reading.parsed.query, MOVED, words.scale).items)


@pytest.mark.parametrize(
    ("wordings", "labels"),
    [
        (("Which councils improved in every area at their last inspection?", "Which councils improved in all areas?"),
         ["Aldermere"]),
        (("Which councils got worse in every area?", "Which councils declined across the board?"), ["Cressing"]),
        (("Which councils improved in no area at their last inspection?",
          "Which councils did not improve in any area at their last inspection?",
          "Which councils improved in none of their areas?"), ["Brackwater", "Cressing"]),
        (("Which councils kept the same leadership grade at their last two inspections?",
          "Which councils had the same leadership rating at their last two inspections?"), ["Brackwater"]),
        (("Which authorities have the same leadership grade as Cressing?",
          "Which councils have the same grade for leadership as Cressing?"), []),
        (("Which authorities have better leadership than Aldermere?",
          "Which councils have a higher leadership grade than Aldermere?"), ["Brackwater", "Dunholt"]),
        (("Which councils have a gap of three grades between overall and leadership?",
          "Which councils have overall and leadership three grades apart?"), ["Dunholt"]),
        (("Which councils have a gap of one grade between overall and leadership?",), ["Aldermere", "Cressing"]),
    ],
)  # fmt: skip
def test_moves_by_area(wordings: tuple[str, ...], labels: list[str]) -> None:
    assert {one: _moved(one) for one in wordings} == dict.fromkeys(wordings, labels)


@pytest.mark.parametrize(
    ("question", "count", "of"),
    [
        ("What percentage of inadequate councils improved at their next inspection?", 1, 2),
        ("How many councils improved after an inadequate?", 1, 2),
        ("What share of councils that were inadequate improved at the next inspection?", 1, 2),
        ("Of the councils that were inadequate, how many stayed the same at their next inspection?", 1, 2),
        ("Which councils got worse after being judged good?", 1, 1),
    ],
)
def test_what_came_next_is_of_those_that_had_a_next(question: str, count: int, of: int) -> None:
    words = make_words(load_frameworks(), MOVED)
    joined = read_catalogue(question, words).joined
    assert joined is not None
    assert joined.among
    found = [{item.label for item in run_query(part.query, MOVED, words.scale).items} for part in joined.parts]
    assert (len(found[0] & found[1]), len(found[1])) == (count, of)


@pytest.mark.parametrize(
    "question",
    [
        "What happened next to councils that were inadequate?",
        "What grade did inadequate councils get next?",
        "Which councils share the leadership grade of Cressing?",
        "Which councils in the north improved after an inadequate at the next but one inspection?",
    ],
)
def test_next_that_is_not_read_is_left(question: str) -> None:
    reading = read_catalogue(question, make_words(load_frameworks(), MOVED))
    assert reading.joined is None
    assert reading.parsed is None or reading.parsed.left_over


@pytest.mark.parametrize(
    ("wordings", "said"),
    [
        (
            (
                "Which were the most recently inspected councils in each region?",
                "Which council was most recently inspected in each region?",
                "What is the latest inspection in each region?",
            ),
            {"North": ["Cressing"], "South West": ["Brackwater"]},
        ),
        (("When was the first inspection in each region?",), {"North": ["Aldermere"], "South West": ["Brackwater"]}),
        (
            ("What was the first report under each framework?",),
            {"ILACS": ["Dunholt"], "SIF": ["Aldermere"]},
        ),
    ],
)
def test_end_of_each_group(wordings: tuple[str, ...], said: dict[str, list[str]]) -> None:
    for one in wordings:
        assert {key: [item.label for item in held] for key, held in _run(one).groups} == said


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Which councils improved between their first and second inspections?", ["Aldermere"]),
        ("Which councils declined from their first inspection to their second one?", ["Brackwater"]),
        ("Which councils improved between their second and third inspections?", []),
    ],
)
def test_moves_between_inspections_by_their_number(question: str, labels: list[str]) -> None:
    assert _labels(question) == labels


@pytest.mark.parametrize(
    "question",
    [
        "Which councils improved between their first and second ILACS inspections?",
        "Which region had the most recent inspection?",
        "What was the last inspection of each lead inspector?",
    ],
)
def test_end_of_what_is_not_read_is_left(question: str) -> None:
    reading = read_catalogue(question, WORDS)
    assert reading.joined is None
    assert reading.parsed is not None
    assert reading.parsed.left_over
