"""Questions about the corpus as a whole: read, run and said, over invented authorities."""

from __future__ import annotations

import pytest
from answering_corpus import DOCUMENTS, FakeCorpus, make_document

from corpus.framework import load_frameworks
from index.answering.catalogue.answer import answer_catalogue
from index.answering.catalogue.facts import by_lead, is_same_person, judgement_of
from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.run import CatalogueResult, run_query
from index.answering.catalogue.words import make_words
from index.answering.statements import number_citations

WORDS = make_words(load_frameworks(), DOCUMENTS)


def _run(question: str) -> CatalogueResult:
    parsed = parse_query(question, WORDS)
    assert parsed is not None
    assert parsed.left_over == ()
    return run_query(parsed.query, DOCUMENTS, WORDS.scale)


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Which authorities are currently inadequate?", ["Brackwater"]),
        ("which councils are good or better now", ["Aldermere", "Cressing", "Dunholt"]),
        ("Which authorities have ever been judged inadequate?", ["Aldermere", "Brackwater"]),
        ("Which authorities have never been inadequate?", ["Cressing", "Dunholt"]),
        ("Which LAs in the South are not good at the moment?", ["Brackwater", "Dunholt"]),
        ("Which councils outside the South are good today?", ["Aldermere", "Cressing"]),
        ("Which councils apart from Aldermere are currently good?", ["Cressing"]),
        ("Which authorities went from inadequate to requires improvement?", ["Aldermere"]),
        ("Which authorities were inadequate and are now good?", ["Aldermere"]),
        ("Which authorities got worse since their last inspection?", ["Brackwater"]),
        ("Which authorities improved between their last two inspections?", ["Aldermere"]),
        ("Which authorities dropped to inadequate?", ["Brackwater"]),
        ("Which authorities have been inspected three times?", ["Aldermere"]),
        ("Which authorities have outstanding leadership?", ["Aldermere"]),
        ("Which authorities had outstanding leadership but were only good overall?", ["Aldermere"]),
        ("Which authorities were inspected between 2015 and 2016?", ["Aldermere", "Brackwater"]),
        ("Which authorities were inspected before 2016?", ["Aldermere"]),
        ("Which authorities were inspected since 2021?", ["Aldermere", "Brackwater"]),
        ("Which authority was inspected most recently?", ["Aldermere"]),
        ("Which inspection lasted longest?", ["Cressing"]),
        ("Who led the most inspections?", ["Ada Marsh"]),
        ("Which inspectors led more than two inspections?", ["Ada Marsh"]),
        ("Which authorities did Cleo Winter's inspections cover?", ["Brackwater", "Dunholt"]),
        ("Which authorities did Cleo Winter's inspections praise?", None),
        ("Which authorities had the same lead inspector twice?", ["Aldermere"]),
        ("Which authorities were judged good in 2016 and inadequate in 2021?", ["Brackwater"]),
        ("Which councils were inspected in January?", []),
        ("Which authorities were inspected in both 2015 and 2022?", ["Aldermere"]),
        ("Which councils were inspected in 2016 but not in 2021?", []),
        ("Which authorities have had both an inadequate and a good judgement?", ["Aldermere", "Brackwater"]),
        ("Which authorities were good under ILACS and outstanding under SIF?", []),
        ("Which councils have got worse at every inspection?", ["Brackwater"]),
        ("Which authorities have never got worse?", ["Aldermere"]),
        ("Which authorities were re-inspected within three years?", ["Aldermere"]),
        ("Which authorties are inadeqate now?", ["Brackwater"]),
        ("Which authorities were inspected under the old framework?", ["Dunholt"]),
        ("Which authorities have had three different overall grades?", ["Aldermere"]),
        ("Which authorities are good now having been inadequate before?", ["Aldermere"]),
        ("Which authorities have not been inspected for more than four years?", ["Dunholt"]),
        ("Which councils have only ever been good?", ["Cressing"]),
        ("Which councils were good in every inspection they have had?", ["Cressing"]),
        ("Which councils improved twice in a row?", ["Aldermere"]),
        ("Which councils have the same overall grade as Cressing now?", ["Aldermere"]),
        ("Which authorities are worse than Cressing?", ["Brackwater"]),
        ("the last two councils judged good", ["Aldermere", "Cressing"]),
        ("North councils that went from inadequate to requires improvement", ["Aldermere"]),
        ("Which inspections did Ben Okoro lead?", ["Aldermere", "Cressing"]),
        ("Which authorities were inspected under the SIF?", ["Dunholt"]),
        ("Which authorities have been inspected only once?", ["Cressing", "Dunholt"]),
        ("Name every authority whose leadership was inadequate at its most recent inspection", ["Brackwater"]),
        ("Where is the verdict inadequate at the moment?", ["Brackwater"]),
        ("Which councils other than Aldermere and Dunholt are good now?", ["Cressing"]),
        ("Which authorities jumped straight from good to inadequate?", ["Brackwater"]),
        ("Who has slipped back since the previous inspection?", ["Brackwater"]),
        ("Which councils escaped an inadequate grade?", ["Aldermere"]),
        ("Which councils climbed by two grades?", []),
        ("Which councils fell by two grades?", ["Brackwater"]),
        ("Which authority fell the furthest?", ["Brackwater"]),
        ("Which authority improved the most at any inspection?", ["Aldermere"]),
        ("Which authorities are better than at their first inspection?", ["Aldermere"]),
        ("Which authority's overall grade has never changed?", []),
        ("Which authorities have always been good?", ["Cressing"]),
        ("Which authorities once judged inadequate are good today?", ["Aldermere"]),
        ("Which authorities have only one report?", ["Cressing", "Dunholt"]),
        ("Which councils have had more than one inspection?", ["Aldermere", "Brackwater"]),
        ("Which authorities have not been inspected since 2019?", ["Cressing", "Dunholt"]),
        ("Which authorities were not inspected in 2018?", ["Brackwater", "Cressing", "Dunholt"]),
        ("Which authority has gone longest without an inspection?", ["Dunholt"]),
        ("Which was the first council to be judged good?", ["Brackwater"]),
        ("Which authority was most recently judged inadequate?", ["Brackwater"]),
        ("What was the longest gap between two inspections of one authority?", ["Brackwater"]),
        ("Which inspections went on for more than ten days?", ["Cressing"]),
        ("Which inspections lasted twelve days or more?", ["Cressing"]),
        ("Which inspections took 12 days or longer?", ["Cressing"]),
        ("Which lead inspectors have given an inadequate grade overall?", ["Ada Marsh"]),
        ("Which inspectors led in more than one region?", ["Ada Marsh"]),
        ("Who has led inspections of both Aldermere and Cressing?", ["Ben Okoro"]),
        ("Which authorities were inspected under SIF but not under ILACS?", ["Dunholt"]),
        ("Which authorities have a better grade for leadership than overall now?", ["Aldermere"]),
        ("Which authorities are inadequate for both leadership and overall effectiveness now?", ["Brackwater"]),
        ("Which authorities are outstanding or inadequate for leadership now?", ["Aldermere", "Brackwater"]),
        ("Which authorities are neither good nor outstanding at present?", ["Brackwater"]),
        ("Which London boroughs are good?", []),
    ],
)
def test_question_lists_exactly(question: str, labels: list[str] | None) -> None:
    if labels is None:
        parsed = parse_query(question, WORDS)
        assert parsed is not None
        assert parsed.left_over
        return
    assert [item.label for item in _run(question).items] == labels


@pytest.mark.parametrize(
    ("question", "found", "population"),
    [
        ("How many authorities are currently good?", 2, 4),
        ("How many inspections were carried out in 2018?", 1, 1),
        ("How many times has Aldermere been inspected?", 3, 3),
        ("What percentage of authorities are currently inadequate?", 1, 4),
        ("How many reports judged leadership good?", 5, 7),
    ],
)
def test_question_counts_with_denominator(question: str, found: int, population: int) -> None:
    result = _run(question)
    assert (len(result.items), result.population) == (found, population)


@pytest.mark.parametrize(
    ("question", "average", "measured"),
    [
        ("How many days on site did inspections take on average?", 6.0, 7),
        ("What is the average length of an ILACS inspection?", 6 + 1 / 6, 6),
        ("What is the average gap between inspections?", (1092 + 1457 + 1822) / 3, 3),
    ],
)
def test_days_are_averaged(question: str, average: float, measured: int) -> None:
    result = _run(question)
    assert result.average == pytest.approx(average)
    assert result.population == measured


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("Which regions have no inadequate authority now?", [("North", 2)]),
        ("What share of inspections in each region was inadequate?", [("North", 1), ("South", 1)]),
        (
            "Rank the authorities by number of inspections",
            [("Aldermere", 3), ("Brackwater", 2), ("Cressing", 1), ("Dunholt", 1)],
        ),
        ("Rank the councils from best to worst", [("outstanding", 1), ("good", 2), ("inadequate", 1)]),
        ("Which region has the most inadequate authorities?", [("South", 1)]),
    ],
)
def test_question_groups_exactly(question: str, groups: list[tuple[str, int]]) -> None:
    assert [(key, len(items)) for key, items in _run(question).groups] == groups


def test_share_by_group_names_the_whole_of_each() -> None:
    draft = answer_catalogue(_run("What share of inspections in each region was inadequate?"), FakeCorpus(DOCUMENTS))
    assert [one.text.split(" – ")[0] for one in draft.statements[1:]] == ["North: 1 of 4 (25%)", "South: 1 of 3 (33%)"]


@pytest.mark.parametrize(
    "question",
    [
        "Which authorities have the same director twice?",
        "Which authorities were judged good unless it rained?",
    ],
)
def test_limit_that_is_not_understood_is_left_over(question: str) -> None:
    parsed = parse_query(question, WORDS)
    assert parsed is not None
    assert parsed.left_over


def test_short_form_of_a_name_is_the_same_inspector() -> None:
    assert is_same_person("Andy Waugh", "Andrew Waugh")
    assert is_same_person("S Bell", "Susan Bell")
    assert not is_same_person("Mary Bell", "Mark Bell")
    assert not is_same_person("Andy Waugh", "Andy Bell")


def test_inspector_of_two_forms_of_name_is_listed_once_under_the_commoner() -> None:
    documents = (
        make_document("Aldermere", 2015, "good", lead="Steve Gray"),
        make_document("Aldermere", 2018, "good", lead="Stephen Gray"),
        make_document("Brackwater", 2019, "good", lead="Stephen Gray"),
    )
    assert {name: len(held) for name, held in by_lead(documents).items()} == {"Stephen Gray": 3}


def test_groups_count_every_document_once() -> None:
    groups = _run("Give me a breakdown of overall grades").groups
    assert [(key, len(items)) for key, items in groups] == [
        ("outstanding", 1),
        ("good", 3),
        ("requires improvement", 1),
        ("inadequate", 2),
    ]


def test_documents_without_a_grade_are_missing_not_wrong() -> None:
    result = _run("Which reports gave outstanding for adoption?")
    assert result.items == ()
    assert len(result.missing) == len(DOCUMENTS)


def test_joint_grade_stands_for_its_first_area_only() -> None:
    from dataclasses import replace

    from corpus.model import Judgement

    joint = replace(DOCUMENTS[0], judgements=(Judgement("in care and care leavers", "good", "good", "x"),))
    assert judgement_of(joint, "in care") is not None
    assert judgement_of(joint, "care leavers") is None


def test_answer_cites_a_paragraph_for_each_item_and_names_the_denominator() -> None:
    draft = answer_catalogue(_run("Which authorities are currently good?"), FakeCorpus(DOCUMENTS))
    numbered = number_citations(draft.statements, draft.rows)
    assert numbered.sentences[0].text.startswith("2 of 4 authorities")
    assert [row.label for row in numbered.rows] == ["Aldermere", "Cressing"]
    assert all(row.citation for row in numbered.rows)
    assert {citation.paragraph.ordinal for citation in numbered.citations} == {1}


def test_answer_over_nothing_abstains() -> None:
    parsed = parse_query("Which authorities are currently good?", WORDS)
    assert parsed is not None
    draft = answer_catalogue(run_query(parsed.query, (), WORDS.scale), FakeCorpus(()))
    assert draft.reason is not None


def test_none_of_them_is_an_answer() -> None:
    draft = answer_catalogue(_run("Which authorities require improvement now?"), FakeCorpus(DOCUMENTS))
    assert draft.reason is None
    assert draft.statements[0].text.startswith("None of 4 authorities")


@pytest.mark.parametrize("question", ["Who chairs the board?", "What did inspectors say about caseloads?", "Why?"])
def test_question_about_text_is_no_query_without_rest(question: str) -> None:
    parsed = parse_query(question, WORDS)
    assert parsed is None or parsed.left_over
