"""Things, inspections and parts of questions on which documents say nothing."""

import pytest

from index.answering.silence.no_question import why_no_question
from index.answering.silence.parts import other_parts, parts_of
from index.answering.silence.unspoken import read_topics


def test_topics_are_asked_in_words_that_documents_may_use() -> None:
    topics = read_topics()
    assert len({topic.name for topic in topics}) == len(topics) > 80
    assert all(topic.asks.pattern and topic.says.pattern for topic in topics)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who runs the hub and is it any good?", 2),
        ("How many homes are there? What are they called?", 2),
        ("How good are police and schools at sharing?", 1),
    ],
)
def test_question_is_split_into_its_parts(question: str, parts: int) -> None:
    assert len(parts_of(question)) == parts


def test_part_that_is_not_missing_is_found() -> None:
    assert other_parts("Who runs the hub and is its advice good?", lambda part: "Who" in part) == [
        "is its advice good?"
    ]
    assert other_parts("How many left and why so many?", lambda part: "How" in part) == []


@pytest.mark.parametrize(
    ("question", "is_question"),
    [
        ("My aunt is deaf - which languages is the Thornwick report in?", True),
        ("I'm a parent in Aldermere. By how much did exclusions fall?", True),
        ("Is it right that managers try out new tools?", True),
        ("What should Thornwick do about caseloads?", True),
        ("My son was taken into care, what should I do?", False),
        ("Please email the report to my boss", False),
        ("If you were me, would you work there?", False),
    ],
)
def test_family_is_mentioned_without_asking_for_advice(question: str, is_question: bool) -> None:
    assert (why_no_question(question) is None) is is_question
