"""Counts and lists by what documents say: document by document, with the paragraph that counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.model import Document
from index.answer import Filters, SearchResult, Verdict
from index.answering.asked import Asked
from index.answering.catalogue.parse import ParsedQuery
from index.answering.catalogue.query import CatalogueQuery, Scope, Subject
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import CatalogueWords
from index.answering.listing import section_items
from index.answering.selection import Candidate, rank_sentences
from index.answering.statements import Draft, RowDraft, Span, Statement, whole
from index.answering.targets import by_noun
from index.answering.topic import beyond, coverage_of
from index.answering.wording import join_words, plural, quoted, say_date
from index.support.terms import is_function_word

__all__ = ["answer_content_count", "is_about"]

PER_DOCUMENT = 4
MOST = 600
OWN = 0.6
"""Share of the question's words, weighted by rarity, that a sentence with its headings must have to count."""
CLOSE = 0.8
"""Share of the best paragraph's score from which half as many words are enough."""
_ASKED_FOR = re.compile(
    (
        r"\b(?:ask\w*|call\w*|told|tell|recommend\w*|requir\w*|need\w* to (?:improve|be)|must|want\w*"
        r"|demand\w*|set out|priority|improve)\b"
    ),
    re.IGNORECASE,
)
_DEMANDS = frozenset({"what needs to improve", "areas for priority action", "recommendations"})


def answer_content_count(asked: Asked, parsed: ParsedQuery, words: CatalogueWords) -> Draft | None:
    """Return which of the documents in question say what the left-over words ask about; None where none does.

    Each document is shown with the sentence that counts; the others are counted.
    """
    if not any(len(word) > 2 and not is_function_word(word) for word in parsed.left_over):
        return None
    scope = run_query(_population(parsed.query), by_noun(asked.documents, asked.question), words.scale)
    documents = [document for item in scope.items for document in item.documents]
    if not documents:
        return None
    if asked.understanding.sections and not beyond(asked, _wordings(asked)):
        return _with_section(asked, documents, parsed.query)
    results = asked.find(
        Filters(documents=tuple(document.id for document in documents)), min(MOST, PER_DOCUMENT * len(documents) + 20)
    )
    results = [*results, *_with_all_words(asked, documents, results)]
    if _ASKED_FOR.search(asked.question):
        results = _in_demands(asked, results) or results
    best: dict[str, Span] = {}
    for candidate in rank_sentences(asked, results):
        if is_about(candidate):
            best.setdefault(candidate.span.document.id, candidate.span)
    found = [document for document in documents if document.id in best]
    if not found:
        return None
    return _draft(found, documents, best, parsed.query)


def _with_all_words(asked: Asked, documents: Sequence[Document], results: Sequence[SearchResult]) -> list[SearchResult]:
    """Return paragraphs with all the question's words, of documents that search brought nothing of or too little."""
    known = {result.paragraph.id for result in results}
    least = min((result.score for result in results), default=1.0)
    held = {document.id: document for document in documents}
    found: list[SearchResult] = []
    taken: Counter[str] = Counter()
    for paragraph in asked.corpus.paragraphs_with(" ".join(word.stem for word in coverage_of(asked).words)):
        document = held.get(paragraph.document_id)
        if document is None or not paragraph.role.is_finding or paragraph.id in known:
            continue
        taken[document.id] += 1
        if taken[document.id] <= PER_DOCUMENT:
            found.append(SearchResult(document, paragraph, least, 0, len(paragraph.text)))
    return found


def _wordings(asked: Asked) -> tuple[str, ...]:
    return tuple(wording for wish in asked.understanding.sections for wording in wish.wordings)


def _with_section(asked: Asked, documents: Sequence[Document], query: CatalogueQuery) -> Draft | None:
    """Return the documents that have the section asked for, each with its first item."""
    held = {document.id: items for document in documents if (items := section_items(asked, document))}
    found = [document for document in documents if document.id in held]
    if not found:
        return None
    best = {document.id: whole(document, held[document.id][0]) for document in found}
    return _draft(found, documents, best, query)


def _population(query: CatalogueQuery) -> CatalogueQuery:
    """Return the query for the documents in question, one item each."""
    return CatalogueQuery(
        subject=Subject.DOCUMENT,
        scope=query.scope if query.scope is not Scope.EVERY else Scope.EVERY,
        conditions=query.conditions,
        kinds=query.kinds,
        frameworks=query.frameworks,
        authorities=query.authorities,
        excluded=query.excluded,
        regions=query.regions,
        from_day=query.from_day,
        to_day=query.to_day,
        by_visit=query.by_visit,
    )


def _in_demands(asked: Asked, results: Sequence[SearchResult]) -> list[SearchResult]:
    """Return the results in sections that say what has to be done."""
    return [
        result
        for result in results
        if any(
            (known := asked.frameworks.section(title)) is not None and known.id in _DEMANDS
            for title in result.paragraph.section
        )
    ]


def is_about(candidate: Candidate) -> bool:
    """Whether a sentence has so many of the question's words, with its headings, that it is on the same thing."""
    needed = OWN / 2 if candidate.found >= CLOSE else OWN
    return max(candidate.own, min(candidate.around, candidate.own + 0.2)) >= needed


def _draft(
    found: Sequence[Document], documents: Sequence[Document], best: dict[str, Span], query: CatalogueQuery
) -> Draft:
    spans = tuple(best[document.id] for document in found)
    names = list(dict.fromkeys(_name(document) for document in found))
    if query.subject is Subject.AUTHORITY:
        total = len({name for document in documents for name in (document.authorities or (document.title,))})
        count = f"{len(names)} of {plural(total, 'authority', 'authorities')}"
    else:
        count = f"{len(found)} of {plural(len(documents), 'document')}"
    head = Statement(f"{count} say something on this: {join_words(names)}.", spans, Verdict.SUPPORTED, computed=True)
    lines = [_line(document, best[document.id]) for document in found]
    rows = [
        RowDraft(_name(document), best[document.id].text, best[document.id], say_date(document.dated))
        for document in found
    ]
    others = [document for document in documents if document.id not in best]
    notes: tuple[str, ...] = ()
    if others:
        listed = join_words([f"{_name(one)} ({say_date(one.dated)})" for one in others[:12]])
        more = f" and {len(others) - 12} more" if len(others) > 12 else ""
        notes = (f"Nothing on this was found in {plural(len(others), 'other document')}: {listed}{more}.",)
    return Draft(
        "corpus", (head, *lines), tuple(rows), notes=notes, query=f"documents that say this among: {query.words()}"
    )


def _name(document: Document) -> str:
    return ", ".join(document.authorities) or document.title


def _line(document: Document, span: Span) -> Statement:
    return Statement(f"{_name(document)}, {document.kind}, {say_date(document.dated)}: {quoted(span.text)}", (span,))
