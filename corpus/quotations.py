"""Whose words stand between quotation marks: the speaker, also over several paragraphs, and the quoted inspectorate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Quotation

__all__ = ["find_quotations", "is_mostly_quoted", "whole_quotation"]

_VERB = (
    r"(?:says?|said|states?|stated|warns?|warned|adds?|added|tells?|told|writes?|wrote|explain(?:s|ed)|comment(?:s|ed)"
    r"|not(?:es|ed)|admit(?:s|ted)|insist(?:s|ed)|conclud(?:es|ed)|found|finds?|reads?|call(?:s|ed)|describ(?:es|ed)"
    r"|claim(?:s|ed)|argu(?:es|ed)|continu(?:es|ed)|repl(?:ies|ied)|report(?:s|ed)|reveal(?:s|ed)|prais(?:es|ed)"
    r"|critici[sz](?:es|ed)|acknowledg(?:es|ed)|observ(?:es|ed)|stress(?:es|ed)|ask(?:s|ed)|according to)"
)
_WHO = r"[A-Za-z][^,.;:\"“”?!]{1,80}?"
# ', said Mary Martin, who ...' and ', the letter says'.
_AFTER = re.compile(
    rf"[,.!?]?\s*(?:{_VERB}\s+(?P<behind>{_WHO})(?=\s+(?:in|to|as|when|after|at|on|during|of its|and)\b|[,.;:\"“?!]|$)"
    rf"|(?P<before>{_WHO})\s+(?:also\s+)?{_VERB}\b)"
)
_TAIL = re.compile(
    rf",\s+(?:{_VERB}\s+(?P<behind>{_WHO})(?:\s+(?:in|to|as|at|on)\b[^\"“]{{0,80}})?|(?P<before>{_WHO})\s+{_VERB})[.]?$"
)
_BEFORE = re.compile(
    rf"(?P<who>.{{2,160}}?)\s+(?:(?:also|then|has|have|had|further)\s+)*{_VERB}\b(?P<rest>[^.?!]{{0,200}})$", re.DOTALL
)
_ACCORDING = re.compile(rf"\baccording to (?P<who>{_WHO})(?=[,.;:]|\s*$)", re.IGNORECASE)
_CONNECTIVE = re.compile(
    r"(?:however|but|and|meanwhile|nevertheless|also|in addition|yet|still|while|although|separately|last \w+|yesterday"
    r"|today"
    r"|speaking (?:after|to|at) [^,]{1,60}|responding[^,]{0,60}|in (?:a|its|the) [^,]{1,60}),?\s+(?=\S)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(rf"\b(?:was|were|is|are|been|being)\s+(?:\w+\s+)?{_VERB}\b")
_PASSIVE_END = re.compile(r"\b(?:was|were|is|are|been|being)$")
_BY = re.compile(rf"[,.]?\s*by (?P<who>{_WHO})(?=\s+(?:who|which|that|in|after|on|at)\b|[.,;]|$)")
_PRONOUN = re.compile(r"(?:he|she|they|it|who|which|which it|this|that|i|we)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!Cllr)[.?!][\"”’]?\s+")
_INSPECTORATE = re.compile(
    r"\b(?:inspectorates?|inspectors?|inspection|watchdogs?|regulators?|letters?|reports?)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:council|spokes\w+|commissioner|charit\w+|union|minister|police|committee|leader|director|mp)\b",
    re.IGNORECASE,
)
_MIN_WORDS = {'"': 4, "'": 5}
_MIN_ATTRIBUTED_WORDS = {'"': 1, "'": 3}
_MOSTLY = 0.5
# Who speaks is told this near; a longer paragraph is no paragraph.
_MAX_CONTEXT_CHARS = 1500


@dataclass(frozen=True, slots=True)
class _Span:
    """Characters between quotation marks; `closed` is False where the speech goes on in the next paragraph."""

    start: int
    end: int
    mark: str
    closed: bool = True
    speaker: str | None = None


def find_quotations(texts: Sequence[str], inspectorates: Sequence[str] = ("Ofsted",)) -> list[tuple[Quotation, ...]]:
    """Return the quotations of each paragraph.

    A speech that opens each paragraph with a mark and closes only the last belongs to one speaker
    throughout. Words in quotation marks that are a term rather than speech are left out.

    Args:
        texts: paragraphs in order.
        inspectorates: names of inspectorates, beside words such as 'inspectors' and 'the letter'.
    """
    found: list[tuple[Quotation, ...]] = []
    speaker: str | None = None
    is_open = False
    previous = ""
    for text in texts:
        spans = list(_spans(text))
        spoken: list[_Span] = []
        for number, span in enumerate(spans):
            carries_on = number == 0 and span.start <= 1 and (is_open or _stands_alone(text, spans, found))
            span = _attributed(text, spans, number, speaker, carries_on or bool(spoken))
            if number == 0 and span.speaker is None and span.start <= 1 and previous.endswith(":"):
                span = replace(span, speaker=_who_before(_SENTENCE_END.split(previous)[-1]))
            if _is_speech(text, span, carries_on):
                spoken.append(span)
                speaker = span.speaker or speaker
        is_open = bool(spans) and not spans[-1].closed
        previous = text
        found.append(tuple(_quotation(span, inspectorates) for span in spoken))
    return found


def is_mostly_quoted(text: str, quotations: Sequence[Quotation]) -> bool:
    """Tell whether a paragraph is somebody's speech rather than text that quotes a few words."""
    return sum(quotation.end - quotation.start for quotation in quotations) >= _MOSTLY * len(text)


def whole_quotation(
    words: str, *, speaker: str | None = None, lead_in: str = "", inspectorates: Sequence[str] = ("Ofsted",)
) -> Quotation:
    """Return the quotation that a paragraph is by its markup, as a whole.

    Args:
        words: what is quoted; it stands at the head of the paragraph.
        speaker: whom the markup names.
        lead_in: the paragraph before, which may name the speaker: 'The leader of the council said:'.
        inspectorates: names of inspectorates.
    """
    if speaker is None and lead_in.endswith(":"):
        speaker = _who_before(_SENTENCE_END.split(lead_in)[-1])
    return _quotation(_Span(0, len(words), '"', speaker=speaker), inspectorates)


def _quotation(span: _Span, inspectorates: Sequence[str]) -> Quotation:
    who = span.speaker or ""
    named = any(re.search(rf"\b{re.escape(name)}\b", who, re.IGNORECASE) for name in inspectorates)
    of_inspectorate = (named or _INSPECTORATE.search(who) is not None) and _OTHERS.search(who) is None
    return Quotation(span.start, span.end, span.speaker, of_inspectorate)


def _stands_alone(text: str, spans: Sequence[_Span], found: Sequence[tuple[Quotation, ...]]) -> bool:
    """Tell whether a paragraph is nothing but speech and follows speech: it is the same speaker's."""
    return (
        len(spans) == 1 and spans[0].mark == '"' and spans[0].end >= len(text) - 2 and bool(found) and bool(found[-1])
    )


def _is_speech(text: str, span: _Span, carries_on: bool) -> bool:
    count = len(text[span.start : span.end].split())
    least = _MIN_ATTRIBUTED_WORDS if span.speaker else _MIN_WORDS
    return count >= (1 if carries_on else least[span.mark])


def _spans(text: str) -> Iterator[_Span]:
    """Yield what stands between double quotation marks, and between single ones outside those."""
    position = 0
    opening = _OPENING
    while match := opening.search(text, position):
        mark = '"' if match[0] in '"“' else "'"
        closing = (_CLOSING_DOUBLE if mark == '"' else _CLOSING_SINGLE).search(text, match.end())
        if closing is None and mark == "'":
            # An apostrophe; there is no closing mark for any other that follows either.
            position, opening = match.end(), _OPENING_DOUBLE
            continue
        end = closing.start() if closing else len(text)
        yield _Span(match.end(), end, mark, closing is not None)
        position = closing.end() if closing else len(text)


_OPENING_DOUBLE = re.compile(r"“|(?<![\w.,!?…])\"(?=\S)")
_OPENING = re.compile(r"“|(?<![\w.,!?…])\"(?=\S)|(?<![\w’'])[‘'](?=[\w£\"“])")
_CLOSING_DOUBLE = re.compile(r"”|(?<=\S)\"")
_CLOSING_SINGLE = re.compile(r"(?<=[\w.,!?…])[’'](?![\w’'])")


def _attributed(text: str, spans: Sequence[_Span], number: int, last: str | None, carries_on: bool) -> _Span:
    """Return a span with its speaker, and without an attribution that its missing mark let in."""
    span = spans[number]
    if not span.closed and (tail := _TAIL.search(text, max(span.start, len(text) - _MAX_CONTEXT_CHARS))):
        return replace(span, end=tail.start(), speaker=_resolved(tail["behind"] or tail["before"], last))
    begin = max(spans[number - 1].end + 1 if number else 0, span.start - _MAX_CONTEXT_CHARS)
    until = spans[number + 1].start - 1 if number + 1 < len(spans) else len(text)
    until = min(until, span.end + _MAX_CONTEXT_CHARS)
    before = _SENTENCE_END.split(text[begin : max(span.start - 1, begin)])[-1]
    after = _SENTENCE_END.split(" " + text[min(span.end + 1, len(text)) : until], maxsplit=1)[0].strip()
    who = _who_after(after) or _who_before(before) or _who_by(before, after) or _who_at_end(after)
    if who is not None and _PRONOUN.fullmatch(who):
        who = _subject(text[: span.start]) or last
    if who is None:
        who = last if carries_on else _subject(text[: span.start - 1]) if span.mark == '"' else None
    return replace(span, speaker=who)


def _resolved(who: str, last: str | None) -> str | None:
    return last if _PRONOUN.fullmatch(who) else who.strip()


def _who_after(after: str) -> str | None:
    if match := _ACCORDING.search(after):
        return match["who"].strip()
    match = _AFTER.match(after)
    if match is None:
        return None
    return _named(match["behind"] or match["before"])


def _who_at_end(after: str) -> str | None:
    match = _TAIL.search(after)
    return _named(match["behind"] or match["before"]) if match else None


def _who_before(before: str) -> str | None:
    """Return the subject of the last verb of saying before a quotation."""
    if match := _ACCORDING.search(before):
        return match["who"].strip()
    match = _BEFORE.search(before.rstrip(" :,"))
    if match is None:
        return None
    return _named(match["who"])


def _who_by(before: str, after: str) -> str | None:
    """Return who is named with 'by' after a quotation: 'was called "..." by inspectors'."""
    match = _BY.match(after) if _PASSIVE.search(before) else None
    return match["who"].strip() if match else None


def _subject(before: str) -> str | None:
    """Return who spoke last in the paragraph before a quotation: 'Mr Vane said he was sorry. "We have ...'."""
    for sentence in reversed(_SENTENCE_END.split(before[-_MAX_CONTEXT_CHARS:])):
        match = _BEFORE.search(sentence.rstrip(' :,."“'))
        who = _named(match["who"]) if match else None
        if who is not None and not _PRONOUN.fullmatch(who):
            return who
    return None


def _named(phrase: str) -> str | None:
    """Return the name in a subject: without what joins it to the text before and what explains it after commas."""
    phrase = phrase.strip(" ,-–—")
    while match := _CONNECTIVE.match(phrase):
        phrase = phrase[match.end() :]
    name = phrase.split(",")[0].strip()
    is_passive = _PASSIVE_END.search(phrase) is not None
    return name if name and not is_passive and len(name.split()) <= 12 else None
