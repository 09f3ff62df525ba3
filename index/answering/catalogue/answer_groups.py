"""Says the groups of what a catalogue query found: a line for each, with a cited row for each document in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.model import Document
from index.answer import Verdict
from index.answering.asked import Corpus
from index.answering.catalogue.facts import judgement_of, lead_inspector
from index.answering.catalogue.measure import Item, average_of
from index.answering.catalogue.query import CatalogueQuery, GroupBy, Measure, Quantity, Subject
from index.answering.catalogue.run import CatalogueResult
from index.answering.evidence import date_span, document_span, judgement_span, person_span
from index.answering.statements import RowDraft, Span, Statement
from index.answering.wording import join_words, say_date

__all__ = ["Line", "group_lines", "of_all", "say_mean", "size_of"]

Line = tuple[Statement, tuple[RowDraft, ...]]
"""A sentence with the rows that say the same as data."""


def group_lines(result: CatalogueResult, corpus: Corpus) -> list[Line]:
    """Return a line for each group, with a row for each document in it."""
    return [_group_line(key, items, result, corpus) for key, items in result.groups]


def _group_line(key: str, items: Sequence[Item], result: CatalogueResult, corpus: Corpus) -> Line:
    query = result.query
    rows: list[RowDraft] = []
    spans: list[Span] = []
    for item in items:
        document = item.documents[-1]
        span = _group_span(document, query, corpus)
        spans += [span] if span else []
        rows.append(RowDraft(item.label, _group_value(item, query), span, key))
    names = list(dict.fromkeys(item.label for item in items))
    count = size_of(items, query)
    added = _grade_counts(items, query) if query.with_grades else ""
    size = result.sizes.get(key, 0)
    if size and (query.conditions or query.orders or query.change) and query.subject is not Subject.INSPECTOR:
        added = f" of {size} ({round(100 * len(items) / size)}%)"
    if query.is_of_all_days:
        added = f", {say_mean(average_of(items, query.measure), query)} {of_all(query)}"
    text = f"{key}: {count}{added} – {join_words(names)}."
    return Statement(text, tuple(spans), Verdict.SUPPORTED, computed=True), tuple(rows)


def _grade_counts(items: Sequence[Item], query: CatalogueQuery) -> str:
    grades = [judgement_of(item.documents[-1], query.area) for item in items]
    counts = Counter(one.grade for one in grades if one)
    whole = sum(counts.values())
    is_share = query.measure is Measure.SHARE
    shares = {grade: f" ({round(100 * count / whole)}%)" if is_share else "" for grade, count in counts.items()}
    return f" ({', '.join(f'{count} {grade}{shares[grade]}' for grade, count in counts.most_common())})"


def _group_value(item: Item, query: CatalogueQuery) -> str:
    document = item.documents[-1]
    judgement = judgement_of(document, query.area)
    if query.change is not None and item.changes:
        graded = [(one, judgement_of(one, query.area)) for one in item.changes[-1]]
        return " → ".join(f"{held.grade} ({say_date(one.dated)})" for one, held in graded if held)
    if query.quantity is not None and item.days is not None:
        unit = "pages" if query.quantity is Quantity.PAGES else "days"
        return f"{item.days:,} {unit}, {document.kind}, {say_date(document.dated)}"
    shows_grade = query.with_grades or query.group_by is GroupBy.GRADE or query.conditions
    if shows_grade and judgement:
        return f"{judgement.grade} ({say_date(document.dated)})"
    return f"{document.kind}, {say_date(document.dated)}"


def _group_span(document: Document, query: CatalogueQuery, corpus: Corpus) -> Span | None:
    judgement = judgement_of(document, query.area)
    shows_grade = query.with_grades or query.group_by is GroupBy.GRADE or query.conditions or query.change
    if shows_grade and judgement:
        return judgement_span(corpus, document, judgement)
    lead = lead_inspector(document)
    if query.group_by is GroupBy.INSPECTOR and lead:
        return person_span(corpus, document, lead)
    return date_span(corpus, document) or document_span(corpus, document)


def say_mean(average: float | None, query: CatalogueQuery) -> str:
    """Return '15.4 days', in years too where it is long, or '21.0 pages'."""
    unit = "pages" if query.quantity is Quantity.PAGES else "days"
    if average is None:
        return f"no number of {unit}"
    if unit == "pages":
        return f"{average:,.1f} pages"
    years = f" ({average / 365.25:.1f} years)" if average > 365 else ""
    return f"{average:.1f} days{years}"


def size_of(items: Sequence[Item], query: CatalogueQuery) -> int:
    """Return how many subjects a group has."""
    by_name = query.subject is Subject.AUTHORITY and query.group_by is not GroupBy.AUTHORITY
    return len({item.label for item in items} if by_name else items)


def of_all(query: CatalogueQuery) -> str:
    """Return how what was measured is summed up: 'on average', 'as the median', 'in all'."""
    return {Measure.MEDIAN: "as the median", Measure.TOTAL: "in all"}.get(query.measure, "on average")
