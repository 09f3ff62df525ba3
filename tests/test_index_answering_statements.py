"""Statements into numbered citations: ranges exact, touching ones merged, publishers told apart."""

from __future__ import annotations

from dataclasses import replace

from answering_corpus import make_document, make_paragraph
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Publisher, Quotation
from index.answering.statements import RowDraft, Span, Statement, cite_spans, number_citations
from index.answering.wording import say_statements
from index.sentences import sentences

LETTER = make_document("Aldermere", 2018, "good")
PAPER = replace(make_document("Aldermere", 2019, "good"), publisher=Publisher.COUNCIL, kind="council paper")
NEWS = replace(make_document("Aldermere", 2020, "good"), publisher=Publisher.PRESS, kind="press article")
TEXT = "Caseloads are high. Visits are late. Staff are kind."


def _spans(document=LETTER, text: str = TEXT, **fields: object) -> list[Span]:  # noqa: ANN001
    paragraph = make_paragraph(document, text, **fields)
    return [Span(document, paragraph, start, end) for start, end in sentences(text)]


def test_touching_sentences_share_a_citation() -> None:
    first, second, _ = _spans()
    numbered = number_citations([Statement(first.text, (first,)), Statement(second.text, (second,))])
    assert [citation.quote for citation in numbered.citations] == ["Caseloads are high. Visits are late."]
    assert [sentence.citations for sentence in numbered.sentences] == [(1,), (1,)]


def test_sentences_apart_are_cited_apart_until_the_gap_is_filled() -> None:
    first, second, third = _spans()
    apart = number_citations([Statement("a", (first,)), Statement("b", (third,))])
    assert [citation.n for citation in apart.citations] == [1, 2]
    filled = number_citations([Statement("a", (first,)), Statement("b", (third,)), Statement("c", (second,))])
    assert [citation.quote for citation in filled.citations] == [TEXT]


def test_rows_and_sentences_agree_on_numbers() -> None:
    first, _, third = _spans()
    numbered = number_citations([Statement("a", (third,))], [RowDraft("x", "y", first), RowDraft("x", "z")])
    assert [row.citation for row in numbered.rows] == [2, None]


def test_inspectorate_alone_speaks_bare() -> None:
    assert [one.text for one in say_statements(_spans()[:2])] == ["Caseloads are high.", "Visits are late."]


def test_council_and_press_are_named_and_quoted() -> None:
    said = say_statements([_spans(PAPER)[0], _spans(PAPER)[2], _spans(NEWS)[0]])
    assert said[0].text == "The council's paper of 20 July 2019 says: “Caseloads are high.”"
    assert said[1].text == "The council's paper also says: “Staff are kind.”"
    assert said[2].text == "The news article of 20 July 2020 reports: “Caseloads are high.”"


def test_speaker_and_quoted_inspectorate_are_named() -> None:
    whole = len(TEXT)
    speaker = _spans(NEWS, quotations=(Quotation(0, whole, "Mo Reed"),))[0]
    letter = _spans(NEWS, quotations=(Quotation(0, whole, None, of_inspectorate=True),))[0]
    assert "quotes Mo Reed: “Caseloads are high.”" in say_statements([speaker])[0].text
    assert "quotes the inspectorate: “Caseloads" in say_statements([letter])[0].text


@given(st.lists(st.tuples(st.integers(0, 51), st.integers(1, 52)), min_size=1, max_size=8))
def test_any_spans_are_cited_exactly(bounds: list[tuple[int, int]]) -> None:
    paragraph = make_paragraph(LETTER, TEXT)
    spans = [Span(LETTER, paragraph, min(pair), max(pair) + (min(pair) == max(pair))) for pair in bounds]
    citations = cite_spans(spans)
    assert [citation.n for citation in citations] == list(range(1, len(citations) + 1))
    assert all(TEXT[citation.start : citation.end] == citation.quote for citation in citations)
    numbered = number_citations([Statement("s", (span,)) for span in spans])
    for sentence, span in zip(numbered.sentences, spans, strict=True):
        (number,) = sentence.citations
        held = numbered.citations[number - 1]
        assert held.start <= span.start < span.end <= held.end
