"""How the grade of one authority stood over all its inspections, over invented authorities."""

from __future__ import annotations

import pytest
from answering_corpus import DOCUMENTS, FakeCorpus

from corpus.framework import load_frameworks
from index.answering.asked import Asked
from index.answering.catalogue.words import make_words
from index.answering.grade_history import answer_history
from index.answering.statements import Draft, number_citations
from index.understanding.question import AuthorityMention, Understanding

FRAMEWORKS = load_frameworks()
WORDS = make_words(FRAMEWORKS, DOCUMENTS)


def _answer(question: str, name: str) -> Draft | None:
    start = question.index(name)
    mention = AuthorityMention(name, start, start + len(name), in_corpus=True)
    understanding = Understanding(question, "yes/no", question, bare=question, authorities=(mention,))
    asked = Asked(
        question=question,
        understanding=understanding,
        results=(),
        corpus=FakeCorpus(DOCUMENTS),
        documents=DOCUMENTS,
        frameworks=FRAMEWORKS,
        find=lambda _filters, _k: (),
    )
    return answer_history(asked, WORDS)


@pytest.mark.parametrize(
    ("question", "name", "said"),
    [
        ("Has Aldermere always been good?", "Aldermere", "No: Aldermere was not good each time."),
        (
            "Is it true that Brackwater has been inadequate since 2021?",
            "Brackwater",
            "Yes: Brackwater was inadequate at",
        ),
        ("Has Aldermere ever been anything but good?", "Aldermere", "Yes: Aldermere was otherwise than good at 2"),
        (
            "How long has Brackwater been inadequate?",
            "Brackwater",
            "Brackwater has been inadequate since the report of",
        ),
        ("How long has Aldermere been inadequate?", "Aldermere", "Aldermere is not inadequate now: its latest"),
        (
            "When did Aldermere stop being inadequate?",
            "Aldermere",
            "Aldermere stopped being inadequate with the report",
        ),
        (
            "What is the lowest grade Brackwater ever had?",
            "Brackwater",
            "The lowest grade of Brackwater was inadequate",
        ),
        ("Does Aldermere have any outstanding grades?", "Aldermere", "Yes: leadership ("),
        (
            "When did Aldermere first come out of inadequate?",
            "Aldermere",
            "Aldermere first stopped being inadequate with the report of 20 July 2018: requires improvement",
        ),
        (
            "When did Brackwater drop?",
            "Brackwater",
            "The overall effectiveness grade of Brackwater fell from good to inadequate with the report",
        ),
        (
            "When did Brackwater improve?",
            "Brackwater",
            "The overall effectiveness grade of Brackwater has not risen in these reports",
        ),
        (
            "Was Aldermere graded the same in 2015 and 2022?",
            "Aldermere",
            "The grade was not the same in 2015 and 2022.",
        ),
    ],
)
def test_history_is_said_with_a_citation_for_each_inspection(question: str, name: str, said: str) -> None:
    draft = _answer(question, name)
    assert draft is not None
    assert draft.statements[0].text.startswith(said)
    rows = number_citations(draft.statements, draft.rows).rows
    assert rows
    assert all(row.citation is not None for row in rows)


def test_question_about_a_topic_is_no_history() -> None:
    assert _answer("Has Aldermere always had good caseloads?", "Aldermere") is None
