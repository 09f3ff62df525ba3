"""Which lines may answer: dates of an inspection only where a date is asked for; words asked for as they stand."""

import pytest
from answering_corpus import FakeCorpus, make_document, make_paragraph

from corpus.framework import Frameworks
from index.answer import SearchResult
from index.answering.asked import Asked
from index.answering.selection import rank_sentences
from index.understanding.question import Understanding

REPORT = make_document("Aldermere", 2022, "good")
DATES = make_paragraph(REPORT, "Inspection dates: 3 to 14 March 2022", 2)
FINDING = make_paragraph(REPORT, "Visits to children are often late.", 3)
SAID = make_paragraph(REPORT, "One carer said the team 'never rings us back' these days.", 4)


def _ranked(question: str, words: tuple[str, ...]) -> list[str]:
    """Return the sentences that answer best, of three paragraphs that were found equally well."""
    held = (DATES, FINDING, SAID)
    asked = Asked(
        question=question,
        understanding=Understanding(question=question, form="lookup", corrected=question, bare=question, words=words),
        results=tuple(SearchResult(REPORT, one, 1.0, 0, len(one.text)) for one in held),
        corpus=FakeCorpus((REPORT,)),
        documents=(REPORT,),
        frameworks=Frameworks(()),
        find=lambda _filters, _k: (),
    )
    return [one.span.text for one in rank_sentences(asked)]


@pytest.mark.parametrize(
    ("question", "words", "has"),
    [
        ("What is the biggest worry after the inspection?", ("worry", "inspection"), False),
        ("When was the inspection?", ("inspection",), True),
        ("How long did the inspection take?", ("inspection",), True),
    ],
)
def test_line_with_dates_answers_only_where_a_date_is_asked_for(
    question: str, words: tuple[str, ...], has: bool
) -> None:
    assert (DATES.text in _ranked(question, words)) is has


def test_sentence_with_the_words_quoted_goes_first() -> None:
    ranked = _ranked("Who said of visits to children 'never rings us back'?", ("visits", "children"))
    assert ranked[0] == SAID.text
