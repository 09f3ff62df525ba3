"""Counts and lists by what documents say: document by document, with the paragraph that counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Document, Paragraph
from index.answer import Filters, SearchResult, Verdict
from index.answering.asked import Asked
from index.answering.catalogue.parsing.parse import ParsedQuery
from index.answering.catalogue.query import CatalogueQuery, Scope, Subject
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import CatalogueWords
from index.answering.list_items import DEMANDS
from index.answering.listing import section_items
from index.answering.polarity import Stance, asked_stance, stance_of
from index.answering.selection import Candidate, rank_sentences
from index.answering.statements import Draft, RowDraft, Span, Statement, whole
from index.answering.targets import by_noun
from index.answering.topic import beyond, coverage_of
from index.answering.wording import join_words, plural, quoted, say_date
from index.support.terms import is_function_word

__all__ = ["answer_content_count", "is_about"]

PER_DOCUMENT = 4
SHOWN = 4
"""Documents shown of those that do not say what is asked."""
MOST = 600
OWN = 0.6
"""Share of the question's words, weighted by rarity, that a sentence with its headings must have to count."""
READ = 5
"""Sentences of a document, best first, that are read for whether they say so or the contrary."""
CLOSE = 0.8
"""Share of the best paragraph's score from which half as many words are enough."""
_ASKED_FOR = re.compile(
    (
        r"\b(?:ask\w*|call\w*|told|tell|recommend\w*|requir\w*|need\w* to (?:improve|be)|must|want\w*"
        r"|demand\w*|set out|priority|improve)\b"
    ),
    re.IGNORECASE,
)


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
    spans: dict[str, list[Span]] = {}
    for candidate in rank_sentences(asked, results):
        if is_about(candidate):
            spans.setdefault(candidate.span.document.id, []).append(candidate.span)
    found = [document for document in documents if document.id in spans]
    if not found:
        return None
    if stance := asked_stance(asked.question):
        topic = frozenset(word.stem for word in coverage_of(asked).words)
        held = {
            document.id: stance_of(
                spans[document.id][:READ], topic, stance, lambda span: _is_demand(asked, span.paragraph)
            )
            for document in found
        }
        return _by_stance(found, documents, held, parsed.query)
    return _draft(found, documents, {name: held[0] for name, held in spans.items()}, parsed.query)


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
    return [result for result in results if _is_demand(asked, result.paragraph)]


def _is_demand(asked: Asked, paragraph: Paragraph) -> bool:
    """Whether a paragraph stands in a section that says what has to be done."""
    known = (asked.frameworks.section(title) for title in paragraph.section)
    return any(one is not None and one.id in DEMANDS for one in known)


def is_about(candidate: Candidate) -> bool:
    """Whether a sentence has so many of the question's words, with its headings, that it is on the same thing."""
    needed = OWN / 2 if candidate.found >= CLOSE else OWN
    return max(candidate.own, min(candidate.around, candidate.own + 0.2)) >= needed


def _draft(
    found: Sequence[Document], documents: Sequence[Document], best: dict[str, Span], query: CatalogueQuery
) -> Draft:
    """Return the documents that have a passage on what is asked, each with it."""
    count = _counted(found, documents, query)
    listed = join_words(list(dict.fromkeys(_name(document) for document in found)))
    verb = "has" if len(found) == 1 else "have"
    spans = tuple(best[document.id] for document in found)
    head = Statement(f"{count} {verb} a passage on this: {listed}.", spans, Verdict.SUPPORTED, computed=True)
    lines = [_line(document, best[document.id]) for document in found]
    rows = [_row(document, best[document.id]) for document in found]
    return _drafted([head, *lines], rows, found, documents, query)


def _by_stance(
    found: Sequence[Document],
    documents: Sequence[Document],
    held: dict[str, tuple[Stance, Span]],
    query: CatalogueQuery,
) -> Draft:
    """Return the documents that say what is asked, then those that say the contrary and those that only speak of it."""
    by = {stance: [document for document in found if held[document.id][0] is stance] for stance in Stance}
    agreeing, others = by[Stance.SO], [*by[Stance.OTHERWISE], *by[Stance.MENTION]]
    said = [_many(one, len(by[one])) for one in (Stance.OTHERWISE, Stance.MENTION) if by[one]]
    count = _counted(agreeing, documents, query) if agreeing else f"None of {_whole(documents, query)}"
    verb = "says so" if len(agreeing) == 1 else Stance.SO.value
    listed = f": {join_words(list(dict.fromkeys(map(_name, agreeing))))}" if agreeing else ""
    rest = f" Of the other documents {join_words(said)}." if said else ""
    spans = tuple(held[document.id][1] for document in agreeing)
    statements = [Statement(f"{count} {verb}{listed}.{rest}", spans, Verdict.SUPPORTED, computed=True)]
    statements += [_line(document, held[document.id][1]) for document in agreeing]
    for stance in (Stance.OTHERWISE, Stance.MENTION):
        for document in by[stance][:SHOWN]:
            line = _line(document, held[document.id][1])
            mark = "Otherwise" if stance is Stance.OTHERWISE else "Only on the subject"
            statements.append(Statement(f"{mark}: {line.text}", line.spans))
    rows = [_row(document, held[document.id][1]) for document in agreeing]
    if not agreeing:
        rows = []
    note = "Whether a passage says so was told by its words of praise, criticism and denial; read those that matter."
    draft = _drafted(statements, rows, [*agreeing, *others], documents, query)
    return replace(draft, notes=(note, *draft.notes))


def _many(stance: Stance, count: int) -> str:
    """Return '3 say otherwise' or '1 only speaks of it'."""
    said = {Stance.OTHERWISE: "says otherwise", Stance.MENTION: "only speaks of it"} if count == 1 else {}
    return f"{count} {said.get(stance, stance.value)}"


def _drafted(
    statements: Sequence[Statement],
    rows: Sequence[RowDraft],
    found: Sequence[Document],
    documents: Sequence[Document],
    query: CatalogueQuery,
) -> Draft:
    held = {document.id for document in found}
    others = [document for document in documents if document.id not in held]
    notes: tuple[str, ...] = ()
    if others:
        listed = join_words([f"{_name(one)} ({say_date(one.dated)})" for one in others[:12]])
        more = f" and {len(others) - 12} more" if len(others) > 12 else ""
        notes = (f"Nothing on this was found in {plural(len(others), 'other document')}: {listed}{more}.",)
    words = f"documents that say this among: {query.words()}"
    return Draft("corpus", tuple(statements), tuple(rows), notes=notes, query=words)


def _counted(found: Sequence[Document], documents: Sequence[Document], query: CatalogueQuery) -> str:
    """Return '3 of 16 authorities'."""
    names = {name for document in found for name in (document.authorities or (document.title,))}
    return f"{len(names) if query.subject is Subject.AUTHORITY else len(found)} of {_whole(documents, query)}"


def _whole(documents: Sequence[Document], query: CatalogueQuery) -> str:
    if query.subject is not Subject.AUTHORITY:
        return plural(len(documents), "document")
    total = len({name for document in documents for name in (document.authorities or (document.title,))})
    return plural(total, "authority", "authorities")


def _row(document: Document, span: Span) -> RowDraft:
    return RowDraft(_name(document), span.text, span, say_date(document.dated))


def _name(document: Document) -> str:
    return ", ".join(document.authorities) or document.title


def _line(document: Document, span: Span) -> Statement:
    return Statement(f"{_name(document)}, {document.kind}, {say_date(document.dated)}: {quoted(span.text)}", (span,))
