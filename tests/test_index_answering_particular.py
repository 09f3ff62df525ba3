"""Forms of their own over the sample documents: whose grade is higher, when it was so, weaknesses, literal mentions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from storage_examples import HashEmbedder

from index.answer import Verdict
from index.assistant import Assistant
from index.settings import Settings
from index.storage.build import build


@pytest.fixture(scope="module")
def assistant(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    made = Settings(index=tmp_path_factory.mktemp("particular") / "index", processes=1)
    build(made, [root / "corpus" / "sample"], embedder=HashEmbedder())
    with Assistant(made, HashEmbedder()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Was Aldermere rated higher than Westhaven Vale?", "Yes: Aldermere had the higher grade"),
        ("Is Westhaven Vale rated better than Thornwick?", "No: Thornwick had the higher grade"),
        ("Who has the better grade, Aldermere or Thornwick?", "Thornwick had the higher grade"),
        ("Did Aldermere's grade improve between 2019 and 2024?", "Yes: overall effectiveness went from requires"),
        ("Has the rating of Aldermere declined?", "No: overall effectiveness went from requires improvement to good"),
        ("Did Westhaven Vale improve after its 2022 inspection?", "No grade after that of 8 July 2022 is held here"),
    ],
)
def test_grades_are_set_against_each_other(assistant: Assistant, question: str, opening: str) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(opening)
    assert answer.sentences[0].computed
    assert answer.sentences[0].verdict is Verdict.SUPPORTED
    assert answer.sentences[0].citations


def test_later_visits_without_grades_are_named(assistant: Assistant) -> None:
    head = assistant.ask("Did Westhaven Vale improve after its 2022 inspection?").sentences[0].text
    assert "monitoring visit, 5 April 2023 and monitoring visit, 20 February 2024" in head


@pytest.mark.parametrize("question", ["When was Aldermere last good?", "In which year did Aldermere become good?"])
def test_when_a_grade_was_given(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [(row.group, row.value) for row in answer.rows] == [("Aldermere, 12 January 2024", "good")]


@pytest.mark.parametrize(
    "question",
    [
        "What are Aldermere's weaknesses?",
        "What was the biggest worry inspectors had about Aldermere in their last report?",
        "What is the most serious problem in Aldermere?",
        "Where does Aldermere fall short?",
        "summarise the main failings of Aldermere",
    ],
)
def test_weaknesses_are_the_latest_list_of_what_must_improve(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "list"
    assert [row.label for row in answer.rows] == ["1", "2", "3"]
    assert {citation.document.path for citation in answer.citations} == {"aldermere-full-inspection-2023.pdf"}
    assert answer.rows_are_said


@pytest.mark.parametrize("words", ["personal adviser", "Personal-Adviser", "personal advisers or unicorns"])
def test_mention_is_literal_and_counted_exactly(assistant: Assistant, words: str) -> None:
    answer = assistant.ask(f"Which documents mention {words}?")
    assert answer.sentences[0].text.split()[1:4] == ["of", "14", "documents"]
    assert len(answer.rows) == int(answer.sentences[0].text.split()[0])
    for citation in answer.citations:
        assert "personal adviser" in citation.quote.lower().replace("-", " ")


def test_words_that_no_document_has_are_none_of_them(assistant: Assistant) -> None:
    answer = assistant.ask("Which documents mention unicorns?")
    assert answer.abstained
    assert answer.reason is not None
    assert "None of 14 documents" in answer.reason


def test_everything_on_a_topic_is_newest_first(assistant: Assistant) -> None:
    answer = assistant.ask("Give me everything said about supervision")
    days = [
        citation.document.dated for row in answer.rows for citation in answer.citations if citation.n == row.citation
    ]
    assert len(days) == len(answer.rows) > 1
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]


def test_two_questions_about_one_report_are_both_answered(assistant: Assistant) -> None:
    text = assistant.ask("Who led the 2024 inspection of Thornwick and how long were they there?").text
    assert "Marguerite Osei-Lund" in text
    assert "5 days" in text


def test_computed_sentence_is_marked_and_quoted_one_is_not(assistant: Assistant) -> None:
    counted = assistant.ask("Which authorities are inadequate now?")
    assert counted.sentences[0].computed
    assert counted.rows_are_said
    quoted = assistant.ask("Why have caseloads fallen in Westhaven Vale?")
    assert not any(sentence.computed for sentence in quoted.sentences)


@pytest.mark.parametrize("question", ["Why did Aldermere go up?", "Why did the grade of Aldermere rise?"])
def test_why_a_grade_moved_shows_the_grades_by_date(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [row.value for row in answer.rows] == ["good", "requires improvement"]


@pytest.mark.parametrize("question", ["When did Aldermere leave requires improvement?"])
def test_when_a_grade_was_left(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).text.startswith("Aldermere stopped being requires improvement")
