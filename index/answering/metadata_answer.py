"""Answers from what documents state about themselves: who led, when, how long, to whom, with which grades."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from corpus.model import Document, Person, Publisher
from index.answer import Verdict
from index.answering.asked import Asked, Corpus
from index.answering.evidence import date_span, document_span, find_paragraph, person_span, sentence_with, visit_span
from index.answering.metadata_fields import asked_fields
from index.answering.statements import Draft, RowDraft, Span, Statement
from index.answering.targets import latest_by_authority, ordered
from index.answering.topic import beyond
from index.answering.wording import dated_name, join_words, plural, say_date

__all__ = ["answer_metadata", "kinds_of"]

KIND = "metadata"
MAX_DOCUMENTS = 6
MAX_NAMED = 12
"""Authorities named together of which each is answered for."""
_FIELD_WORDS = (
    "lead led leads headed charge inspector inspectors inspect inspected inspection inspections visit visits visited "
    "letter letters report reports addressed addressee sent wrote written signed signature author authored signatory "
    "recipient received publish published publication issued dated released out team carried conducted undertook did "
    "length duration last lasted site fieldwork framework title called name names heading services children council "
    "authority local city county borough director journalist reporter old take took place latest recent previous first "
    "focused focus monitoring assurance full overall hmi majesty many long days day date weeks week"
    " responsible send sent came come went run ran running spend spent stay stayed two three four five six both each"
    " all respective different various",
)


_INSPECTION = re.compile(
    r"\b(?<!council )(?<!cabinet )(?<!committee )(?:inspection|report)s?\b(?!.*\b(?:council|cabinet|committee)\b)",
    re.IGNORECASE,
)


_SEVERAL = re.compile(
    r"\b(?:each|every|all|both|these|those|letters|visits)\b(?! (?:of )?(?:children|councils?|authorit))", re.IGNORECASE
)
"""Words by which a question asks about several documents though it names no authority."""


def answer_metadata(asked: Asked) -> Draft | None:
    """Return what the documents meant state, a sentence for each and each field; None where none states it."""
    fields = asked_fields(asked.question)
    if not fields or beyond(asked, _FIELD_WORDS, kinds_of(asked.documents)):
        return None
    documents = _documents(asked, fields[0])
    several = len(documents) > 1
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    for document in documents:
        for said in (_SAY[field](document, asked.corpus) for field in fields):
            if said is None:
                continue
            value, text, spans = said
            text = f"{dated_name(document)}: {text}" if several else text
            statements.append(Statement(text, spans, Verdict.SUPPORTED, computed=fields == ["days"]))
            is_latest = several and document is documents[0]
            rows.append(RowDraft(dated_name(document), value, spans[0], "latest" if is_latest else None))
    if not statements:
        return None
    return Draft(KIND, tuple(statements), tuple(rows) if several else ())


def _documents(asked: Asked, field: str) -> list[Document]:
    """Return the documents meant, latest first; none where the question is too wide for a fact about one."""
    targets = asked.targets
    documents = list(targets.documents)
    if not targets.is_named and len(documents) > 1 and not _SEVERAL.search(asked.question):
        documents = [
            document for document in documents if asked.results and document.id == asked.results[0].document.id
        ]
        if asked.understanding.kinds or asked.understanding.publishers:
            documents = list(targets.documents)
    if targets.undated:
        return []
    is_of_inspectors = field not in ("published", "author", "title") or _INSPECTION.search(asked.question)
    if is_of_inspectors and not asked.understanding.publishers:
        documents = [one for one in documents if one.publisher is Publisher.INSPECTORATE] or documents
    stated = [document for document in documents if _SAY[field](document, asked.corpus) is not None]
    if len(stated) > MAX_DOCUMENTS and len(asked.understanding.named) > 1:
        stated = ordered(latest_by_authority(stated).values())
    return (
        list(reversed(list(dict.fromkeys(stated))))
        if len(stated) <= (MAX_NAMED if len(asked.understanding.named) > 1 else MAX_DOCUMENTS)
        else []
    )


def kinds_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the kinds, titles of frameworks and regions of documents, which name them and no topic."""
    held = {text for document in documents for text in (document.kind, document.framework, document.region) if text}
    return tuple(sorted(held))


Said = tuple[str, str, tuple[Span, ...]]


def _people(document: Document, *roles: str) -> list[Person]:
    return [person for person in document.people if person.role in roles]


def _named(document: Document, corpus: Corpus, people: Sequence[Person], before: str) -> Said | None:
    """Return people with where each is named; the spans of one sentence are given once."""
    spans = [span for person in people if (span := person_span(corpus, document, person)) is not None]
    if not people or not spans:
        return None
    names = join_words(list(dict.fromkeys(_with_title(person) for person in people)))
    return names, f"{before} {names}.", tuple(dict.fromkeys(spans))


def _with_title(person: Person) -> str:
    return f"{person.name} ({person.title})" if person.title else person.name


def _lead(document: Document, corpus: Corpus) -> Said | None:
    leads = _people(document, "lead inspector")
    if leads:
        return _named(
            document, corpus, leads, "The lead inspector was" if len(leads) == 1 else "The lead inspectors were"
        )
    said = _inspectors(document, corpus)
    if said is None:
        return None
    return said[0], f"The document names no lead inspector. {said[1]}", said[2]


def _inspectors(document: Document, corpus: Corpus) -> Said | None:
    people = [person for person in document.people if "inspector" in person.role]
    unique = list({person.name: person for person in reversed(people)}.values())[::-1]
    return _named(document, corpus, unique, "The inspector was" if len(unique) == 1 else "The inspectors were")


def _inspector_count(document: Document, corpus: Corpus) -> Said | None:
    people = {person.name for person in document.people if "inspector" in person.role}
    said = _inspectors(document, corpus)
    if said is None:
        return None
    return str(len(people)), f"The document names {plural(len(people), 'inspector')}: {said[0]}.", said[2]


def _addressee(document: Document, corpus: Corpus) -> Said | None:
    return _named(document, corpus, _people(document, "addressee"), "The letter is addressed to")


def _author(document: Document, corpus: Corpus) -> Said | None:
    people = _people(document, "author")
    if not people:
        people = [person for person in document.people if person.role == "lead inspector"]
    return _named(document, corpus, people, "It was written by")


def _visit(document: Document, corpus: Corpus) -> Said | None:
    span = visit_span(corpus, document)
    if span is None or not document.periods:
        return None
    days = join_words([_say_period(period.start, period.end) for period in document.periods])
    return days, f"Inspectors were there {days}.", (span,)


def _say_period(start: date, end: date) -> str:
    if start == end:
        return f"on {say_date(start)}"
    if end - start == timedelta(days=1) and start.month == end.month:
        return f"on {start.day} and {say_date(end)}"
    return f"from {say_date(start)} to {say_date(end)}"


def _days(document: Document, corpus: Corpus) -> Said | None:
    """Count the days on site, showing the arithmetic."""
    said = _visit(document, corpus)
    if said is None:
        return None
    counts = [(period.end - period.start).days + 1 for period in document.periods]
    total = sum(counts)
    shown = f" ({' + '.join(str(count) for count in counts)})" if len(counts) > 1 else ""
    weekdays = sum(_weekdays(document))
    working = f", {plural(weekdays, 'weekday')}" if weekdays != total else ""
    return str(total), f"{plural(total, 'day')}{shown}, first and last included{working}: {said[0]}.", said[2]


def _weekdays(document: Document) -> list[int]:
    return [
        sum((period.start + timedelta(days=at)).weekday() < 5 for at in range((period.end - period.start).days + 1))
        for period in document.periods
    ]


def _published(document: Document, corpus: Corpus) -> Said | None:
    span = date_span(corpus, document)
    if document.published is None or span is None:
        return None
    day = say_date(document.published)
    return day, f"It is dated {day}.", (span,)


def _framework(document: Document, corpus: Corpus) -> Said | None:
    found = next((one.paragraph_id for one in document.evidence if one.field == "framework"), None)
    paragraph = find_paragraph(corpus, document, found)
    span = (
        sentence_with(document, paragraph, "framework", document.framework or "")
        if paragraph
        else document_span(corpus, document)
    )
    if document.framework is None or span is None:
        return None
    return document.framework, f"The framework is {document.framework}.", (span,)


def _title(document: Document, corpus: Corpus) -> Said | None:
    span = document_span(corpus, document)
    return (document.title, f"Its title is “{document.title}”.", (span,)) if span else None


_SAY: dict[str, Callable[[Document, Corpus], Said | None]] = {
    "lead": _lead,
    "inspectors": _inspectors,
    "inspector count": _inspector_count,
    "addressee": _addressee,
    "author": _author,
    "visit": _visit,
    "days": _days,
    "published": _published,
    "framework": _framework,
    "title": _title,
}
