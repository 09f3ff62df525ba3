"""Puts the grade, area, framework or region of a short follow-up in the place of the one asked about before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.model import Publisher
from index.answering.conversation.carrying import OPENING
from index.answering.wording import join_words
from index.understanding import Knowledge, Understanding

__all__ = ["place_name", "swap_side", "swap_speaker", "swap_topic", "swap_value"]

MAX_WORDS = 8
_OPEN_QUESTION = re.compile(
    r"^\W*(?:and )?(?:what|which|how (?!many|much|long|often|old)|describe|tell|explain|summari[sz]e|list|show"
    r"|compare|give|find"
    r"|any)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|also|then|now|or|what about|how about|what of)\b[\s,:]*)*"
    r"(?:(?:which|what|who|how many|those|ones?|of them)\b[\s]*)*(?:(?:are|is|were|was|have|has|got|had|ever)\b\s*)*",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:rated|judged|graded|ones?|grades?|ratings?|judgements?|overall|for|in|on|under|the|about|those|that|only|now"
    r"|currently|instead|of|with|areas?|region|framework|or|better|worse|at|moment)\b|\W",
    re.IGNORECASE,
)


def swap_value(question: str, now: Understanding, before: Understanding, knowledge: Knowledge) -> str | None:
    """Return the earlier question with the value that a follow-up names; None where it names more or other things.

    'and outstanding?', 'which are good?', 'and for leadership?', 'and in London?', 'and under SIF?'.
    """
    if (
        any(one.how != "unknown" and one.how != "typo" for one in now.authorities)
        or now.times
        or len(question.split()) > MAX_WORDS
    ):
        return None
    rest = _OPENING.sub("", question, count=1)
    if rest == question and len(question.split()) > 3:
        return None
    for forms, link in _values(knowledge):
        new = _first_of(forms, rest)
        if new is None or _REST.sub("", re.sub(rf"\b{re.escape(new)}\b", "", rest, flags=re.IGNORECASE)):
            continue
        old = _first_of(forms, before.question)
        if old is not None and old.lower() != new.lower():
            return re.sub(rf"\b{re.escape(old)}\b", new, before.question, flags=re.IGNORECASE)
        if old is None and link == "for" and re.search(r"\boverall\b", before.question, re.IGNORECASE):
            bare = re.sub(r"\s*\b(?:for )?overall(?: effectiveness)?\b", "", before.question, flags=re.IGNORECASE)
            return f"{bare.rstrip(' ?')} for {new}?"
        if old is None and link and before.form == "corpus":
            said = f"{link} {new}" if link != "in" else f"in {place_name(new)}"
            return f"{before.question.rstrip(' ?')} {said}?"
    return None


_SPEAKER = re.compile(
    r"^(?P<asks>\W*(?:and )?(?:what|how) (?:do|does|did|has|have) )(?P<who>(?:the |a |its |their )?[\w'’ ]{3,40}?)"
    r"(?= (?:say|said|think|thought|report|reported|make of|respond|react|reply|find|found|claim|write|describe"
    r"|comment)\b)",
    re.IGNORECASE,
)
_SPEAKERS = {Publisher.INSPECTORATE: "inspectors", Publisher.COUNCIL: "the council", Publisher.PRESS: "the press"}


def swap_speaker(now: Understanding, before: Understanding) -> str | None:
    """Return the earlier question for what somebody else says ('and the inspectors?'); None where it asks no words."""
    match = _SPEAKER.match(before.question)
    if match is None or len(now.publishers) != 1 or now.named or now.times or len(now.question.split()) > MAX_WORDS:
        return None
    is_other = _OPEN_QUESTION.match(OPENING.sub("", now.question)) or re.match(
        r"\W*(?:who|when|where)\b", now.question, re.I
    )
    if is_other or any(match.start("who") <= one.start < match.end("who") for one in before.authorities):
        return None
    who = _SPEAKERS.get(now.publishers[0])
    return f"{match['asks']}{who}{before.question[match.end('who') :]}" if who and not now.words else None


_BAD = re.compile(
    r"\b(?:dislik\w*|critici\w*|weak\w*|bad(?:ly)?|negatives?|poor(?:ly)?|worst|wrong|problems?|worr\w*|shortcomings?"
    r"|downsides?|failings?|failures?|complaints?|faults?|gaps?)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(?:prais\w*|strengths?|strong|good|positives?|lik(?:e|ed)|best|right|upsides?|well|compliments?|success\w*"
    r"|nice)\b",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|now|then|what about|how about)\W+)*(?:(?:is|was|were|are) there )?"
    r"(?:(?:what|any|the|some|its|their|at|all|did|do|they|inspectors|ofsted|on|about|was|were|is|are|went|to|say"
    r"|anything|something|list|give"
    r"|me|show|spots?|points?|sides?|things?|bits?|parts?|ones?|there|areas?|not|so|less)\W+|(?P<side>SIDE)\W*)+$",
    re.IGNORECASE,
)


def swap_side(question: str, names: Sequence[str], when: str, topic: Sequence[str]) -> str | None:
    """Return the question for the weaknesses, or strengths, of what was asked about ('and the negatives?').

    Args:
        question: the follow-up.
        names: the authorities asked about.
        when: the time asked about, in its words.
        topic: the content words of the question before.
    """
    is_bad, is_good = _BAD.search(question), _GOOD.search(question)
    if bool(is_bad) is bool(is_good) or not names:
        return None
    either = f"{_BAD.pattern}|{_GOOD.pattern}"
    if not re.match(_SIDES.pattern.replace("SIDE", either), question, re.IGNORECASE):
        return None
    about = " ".join(word for word in topic if not re.fullmatch(either, word, re.IGNORECASE))
    of = f" of {about}" if about else ""
    return f"What are the {'weaknesses' if is_bad else 'strengths'}{of} in {join_words(list(names))}{when}?"


_DIRECTION = re.compile(r"(?:north|south|east|west)\b|.*\bmidlands$", re.IGNORECASE)
"""Names of regions before which 'the' is said."""


def place_name(region: str) -> str:
    """Return the name of a region as it is said after 'in'."""
    return f"the {region}" if _DIRECTION.match(region) and " of " not in region else region


def _values(knowledge: Knowledge) -> Iterable[tuple[list[str], str]]:
    """Return the names of each sort of value, longest first, with the word that joins them to a question."""
    frameworks = list(knowledge.frameworks)
    grades = [grade.id for framework in frameworks for grade in framework.grades]
    grades += [f"require{grade[len('requires') :]}" for grade in grades if grade.startswith("requires")]
    areas = [
        name
        for framework in frameworks
        for area in framework.areas
        if area.id != "overall"
        for name in (area.id, *area.other_names)
    ]
    yield _longest(grades), ""
    yield _longest(areas), "for"
    yield _longest(framework.id for framework in frameworks if framework.areas), "under"
    yield _longest(knowledge.register.regions), "in"


def _longest(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))


def _first_of(names: Sequence[str], text: str) -> str | None:
    return next((name for name in names if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)), None)


def swap_topic(question: str, now: Understanding, before: Understanding) -> str | None:
    """Return the earlier question about another topic, None where it has none that could be replaced."""
    rest = OPENING.sub("", question).strip(" ?")
    base = before.question.rstrip(" ?")
    if not now.words or now.authorities:
        return None
    if before.form == "list" and re.search(r"\bimprove\b", base, re.IGNORECASE) and before.named:
        return f"{base} {rest if re.match(r'(?:for|on|in|about) ', rest) else f'for {rest}'}?"
    if link := re.match(r"(?:for|on|about|with|in|among|regarding)\b", rest, re.IGNORECASE):
        if (put := _topic_after(link[0], rest, base, before)) is not None:
            return put
        told = re.search(rf"\b{link[0]}\s+(?:the\s+)?(?P<topic>(?:[\w'’-]+\s*)+)$", base, re.IGNORECASE)
        is_topic = told is not None and any(word in told["topic"].lower() for word in before.words)
        named = told is not None and any(one.end > told.start("topic") for one in before.authorities)
        return f"{base[: told.start()]}{rest}?" if told is not None and is_topic and not named else f"{base} {rest}?"
    if not _OPEN_QUESTION.match(base):
        place = join_words(list(before.named))
        when = " and ".join(base[one.start : one.end] for one in before.times)
        where = f"{f' in {place}' if place else ''}{f' in {when}' if when else ''}"
        return f"What do inspectors say about {rest}{where}?"
    places = [
        match.span()
        for word in before.words
        if word != "compare"
        for match in re.finditer(rf"\b{re.escape(word)}\b", base, re.IGNORECASE)
    ]
    if not places:
        return None
    start, end = min(places)[0], max(place[1] for place in places)
    held = [(one.start, one.end) for one in before.authorities] + [(one.start, one.end) for one in before.times]
    if any(start < last and first < end for first, last in held):
        return None
    if re.search(r"\bthe\s+$", base[:start], re.IGNORECASE):
        rest = re.sub(r"^the\s+", "", rest, flags=re.IGNORECASE)
    return f"{base[:start]}{rest}{base[end:]}?"


def _topic_after(link: str, rest: str, base: str, before: Understanding) -> str | None:
    """Return the earlier question with another topic after its 'on' or 'about', before the place and time it names."""
    starts = [one.start for one in before.authorities] + [one.start for one in before.times]
    for match in re.finditer(rf"\b{re.escape(link)}\s+", base, re.IGNORECASE):
        end = min((start for start in starts if start >= match.end()), default=len(base))
        told = base[match.end() : end]
        opening = re.search(r"\s*\b(?:in|at|for|of|by|from|during)?\s*(?:the )?$", told)
        told = told[: opening.start()] if opening else told
        if told.strip() and any(word in told.lower() for word in before.words):
            return f"{base[: match.start()]}{rest}{base[match.end() + len(told) :]}?"
    return None
