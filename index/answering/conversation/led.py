"""Follow-ups on what else a person has led: 'did he do it again in 2024', 'which of them has led elsewhere'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answering.catalogue.query import Subject
from index.answering.catalogue.run import run_query
from index.answering.conversation.people import person_meant
from index.answering.conversation.plain import own_words, without_names
from index.answering.conversation.times import moved_to
from index.answering.conversation.turn import Turn, say_inspections
from index.answering.metadata_fields import asked_field
from index.answering.targets import find_targets
from index.answering.wording import join_words

__all__ = ["follow_led"]

MOST = 6
"""People that are named together at most."""
_LEADS = re.compile(
    r"\b(?:lead|leads|led|leading|leader|inspect(?:s|ed|ing)?|visit(?:s|ed|ing)?|(?:in )?charge|head(?:s|ed|ing)?"
    r"|r[au]n"
    r"|conduct(?:s|ed)?|carr(?:y|ied) out|go|goes|gone|went|been|be|do|does|did|done|work(?:s|ed)?|was|is|were)\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:lead|led|leading|leader|inspect(?:ed|ing)?|in charge|head(?:ed|ing)|visit(?:ed|ing)?)\b", re.IGNORECASE
)
_ACTS = re.compile(
    r"\b(?:go|goes|gone|went|been|do|does|did|done|r[au]n|work(?:s|ed)?|carr(?:y|ied) out|conduct(?:s|ed)?)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:she|he|hers?|him|his|the same (?:lead )?(?:inspector|person|lead)|(?:this|that) (?:lead )?inspector)\b",
    re.IGNORECASE,
)
_THEY = re.compile(
    r"\b(?:they|(?:which|who|any|either|one|each|both|some|none)(?: one)? of (?:them|those|these|the two|the three)"
    r"|either|both)\b",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NTH = re.compile(rf"\b(?:the )(?P<nth>{'|'.join((*_ORDINALS, 'last'))})(?: (?:one|inspector|person|name|of them))?\b")
_ELSE = re.compile(
    r"^\W*(?:and |so |but )*(?:which|what|where|how many)\b|\b(?:others?|else|elsewhere|another|(?:any|some)where|again"
    r"|different|additional|besides|apart)\b",
    re.IGNORECASE,
)
_EDGE = re.compile(r"\b(?:(?P<first>first|earliest|oldest)|last|latest|most recent|newest)\b", re.IGNORECASE)
_THAT_YEAR = re.compile(r"\b(?:that|the same) year\b|\bthen\W*$", re.IGNORECASE)
_FILLS = """lead leads led leading leader inspect inspects inspected inspecting inspection inspections inspector
    inspectors
    visit visits visited visiting charge head headed heads run ran conduct conducted carry carried work works worked
    else elsewhere another anywhere somewhere others different additional besides apart council councils authority
    authorities
    place places report reports area areas region patch part parts country local one ones full was been go gone went
    list lists first earliest oldest last latest recent newest most name person names people too team ever around
    nearby""".split()


def follow_led(turn: Turn) -> str | None:
    """Return which inspections the people meant led, or whether they led the one named; None for all else."""
    question = turn.question
    if not _LEADS.search(question):
        return None
    people = _people(turn)
    if not people or len(people) > MOST or own_words(without_names(turn.now), _FILLS, _ORDINALS):
        return None
    when = " and ".join(question[one.start : one.end] for one in turn.now.times)
    when = when or (turn.when if _THAT_YEAR.search(question) else "")
    if len(people) == 1 and (of_one := _at_inspection(turn, people[0], when)) is not None:
        return of_one
    if (edge := _EDGE.search(question)) and len(people) == 1:
        return f"Which was the {'first' if edge['first'] else 'latest'} inspection led by {people[0]}?"
    if not (_ELSE.search(question) or when) or turn.now.named:
        return None
    return _inspections_of(
        people, f" in {when}" if when else "", re.search(r"\bhow many\b", question, re.I) is not None
    )


def _inspections_of(people: Sequence[str], when: str, is_count: bool) -> str:
    """Return which, or how many, inspections some people led."""
    asks = "How many" if is_count else "Which"
    if len(people) == 1:
        return f"{asks} inspections did {people[0]} lead{when}?"
    return f"{asks} inspections were led by {join_words(people, 'or')}{when}?"


def _people(turn: Turn) -> list[str]:
    """Return the people that a follow-up speaks of, among those whom the question before names or is answered with."""
    if turn.now.people:
        return []
    if (nth := _NTH.search(turn.question.lower())) is not None:
        return _nth(nth["nth"], turn) if not turn.items else []
    name = person_meant(turn.base, turn.before, turn.documents, turn.words)
    if _ONE.search(turn.question):
        return [name] if name else []
    is_lead = asked_field(turn.base) == "lead" or (turn.query is not None and turn.query.subject is Subject.INSPECTOR)
    acts = is_lead and _ACTS.search(turn.question) and moved_to(turn)[0] is None
    is_led = _LED.search(turn.question) or acts
    if not _THEY.search(turn.question) or not is_led:
        return []
    return _answering(turn) or ([name] if name and is_lead else [])


def _nth(word: str, turn: Turn) -> list[str]:
    held = _answering(turn)
    at = -1 if word == "last" else _ORDINALS.index(word)
    return [held[at]] if -len(held) <= at < len(held) else []


def _answering(turn: Turn) -> list[str]:
    """Return the lead inspectors with whom the question before is answered, in the order shown."""
    query = turn.query
    if query is not None and query.subject is Subject.INSPECTOR:
        return [item.label for item in run_query(query, turn.documents, turn.words.scale).items]
    if asked_field(turn.base) != "lead":
        return []
    if turn.before.named:
        held: Sequence[Document] = find_targets(turn.before, turn.documents).documents[::-1]
    else:
        held = [one for item in turn.items if (one := turn.with_documents(item)) is not None]
    named = [person.name for one in held for person in one.people if person.role == "lead inspector"]
    return list(dict.fromkeys(named))


def _at_inspection(turn: Turn, name: str, when: str) -> str | None:
    """Return whether a person led the inspections of the authority named, or the one before or after."""
    if turn.now.named:
        return f"Did {name} lead {f'the {when} inspection' if when else 'an inspection'} of {turn.now.named[0]}?"
    place, year = moved_to(turn)
    if place is None or year is None or turn.name is None:
        return None
    held = [
        one
        for one in turn.documents
        if turn.name in one.authorities and one.publisher is Publisher.INSPECTORATE and one.dated is not None
    ]
    chosen = [one for one in held if one.dated is not None and one.dated.year == year and one.judgements]
    said = say_inspections(chosen[-1:], turn.documents) if chosen else f"the {year} inspection of {turn.name}"
    return f"Did {name} lead {said}?"
