"""Answers that quote: a fact first with its context, a description in reading order, evidence for yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Role
from index.answering.selection import (
    Candidate,
    in_reading_order,
    says_the_same,
    with_what_it_leans_on,
    word_count,
)
from index.answering.statements import Draft, Span
from index.answering.wording import say_statements
from index.sentences import sentences

__all__ = ["answer_describe", "answer_lookup"]


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of what was found an answer gives.

    `same` is the share of the best sentence's score from which a paragraph of its section is given too, `others` those
    from which the first, second and each further paragraph of elsewhere is; `within` and `further` that of a further
    sentence of the best paragraph and of any. `paragraphs`, `first_words` (of the best paragraph) and `words` (all that
    is said, names of documents included) are the most that there may be.
    """

    same: float
    others: tuple[float, ...]
    within: float
    further: float
    paragraphs: int
    first_words: int
    words: int


SHORT = 12
"""Words up to which a sentence is given with the next one, which completes it ('None of these were good')."""
NEWEST_FIRST = 0.88
"""Share of the best score from which the latest document's best sentence goes first in a question of today.

With .9 the first paragraph was the right one most often over 83 development questions, at .95 and .85 a little less."""
LEAST_FIRST = 50
"""Words of the best paragraph that are given even where others need the room."""
CLOSE = 0.88
"""Share of the best score from which a paragraph's best sentence has room kept for it."""
LOOKUP = Measure(same=0.72, others=(0.85, 0.88, 0.9), within=0.7, further=0.8, paragraphs=5, first_words=65, words=118)
DESCRIBE = Measure(
    same=0.72, others=(0.85, 0.88, 0.9), within=0.7, further=0.8, paragraphs=6, first_words=85, words=200
)
"""Chosen on 352 development questions (facts .923 -> .937 against .75, (.86, .9, .93) and 80 first words) and as good
on 324 others (facts .857 -> .870, recall .856 -> .877). In the needed paragraph the best sentence has 73% of the
facts, the next one 21%: another paragraph comes before the rest."""


def answer_lookup(ranked: Sequence[Candidate], kind: str = "lookup") -> Draft | None:
    """Return the paragraph that answers best, as far as it does, then what adds to it; None without a sentence."""
    if not ranked:
        return None
    measure = LOOKUP if kind == "lookup" else DESCRIBE
    return Draft(kind, say_statements(_fact_first(_given(ranked, measure))))


def answer_describe(ranked: Sequence[Candidate], kind: str = "describe") -> Draft | None:
    """Return the few sentences that together answer, in the order of the document, without repeats."""
    if not ranked:
        return None
    return Draft(kind, say_statements(in_reading_order(_given(ranked, DESCRIBE))))


def _given(ranked: Sequence[Candidate], measure: Measure) -> list[Span]:
    """Return the best paragraph's spans, one of each other paragraph worth giving, then what there is room for."""
    top = ranked[0].score
    ordered = _newest_first(ranked)
    kept = _paragraphs(ordered, top, measure)
    close = word_count(one.span for one in kept[1:] if one.score >= CLOSE * top)
    spans = _of_best(ordered, measure.within, max(LEAST_FIRST, min(measure.first_words, measure.words - close)))
    for one in kept[1:]:
        said = with_what_it_leans_on(one.span)
        said = (*said, *_after(one.span)[:1]) if word_count(said) < SHORT else said
        for tried in (said, (one.span,)):
            if _words_of([*spans, *tried]) <= measure.words:
                spans += [span for span in tried if span not in spans]
                break
    given = {span.paragraph.id for span in spans}
    good = [one.span for one in ranked if one.span.paragraph.id in given and one.score >= measure.further * top]
    for span in [*good, *_after(ordered[0].span)]:
        if span not in spans and not _is_torn(span) and _words_of([*spans, span]) <= measure.words:
            spans.append(span)
    return spans


def _words_of(spans: Sequence[Span]) -> int:
    """Return the number of words that spans are said in, names of documents and speakers included."""
    return sum(len(one.text.split()) for one in say_statements(_fact_first(spans)))


def _newest_first(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Put the latest document's best sentence first where it is nearly as good, since the question is of today."""
    newest = next((one for one in ranked if one.is_newest), ranked[0])
    if newest.score < NEWEST_FIRST * ranked[0].score:
        return list(ranked)
    return [newest, *(one for one in ranked if one is not newest)]


def _of_best(ranked: Sequence[Candidate], within: float, words: int) -> list[Span]:
    """Return the first sentence with those around it: what it leans on, what answers as well, what follows."""
    best = ranked[0]
    spans = list(with_what_it_leans_on(best.span))
    also = [one.span for one in ranked[1:] if _is_beside(one, best) and one.score >= within * best.score]
    for span in [*also, *_after(best.span)]:
        if span not in spans and not _is_torn(span) and word_count([*spans, span]) <= words:
            spans.append(span)
    return spans


def _is_torn(span: Span) -> bool:
    """Whether a span is the end of a sentence that stands in another paragraph."""
    return span.start == 0 and span.text[0].islower() and span.paragraph.role is Role.BODY


def _is_beside(one: Candidate, best: Candidate) -> bool:
    return one.span.paragraph.id == best.span.paragraph.id


def _paragraphs(ranked: Sequence[Candidate], top: float, measure: Measure) -> list[Candidate]:
    """Return the best sentence of each paragraph that is worth giving, best first, no two saying the same.

    `top` is the best score of all.
    """
    best = ranked[0]
    kept = [best]
    seen = {best.span.paragraph.id}
    strays = 0
    for one in ranked[1:]:
        if len(kept) == measure.paragraphs:
            break
        if one.span.paragraph.id in seen:
            continue
        seen.add(one.span.paragraph.id)
        is_near = _is_near(one.span, best.span)
        least = measure.same if is_near else measure.others[min(strays, len(measure.others) - 1)]
        if one.score >= least * top and not any(says_the_same(one, other) for other in kept):
            kept.append(one)
            strays += not is_near
    return kept


def _is_near(one: Span, other: Span) -> bool:
    """Whether two spans stand under the same heading of a document."""
    section = one.paragraph.section
    return one.document.id == other.document.id and bool(section) and section == other.paragraph.section


def _after(span: Span) -> list[Span]:
    """Return the sentences of a span's paragraph after it."""
    text = span.paragraph.text
    return [Span(span.document, span.paragraph, start, end) for start, end in sentences(text) if start >= span.end]


def _fact_first(spans: Sequence[Span]) -> list[Span]:
    """Keep the first span's paragraph first, and read on in order within each paragraph."""
    order = list(dict.fromkeys(span.paragraph.id for span in spans))
    return sorted(dict.fromkeys(spans), key=lambda span: (order.index(span.paragraph.id), span.start))
