"""Questions about an authority or report as a whole, over the sample documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from storage_examples import HashEmbedder

from index.assistant import Assistant
from index.settings import Settings
from index.storage.build import build

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
THORNWICK_2024 = [
    ("overall effectiveness", "outstanding"),
    ("leadership", "outstanding"),
    ("help and protection", "good"),
    ("in care", "outstanding"),
    ("care leavers", "outstanding"),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    made = Settings(index=tmp_path_factory.mktemp("sample") / "index", processes=1)
    build(made, [SAMPLE], embedder=HashEmbedder())
    with Assistant(made, HashEmbedder()) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "What did Ofsted say about Thornwick in 2024?",
        "How is Thornwick doing?",
        "Summarise the report on Thornwick",
        "Give me an overview of Thornwick's latest inspection",
        "what's the story with Thornwick",
        "Thornwick 2024 report",
        "what were the main findings for Thornwick in 2024",
    ],
)
def test_question_without_a_topic_gets_grades_first_findings_and_what_must_improve(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.abstained) == ("describe", False)
    newest = [(row.label, row.value) for row in answer.rows if row.group and "2024" in row.group]
    assert newest == THORNWICK_2024
    assert answer.sentences[0].text.startswith("Thornwick, full inspection, 4 November 2024: overall effectiveness")
    assert any("2 items under “What needs to improve?”" in sentence.text for sentence in answer.sentences)
    assert all(sentence.citations for sentence in answer.sentences)


def test_first_findings_are_the_documents_own_words(assistant: Assistant) -> None:
    answer = assistant.ask("What did Ofsted find in Westhaven Vale in 2022?")
    own = [one for one in answer.sentences if one.verdict == "verbatim"]
    assert 1 <= len(own) <= 2
    for sentence in own:
        citation = answer.citations[sentence.citations[0] - 1]
        assert sentence.text in citation.paragraph.text
        assert citation.paragraph.role == "body"


@pytest.mark.parametrize(
    "question",
    [
        "Where is Thornwick?",
        "When will Ofsted come back to Thornwick?",
        "Who is the mayor of Thornwick?",
        "What did Ofsted say about bins in Thornwick?",
        "Compare Thornwick and Aldermere",
    ],
)
def test_narrower_questions_get_no_overview(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not any("items under" in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "grade", "section"),
    [
        ("Why was Westhaven Vale judged inadequate?", "overall effectiveness: inadequate", ""),
        ("why is leadership inadequate in Westhaven Vale", "leadership: inadequate", "The impact of leaders"),
        ("What led to Thornwick being rated outstanding?", "overall effectiveness: outstanding", ""),
    ],
)
def test_why_a_grade_was_given_is_told_by_the_findings_of_its_section(
    assistant: Assistant, question: str, grade: str, section: str
) -> None:
    answer = assistant.ask(question)
    assert grade in answer.sentences[0].text
    own = next(one for one in answer.sentences if one.verdict == "verbatim")
    assert answer.citations[own.citations[0] - 1].paragraph.section[-1].startswith(section)


def test_reasons_for_a_grade_that_was_not_given_are_corrected(assistant: Assistant) -> None:
    answer = assistant.ask("Why was Thornwick judged inadequate in 2024?")
    assert "No document here judges Thornwick inadequate" in answer.text


def test_documents_of_a_kind_are_told_where_they_are_few(assistant: Assistant) -> None:
    answer = assistant.ask("Summarise the press articles")
    assert {citation.document.publisher for citation in answer.citations} == {"press"}
    assert len({citation.document.id for citation in answer.citations}) == 2
    assert not any("items under" in sentence.text for sentence in answer.sentences)


def test_latest_document_is_named_where_an_answer_leans_on_an_older_one(assistant: Assistant) -> None:
    answer = assistant.ask("Why have caseloads fallen in Westhaven Vale?")
    assert [str(citation.document.published) for citation in answer.citations] == ["2023-04-05"]
    latest = (
        "The latest on Westhaven Vale here is the monitoring visit of 20 February 2024; the answer does not cite it."
    )
    assert latest in answer.notes


def test_question_that_names_its_time_gets_no_remark_on_later_ones(assistant: Assistant) -> None:
    assert not any(
        "latest" in note for note in assistant.ask("Why had caseloads fallen in Westhaven Vale in 2023?").notes
    )


def test_two_dated_reports_are_told_side_by_side(assistant: Assistant) -> None:
    answer = assistant.ask("What is the difference between the 2019 and 2024 inspections of Aldermere?")
    overall = [(row.group, row.value) for row in answer.rows if row.label == "overall effectiveness"]
    assert overall == [
        ("Aldermere, full inspection, 12 January 2024", "good"),
        ("Aldermere, full inspection, 22 July 2019", "requires improvement"),
    ]


def test_two_dated_inspections_show_each_area_and_both_lists(assistant: Assistant) -> None:
    answer = assistant.ask("Compare the 2019 and 2024 inspections of Aldermere")
    assert answer.text.startswith(
        "Overall effectiveness: requires improvement (22 July 2019) → good (12 January 2024)."
    )
    assert "Aldermere, full inspection, 22 July 2019 wanted 4 things improved." in answer.text
    assert "Aldermere, full inspection, 12 January 2024 wanted 3 things improved." in answer.text


def test_most_critical_report_is_told_by_grades_and_lists_and_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Which report is the most critical?")
    assert answer.text.startswith("No document says this of itself. Told by their grades")
    assert answer.rows[0].label.startswith("Westhaven Vale")
    assert all(row.citation is not None for row in answer.rows)


def test_most_positive_report_is_the_other_end(assistant: Assistant) -> None:
    assert assistant.ask("Which report is the most positive?").rows[0].label.startswith("Thornwick")


def test_list_by_topic_gives_only_the_items_on_it(assistant: Assistant) -> None:
    whole = assistant.ask("What needs to improve in Westhaven Vale?")
    part = assistant.ask("What needs to improve in Westhaven Vale about caseloads?")
    assert len(whole.rows) == 5
    assert "The size of caseloads" in part.rows[0].value
    assert len(part.rows) < len(whole.rows)
    assert "of 5 items" in part.text


def test_signatories_of_several_letters_are_given_each(assistant: Assistant) -> None:
    answer = assistant.ask("Who were the letters sent to?")
    assert not answer.abstained
    assert answer.kind == "metadata"
