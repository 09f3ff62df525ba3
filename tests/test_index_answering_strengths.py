"""What is good about an authority: praise alone, of the inspection meant; a topic is answered as before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from storage_examples import HashEmbedder

from index.assistant import Assistant
from index.settings import Settings
from index.storage.build import build
from index.support.appraisal import speaks_against

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    made = Settings(index=tmp_path_factory.mktemp("sample") / "index", processes=1)
    build(made, [SAMPLE], embedder=HashEmbedder())
    with Assistant(made, HashEmbedder()) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "What are the strengths of Aldermere?",
        "what does Aldermere get right",
        "Aldermere is only good now - what had it got right nonetheless?",
        "What is Aldermere good at?",
        "Is there anything good in the report on Aldermere?",
        "anything positive at all about Aldermere?",
        "What did inspectors praise in Aldermere?",
    ],
)
def test_strengths_are_praise_of_the_latest_inspection(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.abstained) == ("describe", False)
    assert {one.document.path for one in answer.citations} == {"aldermere-full-inspection-2023.pdf"}
    assert [one.paragraph.ordinal for one in answer.citations] == [11, 19, 27, 34, 41]
    assert not any(speaks_against(one.text) for one in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "What is it like in Aldermere?",
        "What are children's services like in Aldermere?",
        "What is good and what is bad in Aldermere?",
        "What does Aldermere need to do well?",
        "What did inspectors not praise in Aldermere?",
        "Is anything going well in Aldermere or not?",
    ],
)
def test_praise_alone_is_no_answer_to_a_question_that_does_not_seek_it(assistant: Assistant, question: str) -> None:
    cited = [one.paragraph.ordinal for one in assistant.ask(question).citations]
    assert cited != [11, 19, 27, 34, 41]


@pytest.mark.parametrize("question", ["What isn't going well in Thornwick?", "what is not good in Thornwick"])
def test_what_is_not_good_is_what_has_to_improve(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, [one.paragraph.ordinal for one in answer.citations]) == ("list", [13, 14])


def test_strengths_are_of_the_year_named(assistant: Assistant) -> None:
    answer = assistant.ask("What went well in Aldermere in 2019? What are its strengths?")
    assert {one.document.path for one in answer.citations} == {"aldermere-full-inspection-2019.pdf"}


def test_strengths_are_no_rows_of_grades(assistant: Assistant) -> None:
    answer = assistant.ask("What did inspectors praise in Thornwick?")
    assert answer.citations
    assert not any("\u2003" in one.text for one in answer.sentences)


@pytest.mark.parametrize(
    "question", ["What did inspectors praise about supervision in Aldermere?", "What needs to improve in Aldermere?"]
)
def test_strengths_are_not_meant_where_a_topic_is(assistant: Assistant, question: str) -> None:
    cited = [one.paragraph.ordinal for one in assistant.ask(question).citations]
    assert cited
    assert cited != [11, 19, 27, 34, 41]


@pytest.mark.parametrize(
    "question", ["What are the inspectors unhappy about in Thornwick?", "what worries inspectors in Thornwick?"]
)
def test_what_worries_inspectors_is_what_has_to_improve(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, [one.paragraph.ordinal for one in answer.citations]) == ("list", [13, 14])


@pytest.mark.parametrize(
    "question",
    [
        "Why isn't Westhaven Vale good?",
        "why was Westhaven Vale not good in 2022",
        "What is holding Westhaven Vale back?",
        "Which areas of Westhaven Vale are weakest?",
    ],
)
def test_why_it_is_no_better_is_what_has_to_improve(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.abstained) == ("list", False)
    assert {one.document.path for one in answer.citations} == {"westhaven-vale-full-inspection-2022.md"}


@pytest.mark.parametrize("question", ["bottom line on Aldermere 2023?", "Aldermere 2023 in a nutshell please"])
def test_the_bottom_line_is_an_overview(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "describe"
    assert "overall effectiveness: good" in answer.sentences[0].text


def test_better_than_it_was_is_told_by_grades(assistant: Assistant) -> None:
    answer = assistant.ask("Is Aldermere any better than it was?")
    assert answer.kind == "timeline"
    assert answer.sentences[0].text.startswith("Yes: overall effectiveness went from ")


def test_who_is_in_charge_is_no_question_for_money(assistant: Assistant) -> None:
    answer = assistant.ask("What did the councillor in charge of children's services in Aldermere say?")
    assert "sum of money" not in (answer.reason or "")
