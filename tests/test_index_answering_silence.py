"""What the sample documents cannot answer is refused or corrected, and says why; what they answer is answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from storage_examples import HashEmbedder

from index.assistant import Assistant
from index.settings import Settings
from index.storage.build import build

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    made = Settings(index=tmp_path_factory.mktemp("sample") / "index", processes=1)
    build(made, [SAMPLE], embedder=HashEmbedder())
    with Assistant(made, HashEmbedder()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How much does Thornwick pay a new social worker?", "sum of money"),
        ("Does Thornwick pay for driving lessons?", "speaks of driving lessons"),
        ("Is there a Mockingbird scheme in Westhaven Vale?", "speaks of the Mockingbird model"),
        ("Did the social workers of Aldermere go on strike?", "speaks of strikes"),
        ("Which secondary schools in Aldermere are in special measures?", "inspection of schools"),
        ("What is the salary of the director in Kestrelmoor?", "sum of money"),
        ("what did the inspection of Aldermere cost", "sum of money"),
        ("Who is the head of the virtual school in Thornwick?", "names the head"),
        ("what is the chief executive of Marlstead called?", "names the chief executive"),
        ("Who is the mayor of Aldermere?", "names the mayor"),
        ("What is the phone number of the Aldermere front door?", "reach"),
        ("What did the ombudsman say about Aldermere?", "ombudsman"),
        ("What did the Care Quality Commission find in Thornwick?", "inspection of health"),
        ("how tall is the director of Thornwick", "measure"),
        ("What did the newspapers say about Thornwick?", "news article"),
        ("What does the cabinet paper say about Marlstead?", "council paper"),
        ("What needs to improve in Thornwick according to the 2016 report?", "of 2016"),
        ("What did the March 2021 inspection of Kestrelmoor find?", "of March 2021"),
        ("Will Thornwick be outstanding next time?", "found next"),
        ("What did Ofsted find in Leicester?", "Leicester"),
        ("Does Leicester do better on neglect than Aldermere?", "nothing can be compared with Aldermere"),
        ("Who owns the lighthouse in Thornwick?", "who that is"),
        ("Name the judge who praised Thornwick", "names the judge"),
        ("Is Thornwick cheaper than Aldermere?", "cheap"),
        ("Why did inspectors applaud in Thornwick?", "applaud"),
        ("How big a bonus did Thornwick staff get?", "figure"),
        ("Are there enough lighthouses in Aldermere?", "enough, or too little, of lighthouses"),
        ("What has Westhaven Vale done since the 2024 letter came out?", "latest document here about Westhaven Vale"),
        ("What did the joint targeted area inspection of Aldermere find?", "No joint targeted area inspection"),
        ("What did Callum Farthing think of Westhaven Vale?", "Callum Farthing"),
        ("What happened to Child B in Aldermere?", "speaks of Child B"),
        ("What's the average age of foster carers in Aldermere?", "an average"),
        ("Does Thornwick lay on a breakfast club?", "speaks of breakfast or homework clubs"),
        ("What weekly allowance do foster carers in Thornwick get?", "sum of money"),
    ],
)
def test_unanswerable_question_is_refused_with_its_reason(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert answer.reason is not None
    assert reason in answer.reason
    assert answer.citations == ()
    assert any(note.startswith("You could ask:") for note in answer.notes)


def test_refusal_does_not_suggest_what_it_has_said_is_not_there(assistant: Assistant) -> None:
    answer = assistant.ask("Does Westhaven Vale help young carers?")
    assert answer.abstained
    assert answer.reason == "No document here about Westhaven Vale speaks of young carers."
    assert answer.notes == (
        "You could ask: “What needs to improve in Westhaven Vale?” or “What did inspectors find in Westhaven Vale?”",
    )


def test_refusal_names_what_the_nearest_paragraph_speaks_of(assistant: Assistant) -> None:
    answer = assistant.ask("How much does Westhaven Vale pay its social workers a day?")
    assert answer.abstained
    assert answer.nearest
    assert answer.notes == ("You could ask: “What is said about social workers in Westhaven Vale?”",)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When did Aldermere become outstanding?", "good"),
        ("Why was Westhaven Vale rated good in 2022?", "inadequate"),
        ("How did Westhaven Vale slip to requires improvement in 2022?", "inadequate"),
        ("What went so well in Westhaven Vale that it was graded outstanding in 2022?", "inadequate"),
    ],
)
def test_grade_taken_for_granted_is_corrected(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.notes == ("The question takes for granted a grade that was not given.",)
    assert answer.text.startswith("No document here judges")
    assert said in {row.value for row in answer.rows}


@pytest.mark.parametrize(
    "question", ["Why was Westhaven Vale judged inadequate in 2022?", "When did Westhaven Vale become inadequate?"]
)
def test_grade_that_was_given_is_not_corrected(assistant: Assistant, question: str) -> None:
    assert not any("takes for granted" in note for note in assistant.ask(question).notes)


@pytest.mark.parametrize(
    "question",
    [
        "How did Westhaven Vale get out of inadequate?",
        "Why did Aldermere fall from outstanding to inadequate?",
        "Why is Westhaven Vale rated higher than Aldermere?",
    ],
)
def test_move_or_lead_taken_for_granted_is_corrected_by_the_grades(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert any("takes for granted" in note for note in answer.notes)
    assert "inadequate" in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    ["Why is Aldermere rated higher than Westhaven Vale?", "Why is Westhaven Vale rated lower than Aldermere?"],
)
def test_lead_that_the_grades_show_is_not_corrected(assistant: Assistant, question: str) -> None:
    assert not any("takes for granted" in note for note in assistant.ask(question).notes)


def test_lead_taken_for_granted_is_corrected(assistant: Assistant) -> None:
    answer = assistant.ask("What did Callum Farthing find when he led the 2022 inspection of Westhaven Vale?")
    assert "The lead inspector was Priya Nandakumar." in answer.text
    assert any("takes for granted that Callum Farthing led the inspection" in note for note in answer.notes)


def test_true_lead_is_not_corrected(assistant: Assistant) -> None:
    answer = assistant.ask("What did Priya Nandakumar find when she led the 2022 inspection of Westhaven Vale?")
    assert not any("takes for granted" in note for note in answer.notes)


def test_grade_of_a_year_without_a_report_is_read_from_a_later_one(assistant: Assistant) -> None:
    answer = assistant.ask("What was Aldermere's rating in 2014?")
    assert "require" in answer.text
    assert "2014" in answer.citations[0].quote
    assert answer.notes == ("No document of 2014 is here; this is what later ones say of it.",)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("how much extra money did Westhaven Vale agree for posts", "£5.1 million"),
        ("How many children does each Thornwick social worker have?", "13"),
    ],
)
def test_answerable_question_close_by_is_answered(assistant: Assistant, question: str, fact: str) -> None:
    answer = assistant.ask(question)
    assert not answer.abstained
    assert fact in answer.text


@pytest.mark.parametrize(
    ("question", "claim", "said"),
    [
        ("Why did Ofsted withdraw its letter about Thornwick?", "something was withdrawn", "was withdrawn"),
        ("Why hasn't Westhaven Vale got a virtual school?", "is missing that is there", "do speak of virtual school"),
        ("Why was the virtual school of Westhaven Vale so dreadful in 2022?", "a criticism", "the contrary"),
    ],
)
def test_event_want_or_worth_taken_for_granted_is_corrected(
    assistant: Assistant, question: str, claim: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert any("takes for granted" in note and claim in note for note in answer.notes)
    assert said in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "Why are caseloads too high in Westhaven Vale?",
        "Why don't all children in Westhaven Vale get help soon?",
        "What did Ofsted tell Westhaven Vale to improve in 2022?",
    ],
)
def test_what_documents_bear_out_is_not_corrected(assistant: Assistant, question: str) -> None:
    assert not any("takes for granted" in note for note in assistant.ask(question).notes)
