"""Answers: a citation refuses a quote that is not where it says."""

from __future__ import annotations

import pytest
from answering_corpus import make_document, make_paragraph

from corpus.errors import CitationError
from index.answer import Answer, AnswerSentence, Citation, Filters, Searched

LETTER = make_document("Aldermere", 2018, "good")
PARAGRAPH = make_paragraph(LETTER, "Caseloads are high.")


@pytest.mark.parametrize(("quote", "start", "end"), [("Caseloads", 1, 10), ("caseloads", 0, 9), ("", 0, 0)])
def test_wrong_quote_is_refused(quote: str, start: int, end: int) -> None:
    with pytest.raises(CitationError):
        Citation(1, LETTER, PARAGRAPH, quote, start, end)


def test_paragraph_of_another_document_is_refused() -> None:
    with pytest.raises(CitationError):
        Citation(1, make_document("Brackwater", 2018, "good"), PARAGRAPH, "Caseloads", 0, 9)


def test_text_carries_the_numbers() -> None:
    sentences = (AnswerSentence("Caseloads are high.", (1, 2)), AnswerSentence("Nothing else."))
    answer = Answer("?", "lookup", sentences, (), Searched(1, 1), "extractive", "f", 0.1)
    assert answer.text == "Caseloads are high. [1] [2] Nothing else."


def test_filters_show_only_what_limits() -> None:
    assert Filters().in_force() == {}
    assert Filters(regions=("North",), latest_only=True).in_force() == {"regions": ["North"], "latest_only": True}
