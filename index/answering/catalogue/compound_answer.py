"""Answers a question that joins statements: the sets that answer each, joined, with what each says of its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.model import Document
from index.answer import Verdict
from index.answering.asked import Corpus
from index.answering.catalogue.answer import KIND, MOST_MARKS, Line, answer_catalogue, lines_of, noun_of
from index.answering.catalogue.measure import Item
from index.answering.catalogue.parsing.statement import CompoundQuery, Part
from index.answering.catalogue.query import CatalogueQuery, Measure, Scope, Subject
from index.answering.catalogue.run import CatalogueResult, run_query
from index.answering.statements import Draft, RowDraft, Statement

__all__ = ["answer_compound", "subjects_of"]


def subjects_of(query: CompoundQuery, documents: Sequence[Document], scale: Mapping[str, int]) -> list[Item]:
    """Return the subjects of which the statements are so, as they stand among all that there are."""
    whole = run_query(_wide(query), documents, scale)
    held = [_keys(part, whole, run_query(part.query, documents, scale)) for part in query.parts]
    wanted = set.union(*held) if query.either else set.intersection(*held)
    return [item for item in whole.items if _key(item, query.subject) in wanted]


def answer_compound(
    query: CompoundQuery, documents: Sequence[Document], scale: Mapping[str, int], corpus: Corpus
) -> Draft:
    """Return the answer: a sentence with the count and the denominator, then a cited line for each subject."""
    if query.each:
        return _apart(query, documents, scale, corpus)
    whole = run_query(_wide(query), documents, scale)
    items = subjects_of(query, documents, scale)
    said: dict[str, list[Line]] = {}
    for part in query.parts:
        if part.denied or part.alone:
            continue
        found = run_query(part.query, documents, scale)
        for item, line in zip(found.items, lines_of(found, corpus), strict=True):
            said.setdefault(_key(item, query.subject), []).append(line)
    shown = lines_of(replace(whole, items=tuple(items)), corpus)
    lines = [
        _joined(item, said.get(_key(item, query.subject), []) or [plain])
        for item, plain in zip(items, shown, strict=True)
    ]
    spans = tuple(span for line, _ in lines for span in line.spans)
    size = len(run_query(query.parts[-1].query, documents, scale).items) if query.among else len(whole.items)
    count = f"{len(items) or 'None'} of {noun_of(whole.query, size)}"
    if query.measure is Measure.SHARE and size:
        count = f"{round(100 * len(items) / size)}% ({count})"
    head = Statement(
        f"{count} ({query.words()}).", () if len(spans) > MOST_MARKS else spans, Verdict.SUPPORTED, computed=True
    )
    rows = tuple(row for _, row in lines)
    return Draft(KIND, (head, *(line for line, _ in lines)), rows, query=query.words())


def _apart(query: CompoundQuery, documents: Sequence[Document], scale: Mapping[str, int], corpus: Corpus) -> Draft:
    """Return the answers to two questions that were asked in one, one after the other."""
    drafts = [_part_of(part, documents, scale, corpus) for part in query.parts]
    rows = tuple(
        replace(row, group=row.group or part.words())
        for part, draft in zip(query.parts, drafts, strict=True)
        for row in draft.rows
    )
    statements = tuple(one for draft in drafts for one in draft.statements)
    return Draft(KIND, statements, rows, query=query.words())


def _part_of(part: Part, documents: Sequence[Document], scale: Mapping[str, int], corpus: Corpus) -> Draft:
    """Return the answer to one of several questions that are asked apart."""
    if part.within is not None:
        joined = (Part(part.within), replace(part, within=None))
        return answer_compound(CompoundQuery(joined[::-1], among=True), documents, scale, corpus)
    if part.denied:
        return answer_compound(CompoundQuery((part,)), documents, scale, corpus)
    return answer_catalogue(run_query(part.query, documents, scale), corpus)


def _joined(item: Item, lines: Sequence[Line]) -> tuple[Statement, RowDraft]:
    """Return one line of what several say of a subject."""
    values = list(dict.fromkeys(row.value for _, rows in lines for row in rows))
    spans = tuple(dict.fromkeys(span for line, _ in lines for span in line.spans))
    value = "; ".join(values)
    computed = any(line.computed for line, _ in lines)
    return (
        Statement(f"{item.label}: {value}.", spans, Verdict.SUPPORTED, computed=computed),
        RowDraft(item.label, value, spans[0] if spans else None),
    )


def _wide(query: CompoundQuery) -> CatalogueQuery:
    """Return the query for all subjects that are looked at, each with all its documents."""
    first = query.parts[0].query
    return CatalogueQuery(
        subject=first.subject,
        scope=Scope.EVERY,
        kinds=first.kinds,
        regions=first.regions,
        excluded_regions=first.excluded_regions,
        excluded=first.excluded,
        bodies=first.bodies,
        members=first.members,
        with_leads=any(part.query.inspectors for part in query.parts),
        with_grades=any(part.query.conditions or part.query.change or part.query.legs for part in query.parts),
    )


def _keys(part: Part, whole: CatalogueResult, found: CatalogueResult) -> set[str]:
    """Return the subjects of which a statement is so."""
    subject = part.query.subject
    matched = {_key(item, subject): item for item in found.items}
    if part.denied:
        return {_key(item, subject) for item in whole.items} - set(matched)
    if part.alone:
        return {
            key
            for item in whole.items
            if (key := _key(item, subject)) in matched and len(matched[key].documents) == len(item.documents)
        }
    return set(matched)


def _key(item: Item, subject: Subject) -> str:
    return item.documents[0].id if subject is Subject.DOCUMENT else item.label
