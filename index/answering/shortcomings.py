"""Answers what has to improve in words of one's own: weaknesses, what to put right, what is left to do."""

from __future__ import annotations

import re

from corpus.model import Document, Paragraph, Publisher
from index.answering.asked import Asked
from index.answering.list_items import items_on_topic
from index.answering.listing import MAX_LISTS, items_of, say_lists
from index.answering.statements import Draft
from index.answering.topic import beyond

__all__ = ["answer_shortcomings", "demanded"]

_BETTER = (
    r"(?:improv\w+|get(?:ting)? better(?: at)?|do(?:ing)? better|better at|put(?:ting)? right|sort(?:ed"
    r"|ing)?(?: out)?|fix(?:ed|ing)?"
    r"|work(?:ing)? on|address(?:ed|ing)?|chang(?:e|ed|ing)|tackl(?:e|ed|ing)|strengthen(?:ed|ing)?|do next|done)"
)
_TOLD = (
    r"(?:told|asked|instructed|urged|advised|expected|required|need(?:s|ed)?|ha[sd]|have|must|should|left|still"
    r"|want(?:s|ed)?|to)"
)
_SHORTCOMINGS = re.compile(
    rf"\bwhat(?:'s|’s| else| things?| (?:two|three|four|five|six) things"
    rf"| (?:is|was|were|are|did|does|do|has|have|had|must|should))?\b"
    rf".{{0,60}}?\b{_TOLD}\b.{{0,40}}?\b{_BETTER}\b|"
    r"\b(?:weakness(?:es)?|shortcomings?|failings?|weak (?:points?|spots?|areas?)|deficiencies|flaws"
    r"|criticisms|(?:main|biggest|chief|greatest|worst|gravest|key|(?:most|more) (?:serious|pressing|important|urgent))"
    r" (?:worr(?:y|ies)|concerns?|criticism|complaints?|problems?|issues?|faults?|headaches?|challenges?|gripes?)"
    r"|what (?:needs?|has|have|had|must|should)(?: to)?(?: be)? (?:fix\w*|sort\w*|address\w*|put right|chang\w+"
    r"|do better|get better)"
    r"|what (?:must|should|does|do|did|has|have|need) .{0,50}\b(?:fix|sort out|put right|work on|address"
    r"|do better|improve)"
    r"|what (?:[\w'’]+ ){0,5}?(?:unhappy|dissatisfied|displeased|disappointed|worried|concerned|bothered)"
    r" (?:about|with|by)"
    r"|what (?:worri(?:es|ed)|concern(?:s|ed)|bother(?:s|ed)|trouble[sd]) (?:the )?(?:inspectors|ofsted|inspectorate)"
    r"|(?:weakest|worst|poorest) (?:areas?|parts?|bits?|points?|aspects?)"
    r"|(?:areas?|parts?|bits?|aspects?) .{0,40}\b(?:weakest|worst)"
    r"|(?:fall|falls|fell|falling) short|(?:is|are|was|were) .{0,40}\bbad at|doing (?:badly|wrong|poorly))\b",
    re.IGNORECASE,
)
_NOT_BETTER = re.compile(
    r"\bwhy (?:isn|wasn|aren|weren)['’]t .{0,60}?\b(?:outstanding|good|any better)\b"
    r"|\bwhy (?:is|was|are|were) .{0,60}?\bnot (?:\w+ )?(?:outstanding|good|any better)\b"
    r"|\bwhat .{0,30}\b(?:stop\w*|kept|keeps|keeping|prevent\w*|held|holds|holding) .{0,50}"
    r"\b(?:outstanding|good|higher|better|back)\b"
    r"|\bwhat (?:[\w'’]+ ){0,3}?(?:is|are|was|were|do|does|did)(?:n['’]t| (?:they |inspectors |ofsted )?not) .{0,40}"
    r"\b(?:good|well|right|work\w*|prais\w+|like)\b",
    re.IGNORECASE,
)
"""Asks why an authority is no better, where it names nothing in particular."""
_CHANGED = re.compile(r"\bwhat(?:['’]s| has| have| had)? (?:changed|improved|got(?:ten)? better)\b", re.IGNORECASE)
_SHORTCOMING_WORDS = (
    "weakness weaknesses weak shortcoming shortcomings failing failings deficiency deficiencies flaw flaws problem "
    "problems worry worries worried concern concerns issue issues complaint complaints fault faults headache "
    "headaches challenge challenges gripe gripes chief greatest worst gravest serious pressing important urgent "
    "criticism criticisms main key biggest fix fixed fixing sort sorted out address addressed put right change do "
    "better bad wrong badly poorly fall falls fell short work points point spots areas area need needs needed must "
    "should improve improvement inspectors inspection report council authority children services service local "
    "according latest last most recent current find found told asked instructed urged left still thing things two "
    "three four five six weakest worst poorest parts part bits bit aspects aspect outstanding good higher better "
    "back why stop stops stopped stopping kept keeps keeping prevent prevents prevented held holds holding unhappy "
    "dissatisfied displeased disappointed concerned worries bothered bothers troubles troubled after next tackle "
    "tackled strengthen strengthened getting working putting sorting want wants wanted required expected advised "
    "else find found identify identified highlighted say said see saw summarise summary list overall",
)
_DEMANDS = ("what needs to improve", "areas for priority action", "recommendations")


_ALONE = re.compile(r"\bthe (?:only|sole) (?:one|council|(?:local )?authority|place|borough)\b", re.IGNORECASE)


def answer_shortcomings(asked: Asked) -> Draft | None:
    """Return what the latest inspection of a named authority says has to improve, where its weaknesses are asked for.

    Of the list only what the question is about, where it names a topic. None where no authority is named or no document
    has such a list, or nothing on the topic in it.
    """
    named = asked.understanding.named
    if not named or _ALONE.search(asked.question) or not _asks(asked):
        return None
    targets = [one for one in asked.targets.documents if one.publisher is Publisher.INSPECTORATE]
    found: list[tuple[Document, tuple[Paragraph, ...]]] = []
    for name in named:
        held = [(one, items) for one in targets if name in one.authorities and (items := demanded(asked, one))]
        found += held if asked.understanding.times else held[-1:]
    chosen = items_on_topic(asked, found[:MAX_LISTS], _SHORTCOMING_WORDS) if found else None
    if chosen is None:
        return None
    return say_lists(chosen, {document.id: len(items) for document, items in found})


def _asks(asked: Asked) -> bool:
    if _NOT_BETTER.search(asked.question):
        return not beyond(asked, _SHORTCOMING_WORDS)
    return _SHORTCOMINGS.search(asked.question) is not None and not _CHANGED.search(asked.question)


def demanded(asked: Asked, document: Document) -> tuple[Paragraph, ...]:
    """Return what a document says has to improve, most pressing first."""
    for section in _DEMANDS:
        if items := items_of(asked, document, section):
            urgent = items_of(asked, document, _DEMANDS[1]) if section == _DEMANDS[0] else ()
            return tuple(dict.fromkeys((*urgent, *items)))
    return ()
