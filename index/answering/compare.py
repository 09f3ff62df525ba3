"""Sets documents side by side by authority or date: the same aspect of each, gaps said, the latest marked."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answer import Filters, Verdict
from index.answering.asked import Asked
from index.answering.selection import Candidate, distinct, in_reading_order, rank_sentences
from index.answering.statements import Draft, RowDraft, Span, Statement
from index.answering.targets import ordered
from index.answering.wording import dated_name, quoted, say_statements

__all__ = ["answer_compare"]

MAX_SIDES = 6
PER_SIDE, MANY, PER_SIDE_OF_MANY = 3, 4, 2
"""Sentences of each side at most, fewer where there are many sides."""
K = 8
NEAR = 0.76
"""Share of a side's best sentence's score from which its second is given too."""
LEAST = 0.56
"""Share of the best side's score below which a side is said to hold nothing on the question."""


def answer_compare(asked: Asked, kind: str) -> Draft | None:
    """Return what each side says on the question, oldest first; None where there are not two sides.

    Args:
        asked: the question.
        kind: 'compare' (sides are authorities, each with its latest document unless a time is named) or
            'timeline' (sides are the documents of the authorities named, by date).
    """
    sides = _sides(asked, kind)
    if len(sides) < 2:
        return None
    per_side = PER_SIDE if len(sides) < MANY else PER_SIDE_OF_MANY
    ranked = [(document, _said_in(asked, document, per_side)) for document in sides]
    best = max((held[0].score for _, held in ranked if held), default=0.0)
    if not best:
        return None
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    notes: list[str] = []
    latest = ordered(sides)[-1]
    for document, held in ranked:
        label = dated_name(document)
        if not held or held[0].score < LEAST * best or held[0].around == 0:
            rows.append(RowDraft(label, "nothing found on this", None, "latest" if document is latest else None))
            notes.append(f"{label}: nothing found on this.")
            continue
        spans = in_reading_order(candidate.span for candidate in held)
        statements += _side(document, spans, is_latest=kind == "timeline" and document is latest)
        text = " […] ".join(span.text for span in spans)
        rows.append(RowDraft(label, text, spans[0], "latest" if document is latest else None))
    missing = asked.understanding.absent
    notes += [f"No document here is about {name}." for name in missing]
    return Draft(kind, tuple(statements), tuple(rows), notes=tuple(notes))


def _sides(asked: Asked, kind: str) -> list[Document]:
    """Return the documents to set side by side, oldest first for a timeline."""
    targets = asked.targets
    documents = list(targets.documents)
    names = asked.understanding.named
    if not asked.understanding.publishers:
        documents = [one for one in documents if one.publisher is not Publisher.PRESS] or documents
    if kind == "timeline" or len(names) < 2:
        held = documents if targets.is_named or len(documents) <= MAX_SIDES else []
        return held[-MAX_SIDES:]
    sides: list[Document] = []
    for name in names:
        own = [document for document in documents if name in document.authorities]
        if not asked.understanding.publishers:
            own = [one for one in own if one.publisher is Publisher.INSPECTORATE] or own
        if asked.understanding.times:
            sides += own
        elif own:
            sides.append(_best_of(asked, own))
    return list(dict.fromkeys(sides))[:MAX_SIDES]


def _best_of(asked: Asked, documents: Sequence[Document]) -> Document:
    """Return the latest document among those that say most on the question."""
    scores = {
        document.id: max((one.score for one in _said_in(asked, document, 1)), default=0.0) for document in documents
    }
    top = max(scores.values())
    return [document for document in documents if scores[document.id] >= 0.8 * top][-1]


def _said_in(asked: Asked, document: Document, limit: int) -> list[Candidate]:
    """Return the sentences of one document that answer best, at most `limit`."""
    results = asked.find(Filters(documents=(document.id,)), K)
    ranked = rank_sentences(asked, results)
    if not ranked:
        return []
    return distinct([one for one in ranked[:K] if one.score >= NEAR * ranked[0].score], limit)


def _side(document: Document, spans: Sequence[Span], *, is_latest: bool) -> list[Statement]:
    """Return a side's sentences, the first with the document's name before it."""
    said = list(say_statements(spans))
    mark = " (latest)" if is_latest else ""
    first = said[0]
    text = first.text if first.text != spans[0].text else quoted(first.text)
    said[0] = Statement(f"{dated_name(document)}{mark}: {text}", first.spans, Verdict.VERBATIM)
    return said
