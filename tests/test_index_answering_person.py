"""Whether somebody led an authority's inspections, over invented authorities."""

from __future__ import annotations

import pytest
from answering_corpus import DOCUMENTS, FakeCorpus

from corpus.framework import load_frameworks
from index.answering.asked import Asked
from index.answering.person import answer_person
from index.answering.statements import Draft
from index.understanding.question import AuthorityMention, Understanding


def _answer(question: str, person: str, name: str) -> Draft | None:
    start = question.index(name)
    mention = AuthorityMention(name, start, start + len(name), in_corpus=True)
    understanding = Understanding(question, "yes/no", question, bare=question, authorities=(mention,), people=(person,))
    asked = Asked(
        question=question,
        understanding=understanding,
        results=(),
        corpus=FakeCorpus(DOCUMENTS),
        documents=DOCUMENTS,
        frameworks=load_frameworks(),
        find=lambda _filters, _k: (),
    )
    return answer_person(asked)


@pytest.mark.parametrize(
    ("person", "name", "said", "inspections"),
    [
        ("Ada Marsh", "Aldermere", "Yes: Ada Marsh is named as the lead inspector.", 2),
        ("Cleo Winter", "Aldermere", "No: Cleo Winter is not named as the lead inspector.", 3),
    ],
)
def test_whether_somebody_led_is_said_with_each_inspection_that_tells(
    person: str, name: str, said: str, inspections: int
) -> None:
    draft = _answer(f"Did {person} lead an inspection of {name}?", person, name)
    assert draft is not None
    assert draft.statements[0].text == said
    assert len(draft.rows) == inspections == len(draft.statements) - 1


def test_what_somebody_said_is_no_question_who_led() -> None:
    assert _answer("Did Ada Marsh praise the leaders of Aldermere?", "Ada Marsh", "Aldermere") is None
