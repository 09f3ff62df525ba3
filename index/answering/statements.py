"""What the forms of answer are made of before citations are numbered: statements about spans of paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Document, Paragraph
from index.answer import AnswerSentence, Citation, Row, Verdict

__all__ = [
    "CheckedClaim",
    "Draft",
    "Numbered",
    "RowDraft",
    "Span",
    "Statement",
    "cite_spans",
    "number_citations",
    "whole",
]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` of a paragraph's text, with the document that holds it."""

    document: Document
    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the spans on which it rests.

    `computed` says that it counts, compares or sums up what the spans state one by one ('2 of 6 documents').
    """

    text: str
    spans: tuple[Span, ...] = ()
    verdict: Verdict = Verdict.VERBATIM
    computed: bool = False


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One line of a table and the span on which it rests, None where nothing states it."""

    label: str
    value: str
    span: Span | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """What the guard made of a sentence that a language model wrote.

    `passages` are the numbers that the model gave, `paragraphs` the ids of what it is cited with, empty where it
    is withheld; `reasons` say why it is not supported in full.
    """

    text: str
    passages: tuple[int, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    paragraphs: tuple[str, ...]
    reattached: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its citations are numbered.

    `reason` is set when it abstains; `query` says in words what was asked of the catalogue; `engine` is who
    wrote it; `checked` what became of each sentence that a language model wrote.
    """

    kind: str
    statements: tuple[Statement, ...]
    rows: tuple[RowDraft, ...] = ()
    reason: str | None = None
    nearest: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    query: str | None = None
    engine: str = "extractive"
    checked: tuple[CheckedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """The sentences, rows and citations of an answer, with numbers that agree."""

    sentences: tuple[AnswerSentence, ...] = ()
    rows: tuple[Row, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(slots=True)
class _Ranges:
    """Spans that will be cited, merged where they touch, in order of first use; numbered when all are taken in."""

    spans: list[Span] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, span: Span) -> None:
        """Take in a span, joined to one that it touches or overlaps in the same paragraph."""
        if span.paragraph.id not in self.seen:
            self.seen.add(span.paragraph.id)
            self.spans.append(span)
            return
        for at, held in enumerate(self.spans):
            if held.paragraph.id == span.paragraph.id and _touch(held, span):
                joined = replace(held, start=min(held.start, span.start), end=max(held.end, span.end))
                self.spans.pop(at)
                if any(other.paragraph.id == joined.paragraph.id and _touch(other, joined) for other in self.spans):
                    self.add(joined)
                else:
                    self.spans.insert(at, joined)
                return
        self.spans.append(span)

    def number_of(self, span: Span) -> int:
        """Return the number, from 1, of the range that holds a span."""
        if not self.places:
            for at, held in enumerate(self.spans):
                self.places.setdefault(held.paragraph.id, []).append(at)
        for at in self.places.get(span.paragraph.id, ()):
            if self.spans[at].start <= span.start and span.end <= self.spans[at].end:
                return at + 1
        raise KeyError(span.paragraph.id)


def whole(document: Document, paragraph: Paragraph) -> Span:
    """Return the span of a whole paragraph."""
    return Span(document, paragraph, 0, len(paragraph.text))


def number_citations(statements: Sequence[Statement], rows: Sequence[RowDraft] = ()) -> Numbered:
    """Number the spans of statements and rows in order of first use.

    Spans of one paragraph that overlap or have only space between them become one citation.
    """
    ranges = _Ranges()
    for statement in statements:
        for span in statement.spans:
            ranges.add(span)
    for row in rows:
        if row.span is not None:
            ranges.add(row.span)
    return Numbered(
        sentences=tuple(
            AnswerSentence(
                statement.text,
                tuple(sorted({ranges.number_of(span) for span in statement.spans})),
                statement.verdict,
                statement.computed,
            )
            for statement in statements
        ),
        rows=tuple(
            Row(row.label, row.value, ranges.number_of(row.span) if row.span else None, row.group) for row in rows
        ),
        citations=_citations(ranges.spans),
    )


def cite_spans(spans: Iterable[Span]) -> tuple[Citation, ...]:
    """Number spans by themselves, as for the nearest paragraphs of an answer that abstains."""
    ranges = _Ranges()
    for span in spans:
        ranges.add(span)
    return _citations(ranges.spans)


def _citations(spans: Sequence[Span]) -> tuple[Citation, ...]:
    return tuple(
        Citation(number, span.document, span.paragraph, span.text, span.start, span.end)
        for number, span in enumerate(spans, start=1)
    )


def _touch(one: Span, other: Span) -> bool:
    """Whether two spans of one paragraph overlap or have only space between them."""
    first, second = sorted((one, other), key=lambda span: span.start)
    return second.start <= first.end or not first.paragraph.text[first.end : second.start].strip()
