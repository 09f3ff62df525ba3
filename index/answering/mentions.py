"""Answers by every passage: which documents use a word as it stands, and everything that is said about a topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Paragraph
from corpus.wording import fold
from index.answer import Filters, Verdict
from index.answering.asked import Asked
from index.answering.selection import Candidate, rank_sentences
from index.answering.statements import Draft, RowDraft, Span, Statement
from index.answering.targets import by_noun, ordered
from index.answering.topic import coverage_of
from index.answering.wording import dated_name, join_words, plural, quoted, say_date
from index.sentences import sentences
from index.support.terms import is_function_word

__all__ = ["answer_everything", "answer_mentions"]

MAX_SHOWN = 25
"""Documents that get a line of the answer; its rows hold all."""
PER_DOCUMENT = 3
PER_SEARCH = 600
OWN = 0.6
"""Share of the question's words, weighted by rarity, that a sentence must have to be on the topic."""
_DOCUMENTS = (
    r"(?:letters?|reports?|documents?|inspections?|visits?|papers?|articles?|councils?|(?:local )?authorit(?:y"
    r"|ies))"
)
_USES = (
    r"(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|talk(?:s|ed|ing)? (?:about|of)|use(?:s|d)? the (?:words?"
    r"|phrase|term)"
    r"|contain(?:s|ed|ing)?(?: the (?:words?|phrase|term))?|name(?:s|d)?(?! of)|cite[sd]?"
    r"|include(?:s)? the (?:words?|phrase|term))"
)
_MENTIONS = re.compile(
    rf"\b(?:which|what|how many|list|name|show|find|number of"
    rf"|all)\b.{{0,60}}?\b{_DOCUMENTS}\b.{{0,60}}?\b{_USES}\s+(?P<words>.+)$"
    rf"|^\W*(?:is|are|where (?:is|are)|how often (?:is|are))\s+(?P<subject>.+?)\s+(?:ever |anywhere )?mentioned\b",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(
    r"\b(?:everything|anything and everything|every (?:mention|reference|comment|passage|statement)"
    r"|all (?:that )?(?:the )?(?:inspectors|ofsted|reports?|letters?|documents?|they) (?:\w+ )?(?:say|says|said"
    r"|found|find|write"
    r"|wrote|state)|all (?:that )?(?:there )?(?:is|was|has been) (?:there |said |written |known )*(?:about|on)"
    r"|all (?:the )?(?:mentions|references|comments|passages|statements|evidence|findings) (?:about|on|of|to))\b",
    re.IGNORECASE,
)
_TRIMMED = re.compile(
    r"^(?:the|a|an|any|either|both|words?|phrase|term)\s+|\s+(?:at all|anywhere|by name|please|and where)$",
    re.IGNORECASE,
)


def answer_mentions(asked: Asked) -> Draft | None:
    """Return the documents that use the words asked about as they stand, each with the first sentence that does.

    Case, hyphens and a plural do not count; nothing is found by its meaning. None where no mention is asked for.
    """
    match = _MENTIONS.search(fold(asked.question).rstrip(" ?.!"))
    if match is None:
        return None
    phrase = _phrase(asked, match["words"] or match["subject"])
    if phrase is None:
        return None
    documents = _documents(asked)
    found = _first_with(asked, phrase)
    held = [one for one in reversed(documents) if one.id in found]
    of = plural(len(documents), "document")
    if not held:
        reason = f"None of {of} has the words {quoted(phrase)}."
        return Draft("corpus", (Statement(reason, (), Verdict.SUPPORTED),), reason=reason)
    head = f"{len(held)} of {of} {'has' if len(held) == 1 else 'have'} the words {quoted(phrase)}."
    return _lines(
        held, {identity: (span,) for identity, span in found.items()}, head, f"documents with the words {phrase}"
    )


def answer_everything(asked: Asked) -> Draft | None:
    """Return what all documents meant say on a topic, newest first; None where not everything is asked for."""
    if _EVERYTHING.search(asked.question) is None or not coverage_of(asked).words:
        return None
    documents = _documents(asked)
    limits = Filters(documents=tuple(document.id for document in documents))
    results = asked.find(limits, min(PER_SEARCH, 6 * len(documents) + 20)) if documents else []
    best: dict[str, list[Candidate]] = {}
    for candidate in rank_sentences(asked, results):
        held = best.setdefault(candidate.span.document.id, [])
        if _is_on(candidate) and len(held) < PER_DOCUMENT:
            held.append(candidate)
    found = [one for one in reversed(documents) if best.get(one.id)]
    if not found:
        return None
    spans = {identity: tuple(sorted((one.span for one in held), key=_place)) for identity, held in best.items()}
    head = f"{len(found)} of {plural(len(documents), 'document')} say something on this, newest first."
    return _lines(found, spans, head, "all documents that say something on this")


def _is_on(candidate: Candidate) -> bool:
    """Whether a sentence itself, or it with the headings and sentences around it, has the words asked about."""
    return candidate.own >= OWN or (candidate.around >= OWN and candidate.own >= OWN / 2)


def _place(span: Span) -> tuple[int, int]:
    return (span.paragraph.ordinal, span.start)


def _documents(asked: Asked) -> list[Document]:
    """Return the documents that a question is about, oldest first."""
    targets = asked.targets
    return ordered(by_noun(targets.documents or asked.documents, asked.question))


def _phrase(asked: Asked, words: str) -> str | None:
    """Return the words to look for, without names of authorities and times that only limit; None where none is left."""
    text = words
    limits = [(one.start, one.end) for one in asked.understanding.authorities]
    limits += [(one.start, one.end) for one in asked.understanding.times]
    for start, end in limits:
        name = re.escape(fold(asked.question)[start:end])
        text = re.sub(rf"\s*\b(?:in|of|for|by|from|since|about)?\s*(?:the )?{name}\b.*$", "", text, flags=re.IGNORECASE)
    before = ""
    while before != text:
        before, text = text, _TRIMMED.sub("", text.strip(" \"'“”‘’?.!,"))
    return text if any(not is_function_word(word) for word in re.findall(r"\w+", text)) else None


def _alternatives(phrase: str) -> list[str]:
    """Return the phrases between which 'or' and commas let choose."""
    return [part for part in re.split(r"\s*,\s*(?:or\s+)?|\s+or\s+", phrase) if part.strip()]


def _as_written(phrase: str) -> re.Pattern[str]:
    """Return a pattern for words as they stand: case, hyphens and spaces alike, the last one with or without plural."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", phrase.lower())
    if not words:
        return re.compile(r"(?!)")
    last = re.escape(re.sub(r"(?<=[^s])s$", "", words[-1]))
    body = r"[\s\-–]+".join([*(re.escape(word) for word in words[:-1]), rf"{last}(?:'?s|es)?"])
    return re.compile(rf"\b{body}\b", re.IGNORECASE)


def _first_with(asked: Asked, phrase: str) -> dict[str, Span]:
    """Return by document the first sentence that has one of the alternatives of a phrase as it stands."""
    found: dict[str, Span] = {}
    for part in _alternatives(phrase):
        pattern = _as_written(part)
        for paragraph in asked.corpus.paragraphs_with(part):
            if not paragraph.role.is_finding or not (match := pattern.search(_plain(paragraph))):
                continue
            held = found.get(paragraph.document_id)
            if held is None or paragraph.ordinal < held.paragraph.ordinal:
                document = asked.corpus.document(paragraph.document_id)
                at = match.start()
                start, end = next(pair for pair in sentences(paragraph.text) if pair[0] <= at < pair[1])
                found[document.id] = Span(document, paragraph, start, end)
    return found


def _plain(paragraph: Paragraph) -> str:
    """Return a paragraph's text with one sort of apostrophe, so that places stay comparable."""
    return paragraph.text.replace("’", "'").replace("‑", "-")


def _lines(found: Sequence[Document], spans: dict[str, tuple[Span, ...]], head: str, query: str) -> Draft:
    first = tuple(spans[document.id][0] for document in found)
    statements = [Statement(head, first[:MAX_SHOWN], Verdict.SUPPORTED, computed=True)]
    rows: list[RowDraft] = []
    for at, document in enumerate(found):
        held = spans[document.id]
        name = ", ".join(document.authorities) or document.title
        text = " […] ".join(span.text for span in held)
        rows.append(RowDraft(name, text, held[0], say_date(document.dated)))
        if at < MAX_SHOWN:
            statements.append(Statement(f"{dated_name(document)}: {quoted(text)}", held))
    others = found[MAX_SHOWN:]
    notes = (
        (f"Also {join_words([f'{dated_name(one)}' for one in others[:8]])} and others; the rows hold all.",)
        if others
        else ()
    )
    return Draft("corpus", tuple(statements), tuple(rows), notes=notes, query=query)
