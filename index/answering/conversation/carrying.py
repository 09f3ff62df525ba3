"""Puts into a follow-up what it leaves unsaid: the authority, the time and the sort of document asked about before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Publisher
from index.answering.conversation.turn import Turn
from index.answering.topic import is_asking
from index.understanding import Understanding
from index.understanding.question import Order

__all__ = ["OPENING", "carried", "leans"]

OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|also|then|what about|how about|what of|same for|now|or)\b[\s,:]*)+", re.IGNORECASE
)
MAX_OWN_WORDS = 14
"""Words up to which a question without an authority is taken to be about the one asked about before."""
_POINTS = re.compile(
    r"\b(?:that|this|it|its|they|their|them|there|those|these|he|she|his|her|the same|(?:that|this"
    r"|the) (?:one|letter|report|visit|inspection|council|authority|document|paper|article))\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:ever|now|currently|since|today|chang\w+|improv\w+|better|worse|moved on|progress\w*|develop\w*|over time)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"\b(?:in general|generally|across (?:all|the|every|england|authorities|councils)|anywhere|everywhere|nationally"
    r"|(?:which|all|every|any|each|other|most|many) (?:councils?|authorit(?:y|ies)|boroughs?|counties|places|areas)"
    r"|councils|authorities)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\b(?:elsewhere|anywhere else|somewhere else|other (?:councils|authorities|places))\b", re.I)
_NOUN = re.compile(
    r"\b(?:the|this|that|its|their|\d{4}|latest|last|first|council|cabinet|news)\W+(?:\w+\W+){0,2}?"
    r"(?P<noun>letter|report|paper|article|visit)\b",
    re.IGNORECASE,
)
_ANY_NOUN = re.compile(r"\b(?:letter|report|paper|article|visit|inspection)s?\b", re.IGNORECASE)
_THERE = re.compile(r"\b(?:over )?there\b(?! (?:is|are|was|were|has|have|had|been|any)\b)(?=\W|$)", re.IGNORECASE)
_EXISTS = re.compile(r"\b(?:is|are|was|were|been|isn['’]t|aren['’]t|has|have) there\b", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:its|their|the (?:council|authority|borough|county)['’]s)\b", re.IGNORECASE)
_IT = re.compile(
    r"(?<!did )(?<!does )\bit\b|(?<=was )(?:that|this)\b|(?<=is )(?:that|this)\b|\b(?:that|this)\b(?= one\b|\W*$)",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"\b(?:publish\w*|dated|date|issued|released|signed|wrote|written|author|addressed|sent|title)\b", re.I
)
_AWARE = re.compile(
    r"\b(?:know|knew|known|aware|notice|noticed|realise[ds]?|worried|concerned|bothered|do anything|did anything"
    r"|act|respond"
    r"|care|agree|help|matter)\W*$",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"^(?P<asks>(?:who|what)(?:(?:'|’)s| is| was| are| were) )(?:this|that|these|those) (?=\w)", re.IGNORECASE
)
_EACH = re.compile(
    r"\s*\b(?:each|both|all)(?: of (?:them|those|these|the two))?(?: one| inspection)?\s*$", re.IGNORECASE
)
_ORDERS = {Order.LATEST: "latest", Order.EARLIEST: "first", Order.PREVIOUS: "previous"}
_ASKS_OTHER = re.compile(
    r"\b(?:how long|how many days|who|when|led|lead|inspector|dated|published|visit(?:ed)?|addressed|signed"
    r"|written|wrote|grade|judged|rated)\b",
    re.IGNORECASE,
)


def leans(turn: Turn) -> bool:
    """Whether a question points back to what was asked before, or names no authority after one that was named.

    After an authority that no document is about, a question that does not point back stands for itself.
    """
    question, now = turn.question, turn.now
    if now.authorities or now.form in ("corpus", "help") or _OF_ALL.search(question) or _ELSEWHERE.search(question):
        return False
    if _POINTS.search(question) is not None or OPENING.match(question) is not None:
        return True
    return len(question.split()) <= MAX_OWN_WORDS and (bool(turn.before.named) or not turn.before.absent)


def carried(turn: Turn, before: Understanding | None = None) -> str:
    """Return the question with the authority, time and sort of document of the one before it, as far as it names none.

    Args:
        turn: the follow-up.
        before: the earlier question that it leans on, if not the one just before.
    """
    before = before or turn.before
    names = list(dict.fromkeys(mention.name for mention in before.authorities))
    time = _time(turn, before)
    body = OPENING.sub("", turn.question).rstrip(" ?.!")
    topic = _topic(turn, before)
    body = _EACH.sub("", body) if len(names) > 1 else body
    body = _THIS.sub(lambda match: f"{match['asks']}the ", body)
    body = f"{body} about {topic}" if topic and _wants_topic(turn) else _with_topic_for_it(body, turn, topic)
    noun = _noun(turn, before)
    if (
        names
        and not time
        and noun in ("", "report")
        and not turn.now.times
        and turn.now.order is None
        and before.order is not None
    ):
        time = "" if _OTHER_TIME.search(turn.question) else f"at the {_ORDERS[before.order]} inspection"
    if not names and not time and not noun and body == OPENING.sub("", turn.question).rstrip(" ?.!"):
        return turn.question
    return _placed(body, names, time, noun)


def _time(turn: Turn, before: Understanding) -> str:
    """Return the time of the earlier question where the follow-up keeps it."""
    if not before.times or turn.now.times or turn.now.order is not None or _OTHER_TIME.search(turn.question):
        return ""
    return " and ".join(before.question[one.start : one.end] for one in before.times)


def _placed(body: str, names: Sequence[str], time: str, noun: str) -> str:
    """Return a question with the authority, time and document where they read best."""
    place = " and ".join(names)
    is_paper = _PAPERS.search(body) is not None
    if noun and (noun != "report" or is_paper) and (found := _IT.search(body)):
        dated = re.fullmatch(r"(?:19|20)\d\d", time) is not None
        said = f"the {f'{time} ' if dated else ''}{noun}{f' on {place}' if place else ''}"
        rest = re.sub(r"^ one\b", "", body[found.end() :])
        return _timed(f"{body[: found.start()]}{said}{rest}", "" if dated else time)
    noun = "" if noun == "report" else noun
    tail = []
    if place and (found := _THERE.search(body)) and not _EXISTS.search(body):
        body = f"{body[: found.start()]}in {place}{body[found.end() :]}"
    elif place and len(names) == 1 and (found := _WHOSE.search(body)):
        body = f"{body[: found.start()]}{place}'s{body[found.end() :]}"
    elif place:
        tail.append(f"in {place}")
    if noun and re.fullmatch(r"(?:19|20)\d\d", time):
        noun, time = f"{time} {noun}", ""
    if noun:
        tail.append(f"in the {noun}")
    return _timed(" ".join([body, *tail]), time)


def _timed(body: str, time: str) -> str:
    link = "" if re.match(r"(?:since|before|after|until|by|between|from|in|at)\b", time, re.IGNORECASE) else "in "
    return f"{body} {link}{time}?" if time else f"{body}?"


def _noun(turn: Turn, before: Understanding) -> str:
    """Return what sort of document the earlier question is about, where the follow-up does not say it."""
    if turn.now.kinds or _ANY_NOUN.search(turn.question):
        return ""
    if before.kinds:
        return before.kinds[0]
    if len(before.publishers) == 1 and before.publishers[0] is not Publisher.INSPECTORATE:
        return {Publisher.PRESS: "article", Publisher.COUNCIL: "paper"}.get(before.publishers[0], "")
    found = _NOUN.search(before.bare) or _NOUN.search(before.question)
    return found["noun"].lower() if found else ""


def _topic(turn: Turn, before: Understanding) -> str:
    if before is not turn.before:
        return ""
    return turn.topic_phrase or " ".join(turn.topic)


def _wants_topic(turn: Turn) -> bool:
    """Whether a question without words of its own asks more about the same thing ('why?')."""
    return all(is_asking(word) for word in turn.now.words) and _ASKS_OTHER.search(turn.question) is None


def _with_topic_for_it(body: str, turn: Turn, topic: str) -> str:
    """Return a yes/no question with the thing asked about before in the place of 'it' or 'they' ('does it help?')."""
    found = re.match(
        r"(?P<verb>(?:does|do|did|is|are|was|were|has|have|had|can|could|will|how (?:well|quickly|often|good|big"
        r"|effective)? ?(?:does|do|did|is|are|was|were)) )(?P<it>it|they)\b(?! (?:say|said|find|found|think|see"
        r"|mention)\b)",
        body,
        re.IGNORECASE,
    )
    phrase = turn.topic_phrase
    if found is None and phrase and topic and _AWARE.search(body) and not turn.is_graded:
        body = f"{body} about {phrase}"
    if not topic or phrase is None or len(phrase.split()) > 6 or turn.is_graded or _PAPERS.search(body):
        return body
    own = [word for word in turn.now.words if not is_asking(word)]
    if (
        (
            last := re.search(
                r"(?<=\w )(?:it|that|this|them)$|(?<=\w )it(?= (?:early|well|enough|quickly|properly"
                r"|promptly|seriously|soon|at all)\b)",
                body,
                re.IGNORECASE,
            )
        )
        and len(own) <= 3
        and found is None
    ):
        return f"{body[: last.start()]}{phrase}{body[last.end() :]}"
    if found is None:
        return body
    return f"{found['verb']}{phrase}{body[found.end() :]}"
