"""Plain questions on pages, sorts of council, areas, chains of grades and how often, over invented authorities."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answering_corpus import FakeCorpus, make_document

from corpus.framework import load_frameworks
from corpus.model import Document, Judgement
from index.answering.catalogue.answer import answer_catalogue
from index.answering.catalogue.compound_answer import subjects_of
from index.answering.catalogue.reading import read_catalogue
from index.answering.catalogue.run import CatalogueResult, run_query
from index.answering.catalogue.words import make_words

_AREAS = ("leadership", "help and protection", "in care", "care leavers")


def _report(name: str, year: int, grades: str, pages: int, **fields: str | int) -> Document:
    """Return a report of some pages; `grades` has a letter for overall, leadership, help, in care, care leavers."""
    named = {"o": "outstanding", "g": "good", "r": "requires improvement", "i": "inadequate"}
    document = make_document(name, year, named[grades[0]], leadership=named[grades[1]], **fields)  # type: ignore[arg-type]
    stated = document.judgements[0].paragraph_id
    parts = [
        Judgement(area, named[grade], named[grade], stated)
        for area, grade in zip(_AREAS[1:], grades[2:], strict=False)
        if grade in named
    ]
    return replace(document, judgements=(*document.judgements, *parts), page_count=pages)


DOCUMENTS = (
    _report("Aldermere", 2014, "iiri", 40, framework="SIF", lead="Ada Marsh", days=20),
    _report("Aldermere", 2017, "rrrrg", 21, lead="Ben Okoro", days=10),
    _report("Aldermere", 2021, "grggg", 11, lead="Ada Marsh", days=5),
    _report("Brackwater", 2016, "gggg", 30, framework="SIF", lead="Cleo Winter", days=18, region="South West"),
    _report("Brackwater", 2018, "iiigg", 12, lead="Ada Marsh", days=5, region="South West"),
    _report("Cressing", 2019, "oogoo", 10, lead="Ben Okoro", days=5, region="South West"),
    _report("Dunholt", 2020, "rrrgg", 10, lead="Ben Okoro", days=8, region="East of England"),
    _report("Eastry", 2022, "gggog", 9, lead="Cleo Winter", days=5, region="Yorkshire and the Humber"),
    _report("Farleigh", 2022, "gggr", 14, lead="Cleo Winter", days=5),
)
WORDS = make_words(load_frameworks(), DOCUMENTS)


def _run(question: str) -> CatalogueResult:
    reading = read_catalogue(question, WORDS)
    assert reading.parsed is not None
    assert (reading.parsed.left_over, reading.joined) == ((), None)
    return run_query(reading.parsed.query, DOCUMENTS, WORDS.scale)


def _names(question: str) -> list[str]:
    reading = read_catalogue(question, WORDS)
    if reading.joined is not None:
        return sorted(item.label for item in subjects_of(reading.joined, DOCUMENTS, WORDS.scale))
    return sorted({item.label for item in _run(question).items})


def _head(question: str) -> str:
    return answer_catalogue(_run(question), FakeCorpus(DOCUMENTS)).statements[0].text.partition(" (all")[0]


@pytest.mark.parametrize(
    ("question", "average"),
    [
        ("What is the average number of pages of a report?", 157 / 9),
        ("What is the average length of a report in pages?", 157 / 9),
        ("How many pages does a report have on average?", 157 / 9),
        ("What is the mean page count of SIF reports?", 35.0),
        ("What is the average number of pages of a report in 2022?", 11.5),
        ("What is the median number of pages of a report?", 12.0),
        ("How many pages do all reports have together?", 157.0),
    ],
)
def test_pages_measured(question: str, average: float) -> None:
    assert _run(question).average == pytest.approx(average)


def test_pages_by_framework_said() -> None:
    said = _head("What is the average number of pages of a report by framework?")
    assert said == "ILACS 12.4 pages and SIF 35.0 pages; 17.4 pages on average over 9 inspection reports"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many pages does the longest report have?", ["Aldermere"]),
        ("Which report has the most pages?", ["Aldermere"]),
        ("Which report is the shortest?", ["Eastry"]),
        ("How long is the shortest ILACS report?", ["Eastry"]),
        ("Which reports have more than 20 pages?", ["Aldermere", "Brackwater"]),
        # areas of the latest inspection
        ("Which outstanding councils have an area that is only good?", ["Cressing"]),
        ("Which good councils have an outstanding area?", ["Eastry"]),
        ("Which good councils have an area that requires improvement?", ["Aldermere", "Farleigh"]),
        ("Which councils have no inadequate area now?", ["Aldermere", "Cressing", "Dunholt", "Eastry", "Farleigh"]),
        ("Which councils are good for everything but leadership now?", ["Aldermere"]),
        ("Which councils are good in every area except children in care now?", ["Eastry", "Farleigh"]),
        ("Which councils are inadequate in exactly one area now?", []),
        ("Which councils require improvement in exactly two areas now?", ["Dunholt"]),
        ("Which councils are inadequate in at least two areas now?", ["Brackwater"]),
        ("Which councils are outstanding in more than one area now?", ["Cressing"]),
        (
            "Which councils are good for both children in care and care leavers now?",
            ["Aldermere", "Brackwater", "Dunholt"],
        ),
        ("Where was help and protection good but leadership not?", ["Aldermere", "Cressing"]),
        # regions
        ("Which East of England councils require improvement?", ["Dunholt"]),
        ("Which Yorkshire and the Humber councils are good or outstanding?", ["Eastry"]),
        ("Which South West councils are doing fine, i.e. good or outstanding?", ["Cressing"]),
        # grades that followed
        ("Which councils went from inadequate to requires improvement to good?", ["Aldermere"]),
        ("Which councils went from inadequate to requires improvement and then back to inadequate?", []),
        ("Which councils improved from inadequate?", ["Aldermere"]),
        ("Which councils have been inadequate and are not now?", ["Aldermere"]),
        ("Which councils were good at some time but never inadequate?", ["Eastry", "Farleigh"]),
        ("Which councils have been good since their first inspection?", ["Eastry", "Farleigh"]),
        # how often and how soon
        ("Which councils were inspected twice in three years?", ["Aldermere", "Brackwater"]),
        ("Which councils were inspected twice within two years?", ["Brackwater"]),
        ("Which councils were inspected once?", ["Cressing", "Dunholt", "Eastry", "Farleigh"]),
        ("Which councils took more than 43 days to get their report in 2022?", ["Eastry", "Farleigh"]),
        ("Which councils took more than 45 days to get their report in 2022?", []),
        ("Which councils' latest report is more than three years old?", ["Brackwater", "Cressing"]),
        (
            "Which reports were published in the last three years?",
            ["Aldermere", "Cressing", "Dunholt", "Eastry", "Farleigh"],
        ),
        ("Which councils were first inspected in 2016?", ["Brackwater"]),
        ("Which councils had their first inspection after 2018?", ["Cressing", "Dunholt", "Eastry", "Farleigh"]),
        ("Did any inspection last more than 15 days?", ["Aldermere", "Brackwater"]),
        # statements of several inspections
        ("Which councils were inadequate at their first inspection and are good now?", ["Aldermere"]),
        ("Which of the councils that are good now have been inadequate?", ["Aldermere"]),
        ("Which councils stopped being good?", ["Brackwater"]),
        ("Which councils were inadequate when first inspected?", ["Aldermere"]),
        ("Which councils have had an inspection in every framework?", ["Aldermere", "Brackwater"]),
        ("Which councils have had all four grades?", []),
        ("Which inspectors have led inspections in the South West but not in the North?", []),
        ("Which councils improved at their second inspection?", ["Aldermere"]),
        ("Which councils got worse at their second inspection?", ["Brackwater"]),
        (
            "Which councils outside the South West and the East of England are good now?",
            ["Aldermere", "Eastry", "Farleigh"],
        ),
        # who led
        ("Which councils have had more than one lead inspector?", ["Aldermere", "Brackwater"]),
        ("Which councils were inspected by both Ada Marsh and Ben Okoro?", ["Aldermere"]),
        ("Which councils have been inspected by the same lead inspector twice?", ["Aldermere"]),
        ("Which inspector has led in the most different regions?", ["Ben Okoro", "Cleo Winter"]),
        ("Which inspector has led in the most different councils?", ["Ben Okoro", "Cleo Winter"]),
    ],
)
def test_subjects_found(question: str, names: list[str]) -> None:
    assert _names(question) == names


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        (
            "Which grade is most common for care leavers now?",
            {"good": 4, "outstanding": 1},
        ),
        ("How many councils have each grade for care leavers now?", {"outstanding": 1, "good": 4}),
        (
            "How many councils have each grade now?",
            {"outstanding": 1, "good": 3, "requires improvement": 1, "inadequate": 1},
        ),
        (
            "What is the average grade for leadership now?",
            {"requires improvement": 2, "good": 2, "outstanding": 1, "inadequate": 1},
        ),
        (
            "How many councils have been inspected once, twice, three times?",
            {"1 inspection": 4, "2 inspections": 1, "3 inspections": 1},
        ),
        (
            "How many reports are inadequate in each area of judgement?",
            {"help and protection": 1, "in care": 1, "leadership": 2},
        ),
    ],
)
def test_groups_counted(question: str, groups: dict[str, int]) -> None:
    assert {key: len(items) for key, items in _run(question).groups} == groups


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Rank the years by number of inspections", "2022 2, 2014 1, 2016 1"),
        ("Rank the regions by the share of good councils now", "North 2 of 2 (100%)"),
        (
            "What is the average number of days to publication by lead inspector?",
            "Ada Marsh 40.0 days, Ben Okoro 42.3 days",
        ),
        (
            "Which inspectors have led inspections at which the grade got worse?",
            "Ada Marsh 1; 1 inspection report in all",
        ),
        (
            "How many more councils are good than inadequate now?",
            "2 more good than inadequate: good 3 and inadequate 1",
        ),
        (
            "Which framework has the longest reports on average?",
            "SIF 35.0 pages; 17.4 pages on average over 9 inspection reports",
        ),
        ("How many reports were published since 2021?", "3 inspection reports"),
        (
            "What is the average number of days from the end of the inspection to publication of reports before 2017?",
            "31.0 days on average over 2 inspection reports",
        ),
        (
            "What share of councils has each grade for care leavers now?",
            "good 4 of 5 (80%) and outstanding 1 of 5 (20%)",
        ),
        ("What is the most common grade for care leavers now?", "the commonest: good; good 4 and outstanding 1"),
        ("How many reports were published within 44 days of the end of the inspection?", "4 of 9 inspection reports"),
        (
            "What share of reports was published within 44 days of the end of the inspection?",
            "44% (4 of 9 inspection reports)",
        ),
    ],
)
def test_head_said(question: str, said: str) -> None:
    text = answer_catalogue(_run(question), FakeCorpus(DOCUMENTS)).statements[0].text
    assert text.startswith(said)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many councils of each sort are inadequate now?", "County 1; 1 authority in all"),
        (
            "How many councils of each type are good now?",
            "London Borough 1 and Unitary Authority 1; 2 authorities in all",
        ),
    ],
)
def test_sorts_of_council_counted(question: str, said: str) -> None:
    documents = (
        make_document("Kent", 2020, "inadequate"),
        make_document("Camden", 2021, "good"),
        make_document("Medway", 2022, "good"),
    )
    words = make_words(load_frameworks(), documents)
    parsed = read_catalogue(question, words).parsed
    assert parsed is not None
    assert parsed.left_over == ()
    answer = answer_catalogue(run_query(parsed.query, documents, words.scale), FakeCorpus(documents))
    assert answer.statements[0].text.startswith(said)
