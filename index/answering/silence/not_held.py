"""What a question names and no document here is about or of: authorities, publishers, years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus.model import Document, Publisher
from index.answering.about import say_holdings
from index.answering.asked import Asked
from index.answering.catalogue.words import CatalogueWords
from index.answering.grades_answer import asks_for_grade
from index.answering.selection import Candidate
from index.answering.silence.other_inspections import why_other_inspection
from index.answering.silence.unspoken import why_unspoken
from index.answering.statements import Draft, Span
from index.answering.targets import falls_within, ordered
from index.answering.topic import coverage_of
from index.answering.wording import join_words, say_date, say_statements
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
_PUBLISHED = re.compile(
    r"\b(?:since|after|following|once)\b (?:\w+ ){0,4}?(?:letter|report|inspection|visit|judge?ment|findings?|result"
    r"|grade)"
    r"s?\b(?: (?:was|were|is|had|has been|got|being))? ?(?:publi\w+|sent|out|came out|come out|issued|released|landed"
    r"|printed|received|arrived|appeared)",
    re.IGNORECASE,
)
"""Words for what came after a document."""
_FINDINGS_OF = re.compile(
    r"\b(?:findings?|conclusions?|results?|outcomes?|recommendations?) (?:from|of|in|by|at)\b|\b(?:did|does|do)\b.*\b"
    r"(?:find|found|say|said|report|conclude|recommend|show)\b|\b(?:said|written|found|reported|was|is) in\b",
    re.IGNORECASE,
)
"""Words of asking for what an inspection found."""
_LATER = re.compile(r"\b(?:since|after|following|until)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since(?! when\b)|(?<!look )(?<!looked )(?<!looking )after|following)\b[^,;.?]*$", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:told|being|was|were|got|came out|came|went|failed|found|judged|rated|inspected|visited|inspection|report)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:anybody|anyone|somebody|someone|job|jobs|resign\w*|sack\w*|apologi\w*|fallout|response|reaction)\b[^,;.?]*"
    r"\b(?:over|to|for|because of)\b[^,;.?]*$",
    re.IGNORECASE,
)
"""What a document was the reason of, so that it came later."""
_DOCUMENT = re.compile(
    r"\W*(?:\w+ )?(?:ofsted )?(?:inspection|report|letter|visit|findings?|judge?ment|grade|rating|verdict|result)",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|than|differ\w*|better|worse|both|lowest|highest|best|worst|similar\w*"
    r"|contrast\w*)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(r"\b(?:judged?|rated?|graded?|found to be|deemed|judgements?)\b", re.IGNORECASE)


def why_not_held(asked: Asked) -> str | None:
    """Return that no document is about the authorities, or by the publisher, that a question names; else None."""
    understanding = asked.understanding
    known = [mention for mention in understanding.authorities if mention.how != "unknown" and not mention.in_corpus]
    if known and not understanding.named:
        names = join_words(list(dict.fromkeys(mention.name for mention in known)), "or")
        return f"No document here is about {names}. {say_holdings(list(asked.documents))}"
    about = _about(asked)
    if (why := _not_compared(asked)) is not None:
        return why
    if understanding.named and (why := _of_later(asked, about) or _of_kind(asked, about)):
        return why
    if understanding.named and (why := why_other_inspection(asked) or why_unspoken(asked)):
        return why
    for publisher, name, pattern in _PAPERS:
        if pattern.search(asked.question) and all(one.publisher is not publisher for one in about):
            where = f" about {join_words(list(understanding.named))}" if understanding.named else ""
            return f"No {name}{where} is among the documents. {say_holdings(about)}"
    return None


def _not_compared(asked: Asked) -> str | None:
    """Return that a side of a comparison is not held, None where all are or nothing is compared."""
    is_compare = asked.understanding.form == "compare" and _COMPARES.search(asked.question) is not None
    absent = [
        mention.name
        for mention in asked.understanding.authorities
        if not mention.in_corpus and (is_compare or mention.how != "unknown")
    ]
    if not absent or not (is_compare or _COMPARES.search(asked.question)):
        return None
    others, names = join_words(list(dict.fromkeys(absent)), "or"), join_words(list(asked.understanding.named))
    why = f"so nothing can be compared with {names or 'the others'}"
    return f"No document here is about {others}, {why}. {say_holdings(_about(asked))}"


def _of_later(asked: Asked, about: Sequence[Document]) -> str | None:
    """Return that nothing is as late as what a question asks for: what happened after the latest document here."""
    latest = max((document for document in about if document.dated), key=_day, default=None)
    if latest is None or latest.dated is None:
        return None
    later = [time for time in asked.understanding.times if time.first > latest.dated]
    held = asked.targets.documents
    is_last = _PUBLISHED.search(asked.question) is not None and bool(held) and _day(held[-1]) >= latest.dated
    is_since = any(_is_since(asked.question, time, latest) for time in asked.understanding.times)
    if not is_last and not is_since and not (later and _LATER.search(asked.question)):
        return None
    names = join_words(list(asked.understanding.named), "or")
    return f"The latest document here about {names} is of {say_date(latest.dated)}; what came after it is in none."


def _is_since(question: str, time: TimeMention, latest: Document) -> bool:
    """Whether a question asks what came after the inspection that the latest document is of ('since the 2023 report').

    A year alone dates it; 'since March 2023' may be before the inspectors came.
    """
    if _is_month(time) or latest.dated is None:
        return False
    of_latest = {day.year for day in (latest.dated, latest.visit_end) if day is not None}
    before, after = question[: time.start], question[time.end :]
    if time.first.year not in of_latest or time.first.year != time.last.year:
        return False
    if re.search(r"\b(?:at|by|during|before|until)\b[^,;.?]*$", before, re.IGNORECASE):
        return False
    return bool(
        (_SINCE.search(before) and (_DOCUMENT.match(after) or _TOLD.search(before)))
        or (_OVER.search(before) and _DOCUMENT.match(after))
    )


def _day(document: Document) -> date:
    return document.dated or date.min


def _of_kind(asked: Asked, about: Sequence[Document]) -> str | None:
    """Return that no document about the authorities named is of the kind whose findings a question asks for."""
    found = _FINDINGS_OF.search(asked.question)
    if found is None:
        return None
    for framework in asked.frameworks:
        for kind in framework.kinds:
            names = "|".join(re.escape(name) for name in (kind.id, *kind.other_names))
            is_asked = not kind.full and re.search(rf"\b(?:{names})s?\b", asked.question, re.IGNORECASE)
            if is_asked and not any(document.kind == kind.id for document in about):
                where = join_words(list(asked.understanding.named))
                return f"No {kind.id} about {where} is among the documents. {say_holdings(list(about))}"
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
    held = asked.targets.documents
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
