"""What inspectors found good about an authority: sentences of praise alone, one of each part of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Document, Paragraph, Publisher
from index.answering.asked import Asked
from index.answering.list_items import RARE
from index.answering.selection import CELL_GAP, in_reading_order
from index.answering.shortcomings import demanded
from index.answering.statements import Draft, Span
from index.answering.topic import beyond, said_otherwise
from index.answering.wording import say_statements
from index.sentences import sentences
from index.support.appraisal import appraise, speaks_against, wishes

__all__ = ["answer_strengths"]

SHOWN = 5
MIN_WORDS, MAX_WORDS = 7, 45
"""Words of a sentence that can stand for itself."""
_GOOD = r"(?:good|positives?|strong|encouraging|going (?:well|right)|work(?:s|ing|ed) well|well)"
_OF_METHOD = re.compile(
    r"^(?:\w+, )?(?:inspectors|they|we|i) (?:also )?(?:considered|looked at|reviewed|evaluated)\b", re.IGNORECASE
)
"""How a sentence begins that tells what inspectors did."""
_STRENGTHS = re.compile(
    r"\b(?:strengths?|strong (?:points?|suits?)|(?:good|positive) (?:points?|things?|news|aspects?|features?|work)"
    rf"|(?:any|some)(?:thing|where)? (?:at all )?(?:that (?:is|was|are|were) )?{_GOOD}|bright spots?|silver linings?"
    r"|(?:what|which things?) (?:[\w'’]+ ){0,6}?(?:prais\w+|commend\w*|compliment\w*|liked|admired?|applaud\w*"
    r"|impress\w*|pleased (?:with|about|by)|positive about|happy (?:with|about)|proud of|go(?:es|ing) well|going right"
    r"|work(?:s|ing) well|do(?:es|ing)? (?:well|best|right)|did (?:well|best|right)"
    r"|g[eo]t(?:s|ting|ten)? (?:\w+ )?right|done (?:well|right)|good at|best at|is good|was good"
    r"|are good|were good)|(?:ofsted|inspectors?|inspectorate|they) (?:\w+ )?like)\b",
    re.IGNORECASE,
)
_NO_PRAISE = re.compile(
    r"\b(?:not|never|nothing|needs?|must|should|ha(?:s|ve|d) to|bad|weak\w*|poor\w*|wrong|worse|worst|or)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""In such a question good is denied, only wished for, or not all that is asked for."""
_WORDS = (
    "strength strengths strong point points suit good positive positives thing things news aspect aspects feature "
    "features encouraging bright spot spots silver lining praise praised praises commend commended compliment like "
    "liked admire admired applaud impress impressed pleased happy proud well right best doing done working works "
    "work goes going inspectors inspection report letter council authority children services service local latest "
    "last recent current find found say said anything something all according ofsted identify identified "
    "highlighted see saw list main key biggest overall summary summarise get got gets getting nonetheless nevertheless "
    "though still despite even only requires improvement ri inadequate outstanding grade rated judged",
)


def answer_strengths(asked: Asked) -> Draft | None:
    """Return what the latest inspection of a named authority praises, where a question asks for that and no topic.

    A sentence of praise has nothing said against anything and no wish in it. None where there is no such sentence.
    """
    named = asked.understanding.named
    if len(named) != 1 or not _asks(asked):
        return None
    held = [
        one
        for one in asked.targets.documents
        if one.publisher is Publisher.INSPECTORATE and named[0] in one.authorities
    ]
    if not held:
        return None
    spans = _praise(asked, held[-1])
    return Draft("describe", say_statements(in_reading_order(spans))) if spans else None


def _asks(asked: Asked) -> bool:
    """Whether a question seeks praise and nothing in particular."""
    if not _STRENGTHS.search(asked.question) or _NO_PRAISE.search(asked.question):
        return False
    return not any(asked.rarity(one) >= RARE for one in beyond(asked, _WORDS) - said_otherwise(asked, _WORDS))


def _praise(asked: Asked, document: Document) -> list[Span]:
    """Return the sentences of most praise, of each section the best before a second of any."""
    demands = {one.id for one in demanded(asked, document)}
    paragraphs = [
        one
        for one in asked.corpus.paragraphs_of(document.id)
        if one.role.is_finding and one.id not in demands and CELL_GAP not in one.text
    ]
    found = sorted(_sentences(document, paragraphs), key=lambda one: -one[0])
    chosen: list[Span] = []
    for is_by_section in (True, False):
        for _, span in found:
            known = {(one.paragraph.section if is_by_section else one.paragraph.id) for one in chosen}
            if len(chosen) < SHOWN and (span.paragraph.section if is_by_section else span.paragraph.id) not in known:
                chosen.append(span)
    return chosen


def _sentences(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[float, Span]]:
    """Yield sentences that praise and do nothing else, with how much."""
    for paragraph in paragraphs:
        for start, end in sentences(paragraph.text):
            text = paragraph.text[start:end]
            if not MIN_WORDS <= len(text.split()) <= MAX_WORDS or _OF_METHOD.match(text):
                continue
            if wishes(text) or speaks_against(text):
                continue
            appraisal = appraise(text)
            if appraisal.sign > 0:
                yield appraisal.value, Span(document, paragraph, start, end)
