"""Corrects an event, or a want, that a question takes for granted and of which the documents do not speak.

'Since its MASH was shut ...' where nothing was shut; 'why has it got no virtual school?' where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Document, Role
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.evidence import document_span
from index.answering.selection import Candidate
from index.answering.statements import Draft, Span, Statement
from index.answering.targets import falls_within
from index.answering.topic import coverage_of
from index.answering.wording import join_words
from index.sentences import sentences
from index.support.coverage import QuestionWord
from index.support.terms import content_stems, stems_of

__all__ = ["answer_event_premise", "answer_want_premise"]

SHOWN = 2
"""Sentences on the thing that are shown beside the correction."""
ABOUT = 0.4
"""Share of the question's words that such a sentence has."""
HALF = 0.5
"""Share, by weight, of a thing's words that a sentence on it has."""
SPOKEN_OF = 2
"""Sentences that speak of a thing, without denying it, from which it is there."""


@dataclass(frozen=True, slots=True)
class Event:
    """What may have happened to a thing: in words of its own, as a question says it, and as a document may."""

    name: str
    asks: re.Pattern[str]
    says: re.Pattern[str]


def _event(name: str, asks: str, says: str) -> Event:
    return Event(name, re.compile(rf"\b(?:{asks})\b", re.IGNORECASE), re.compile(rf"\b(?:{says})\b", re.IGNORECASE))


_ENDED = (
    r"clos\w+|shut\w*|end(?:ed|ing)|ceas\w+|disband\w*|dissol\w+|abolish\w*|decommission\w*|no longer|replac\w+"
    r"|discontinu\w+|withdr\w+|disestablish\w*|scrap\w*|cut|lost|loss|stopped"
)
EVENTS = (
    _event(
        "was closed",
        r"(?:was|were|been|being|got|get|is|are) (?:\w+ )?(?:shut|closed)(?: down)?"
        r"|shut(?:ting)? (?:down )?(?:its|the|their|all)"
        r"|clos(?:ed|ing) (?:down )?(?:its|the|their|all)|did .{0,60}\b(?:shut|close)(?: down)?(?! to)|closure of"
        r"|wound up|disbanded|dissolved|axed|scrapp\w+|abolish\w+|discontinued|mothballed|demolished",
        _ENDED,
    ),
    _event(
        "was withdrawn",
        r"withdr[ae]w\w*|retract\w*|t(?:ake|ook|aken) back|overturn\w*|quash\w*|annul\w*|re-?issued?",
        r"withdr[ae]w\w*|retract\w*|overturn\w*|quash\w*|annul\w*|re-?issue\w*|no longer|remov\w+|discharg\w+|lifted",
    ),
    _event(
        "was sold, handed over or privatised",
        r"privati[sz]\w+|outsourc\w+|sold(?: off)?|contracted out|farmed out|hived off",
        r"privati[sz]\w+|outsourc\w+|sold|sale|contract\w*|transfer\w*|commission\w*|external|provider|trust"
        r"|delegat\w+",
    ),
    _event(
        "was banned",
        r"bann(?:ed|ing)|\bban\b|forb[ai]d\w*|outlaw\w*|prohibit\w*",
        r"ban|bann\w+|forb[ai]d\w*|prohibit\w*|not (?:be )?(?:allow|permit)\w*|prevent\w*|stop\w*",
    ),
    _event(
        "doubled, trebled or halved",
        r"doubl(?:ed?|ing)|trebl(?:ed?|ing)|tripl(?:ed?|ing)|quadrupl\w+|halv(?:ed?|ing)",
        r"doubl\w+|trebl\w+|tripl\w+|quadrupl\w+|halv\w+|half|twice|\w*fold|increas\w+|ris(?:e|en|ing)|rose|gr[eo]w\w*"
        r"|decreas\w+|reduc\w+|fallen|fell|more|fewer|\d+",
    ),
    _event(
        "was cut",
        r"slash\w*|(?:budget|spending|funding|service|staff|post|job)s? (?:was|were|been|get|got) cut"
        r"|cuts? (?:to|in|its|the|their)"
        r"|cutbacks?",
        r"cut\w*|reduc\w+|saving\w*|loss|lost|less|decreas\w+|fewer|fell|fallen|lower\w*|auster\w+|efficienc\w+"
        r"|pressure\w*|removed|limited|restrict\w*|constrain\w*",
    ),
    _event(
        "ran out or collapsed",
        r"r[au]n out of|collaps(?:ed?|ing)|bankrupt\w*|go bust|went bust|broke down",
        r"r[au]n out|collaps\w+|bankrupt\w*|br[eo]\w* ?down\w*|disrupt\w+|fail\w*|deteriorat\w+|declin\w+|fell|fallen"
        r"|low|poor|lack\w*|insufficient\w*|crisis|unstable|instability",
    ),
    _event(
        "moved away or was relocated",
        r"relocat\w+|evacuat\w+|moved (?:out of|to) (?:the|a|new) (?:\w+ )?(?:office|building|premises|site)s?",
        r"relocat\w+|evacuat\w+|mov\w+|co-?locat\w+|premises|accommodation|building",
    ),
    _event(
        "was merged",
        r"merg(?:ed|ing|er)|amalgamat\w+",
        r"merg(?:e|ed|ing|er)|amalgamat\w+|reorgani\w+|combin\w+|unit(?:ed|ary)",
    ),
    _event(
        "was taken over",
        r"(?:taken|took|takes?) over by|stripped of (?:its|their|the)|put (?:in|under) (?:special measures|government)",
        r"tak(?:en|e|ing) over|took over|commissioner|intervention|direction|notice|trust|transfer\w*|delegat\w+",
    ),
    _event(
        "was reopened",
        r"reopen\w*|re-open\w*|reinstat\w+|brought back|bring back|restor\w+",
        r"re-?open\w*|reinstat\w+|brought back|re-?introduc\w+|re-?establish\w*|re-?launch\w*|restor\w+"
        r"|resum\w+|return\w*",
    ),
)
_PRESUPPOSES = re.compile(
    r"^\W*(?:and |so |but )?(?:why|how come|since|now (?:that )?|given (?:that )?|after|because|with|as"
    r"|what (?:led|caused|made|prompted|lay|was|is|happened|went)|who (?:decided|ordered|told|made|voted|chose)"
    r"|when (?:did|was|were)"
    r"|where (?:do|did|are|have)|how (?:did|has|have|were|are|do))\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[,;:?.!]\s|\s[-–—]\s")
_DOCUMENTS = ("letter", "letters", "report", "reports", "inspection", "grade", "judgement", "rating")
_WANT = re.compile(
    r"^\W*(?:and |so |but )?(?:why|how come)\b.{0,60}?\b(?:no"
    r"|without(?: an?| any)?|(?:has|have|had|do|does|did|is|are|was|were)(?:n['’]?t| not)\b.{0,40}?\b(?:got"
    r"|have|run|use|there)(?: an?| any| its| their)?"
    r"|never (?:had|got|set up|have|run|used)(?: an?| any| its)?|lack(?:s|ed|ing)?(?: an?| any)?) "
    r"(?P<thing>(?:(?!(?:to|in|for|at|on|with|of|who|that|there|were|was|are|is|and|or|by|when|if|yet|any|an?|the|more"
    r"|enough|clear|good|proper|effective|real|up|further)\b)[\w'’-]+ ?){1,4})",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:all|every|each|always|more|some|many|most|enough|any ?more|any ?longer|yet|often)\b", re.IGNORECASE
)
"""What makes a want a want of some only."""
_DENIED = re.compile(
    r"(?:\b(?:no|not|nor|never|without|lack\w*|absence|neither|insufficient\w*|too few|yet to)"
    r"|n['’]t)(?:\W+[\w’'-]+){0,4}\W*$",
    re.IGNORECASE,
)
"""What denies, shortly before the thing that is denied."""


def answer_event_premise(asked: Asked, ranked: Sequence[Candidate]) -> Draft | None:
    """Return that no document says so, where a question takes for granted that a thing was closed, sold, cut, banned.

    None where any sentence about the authority named says something like it of the thing.
    """
    question = asked.understanding.bare or asked.question
    if not asked.understanding.named or not _PRESUPPOSES.search(question):
        return None
    clauses = [one for one in _CLAUSES.split(question) if one.strip()]
    met = next(((one, clause) for one in EVENTS for clause in clauses if one.asks.search(clause)), None)
    if met is None:
        return None
    event, thing = met[0], _thing(asked, met[1], met[0])
    if not thing:
        return None
    for _, text in _sentences(asked):
        if event.says.search(text) and _speaks_of(thing, frozenset(content_stems(text))):
            return None
    about = join_words(list(asked.understanding.named), "or")
    note = f"The question takes for granted that something {event.name}, which no document here about {about} says."
    return _correction(asked, ranked, f"No document here about {about} says that this {event.name}.", note)


def answer_want_premise(asked: Asked) -> Draft | None:
    """Return what is said of a thing that a question takes for granted not to be there; None where it may be so."""
    found = _WANT.search(asked.question)
    thing = frozenset(content_stems(found["thing"])) if found else frozenset()
    if found is None or not asked.understanding.named or not thing or _SOME.search(found[0]):
        return None
    pattern = re.compile(rf"\b{re.escape(found['thing'].strip().rstrip('s'))}", re.IGNORECASE)
    spans: list[Span] = []
    for span, text in _sentences(asked):
        place = pattern.search(text)
        if place is None:
            continue
        if _DENIED.search(text[: place.start()]):
            return None
        spans.append(span)
    if len(spans) < SPOKEN_OF:
        return None
    shown = tuple(spans[-SHOWN:])
    about = join_words(list(asked.understanding.named), "or")
    head = f"The documents about {about} do speak of {found['thing'].strip()}."
    statements = (
        Statement(head, shown, Verdict.SUPPORTED, computed=True),
        *(Statement(one.text, (one,)) for one in shown),
    )
    return Draft(
        "lookup", statements, notes=("The question takes for granted that something is missing that is there.",)
    )


def _thing(asked: Asked, clause: str, event: Event) -> tuple[QuestionWord, ...]:
    """Return the words of a clause that name what the event befell; a letter or a report where it has no other."""
    names = stems_of(word for name in asked.understanding.named for word in name.split())
    of_event = frozenset(one for found in event.asks.finditer(clause) for one in content_stems(found[0]))
    said = frozenset(content_stems(clause)) - names - of_event
    topic = tuple(word for word in coverage_of(asked).words if word.stem in said and not word.stem.isdigit())
    return topic or tuple(QuestionWord(one, 1.0, ()) for one in sorted(said & stems_of(_DOCUMENTS)))


def _speaks_of(thing: Sequence[QuestionWord], held: frozenset[str]) -> bool:
    return sum(word.weight for word in thing if word.found_in(held)) >= HALF * sum(word.weight for word in thing)


def _sentences(asked: Asked) -> Iterator[tuple[Span, str]]:
    """Yield the sentences of the documents about the authorities named, of the times named where any is of these."""
    for document in _meant(asked):
        for paragraph in asked.corpus.paragraphs_of(document.id):
            if paragraph.role is Role.BOILERPLATE:
                continue
            for start, end in sentences(paragraph.text):
                span = Span(document, paragraph, start, end)
                yield span, span.text


def _meant(asked: Asked) -> list[Document]:
    named, times = set(asked.understanding.named), asked.understanding.times
    every = [one for one in asked.documents if named & set(one.authorities)]
    return [one for one in every if any(falls_within(one, time) for time in times)] or every


def _correction(asked: Asked, ranked: Sequence[Candidate], head: str, note: str) -> Draft | None:
    """Return the correction with what is said of the thing; None where nothing is."""
    meant = {one.id for one in _meant(asked)}
    spans = [one.span for one in ranked if one.span.document.id in meant and max(one.own, one.around) >= ABOUT][:SHOWN]
    if not spans:
        whole = [document_span(asked.corpus, one) for one in _meant(asked)[-1:]]
        first = Statement(head, tuple(one for one in whole if one is not None), Verdict.SUPPORTED, computed=True)
        return Draft("lookup", (first,), notes=(note,)) if first.spans else None
    first = Statement(head, tuple(spans), Verdict.SUPPORTED, computed=True)
    return Draft("lookup", (first, *(Statement(one.text, (one,)) for one in spans)), notes=(note,))
