"""Counts of what documents say: those that say so, that say the contrary, that only speak of it."""

from __future__ import annotations

import pytest
from answering_corpus import DOCUMENTS

from corpus.model import Paragraph, Role
from index.answering.polarity import Stance, asked_stance, stance_of
from index.answering.statements import Span

TOPIC = frozenset({"caseload"})


def _span(text: str) -> Span:
    document = DOCUMENTS[0]
    paragraph = Paragraph(f"{document.id}-{len(text)}", document.id, 1, text, 0, len(text), Role.BODY)
    return Span(document, paragraph, 0, len(text))


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("How many letters say caseloads are too high?", -1),
        ("How many reports say that caseloads are manageable?", 1),
        ("Which letters praise supervision?", 1),
        ("Which reports criticise supervision?", -1),
        ("How many letters mention supervision?", 0),
    ],
)
def test_question_for_praise_or_criticism_is_told(question: str, sign: int) -> None:
    assert asked_stance(question) == sign


def test_document_that_says_both_says_so_by_the_passage_that_does() -> None:
    praising, critical = _span("Caseloads are manageable."), _span("Caseloads in one team are too high.")
    assert stance_of([praising, critical], TOPIC, -1, lambda _: False) == (Stance.SO, critical)


def test_document_that_praises_does_not_say_that_it_is_bad() -> None:
    praising = _span("Caseloads are manageable.")
    assert stance_of([praising], TOPIC, -1, lambda _: False) == (Stance.OTHERWISE, praising)


def test_document_that_only_names_the_subject_is_told_apart() -> None:
    neutral = _span("Inspectors looked at caseloads.")
    assert stance_of([neutral], TOPIC, -1, lambda _: False) == (Stance.MENTION, neutral)


def test_what_has_to_improve_is_criticism() -> None:
    wished = _span("The quality of work on caseloads.")
    assert stance_of([wished], TOPIC, -1, lambda _: True) == (Stance.SO, wished)
