"""Who a written claim says that it is from, and whether what it cites is theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answering.model.prompt import Passage
from index.answering.wording import say_date
from index.sentences import sentences
from index.support.terms import content_stems

__all__ = ["frame_of", "names_speaker", "tells_of", "wrong_speaker"]

_SAYING = (
    r"(?:find|finds|found|say|says|said|stat(?:e|es|ed)|judg(?:e|es|ed)|conclud(?:e|es|ed)|not(?:e|es|ed)|report(?:s|ed)?"
    r"|observ(?:e|es|ed)|identif(?:y|ies|ied)|saw|see|recommend(?:s|ed)?|prais(?:e|es|ed)|criticis(?:e|es|ed)"
    r"|acknowledg(?:e|es|ed)|claim(?:s|ed)?|admit(?:s|ted)?|argu(?:e|es|ed)|insist(?:s|ed)?|announc(?:e|es|ed)"
    r"|accept(?:s|ed)?|promis(?:e|es|ed)|describ(?:e|es|ed)|quot(?:e|es|ed)|tells?|told|added|adds|wrote|writes)"
)
_BETWEEN = r"(?:\s+(?:also|has|have|had|that|then|itself|team|in\s+\w+(?:\s+\d{4})?)){0,3}\s+"
_INSPECTORS = r"\b(?:ofsted|inspectors?|inspectorate|hmi)\b"
_INSPECTION = r"\b(?:inspection|visit|(?:inspection|(?:inspectors|inspectorate|ofsted)'?s?) (?:letter|report))\b"
_COUNCIL = (
    r"\b(?:council(?:'s (?:own )?(?:paper|report|account))?|cabinet(?: paper)?|councillors?"
    r"|lead(?:er of the council| member))"
)
_PRESS = r"\b(?:press|newspapers?|news (?:article|report|story)|article|journalists?|reporter|media)\b"
_CLAIMING = (
    r"(?:say|says|said|claim(?:s|ed)?|admit(?:s|ted)?|argu(?:e|es|ed)|insist(?:s|ed)?|tells?|told|stat(?:e|es|ed)"
    r"|report(?:s|ed)?|announc(?:e|es|ed))"
)
_SPEAKERS = {
    Publisher.INSPECTORATE: re.compile(
        rf"(?:{_INSPECTORS}|{_INSPECTION}){_BETWEEN}{_SAYING}\b|\b(?:according to|say|words of) (?:the )?{_INSPECTORS}"
        rf"|\b(?:judged|rated|found|graded|praised|criticised|seen|identified|noted) by (?:the )?{_INSPECTORS}",
        re.IGNORECASE,
    ),
    Publisher.COUNCIL: re.compile(
        rf"{_COUNCIL}{_BETWEEN}{_CLAIMING}\b|\baccording to (?:the )?{_COUNCIL}",
        re.IGNORECASE,
    ),
    Publisher.PRESS: re.compile(
        rf"{_PRESS}{_BETWEEN}{_SAYING}\b"
        rf"|\b(?:according to|reported (?:by|in)|quoted (?:by|in)) (?:the |a )?(?:local )?{_PRESS}",
        re.IGNORECASE,
    ),
}
_ANY_SAYING = re.compile(rf"\b{_SAYING}\b", re.IGNORECASE)
_NAMED_BODY = {
    Publisher.INSPECTORATE: re.compile(_INSPECTORS, re.IGNORECASE),
    Publisher.COUNCIL: re.compile(rf"{_COUNCIL}|\b(?:leaders?|managers?|director|authority)\b", re.IGNORECASE),
    Publisher.PRESS: re.compile(_PRESS, re.IGNORECASE),
}


def names_speaker(claim: str) -> frozenset[Publisher]:
    """Return those to whom a claim ascribes what it says; empty where it names nobody."""
    plain = claim.replace("’", "'")
    return frozenset(who for who, pattern in _SPEAKERS.items() if pattern.search(plain))


def wrong_speaker(claim: str, passages: Sequence[Passage]) -> Publisher | None:
    """Return whom a claim wrongly names as the speaker of what it cites, None where it does not.

    What is ascribed to somebody must be published by them. Where a claim names the publisher too ('the council's
    paper says that inspectors found'), or it is the inspectorate that tells what others said, the paragraph's own
    word for it is enough.
    """
    named = names_speaker(claim)
    publishers = {passage.document.publisher for passage in passages}
    if not named or Publisher.UNKNOWN in publishers:
        return None
    is_framed = bool(named & publishers) or publishers == {Publisher.INSPECTORATE}
    for who in sorted(named - publishers):
        if not (is_framed and tells_of(who, claim, passages)):
            return who
    return None


def tells_of(who: Publisher, claim: str, passages: Sequence[Passage]) -> bool:
    """Whether the sentences that come nearest to a claim say that somebody said something."""
    nearest = [_nearest(claim, passage.paragraph.text) for passage in passages]
    return any(_NAMED_BODY[who].search(text) and _ANY_SAYING.search(text) for text in nearest)


def _nearest(claim: str, text: str) -> str:
    own = frozenset(content_stems(claim))
    spans = [text[start:end] for start, end in sentences(text)]
    return max(spans, key=lambda one: len(own & frozenset(content_stems(one))), default="")


def frame_of(claim: str, document: Document, *, several: bool) -> str:
    """Return the words before a claim that say whose it is; empty where the inspectorate's one document speaks."""
    if document.publisher in (Publisher.COUNCIL, Publisher.PRESS) and document.publisher not in names_speaker(claim):
        is_council = document.publisher is Publisher.COUNCIL
        name = "The council's paper" if is_council else "The news article"
        dated = f" of {say_date(document.dated)}" if document.dated else ""
        return f"{name}{dated} {'says' if is_council else 'reports'}: "
    names = [name for name in document.authorities if name.lower() not in claim.lower()]
    year = str(document.dated.year) if document.dated else ""
    if several and (names or (year and year not in claim)):
        parts = [", ".join(document.authorities), document.kind, say_date(document.dated)]
        return f"{', '.join(part for part in parts if part)}: "
    return ""
