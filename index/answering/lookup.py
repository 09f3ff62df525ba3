"""Answers that quote: a fact first with its context, a description in reading order, evidence for yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from index.answering.selection import (
    Candidate,
    distinct,
    in_reading_order,
    with_what_follows,
    with_what_it_leans_on,
    word_count,
)
from index.answering.statements import Draft, Span
from index.answering.wording import say_statements

__all__ = ["answer_describe", "answer_lookup"]

MAX_WORDS = 110
CONTEXT = 0.88
"""Share of the best sentence's score from which another is context worth giving."""
DESCRIBED = 0.83
MAX_DESCRIBED = 5


def answer_lookup(ranked: Sequence[Candidate], kind: str = "lookup") -> Draft | None:
    """Return the sentence that answers best, then at most two more that add to it; None without a sentence."""
    if not ranked:
        return None
    best = ranked[0]
    more = [one for one in ranked[1:12] if one.score >= CONTEXT * best.score]
    chosen = distinct([best, *more], 3)
    spans: list[Span] = []
    for candidate in chosen:
        added = (
            with_what_follows(with_what_it_leans_on(candidate.span))
            if not spans
            else with_what_it_leans_on(candidate.span)
        )
        if spans and word_count([*spans, *added]) > MAX_WORDS:
            continue
        spans += [span for span in added if span not in spans]
    return Draft(kind, say_statements(_fact_first(spans)))


def _fact_first(spans: Sequence[Span]) -> list[Span]:
    """Keep the first span's paragraph first, and read on in order within each paragraph."""
    order = list(dict.fromkeys(span.paragraph.id for span in spans))
    return sorted(dict.fromkeys(spans), key=lambda span: (order.index(span.paragraph.id), span.start))


def answer_describe(ranked: Sequence[Candidate], kind: str = "describe") -> Draft | None:
    """Return the few sentences that together answer, in the order of the document, without repeats."""
    if not ranked:
        return None
    good = [one for one in ranked if one.score >= DESCRIBED * ranked[0].score]
    chosen = _few(distinct(good, MAX_DESCRIBED))
    spans = [span for candidate in chosen for span in with_what_it_leans_on(candidate.span)]
    return Draft(kind, say_statements(in_reading_order(spans)))


def _few(candidates: list[Candidate]) -> list[Candidate]:
    """Return candidates of at most three documents, those of the best ones."""
    kept = list(dict.fromkeys(one.span.document.id for one in candidates))[:3]
    return [one for one in candidates if one.span.document.id in kept]
