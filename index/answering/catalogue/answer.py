"""Says what a catalogue query found: a sentence with the count and denominator, then one cited line for each item."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answer import Verdict
from index.answering.asked import Corpus
from index.answering.catalogue.answer_groups import Line, group_lines, of_all, say_mean, size_of
from index.answering.catalogue.facts import days_on_site, judgement_of, lead_inspector
from index.answering.catalogue.measure import Item, average_of
from index.answering.catalogue.query import (
    ANY_AREA,
    EVERY_AREA,
    OVERALL,
    CatalogueQuery,
    GroupBy,
    Measure,
    Order,
    Quantity,
    Scope,
    Subject,
    say_area,
)
from index.answering.catalogue.run import CatalogueResult
from index.answering.evidence import date_span, document_span, judgement_span, person_span, visit_span
from index.answering.statements import Draft, RowDraft, Span, Statement
from index.answering.wording import join_words, plural, say_date

__all__ = ["KIND", "MOST_MARKS", "Line", "answer_catalogue", "lines_of", "noun_of"]

KIND = "corpus"
MOST_MARKS = 6
"""Citations of the sentence that counts at most; beyond, the lines below it carry them."""
LEVEL = 3
"""Subjects up to which all of them may be called the most or the latest."""


def answer_catalogue(result: CatalogueResult, corpus: Corpus) -> Draft:
    """Return the answer to a query; it abstains where nothing was there to be looked at."""
    query = result.query
    if not result.population:
        words = query.words()
        reason = f"The corpus holds nothing to answer this from ({words})."
        return Draft(KIND, (Statement(reason, (), Verdict.SUPPORTED),), reason=reason, query=words)
    lines = lines_of(result, corpus)
    spans = tuple(span for statement, _ in lines for span in statement.spans)
    is_said_below = len(spans) > MOST_MARKS and not query.is_of_all_days
    head = Statement(_head(result), () if is_said_below else spans, Verdict.SUPPORTED, computed=True)
    rows = tuple(row for _, held in lines for row in held)
    if query.empty:
        rows = tuple(RowDraft(key, "none") for key, _ in result.groups)
    notes: tuple[str, ...] = ()
    if query.expected is not None and query.expected != len(result.items) and not result.groups:
        notes = (f"The question speaks of {query.expected}; there are {len(result.items)}.",)
    said = () if query.is_of_all_days and not query.group_by else (statement for statement, _ in lines)
    return Draft(KIND, (head, *said), rows, notes=notes, query=query.words())


def lines_of(result: CatalogueResult, corpus: Corpus) -> list[Line]:
    """Return a cited line for each group or item of a result, in their order."""
    if result.query.empty:
        return []
    if result.query.group_by:
        return group_lines(result, corpus)
    if result.query.quantity is not None:
        return [_measured_line(item, result.query, corpus) for item in result.items]
    return _item_lines(result, corpus)


def noun_of(query: CatalogueQuery, count: int) -> str:
    """Return '3 authorities', '1 inspection report'."""
    if query.quantity is Quantity.GAP:
        return plural(count, "time between two inspections", "times between two inspections")
    many = {Subject.AUTHORITY: "authorities", Subject.INSPECTOR: "lead inspectors"}.get(query.subject)
    single = {Subject.AUTHORITY: "authority", Subject.INSPECTOR: "lead inspector"}.get(query.subject)
    if single is None:
        single = "inspection report" if all("inspection" in kind for kind in query.kinds or ("",)) else "document"
    return plural(count, single, many)


def _head(result: CatalogueResult) -> str:
    """Return '3 of 16 authorities: latest full inspection of each authority, ...', with what cannot be said."""
    query, found = result.query, len(result.items)
    said = _share(found, result) if query.measure is Measure.SHARE else _count(found, result)
    if query.is_of_all_days:
        said = f"{say_mean(result.average, query)} {of_all(query)} over {noun_of(query, found)}"
        means = [f"{key} {say_mean(average_of(items, query.measure), query)}" for key, items in result.groups]
        said = f"{join_words(means)}; {said}" if means else said
    elif query.empty:
        named = join_words([key for key, _ in result.groups])
        said = f"{named or 'None'}: without any of {noun_of(query, result.population)}"
    elif result.groups:
        said = _group_counts(result)
    missing = ""
    if result.missing:
        what = "; ".join(say_area(area) for area in _areas(query) or [query.area])
        missing = f"; {len(result.missing)} {'carries' if len(result.missing) == 1 else 'carry'} no grade for {what}"
    return f"{said} ({query.words()}{missing})."


def _group_counts(result: CatalogueResult) -> str:
    """Return 'good 8 and inadequate 3; 11 authorities in all', with how far two groups differ where that is asked."""
    query = result.query
    counts = {key: size_of(items, query) for key, items in result.groups}
    shares = {
        key: f" of {size} ({round(100 * counts.get(key, 0) / size)}%)"
        for key, size in result.sizes.items()
        if query.measure is Measure.SHARE and size and not query.with_grades
    }
    if not query.extreme:
        of_all_keys = shares or (query.conditions and query.group_by is GroupBy.YEAR and not query.then_by)
        keys = [*counts, *sorted(result.sizes)] if query.order else sorted({*counts, *result.sizes})
        counts = {key: counts.get(key, 0) for key in keys} if of_all_keys else counts
    said = join_words([f"{key} {count}{shares.get(key, '')}" for key, count in counts.items()])
    if query.count_groups and query.group_by:
        unit = query.group_by.value
        said = f"{plural(len(counts), unit, f'{unit}s')}: {said}"
    if query.of_judgements:
        return f"{plural(sum(counts.values()), 'judgement')}: {said}"
    said = f"{said}; {noun_of(query, len(result.items))} in all"
    if query.order is Order.MOST and counts and query.group_by is GroupBy.GRADE:
        said = f"the commonest: {join_words([key for key in counts if counts[key] == max(counts.values())])}; {said}"
    if query.with_difference and len(counts) == 2:
        (one, many), (other, few) = sorted(counts.items(), key=lambda pair: -pair[1])
        said = f"{many - few} more {one} than {other}: {said}"
    return said


def _count(found: int, result: CatalogueResult) -> str:
    query = result.query
    limits = query.conditions or query.never or query.is_wide or (query.inspectors and found != result.population)
    if query.extreme:
        which = f"the {query.limit} {query.extreme}" if query.limit > 1 else query.extreme
        names = list(dict.fromkeys(item.label for item in result.items))
        if found > LEVEL and found == result.population:
            return f"All {noun_of(query, found)} are level"
        return f"{join_words(names) or 'None'}: {which} of {noun_of(query, result.population)}"
    if query.count_changes:
        moves = sum(len(item.changes) for item in result.items)
        return f"{plural(moves, 'time')}, at {found or 'none'} of {noun_of(query, result.population)}"
    if not limits:
        return noun_of(query, found)
    return f"{found or 'None'} of {noun_of(query, result.population)}"


def _share(found: int, result: CatalogueResult) -> str:
    percent = round(100 * found / result.population)
    return f"{percent}% ({found} of {noun_of(result.query, result.population)})"


def _measured_line(item: Item, query: CatalogueQuery, corpus: Corpus) -> Line:
    """Return 'Anyshire: 1,916 days, 12 July 2019 to 17 July 2023.'."""
    days = item.days or 0
    said = f"{days:,} day{'' if days == 1 else 's'}"
    if query.quantity is Quantity.PAGES:
        (document,) = item.documents
        said = f"{plural(days, 'page')} ({say_date(document.dated)})"
        span = date_span(corpus, document) or document_span(corpus, document)
        row = RowDraft(item.label, said, span)
        return Statement(f"{item.label}: {said}.", (span,) if span else (), Verdict.SUPPORTED, computed=True), (row,)
    if query.quantity is Quantity.DELAY:
        one = item.documents[0]
        said += f", from {say_date(one.visit_end)} to {say_date(one.published)}"
        spans = tuple(span for span in (visit_span(corpus, one), date_span(corpus, one)) if span)
        added, lead_spans = _led(one, query, corpus)
        said, spans = f"{said}{added}", (*spans, *lead_spans)
        row = RowDraft(item.label, said, spans[-1] if spans else None)
        return Statement(f"{item.label}: {said}.", spans, Verdict.SUPPORTED, computed=True), (row,)
    if query.quantity is Quantity.GAP:
        one, two = item.documents
        said += f" ({days / 365.25:.1f} years)" if days > 365 else ""
        said += f", {say_date(one.visit_end or one.dated)} to {say_date(two.visit_start or two.dated)}"
    else:
        said += f", {say_date(item.documents[0].visit_start)} to {say_date(item.documents[0].visit_end)}"
    spans = tuple(span for one in item.documents if (span := visit_span(corpus, one) or date_span(corpus, one)))
    added, lead_spans = _led(item.documents[-1], query, corpus)
    said, spans = f"{said}{added}", (*spans, *lead_spans)
    row = RowDraft(item.label, said, spans[0] if spans else None)
    return Statement(f"{item.label}: {said}.", spans, Verdict.SUPPORTED, computed=True), (row,)


def _led(document: Document, query: CatalogueQuery, corpus: Corpus) -> tuple[str, tuple[Span, ...]]:
    """Return ', led by Jo Bloggs' with where it stands, nothing where it is not asked for."""
    lead = lead_inspector(document) if query.with_leads else None
    span = person_span(corpus, document, lead) if lead else None
    return (f", led by {lead.name}", (span,)) if lead and span else ("", ())


def _areas(query: CatalogueQuery) -> list[str]:
    """Return the areas that a query limits, in order, once each."""
    named = [area for condition in query.conditions for area in condition.areas]
    named += [area for order in query.orders for area in (order.better, order.worse)]
    named += [area for leg in query.legs for condition in leg.conditions for area in condition.areas]
    return list(dict.fromkeys(named))


def _item_lines(result: CatalogueResult, corpus: Corpus) -> list[Line]:
    query = result.query
    if query.change is not None:
        return [_change_line(item, query, corpus) for item in result.items]
    if query.subject is Subject.INSPECTOR:
        return [_inspector_line(item, query, corpus) for item in result.items]
    return [_item_line(item, query, corpus) for item in result.items]


def _item_line(item: Item, query: CatalogueQuery, corpus: Corpus) -> Line:
    """Return an authority or document with the grades or days by which it is listed."""
    document = item.documents[-1]
    held = item.documents if query.scope is Scope.EVERY else (document,)
    values = [_value(one, query) for one in held]
    spans = tuple(span for one in held for span in _spans(one, query, corpus))
    value = "; ".join(dict.fromkeys(values))
    row = RowDraft(item.label, value, spans[0] if spans else None)
    return Statement(f"{item.label}: {value}.", spans, Verdict.SUPPORTED), (row,)


def _value(document: Document, query: CatalogueQuery) -> str:
    """Return 'inadequate (11 September 2023)', or what else the query is about."""
    day = say_date(document.dated)
    if document.publisher is not Publisher.INSPECTORATE:
        day = f"{day}, according to the {document.kind}"
    areas = _areas(query) or _graded_area(query)
    grades = _grades(document, areas, query)
    if grades:
        by = f", led by {one.name}" if query.with_leads and (one := lead_inspector(document)) else ""
        return f"{grades} ({day}){by}"
    if query.with_grades and query.area != OVERALL and document.judgements:
        return f"no grade for {query.area} ({day})"
    if query.in_pages and document.page_count is not None:
        return f"{plural(document.page_count, 'page')} ({day})"
    days = days_on_site(document)
    if _is_about_length(query) and days is not None:
        by = f", led by {lead.name}" if query.with_leads and (lead := lead_inspector(document)) else ""
        return f"{plural(days, 'day')}, {say_date(document.visit_start)} to {say_date(document.visit_end)}{by}"
    if query.by_visit and document.visit_start and document.visit_end:
        visited = f"{say_date(document.visit_start)} to {say_date(document.visit_end)}"
        return f"{visited}, published {day}" if query.scope is not Scope.EVERY and document.published else visited
    lead = lead_inspector(document)
    led = f", led by {lead.name}" if (query.inspector or query.with_leads) and lead else ""
    return f"{document.kind}, {day}{led}"


def _is_about_length(query: CatalogueQuery) -> bool:
    by_length = query.extreme in ("longest", "shortest") or query.order in (Order.LONGEST, Order.SHORTEST)
    return by_length or query.least_days is not None or query.most_days is not None


def _graded_area(query: CatalogueQuery) -> list[str]:
    """Return the area whose grade is shown though no grade limits."""
    return [query.area] if query.with_grades or query.extreme in ("best", "worst") else []


def _grades(document: Document, areas: Sequence[str], query: CatalogueQuery) -> str:
    if {ANY_AREA, EVERY_AREA} & set(areas):
        wanted = {grade for condition in query.conditions for grade in condition.grades}
        held = [one for one in document.judgements if one.grade in wanted]
        return "; ".join(f"{say_area(one.area)} {one.grade}" for one in held)
    found = [(area, judgement_of(document, area)) for area in dict.fromkeys(areas)]
    if len(found) == 1:
        return found[0][1].grade if found[0][1] else ""
    return "; ".join(f"{say_area(area)} {judgement.grade}" for area, judgement in found if judgement)


def _spans(document: Document, query: CatalogueQuery, corpus: Corpus) -> tuple[Span, ...]:
    """Return the paragraphs that state what a document is listed for."""
    areas = _areas(query)
    if {ANY_AREA, EVERY_AREA} & set(areas):
        wanted = {grade for condition in query.conditions for grade in condition.grades}
        judgements = [one for one in document.judgements if one.grade in wanted]
    else:
        asked = areas or _graded_area(query)
        judgements = [one for area in asked if (one := judgement_of(document, area)) is not None]
    spans = [span for one in judgements if (span := judgement_span(corpus, document, one)) is not None]
    lead = lead_inspector(document)
    if spans and query.with_leads and lead and (span := person_span(corpus, document, lead)):
        spans.append(span)
    if spans:
        return tuple(spans)
    if (query.inspector or query.with_leads) and lead and (span := person_span(corpus, document, lead)):
        return (span,)
    by_visit = query.by_visit or _is_about_length(query)
    found = (visit_span(corpus, document) if by_visit else None) or date_span(corpus, document)
    found = found or document_span(corpus, document)
    return (found,) if found else ()


def _change_line(item: Item, query: CatalogueQuery, corpus: Corpus) -> Line:
    """Return 'Swindon: good (12 August 2019) → inadequate (11 September 2023).'."""
    steps: list[str] = []
    spans: list[Span] = []
    for pair in item.changes:
        graded = [(document, judgement_of(document, query.area)) for document in pair]
        steps.append(" → ".join(f"{one.grade} ({say_date(document.dated)})" for document, one in graded if one))
        for document, one in reversed(graded):
            if one and (span := judgement_span(corpus, document, one)):
                spans.append(span)
    value = "; ".join(steps) if query.area == OVERALL else f"{query.area} {'; '.join(steps)}"
    row = RowDraft(item.label, value, spans[0] if spans else None)
    return Statement(f"{item.label}: {value}.", tuple(spans), Verdict.SUPPORTED), (row,)


def _inspector_line(item: Item, query: CatalogueQuery, corpus: Corpus) -> Line:
    """Return 'Jo Bloggs: 3 inspections: Anyshire (2018), ...'."""
    spans: list[Span] = []
    for document in item.documents:
        lead = lead_inspector(document)
        if lead and (span := person_span(corpus, document, lead)):
            spans.append(span)
    led = [
        f"{', '.join(document.authorities) or document.title} ({say_date(document.dated)})"
        for document in item.documents
    ]
    value = plural(len(item.documents), "inspection")
    row = RowDraft(item.label, value, spans[0] if spans else None)
    return Statement(f"{item.label}: {value}: {join_words(led)}.", tuple(spans), Verdict.SUPPORTED), (row,)
