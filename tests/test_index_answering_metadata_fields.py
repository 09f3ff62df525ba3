"""Which field of a document a question asks for: who inspected and how many they were, in several wordings."""

import pytest

from index.answering.metadata_fields import asked_fields


@pytest.mark.parametrize(
    "question",
    [
        "How many inspectors were on the team in Aldermere?",
        "how many HMIs turned up in Brackwater in 2016?",
        "How many people did Ofsted send to Cressing?",
        "how big was the inspection team in Aldermere",
    ],
)
def test_field_how_many_inspected(question: str) -> None:
    assert "inspector count" in asked_fields(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who took part in the Aldermere visit in 2021?",
        "who else was on the inspection team in Brackwater",
        "Who joined the focused visit?",
        "Who were the inspectors in Cressing?",
    ],
)
def test_field_who_inspected(question: str) -> None:
    assert "inspectors" in asked_fields(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many people did the council recruit?",
        "How big was the assessment team in Aldermere?",
        "Who took part in the parenting course?",
        "who is on the improvement board",
    ],
)
def test_field_of_other_teams_is_none(question: str) -> None:
    assert not {"inspectors", "inspector count"} & set(asked_fields(question))
