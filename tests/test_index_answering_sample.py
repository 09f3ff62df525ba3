"""Questions in everyday words over the sample documents: grades over time, sums, lists, years that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.assistant import Assistant
from index.embedding import make_embedder
from index.settings import Settings
from index.storage.build import build

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    made = Settings(index=tmp_path_factory.mktemp("sample") / "index", processes=1)
    build(made, [SAMPLE], embedder=make_embedder(made))
    with Assistant.open(made) as opened:
        yield opened


@pytest.mark.parametrize("question", ["Has Aldermere got better since 2018?", "How has Aldermere changed over time?"])
def test_change_without_a_topic_gives_the_grades_latest_first(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "timeline"
    inspectorate = [row for row in answer.rows if row.group and "paper" not in row.group]
    assert [(row.group, row.value) for row in inspectorate] == [
        ("Aldermere, 12 January 2024", "good"),
        ("Aldermere, 22 July 2019", "requires improvement"),
    ]
    assert all(row.citation for row in answer.rows)


def test_put_right_asks_for_the_latest_list_of_what_needs_to_improve(assistant: Assistant) -> None:
    answer = assistant.ask("What must Aldermere put right?")
    assert answer.kind == "list"
    sections = {citation.paragraph.section[-1] for citation in answer.citations}
    assert sections == {"What needs to improve?"}
    assert {citation.document.path for citation in answer.citations} == {"aldermere-full-inspection-2023.pdf"}


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Could you set out, one by one, what Ofsted wants put right in Westhaven Vale?", 5),
        ("give me all the action points for Westhaven Vale", 5),
        ("Apart from fathers, what else must Thornwick improve?", 1),
        ("Apart from debt, what else must Thornwick improve?", 2),
        ("what has to get better in Westhaven Vale besides caseloads", 4),
        ("Besides the urgent ones, which things was Westhaven Vale told to improve?", 5),
    ],
)
def test_list_is_whole_however_it_is_asked_for_but_for_what_is_left_out(
    assistant: Assistant, question: str, items: int
) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, len(answer.rows)) == ("list", items)
    assert not any(
        "debt" in row.value or "caseloads" in row.value for row in answer.rows[: 2 if items in (2, 4) else 0]
    )


@pytest.mark.parametrize(
    "question", ["How much money did Aldermere add?", "how much extra cash is Aldermere putting in"]
)
def test_sum_is_found_by_whatever_word_it_is_asked(assistant: Assistant, question: str) -> None:
    assert "£2.4 million" in assistant.ask(question).text


@pytest.mark.parametrize(
    "question", ["Which reports are there on Thornwick?", "what documents do you have about Thornwick"]
)
def test_documents_on_an_authority_are_listed_without_the_others(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "help"
    assert {row.label.split(",")[0] for row in answer.rows} == {"Thornwick"}


@pytest.mark.parametrize(
    "question",
    [
        "Since when have homes in Thornwick been varied (2024 report)?",
        "Why do young care leavers in Thornwick say that their plans are cold?",
    ],
)
def test_question_that_only_looks_like_one_for_a_later_time_or_another_speaker_is_answered(
    assistant: Assistant, question: str
) -> None:
    assert not assistant.ask(question).abstained


def test_year_that_no_document_is_of_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("What did the 2011 report on Thornwick say about caseloads?")
    assert answer.abstained
    assert answer.reason is not None
    assert "2011" in answer.reason


def test_number_counts_only_beside_what_it_counts(assistant: Assistant) -> None:
    assert assistant.ask("How many bus drivers does Westhaven Vale have?").abstained


def test_person_quoted_is_given_in_full_and_as_quoted(assistant: Assistant) -> None:
    answer = assistant.ask("What did Hamish Dorrington say?")
    assert answer.kind == "attribution"
    speakers = {quote.speaker for citation in answer.citations for quote in citation.paragraph.quotations}
    assert speakers == {"Hamish Dorrington"}
    assert {citation.document.path for citation in answer.citations} == {"aldermere-news-2018.txt"}


@pytest.mark.parametrize(
    "question",
    [
        "What does the council say about the grade for help and protection in 2019?",
        "How did the council respond to the 2019 report on Aldermere?",
    ],
)
def test_words_of_somebody_are_no_question_for_the_catalogue(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind != "corpus"
    assert {citation.document.publisher for citation in answer.citations} == {"council"}
