"""Says who said something: inspectorate, council or press, and where quoted words come from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answering.asked import Asked
from index.answering.selection import Candidate, distinct
from index.answering.statements import Draft, Span, Statement
from index.answering.topic import coverage_of
from index.answering.wording import dated_name, quoted, say_statements, speaker_of
from index.sentences import sentences
from index.support.terms import content_stems

__all__ = ["answer_attribution", "answer_speaker", "find_original"]

NEAR = 0.82
MAX_SPANS = 3
MAX_SPOKEN = 6
ABOUT = 0.6
"""Share of the best paragraph's words of the question from which another of the same speaker is on it too."""
_SAYS = re.compile(
    r"\b(?:say|says|said|saying|tell|told|think|thinks|claim\w*|comment\w*|respond\w*|response|react\w*|repl\w+|view|views|"
    r"admit\w*|promis\w*|quote\w*|words|argue\w*|explain\w*|mention\w*|state\w*)\b",
    re.IGNORECASE,
)
_SPOKEN_BY = {
    Publisher.COUNCIL: r"\b(?:council|cabinet|councillors?|authority|leader|lead member|director)\b",
    Publisher.PRESS: r"\b(?:press|newspaper|article|magazine|journalist|media|reported)\b",
    Publisher.INSPECTORATE: r"\b(?:ofsted|inspectors?|inspectorate|letter|report)\b",
}


def answer_attribution(asked: Asked, ranked: Sequence[Candidate]) -> Draft | None:
    """Return the words asked about with who says them, and the document from which a quotation comes."""
    if not ranked:
        return None
    ranked = sorted(ranked, key=lambda one: -(one.score + _fits_speaker(one, asked)))
    good = [
        one
        for one in ranked[:20]
        if one.score + _fits_speaker(one, asked) >= NEAR * (ranked[0].score + _fits_speaker(ranked[0], asked))
    ]
    spans = [one.span for one in distinct(good, MAX_SPANS)]
    statements = list(say_statements(spans))
    named = [_with_speaker(statement, span) for statement, span in zip(statements, spans, strict=True)]
    for span in spans:
        original = find_original(asked, span)
        if original is not None:
            text = f"The words come from {dated_name(original.document)}: {quoted(original.text)}"
            named.append(Statement(text, (original,)))
            break
    return Draft("attribution", tuple(named))


def answer_speaker(asked: Asked) -> Draft | None:
    """Return what a person said whom the question names, on what it asks about; None where nobody named is quoted."""
    people = asked.understanding.people
    if not people or not _SAYS.search(asked.question):
        return None
    coverage = coverage_of(asked)
    found: list[tuple[float, Span]] = []
    for document in asked.documents:
        if not any(person.role == "speaker" and person.name in people for person in document.people):
            continue
        for paragraph in asked.corpus.paragraphs_of(document.id):
            if any(quotation.speaker in people for quotation in paragraph.quotations):
                context = (*paragraph.section, paragraph.text)
                found.append(
                    (
                        coverage.share(content_stems(" ".join(context))),
                        Span(document, paragraph, 0, len(paragraph.text)),
                    )
                )
    best = max((share for share, _ in found), default=0.0)
    spans = [span for share, span in found if share >= best * ABOUT]
    return Draft("attribution", say_statements(spans[:MAX_SPOKEN])) if spans and (best or not coverage.words) else None


def _fits_speaker(candidate: Candidate, asked: Asked) -> float:
    """Return a bonus where a sentence is spoken by the person or body that the question names."""
    question = asked.question.lower()
    quotation = speaker_of(candidate.span)
    bonus = 0.0
    if quotation is not None and quotation.speaker:
        parts = quotation.speaker.lower().split()
        bonus += 0.6 if any(part in question for part in parts if len(part) > 3) else 0.0
        if re.search(_SPOKEN_BY[Publisher.COUNCIL], question) and not quotation.of_inspectorate:
            bonus += 0.35
    elif re.search(r"\bquot\w+|\bsaid\b|\bsays\b", question) and quotation is not None:
        bonus += 0.1
    if candidate.span.document.publisher in asked.understanding.publishers:
        bonus += 0.2
    return bonus


def _with_speaker(statement: Statement, span: Span) -> Statement:
    """Say who speaks also where it is the inspectorate in its own document."""
    if statement.text != span.text:
        return statement
    who = {Publisher.INSPECTORATE: "The inspectorate's", Publisher.UNKNOWN: "The"}.get(span.document.publisher, "The")
    return Statement(f"{who} {span.document.kind} ({dated_name(span.document)}) says: {quoted(span.text)}", (span,))


def find_original(asked: Asked, span: Span) -> Span | None:
    """Return where quoted words stand in a document of the inspectorate about the same authority, None if nowhere."""
    quotation = speaker_of(span)
    if quotation is None or not (quotation.of_inspectorate or span.document.publisher is Publisher.PRESS):
        return None
    wanted = _plain(span.paragraph.text[max(span.start, quotation.start) : min(span.end, quotation.end)])
    if len(wanted.split()) < 5:
        return None
    for document in asked.corpus.documents:
        if document.publisher is Publisher.INSPECTORATE and _shares_authority(document, span.document):
            found = _sentence_with(asked, document, wanted)
            if found is not None:
                return found
    return None


def _shares_authority(one: Document, other: Document) -> bool:
    return not one.authorities or not other.authorities or bool(set(one.authorities) & set(other.authorities))


def _sentence_with(asked: Asked, document: Document, wanted: str) -> Span | None:
    for paragraph in asked.corpus.paragraphs_of(document.id):
        if wanted in _plain(paragraph.text):
            for start, end in sentences(paragraph.text):
                plain = _plain(paragraph.text[start:end])
                if plain in wanted or wanted in plain:
                    return Span(document, paragraph, start, end)
            return Span(document, paragraph, 0, len(paragraph.text))
    return None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))
