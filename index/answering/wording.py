"""How answers name documents, dates and speakers. Words added here are kept apart from quoted words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from corpus.model import Document, Publisher, Quotation
from index.answer import Verdict
from index.answering.statements import Span, Statement

__all__ = [
    "dated_name",
    "join_words",
    "plural",
    "quoted",
    "say_authorities",
    "say_date",
    "say_document",
    "say_statements",
    "speaker_of",
]

CUT = "[…]"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def say_date(day: date | None) -> str:
    """Return '18 May 2018', or 'undated'."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else "undated"


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Return 'a', 'a and b', 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """Return '1 report', '3 reports', '2 authorities' (`many` where 's' does not make the plural)."""
    return f"{count} {noun}" if count == 1 else f"{count} {many or noun + 's'}"


def say_authorities(document: Document) -> str:
    """Return the authorities a document is about, or its title where it names none."""
    return join_words(document.authorities) or document.title


def say_document(document: Document) -> str:
    """Return what a document is: 'the focused visit letter to Swindon of 18 May 2018'."""
    kind = "document" if document.kind == "other" else document.kind
    about = f" on {join_words(document.authorities)}" if document.authorities else f" '{document.title}'"
    return f"the {kind}{about} ({say_date(document.dated)})"


def dated_name(document: Document) -> str:
    """Return 'Swindon, focused visit letter, 18 May 2018'."""
    return f"{say_authorities(document)}, {document.kind}, {say_date(document.dated)}"


def quoted(text: str) -> str:
    """Return words in quotation marks."""
    return f"“{text}”"


def speaker_of(span: Span) -> Quotation | None:
    """Return the quotation that holds most of a span's characters, None if they are the document's own."""
    length = span.end - span.start
    for quotation in span.paragraph.quotations:
        shared = min(span.end, quotation.end) - max(span.start, quotation.start)
        if shared * 2 > length:
            return quotation
    return None


def say_statements(spans: Iterable[Span]) -> tuple[Statement, ...]:
    """Turn spans into sentences of an answer, telling documents and speakers apart.

    The inspectorate's own words stand bare where they are all from one document. Otherwise a few words
    before the quotation say whose they are; the quoted words are always the source's.
    """
    listed = list(spans)
    several = len({span.document.id for span in listed}) > 1
    said: list[Statement] = []
    before: Span | None = None
    for span in listed:
        again = before is not None and before.document.id == span.document.id
        frame = _frame(span, several=several, again=again)
        text = _shown(span)
        said.append(Statement(f"{frame} {quoted(text)}" if frame else text, (span,), Verdict.VERBATIM))
        before = span
    return tuple(said)


def _shown(span: Span) -> str:
    """Return a span's words, with a mark where a sentence was cut short."""
    text = " ".join(span.text.split("\n"))
    return text


def _frame(span: Span, *, several: bool, again: bool) -> str | None:
    """Return the words that say who speaks, None where the inspectorate alone does."""
    document = span.document
    quotation = speaker_of(span)
    if quotation is not None and quotation.of_inspectorate:
        return f"{_name(document, again=again)} quotes the inspectorate:"
    if quotation is not None and quotation.speaker:
        return f"{_name(document, again=again)} quotes {quotation.speaker}:"
    if document.publisher in (Publisher.COUNCIL, Publisher.PRESS):
        verb = "says" if document.publisher is Publisher.COUNCIL else "reports"
        return f"{_name(document, again=again)} {'also ' if again else ''}{verb}:"
    if several and not again:
        return f"{dated_name(document)}:"
    return None


def _name(document: Document, *, again: bool) -> str:
    """Return 'The council's paper (4 September 2019)', without the date when it was just named."""
    what = {Publisher.COUNCIL: "The council's paper", Publisher.PRESS: "The news article"}.get(document.publisher)
    name = what or f"The {document.kind}"
    return name if again else f"{name} of {say_date(document.dated)}" if document.dated else name
