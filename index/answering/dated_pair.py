"""Sets two inspections of one authority side by side: grades by area, what each wanted improved, and what recurs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Paragraph, Publisher
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.catalogue.query import OVERALL, say_area
from index.answering.evidence import judgement_span
from index.answering.grades_answer import judgements_of
from index.answering.list_items import DEMANDS
from index.answering.listing import items_of
from index.answering.metadata_answer import kinds_of
from index.answering.statements import Draft, RowDraft, Statement, whole
from index.answering.targets import falls_within, ordered
from index.answering.topic import beyond
from index.answering.wording import dated_name, plural, quoted, say_date
from index.support.terms import content_stems

__all__ = ["answer_dated_pair"]

ALIKE = 0.5
"""Share of the shorter item's words that another has, from which one is taken to say again what the other said."""
SHOWN = 5
_COMPARES = re.compile(
    r"\b(?:compar\w+|differ\w*|chang\w+|between|contrast|versus|vs|against|moved on|side by side|improv\w+|better"
    r"|worse|progress\w*"
    r"|from .{1,40} to)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"^\W*(?:and |so |but )?(?:is|are|was|were|did|does|do|has|have|had)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\b", re.IGNORECASE)
_WORDS = (
    "compare compared comparison change changed changes differ difference different between inspection"
    " inspections report "
    "reports council authority local services service children social care what how since improved improve"
    " better worse "
    "progress moved ofsted grades grade judged two both side overall city county borough full findings find found",
)


def answer_dated_pair(asked: Asked) -> Draft | None:
    """Return two inspections side by side where both are dated and no topic is named; None otherwise."""
    understanding = asked.understanding
    if len(understanding.named) != 1 or not understanding.times or not _COMPARES.search(asked.question):
        return None
    if _YES_NO.match(asked.question) or (len(understanding.times) < 2 and not _BETWEEN.search(asked.question)):
        return None
    if beyond(asked, _WORDS, kinds_of(asked.documents)):
        return None
    pair = _pair(asked)
    if pair is None:
        return None
    statements, rows = _grades(asked, *pair)
    wanted = [_wanted(asked, document) for document in pair]
    for document, items in zip(pair, wanted, strict=True):
        if items:
            text = f"{dated_name(document)} wanted {plural(len(items), 'thing')} improved."
            spans = tuple(whole(document, item) for item in items)
            statements.append(Statement(text, spans, Verdict.SUPPORTED, computed=True))
    statements += _again(pair, wanted)
    return Draft("timeline", tuple(statements), tuple(rows)) if statements else None


def _pair(asked: Asked) -> tuple[Document, Document] | None:
    """Return the first and the last graded inspection of the times named."""
    name = asked.understanding.named[0]
    held = [
        one
        for one in ordered(asked.documents)
        if name in one.authorities and one.publisher is Publisher.INSPECTORATE and one.judgements
    ]
    fitting = [one for one in held if any(falls_within(one, time) for time in asked.understanding.times)]
    return (fitting[0], fitting[-1]) if len(fitting) > 1 else None


def _grades(asked: Asked, one: Document, two: Document) -> tuple[list[Statement], list[RowDraft]]:
    """Return a sentence for each area that both judge, the overall one first, and a row for each grade."""
    areas = [OVERALL, *(held.area for document in (one, two) for held in document.judgements if held.area != OVERALL)]
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    for area in dict.fromkeys(areas):
        parts: list[str] = []
        spans = []
        for document in (one, two):
            found = judgements_of(document, (area,))
            span = judgement_span(asked.corpus, document, found[0]) if found else None
            if span is None:
                parts.append(f"not graded by itself ({say_date(document.dated)})")
                continue
            parts.append(f"{found[0].grade} ({say_date(document.dated)})")
            spans.append(span)
            rows.append(RowDraft(say_area(area), found[0].grade, span, dated_name(document)))
        if spans:
            text = f"{say_area(area)}: {' → '.join(parts)}."
            text = f"{text[0].upper()}{text[1:]}"
            statements.append(Statement(text, tuple(spans), Verdict.SUPPORTED, computed=True))
    return statements, sorted(rows, key=lambda row: row.group != dated_name(two))


def _wanted(asked: Asked, document: Document) -> list[Paragraph]:
    """Return what a document says has to improve, in its order."""
    found = {item.id: item for section in DEMANDS for item in items_of(asked, document, section)}
    return sorted(found.values(), key=lambda item: item.ordinal)


def _again(pair: tuple[Document, Document], wanted: Sequence[Sequence[Paragraph]]) -> list[Statement]:
    """Return the items of the later list that say much the same as one of the earlier, each beside it."""
    (one, two), (earlier, later) = pair, wanted
    pairs: list[tuple[float, Paragraph, Paragraph]] = []
    for item in later:
        own = frozenset(content_stems(item.text))
        likeness = [(_alike(own, frozenset(content_stems(old.text))), old) for old in earlier]
        best = max(likeness, key=lambda pair: pair[0], default=None)
        if best is not None and best[0] >= ALIKE:
            pairs.append((best[0], item, best[1]))
    shown = sorted(pairs, key=lambda held: -held[0])[:SHOWN]
    return [
        Statement(
            f"Wanted both times: {quoted(old.text)} ({say_date(one.dated)}) and {quoted(item.text)}"
            f" ({say_date(two.dated)})",
            (whole(one, old), whole(two, item)),
        )
        for _, item, old in shown
    ]


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter text's words that the other has too, 0 for the shortest texts."""
    least = min(len(one), len(other))
    return len(one & other) / least if least > 3 else 0.0
