"""The one person that a question is answered with, so that 'she' in the next question can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.query import Subject
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import CatalogueWords
from index.answering.conversation.turn import Turn, say_inspections
from index.answering.metadata_fields import asked_field
from index.answering.targets import find_targets
from index.understanding import Understanding

__all__ = ["follow_person", "person_meant"]

_ROLES = {"lead": "lead inspector", "addressee": "addressee", "author": "author"}


def person_meant(base: str, before: Understanding, documents: Sequence[Document], words: CatalogueWords) -> str | None:
    """Return the person that a question names or is answered with; None where there is none, or several.

    Args:
        base: the question.
        before: it as understood.
        documents: the documents there are.
        words: the words of the catalogue.
    """
    if len(before.people) == 1:
        return before.people[0]
    role = _ROLES.get(asked_field(base) or "")
    if role and before.named:
        held = [
            one
            for one in find_targets(before, documents).documents
            if one.publisher is Publisher.INSPECTORATE and any(person.role == role for person in one.people)
        ]
        names = [person.name for person in held[-1].people if person.role == role] if held else []
        if role == "author" and held and not names:
            names = [person.name for person in held[-1].people if person.role == "lead inspector"]
        return names[0] if len(names) == 1 else None
    parsed = parse_query(base, words)
    if parsed is None or parsed.left_over:
        return None
    if parsed.query.inspector is not None:
        return parsed.query.inspector
    if parsed.query.subject is not Subject.INSPECTOR:
        return None
    labels = {item.label for item in run_query(parsed.query, documents, words.scale).items}
    return labels.pop() if len(labels) == 1 else None


_PERSON = re.compile(
    r"\b(?P<led>his|her) (?:own )?(?=(?:other |latest |last |first )?(?:inspections?|reports?|visits?)\b)"
    r"|\b(?P<his>his|her(?= \w)|their)\b|\b(?P<who>he|she|him|her|the same (?:lead )?inspector|(?:this"
    r"|that) (?:lead )?"
    r"(?:inspector|person|woman|man))\b(?:['’]s(?= ))?",
    re.IGNORECASE,
)
_WITH_THEM = re.compile(
    r"^\W*(?:and |so )*who (?:else )?(?:was|were|went|came|inspected|visited) (?:there )?(?:on the team )?(?:(?:with"
    r"|alongside) (?:him|her|them))?\W*$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:he|she)\b(?= (?:\w+ )?(?:say|says|said|find|finds|found|think|thinks|thought|conclude\w*|make|made|want\w*"
    r"|recommend\w*|like|write|wrote|see|saw|mention\w*|praise\w*|criticis\w*)\b)",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:the )?same (?:lead )?(?:inspector|person|lead|one in charge|woman|man|team leader)\b|\b(?:was"
    r"|is) (?:that|it)"
    r" (?:him|her|them) (?:as well|too|also|again)\b",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"\b(?:what|which) (?:overall )?(?:grade|rating|judge?ment|verdict) did (?:she|he) (?:give|award|reach|come to)\b",
    re.IGNORECASE,
)
_THERE = re.compile(r"\bthere\b(?=\W*$)", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:before|previous\w*|last time|earlier|prior)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:after|next|following|later)\b", re.IGNORECASE)


def follow_person(turn: Turn) -> str | None:
    """Return a follow-up on a person ('where else has she led?', 'same inspector?') with what it leaves unsaid."""
    if _WITH_THEM.match(turn.question):
        about = " and ".join(turn.before.named)
        return f"Who were the inspectors of {about}{f' in {turn.when}' if turn.when else ''}?" if about else None
    if _SAME.search(turn.question) and (same := _same_lead(turn)) is not None:
        return same
    match = _PERSON.search(turn.question)
    if match is None or turn.now.people or (match["his"] or "").lower() == "their":
        return None
    name = person_meant(turn.base, turn.before, turn.documents, turn.words)
    if name is None:
        return None
    if turn.name is not None and _GAVE.search(turn.question):
        held = find_targets(turn.before, turn.documents).documents
        return f"What was the overall grade at {say_inspections(held[-1:], turn.documents)}?" if held else None
    if turn.before.named and (says := _SAYS.search(turn.question)):
        question = f"{turn.question[: says.start()]}the inspectors{turn.question[says.end() :]}".rstrip(" ?")
        when = f" in {turn.when}" if turn.when and not turn.now.times else ""
        return f"{question} in {' and '.join(turn.now.named or turn.before.named)}{when}?"
    if match["led"]:
        noun = re.match(r"(?:\w+ )?(?:inspections?|reports?|visits?)\b", turn.question[match.end() :], re.IGNORECASE)
        at = match.end() + (noun.end() if noun else 0)
        return (
            f"{turn.question[: match.start()]}the {turn.question[match.end() : at]} led by {name}{turn.question[at:]}"
        )
    put = f"{name}'s" if match["his"] else name
    question = f"{turn.question[: match.start()]}{put}{turn.question[match.end() :]}"
    place = " and ".join(turn.before.named)
    if place and not turn.now.named:
        question = _THERE.sub(f"in {place}", question)
    return question


def _same_lead(turn: Turn) -> str | None:
    """Return who led the inspection of which a follow-up asks whether the inspector was the same."""
    when = " and ".join(turn.now.question[one.start : one.end] for one in turn.now.times)
    names = turn.now.named or turn.before.named
    if not names:
        return None
    if turn.now.named or when:
        return f"Who led the {f'{when} ' if when else ''}inspection of {' and '.join(names)}?"
    if _LATER.search(turn.question) or _EARLIER.search(turn.question) or len(turn.question.split()) <= 4:
        return None
    return f"Who led each inspection of {' and '.join(names)}?"
