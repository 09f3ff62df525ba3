"""Answers from what documents state about themselves: who led, when, how long, to whom, with which grades."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from corpus.model import Document, Person, Publisher
from index.answer import Verdict
from index.answering.asked import Asked, Corpus
from index.answering.evidence import date_span, document_span, find_paragraph, person_span, sentence_with, visit_span
from index.answering.statements import Draft, RowDraft, Span, Statement
from index.answering.targets import find_targets, latest_by_authority, ordered
from index.answering.topic import beyond
from index.answering.wording import dated_name, join_words, plural, say_date

__all__ = ["answer_metadata", "asked_field", "kinds_of"]

KIND = "metadata"
MAX_DOCUMENTS = 6
MAX_NAMED = 12
"""Authorities named together of which each is answered for."""
_VISIT = r"(?:visit\w*|inspect\w*|on[- ]site|there|fieldwork)"
_FIELDS = (
    ("inspector count", r"how many (?!days|weeks|hours|times)(?:\w+ ){0,2}inspectors"),
    (
        "lead",
        (
            r"lead inspector|who (?:\w+ )?(?:led|leads|headed|ran|was in charge|was leading)|(?:led|headed|run) by "
            r"(?:who|whom)|inspector in charge|by who(?:m)? (?:was|were|is) (?:\w+(?:'s)? ){1,6}?(?:led|headed|run)\b"
            r"|under whose lead|whose team (?:carried|did|inspected)"
        ),
    ),
    (
        "addressee",
        (
            r"addressed to|(?:sent|written|writing|wrote|letter|report) to (?:who|whom)\b|to whom|(?:who"
            r"|whom) (?:was|is|were|did) (?:the |this |that |\w+(?:'s|’s)? )*(?:letter|report|they|it"
            r"|ofsted) (?:\w+ ){0,4}(?:to|for|addressed|sent)|addressee|recipient|who received|dear (?:who"
            r"|whom)|who (?:is|was|were|are) (?:in charge of|the (?:dcs|director)|(?:the )?(?:head|boss) of|running)"
        ),
    ),
    (
        "author",
        (
            r"who (?:wrote|signed|authored|penned|is the author|was the author|sent)|signed by|written by"
            r"|author of|signatory|whose signature|journalist|reporter"
        ),
    ),
    (
        "inspectors",
        (
            r"(?:who (?:were|was|are|is)|which|what|names? of|list|name) (?:were |are |all |of )?(?:the "
            r"|their |its )?(?:(?!did\b|do\b|does\b|has\b|have\b|had\b)\w+ )?inspectors?\b(?! (?:say|said|ma[dk]e"
            r"|think|thought|f[io]u?nd"
            r"|see|saw|conclude|recommend|want|mean|identif|highlight|note|report|praise|criticis))"
            r"|who (?:\w+ ){0,2}(?:inspected|visited|carried out"
            r"|conducted|undertook|did) |inspection team"
        ),
    ),
    (
        "days",
        (
            rf"how many days|how long (?:was|did|were|is) (?:\w+(?:'s|’s)? ){{0,6}}?{_VISIT}|how long (?:were|was"
            rf"|did|are) (?:they|the inspectors?|inspectors?|ofsted)\b|(?:length"
            rf"|duration) of (?:the )?(?:\w+ ){{0,3}}{_VISIT}|how long .*\b(?:last|on site|there)\b"
        ),
    ),
    (
        "published",
        (
            r"(?:when|what (?:date|day|month|year)|which (?:date|day|month|year)).*\b(?:publish\w*|issued"
            r"|dated|released|came out|come out|sent|written|report out)\b|(?:date|publication date) (?:of"
            r"|on) (?:the |this |that )?(?:\w+ ){0,4}(?:letter|report|article|paper|publication)"
            r"|publication date|how old is|(?:what|which) (?:date|day) (?:is|was|has|does|did) (?:the "
            r"|this |that |its )?(?:\w+ ){0,4}(?:letter|report|article|paper)\b"
        ),
    ),
    (
        "visit",
        (
            rf"(?:(?:^|\band |\bso |\bbut )\W*when|what (?:date|day|month|year)s?|which (?:date|day|month|year)s?"
            rf"|dates?)\b.*\b{_VISIT}"
            rf"|inspection dates?|dates? of (?:the )?(?:\w+ ){{0,3}}{_VISIT}|when (?:was|were|did) ofsted"
        ),
    ),
    ("framework", r"(?:which|what|under what|under which) (?:inspection )?framework"),
    (
        "title",
        (
            r"(?:title|name|called|heading) of (?:the |this )?(?:letter|report|document|paper|article)"
            r"|what is the (?:letter|report|document|paper|article) called"
        ),
    ),
)
_FIELD_WORDS = (
    "lead led leads headed charge inspector inspectors inspect inspected inspection inspections visit visits visited "
    "letter letters report reports addressed addressee sent wrote written signed signature author authored signatory "
    "recipient received publish published publication issued dated released out team carried conducted undertook did "
    "length duration last lasted site fieldwork framework title called name names heading services children council "
    "authority local city county borough director journalist reporter old take took place latest recent previous first "
    "focused focus monitoring assurance full overall hmi majesty many long days day date",
)
_BLOCKED = re.compile(
    r"\b(?:since when|how long (?:do|does|must|should|has|have) |how many days (?:do|does|must|to|has"
    r"|have|within|of leave)|deadline|action plan|within|previous(?:ly)? inspect|next"
    r"|before that|according to)\b"
)


_INSPECTION = re.compile(
    r"\b(?<!council )(?<!cabinet )(?<!committee )(?:inspection|report)s?\b(?!.*\b(?:council|cabinet|committee)\b)",
    re.IGNORECASE,
)


def asked_field(question: str) -> str | None:
    """Return which stated field a question asks for, None for none."""
    lowered = question.lower().replace("’", "'")
    if _BLOCKED.search(lowered):
        return None
    return next((field for field, pattern in _FIELDS if re.search(pattern, lowered)), None)


def _asked_fields(question: str) -> list[str]:
    """Return the stated fields that the parts of a question ask for ('who led it and how long were they there')."""
    parts = re.split(r"\b(?:and|,)\s+(?=(?:how|when|who|whom|what|which|for how)\b)", question, flags=re.IGNORECASE)
    found = [field for part in parts if (field := asked_field(part)) is not None]
    return list(dict.fromkeys(found)) if len(parts) > 1 and len(found) == len(parts) else []


def answer_metadata(asked: Asked) -> Draft | None:
    """Return what the documents meant state, a sentence for each and each field; None where none states it."""
    fields = _asked_fields(asked.question) or [field for field in [asked_field(asked.question)] if field]
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
    targets = find_targets(asked.understanding, asked.documents)
    documents = list(targets.documents)
    if not targets.is_named and len(documents) > 1:
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
