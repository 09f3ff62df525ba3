"""Follow-ups on the inspection at which a grade was given or moved: 'who led that?' after 'when did it fall?'."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.model import Document
from index.answering.catalogue.facts import judgement_of
from index.answering.catalogue.words import alternatives
from index.answering.conversation.plain import own_words
from index.answering.conversation.times import inspections_of
from index.answering.conversation.turn import Turn, say_inspections
from index.answering.metadata_fields import asked_field
from index.answering.moves import FALLEN, RISEN

__all__ = ["follow_chosen", "follow_event"]

_WHEN = re.compile(
    r"^\W*(?:and |so )*(?:when|since when|(?:in )?(?:what|which) year|how long (?:has|have))\b", re.IGNORECASE
)
_END = re.compile(r"\b(?:(?P<low>lowest|worst|poorest)|highest|best) (?:overall )?(?:grade|rating|judge?ment)\b", re.I)
_FIRST = re.compile(r"\b(?:first|became?|since|how long)\b", re.IGNORECASE)
_THAT = re.compile(
    r"\b(?:at |in )?(?:(?:that|this) (?:inspection|one|time|report|visit|year)|that|this|it|then|the time)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\b(?:f[io]u?nd|sa(?:y|id)|wrong|improve|praise\w*|critici\w*|weakness\w*|strength\w*)\b", re.IGNORECASE
)


def follow_event(turn: Turn) -> str | None:
    """Return a follow-up with the inspection by which the grade asked about was given; None where there is none."""
    question = turn.question
    if turn.now.named or turn.now.times or asked_field(turn.base) is not None:
        return None
    if not (_WHEN.match(turn.base) or _END.search(turn.base)):
        return None
    if not (asked_field(question) or _FOUND.search(question)):
        return None
    event = _event(turn)
    if event is None:
        return None
    said = say_inspections([event], turn.documents)
    opened = re.sub(r"^\W*(?:and|but|so|then)\b[\s,]*", "", question, flags=re.IGNORECASE).rstrip(" ?.")
    place = _THAT.search(opened)
    if place is None:
        return f"{opened} at {said}?"
    link = re.match(r"at |in ", place[0], re.IGNORECASE)
    put = f"{link[0] if link else ''}{said}"
    return f"{opened[: place.start()]}{put}{opened[place.end() :]}?"


_MOST = re.compile(
    r"^\W*(?:and |but |so )*(?:(?:which|what)(?: one| inspection| of (?:them|those|these))? (?:was|is|took|lasted) "
    r")?(?:the )?"
    r"(?P<end>longest|shortest)(?: one| inspection)?\W*$",
    re.IGNORECASE,
)
_CHOSEN_FILLS = """found find judged rated graded gave give given called inspection inspections report one ones said
    say got
    get overall council authority result""".split()
_ASKS = {"lead": "Who led {}?", "visit": "When was {}?", "days": "How long were inspectors there at {}?"}


def follow_chosen(turn: Turn) -> str | None:
    """Return a stated fact of that inspection of an authority which gave a grade ('which found it inadequate?')."""
    field = asked_field(turn.base)
    if turn.name is None or turn.now.named or turn.now.times or field is None or turn.is_graded:
        return None
    if field == "days" and (most := _MOST.match(turn.question)):
        return f"Which inspection of {turn.name} was the {most['end'].lower()}?"
    words = re.findall(alternatives(turn.words.grades), turn.question.lower())
    grades = {turn.words.grades[one] for one in words if one in turn.words.grades}
    spoken = [word for one in words for word in one.split()]
    if len(grades) != 1 or own_words(turn.question, _CHOSEN_FILLS, spoken):
        return None
    held = [
        one
        for one in inspections_of([turn.name], turn.documents)
        if (judged := judgement_of(one, turn.area)) and judged.grade in grades
    ]
    said = say_inspections(held, turn.documents) if held else ""
    return _ASKS.get(field, "When was {}?").format(said) if len(held) == 1 else None


def _event(turn: Turn) -> Document | None:
    """Return the inspection at which the one authority asked about was given the grade, or at which it moved."""
    if turn.name is None:
        return None
    graded = [
        (one, judged.grade)
        for one in inspections_of([turn.name], turn.documents)
        if (judged := judgement_of(one, turn.area))
    ]
    scale = turn.words.scale
    for pattern, sign in ((FALLEN, -1), (RISEN, 1)):
        if re.search(rf"\b{pattern}\b", turn.base, re.IGNORECASE):
            steps = [(two[0], scale.get(two[1], 0) - scale.get(one[1], 0)) for one, two in pairwise(graded)]
            moved = [one for one, step in steps if step * sign > 0]
            return moved[-1] if moved else None
    if (end := _END.search(turn.base)) and graded:
        ranks = [scale.get(grade, 0) for _, grade in graded]
        return graded[ranks.index(min(ranks) if end["low"] else max(ranks))][0]
    held = [one for one, grade in graded if grade in turn.grades]
    return (held[0] if _FIRST.search(turn.base) else held[-1]) if held else None
