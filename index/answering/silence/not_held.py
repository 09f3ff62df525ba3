"""What a question names and no document here is about or of: authorities, publishers, years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answering.about import say_holdings
from index.answering.asked import Asked
from index.answering.catalogue.words import CatalogueWords
from index.answering.grades_answer import asks_for_grade
from index.answering.selection import Candidate
from index.answering.statements import Draft, Span
from index.answering.targets import falls_within, find_targets, ordered
from index.answering.topic import coverage_of
from index.answering.wording import join_words, say_statements
from index.sentences import sentences
from index.support.terms import content_stems
from index.understanding.question import TimeMention

__all__ = ["earlier_grade", "missed_times", "of_time", "why_not_held"]

MAX_SAID = 2
_PRESS = r"(?:news(?:papers?)?|press(?! releases?)|(?<!social )media|journalists?|magazine|bbc|guardian)"
_SAYS = r"(?:say|said|says|wr[io]te|written|quote[sd]?|mention(?:ed|s)?|print(?:ed|s)?|think|thought|according to)"
_PAPERS: tuple[tuple[Publisher, str, re.Pattern[str]], ...] = (
    (
        Publisher.PRESS,
        "news article",
        re.compile(
            rf"\b{_PRESS}\b.*\b(?:{_SAYS}|report(?:ed|s)?|cover(?:ed|s)?)\b|\b{_SAYS}\b.*\b{_PRESS}\b"
            r"|\b(?:news|newspaper|press|magazine) (?:article|story|report|coverage)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Publisher.COUNCIL,
        "council paper",
        re.compile(
            r"\b(?:cabinet|committee|scrutiny)(?:['’]s)? (?:paper|report|minutes|briefing)\b|\bpress releases?\b"
            r"|\bcouncil(?:['’]s)? (?:own )?(?:paper|minutes|statement)\b",
            re.IGNORECASE,
        ),
    ),
)
_INSPECTED = re.compile(r"\b(?:inspect\w*|judge\w*|report\w*|visit\w*|ofsted|rated|graded)\b", re.IGNORECASE)
_GRADED = re.compile(r"\b(?:judged?|rated?|graded?|found to be|deemed|judgements?)\b", re.IGNORECASE)


def why_not_held(asked: Asked) -> str | None:
    """Return that no document is about the authorities, or by the publisher, that a question names; else None."""
    understanding = asked.understanding
    known = [mention for mention in understanding.authorities if mention.how != "unknown" and not mention.in_corpus]
    if known and not understanding.named:
        names = join_words(list(dict.fromkeys(mention.name for mention in known)), "or")
        return f"No document here is about {names}. {say_holdings(list(asked.documents))}"
    about = _about(asked)
    for publisher, name, pattern in _PAPERS:
        if pattern.search(asked.question) and all(one.publisher is not publisher for one in about):
            where = f" about {join_words(list(understanding.named))}" if understanding.named else ""
            return f"No {name}{where} is among the documents. {say_holdings(about)}"
    return None


def _about(asked: Asked) -> list[Document]:
    """Return the documents about the authorities named, all where none is."""
    named = set(asked.understanding.named)
    return [document for document in asked.documents if not named or named & set(document.authorities)]


def missed_times(asked: Asked) -> list[TimeMention]:
    """Return the times that a question names and that no document about its authorities is of."""
    about = _about(asked)
    return [time for time in asked.understanding.times if not any(falls_within(one, time) for one in about)]


def of_time(asked: Asked, ranked: list[Candidate]) -> tuple[list[Candidate], str | None]:
    """Keep the sentences that speak of a year which the question names and no document of the authority is of.

    Where the year dates an inspection ('the 2016 report'), they must speak of an inspection too, and of the month
    where one is named.

    Returns:
        The sentences, and why there is no answer where none speaks of it.
    """
    missed = [time for time in missed_times(asked) if time.first.year == time.last.year]
    if not missed or not asked.understanding.named:
        return ranked, None
    dates_report = any(time.names_document for time in missed)
    spoken = [
        one
        for one in ranked
        if any(_speaks_of(one.span.text, time) for time in missed)
        and (not dates_report or _INSPECTED.search(one.span.text))
    ]
    if spoken:
        return spoken, None
    about = join_words(list(asked.understanding.named))
    when = join_words(list(dict.fromkeys(_said(time) for time in missed)), "or")
    held = find_targets(asked.understanding, asked.documents).documents
    return ranked, f"No document here about {about} is of {when}. {say_holdings(list(held))}"


def _speaks_of(text: str, time: TimeMention) -> bool:
    if str(time.first.year) not in text:
        return False
    return not _is_month(time) or f"{time.first:%B}" in text


def _is_month(time: TimeMention) -> bool:
    return (time.first.year, time.first.month) == (time.last.year, time.last.month)


def _said(time: TimeMention) -> str:
    return f"{time.first:%B} {time.first.year}" if _is_month(time) else str(time.first.year)


def earlier_grade(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return what is said of the grade of an inspection whose own report is not here, None where nothing is.

    All paragraphs about the authorities named are read for the year.
    """
    missed = missed_times(asked)
    if not (asked.understanding.named and missed and asks_for_grade(asked.question)):
        return None
    coverage = coverage_of(asked)
    found = [
        span for document in reversed(ordered(_about(asked))) for span in _graded_spans(asked, document, words, missed)
    ]
    best = sorted(found, key=lambda span: -coverage.share(content_stems(span.text)))[:MAX_SAID]
    if not best:
        return None
    when = join_words(list(dict.fromkeys(_said(time) for time in missed)), "or")
    note = f"No document of {when} is here; this is what later ones say of it."
    return Draft("metadata", say_statements(best), notes=(note,))


def _graded_spans(asked: Asked, document: Document, words: CatalogueWords, missed: Sequence[TimeMention]) -> list[Span]:
    """Return the sentences of a document that give a grade and speak of one of some times, the first of each text."""
    spans: dict[str, Span] = {}
    for paragraph in asked.corpus.paragraphs_of(document.id):
        if not paragraph.role.is_finding or not any(_speaks_of(paragraph.text, time) for time in missed):
            continue
        for start, end in sentences(paragraph.text):
            text = paragraph.text[start:end]
            graded = _GRADED.search(text) and words.grade_pattern.search(text)
            if graded and any(_speaks_of(text, time) for time in missed):
                spans.setdefault(text, Span(document, paragraph, start, end))
    return list(spans.values())
