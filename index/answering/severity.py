"""Which document is the most critical, or the most favourable: by its grades and by how much it wants improved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Document, Judgement, Paragraph, Publisher
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.catalogue.facts import NOT_JUDGED, judgement_of
from index.answering.catalogue.query import OVERALL, say_area
from index.answering.catalogue.words import CatalogueWords
from index.answering.evidence import document_span, judgement_span
from index.answering.listing import items_of
from index.answering.statements import Draft, RowDraft, Span, Statement
from index.answering.targets import by_noun
from index.answering.wording import dated_name, plural

__all__ = ["answer_severity"]

SHOWN = 5
READ = 60
"""Documents of which the lists are counted at most."""
_LEVEL = re.compile(
    r"\b(?:most|least|more|less) (?P<how>critical|damning|negative|scathing|severe|serious|worrying|worried"
    r"|concerning|alarming"
    r"|unfavourable|positive|favourable|glowing|complimentary|encouraging)\b"
    r"|\b(?P<worst>harshest|toughest|gloomiest|bleakest)\b|\b(?P<best>kindest)\b"
    r"|\b(?:letter|report|document|visit)s?\b.{0,20}\b(?:is|was|reads|looks|are)\b.{0,12}\b(?:(?P<bad>worst)|(?P<good>best))\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b(?:letters?|reports?|documents?|inspections?|visits?)\b", re.IGNORECASE)
_GOOD = ("positive", "favourable", "glowing", "complimentary", "encouraging")
_URGENT = "areas for priority action"
_IMPROVE = ("what needs to improve", "recommendations")


@dataclass(frozen=True, slots=True)
class _Severity:
    """How severe a document is: the overall grade's rank, areas of the lowest grade, urgent and other things to do."""

    document: Document
    rank: int
    low: tuple[Judgement, ...]
    urgent: tuple[Paragraph, ...]
    wanted: tuple[Paragraph, ...]

    @property
    def order(self) -> tuple[int, int, int, int]:
        """The order from the most severe."""
        return (self.rank, -len(self.low), -len(self.urgent), -len(self.wanted))


def answer_severity(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return the documents in the order of how critical they are, saying how that was told; None if not asked."""
    match = _LEVEL.search(asked.question)
    if match is None or not _NOUN.search(asked.question):
        return None
    targets = asked.targets.documents
    held = [one for one in by_noun(targets, asked.question) if one.publisher is Publisher.INSPECTORATE]
    held = [one for one in held if one.judgements] or held
    if len(held) < 2:
        return None
    is_low = re.search(r"\b(?:least|less)\b", match[0], re.IGNORECASE) is not None
    wants_best = ((match["how"] or "").lower() in _GOOD or bool(match["best"] or match["good"])) is not is_low
    ranked = sorted((_severity(asked, one, words, reads=False) for one in held), key=lambda one: one.order)
    ranked = list(reversed(ranked))[:READ] if wants_best else ranked[:READ]
    read = sorted((_severity(asked, one.document, words, reads=True) for one in ranked), key=lambda one: one.order)
    if wants_best:
        read.reverse()
    level = [one for one in read if one.order == read[0].order]
    return _draft(asked, read, level, len(held), wants_best=wants_best)


def _severity(asked: Asked, document: Document, words: CatalogueWords, *, reads: bool) -> _Severity:
    judgement = judgement_of(document, OVERALL)
    graded = [one for one in document.judgements if one.grade != NOT_JUDGED and one.area != OVERALL]
    lowest = min(words.scale.values(), default=0)
    low = tuple(one for one in graded if words.scale.get(one.grade) == lowest)
    rank = words.scale.get(judgement.grade, len(words.scale)) if judgement else len(words.scale)
    if not reads:
        return _Severity(document, rank, low, (), ())
    urgent = _items(asked, document, (_URGENT,))
    wanted = tuple(one for one in _items(asked, document, _IMPROVE) if one not in urgent)
    return _Severity(document, rank, low, urgent, wanted)


def _items(asked: Asked, document: Document, sections: Sequence[str]) -> tuple[Paragraph, ...]:
    return next((items for section in sections if (items := items_of(asked, document, section))), ())


def _draft(
    asked: Asked, read: Sequence[_Severity], level: Sequence[_Severity], population: int, *, wants_best: bool
) -> Draft:
    named = "; ".join(dated_name(one.document) for one in level[:SHOWN])
    what = "least" if wants_best else "most"
    has_grades = any(one.document.judgements for one in read)
    by = "their grades, then by how many areas have the lowest, and by" if has_grades else ""
    head = (
        f"No document says this of itself. Told by {by} how much they want put right (areas for priority action, then "
        f"what needs to improve), the {what} critical of {plural(population, 'document')}: {named}."
    )
    statements = [Statement(" ".join(head.split()), (), Verdict.SUPPORTED, computed=True)]
    rows: list[RowDraft] = []
    for one in read[: max(SHOWN, len(level[:SHOWN]))]:
        text, spans = _said(asked, one)
        statements.append(Statement(f"{dated_name(one.document)}: {text}.", spans, Verdict.SUPPORTED, computed=True))
        rows.append(RowDraft(dated_name(one.document), text, spans[0] if spans else None))
    return Draft("corpus", tuple(statements), tuple(rows), query="documents by how critical they are")


def _said(asked: Asked, one: _Severity) -> tuple[str, tuple[Span, ...]]:
    """Return what a document's place in the order rests on, and where that stands."""
    judgement = judgement_of(one.document, OVERALL)
    parts = [f"{say_area(OVERALL)} {judgement.grade}"] if judgement else ["no grades"]
    if one.low:
        parts.append(f"{plural(len(one.low), 'area')} {one.low[0].grade}")
    if one.urgent:
        parts.append(plural(len(one.urgent), "area for priority action", "areas for priority action"))
    parts.append(f"{plural(len(one.wanted), 'thing')} to improve")
    graded = [*([judgement] if judgement else []), *one.low]
    spans = [span for held in graded if (span := judgement_span(asked.corpus, one.document, held)) is not None]
    spans += [Span(one.document, item, 0, len(item.text)) for item in (*one.urgent, *one.wanted)[:8]]
    if not spans and (own := document_span(asked.corpus, one.document)) is not None:
        spans = [own]
    return ", ".join(parts), tuple(dict.fromkeys(spans))
