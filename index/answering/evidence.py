"""Where a document states what its catalogue entry says: the paragraph, and in it the sentence, to cite."""

from __future__ import annotations

import re
from datetime import date

from corpus.model import Document, Judgement, Paragraph, Person, Role
from index.answering.asked import Corpus
from index.answering.statements import Span, whole
from index.sentences import sentences

__all__ = [
    "authority_span",
    "date_span",
    "document_span",
    "find_paragraph",
    "judgement_span",
    "person_span",
    "sentence_with",
    "visit_span",
]

MAX_WHOLE = 400
"""Characters of a paragraph up to which it is cited whole."""


def find_paragraph(corpus: Corpus, document: Document, identity: str | None) -> Paragraph | None:
    """Return a paragraph of a document by its id, None where there is none."""
    if identity is None:
        return None
    paragraph = corpus.paragraph(identity)
    return paragraph if paragraph is not None and paragraph.document_id == document.id else None


def sentence_with(document: Document, paragraph: Paragraph, *words: str) -> Span:
    """Return the first sentence that holds all of some words, else the first with any, else the paragraph.

    Spaces and case do not count. Short paragraphs are returned whole.
    """
    if len(paragraph.text) <= MAX_WHOLE and len(sentences(paragraph.text)) < 2:
        return whole(document, paragraph)
    wanted = [_plain(word) for word in words if word]
    spans = sentences(paragraph.text)
    for test in (all, any):
        for start, end in spans:
            text = _plain(paragraph.text[start:end])
            if wanted and test(word in text for word in wanted):
                return Span(document, paragraph, start, end)
    return whole(document, paragraph)


def judgement_span(corpus: Corpus, document: Document, judgement: Judgement) -> Span | None:
    """Return where a document states a judgement."""
    paragraph = find_paragraph(corpus, document, judgement.paragraph_id)
    return sentence_with(document, paragraph, judgement.wording) if paragraph else None


def person_span(corpus: Corpus, document: Document, person: Person) -> Span | None:
    """Return where a document names somebody."""
    paragraph = find_paragraph(corpus, document, person.paragraph_id) or _evidence(corpus, document, "people")
    return sentence_with(document, paragraph, person.name) if paragraph else None


def date_span(corpus: Corpus, document: Document) -> Span | None:
    """Return where a document states its publication, else its visit."""
    paragraph = _evidence(corpus, document, "published")
    if paragraph is not None:
        return sentence_with(document, paragraph, *_said(document.published))
    return visit_span(corpus, document)


def visit_span(corpus: Corpus, document: Document) -> Span | None:
    """Return where a document states the days on site."""
    for period in document.periods:
        paragraph = find_paragraph(corpus, document, period.paragraph_id)
        if paragraph is not None:
            return sentence_with(document, paragraph, str(period.end.day), f"{period.end:%B}", str(period.end.year))
    paragraph = _evidence(corpus, document, "periods")
    return whole(document, paragraph) if paragraph else None


def authority_span(corpus: Corpus, document: Document) -> Span | None:
    """Return where a document names its authority, else its title."""
    paragraph = _evidence(corpus, document, "authorities") or _evidence(corpus, document, "title")
    return sentence_with(document, paragraph, *document.authorities) if paragraph else document_span(corpus, document)


def document_span(corpus: Corpus, document: Document) -> Span | None:
    """Return what stands for a whole document: its title, else its first finding."""
    paragraph = _evidence(corpus, document, "title")
    if paragraph is None:
        held = corpus.paragraphs_of(document.id)
        paragraph = next((one for one in held if one.role is Role.HEADING), None)
        paragraph = paragraph or next((one for one in held if one.role.is_finding), held[0] if held else None)
    return sentence_with(document, paragraph, document.title) if paragraph else None


def _evidence(corpus: Corpus, document: Document, field: str) -> Paragraph | None:
    for evidence in document.evidence:
        if evidence.field == field or evidence.field.startswith(f"{field}."):
            paragraph = find_paragraph(corpus, document, evidence.paragraph_id)
            if paragraph is not None:
                return paragraph
    return None


def _said(day: date | None) -> tuple[str, ...]:
    return (str(day.day), f"{day:%B}", str(day.year)) if day else ()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).lower()
