"""How many, and what share: whether a sentence gives the number of what a question counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.answering.asked import Asked
from index.answering.selection import Candidate
from index.answering.topic import coverage_of
from index.support.terms import content_stems
from index.support.values import find_values
from index.understanding.alternatives import find_alternatives

__all__ = ["COUNTED_IN", "CountFit", "asks_for_count", "count_fit", "is_count_given", "why_no_count"]

MIN_OWN = 0.5
"""Share of the question's words that a sentence must have for its number to be the one asked for."""
BEFORE, AFTER = 40, 60
"""Characters around a number within which what it counts is described."""

NOT_BESIDE = -0.8
"""How badly a number may fit what is counted and still be taken for its number (see `CountFit`)."""
NEXT = 3
"""Content words after a number among which the thing counted stands."""

_ENDS = (
    r"(?:are|is|was|were|do|does|did|have|has|had|can|could|couldn['’]t|will|would|should|in|on|of|at|for|with|who"
    r"|that|which|to|from|there|gets?|got|by|under|over|as|per|without|against|lives?|works?|sit|not|and|or|left|an?"
    r"|the|went|came|took|takes|taking|turned|showed|share[sd]?|between|stays?|stayed|remain(?:s|ed)?|ends?|ended|still|need(?:s|ed)?)"
)
_PHRASE = rf"(?:(?!{_ENDS}\b)[\w'’-]+ ?){{1,5}}"
_LEADING = r"(?:(?:more|other|new|extra|of|the|its|their|these|those|all) )*"
_COUNTED = re.compile(
    rf"(?:\bhow many|\bnumber of|(?:\b(?:percentage|proportion|share|fraction|per ?cent)|%) of) {_LEADING}"
    rf"(?P<thing>{_PHRASE})",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\W*(?:how (?!many|much|large|big|high)|why|by how much)", re.IGNORECASE)
"""How a question begins that has 'number of' in it and asks for something else."""
_SHARE_THAT_IS = re.compile(
    r"(?:\b(?:percentage|proportion|share|fraction|per ?cent)|%) of (?:[\w'’-]+ ){1,5}?(?:are|were|is|was) "
    r"(?P<what>[\w-]+)",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no(?! longer| more| doubt| evidence| clear| further)|none of)\b", re.IGNORECASE)
_ROUGHLY = re.compile(
    r"\b(?:half|a (?:third|quarter|fifth|tenth)|two thirds|three quarters|majority|minority|most|few|handful"
    r"|nearly all|almost all|all of|every (?:one|single))\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?:percentage|proportion|share|fraction|per ?cent|how much of)\b|%", re.IGNORECASE)
_UNIT = re.compile(r"(?:minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_COUNTS = frozenset({"number", "percent", "ordinal"})
FIRST = 2
"""Sentences of which one that says how much, if not of what, may give the share asked for in other words."""
COUNTED_IN = 12
"""Sentences in which a number is looked for."""
ON_IT = 0.3
"""Share of the question's words from which a sentence is on what is asked."""
FORM = 4
"""Letters from which words that begin alike are forms of one another."""


@dataclass(frozen=True, slots=True)
class CountFit:
    """How well the best sentence with a number fits what is to be counted; both from -1, not at all, to 0.

    `beside` is for the thing counted standing at the number, `own` for the question's other words in the sentence.
    A question that counts nothing has 0 for both.
    """

    beside: float = 0.0
    own: float = 0.0


def asks_for_count(question: str) -> bool:
    """Whether a question counts, or asks for a share."""
    return _COUNTED.search(question) is not None


def why_no_count(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that a number or a share asked for is not given, None where it may be or nothing is counted."""
    return _no_number(asked.question, ranked) or _no_share(asked, ranked)


def _no_number(question: str, ranked: Sequence[Candidate]) -> str | None:
    """Return that a number is not given, where no number found stands at anything of what is counted."""
    found = None if _OTHERWISE.match(question) else _COUNTED.search(question)
    if found is None or count_fit(question, ranked[:COUNTED_IN]).beside > NOT_BESIDE:
        return None
    thing, is_share = found["thing"].strip(), _SHARE.search(question) is not None
    if _UNIT.match(thing):
        return None if any(_lasts(one) for one in ranked[:COUNTED_IN]) else _none_given(thing)
    if is_share and any(_quantities(one.span.text, is_share=True) for one in ranked[:FIRST]):
        return None
    if any(_is_near(one, thing) for one in ranked[:COUNTED_IN]):
        return None
    return _none_given(thing)


def _none_given(thing: str) -> str:
    return f"No document here gives the number of {thing} asked for."


def _lasts(candidate: Candidate) -> bool:
    """Whether a sentence on what is asked gives a time in any unit."""
    is_on_it = max(candidate.own, candidate.around) >= ON_IT
    return is_on_it and any(value.kind in ("duration", "date") for value in find_values(candidate.span.text))


def _is_near(candidate: Candidate, thing: str) -> bool:
    """Whether a sentence has a number and something of what is counted in another form ('cases', 'caseloads')."""
    text = candidate.span.text
    if candidate.own < ON_IT or not any(value.kind in _COUNTS for value in find_values(text)):
        return False
    heads = content_stems(thing)[-1:]
    return any(
        len(head) >= FORM and one.startswith(head) and one != head for head in heads for one in content_stems(text)
    )


def _no_share(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that a share is not given, where the sentences found speak of what has it, and none with a percentage.

    'What percentage of workers are agency?' is not answered by a percentage in a sentence without 'agency'.
    """
    found = _SHARE_THAT_IS.search(asked.question)
    if found is None:
        return None
    wanted = [word for word in coverage_of(asked).words if word.stem in content_stems(found["what"])]
    texts = [candidate.span.text for candidate in ranked[:COUNTED_IN]]
    speaking = [text for text in texts if any(word.found_in(frozenset(content_stems(text))) for word in wanted)]
    if not speaking or any(value.kind == "percent" for text in speaking for value in find_values(text)):
        return None
    return "The documents speak of this, but give no share of it."


def count_fit(question: str, ranked: Sequence[Candidate]) -> CountFit:
    """Return how well the sentences found give the number of what a question counts."""
    found = None if _OTHERWISE.match(question) else _COUNTED.search(question)
    stems = content_stems(found["thing"]) if found else ()
    if found is None or not stems:
        return CountFit()
    others = [other for same in find_alternatives(found["thing"]) for other in same.others]
    fits = [
        (_beside(candidate.span.text, place, stems, others), candidate.own)
        for candidate in ranked
        for place in _quantities(candidate.span.text, is_share=_SHARE.search(question) is not None)
    ]
    beside, own = max(fits, key=lambda fit: (2 * fit[0] + fit[1], fit), default=(0.0, 0.0))
    return CountFit(beside - 1, own - 1)


def _quantities(text: str, *, is_share: bool) -> list[tuple[int, int]]:
    """Return where a text says how many, also that there are none, or for a share roughly how large it is."""
    found = [(value.start, value.end) for value in find_values(text) if value.kind in _COUNTS]
    found += [one.span() for one in _NONE.finditer(text)]
    return found + ([one.span() for one in _ROUGHLY.finditer(text)] if is_share else [])


def is_count_given(question: str, ranked: Sequence[Candidate]) -> bool:
    """Whether a question counts, and a sentence has a number at the thing counted and half of the question's words."""
    if _OTHERWISE.match(question) or _COUNTED.search(question) is None:
        return False
    fit = count_fit(question, ranked)
    return fit.beside == 0 and fit.own >= MIN_OWN - 1


def _beside(text: str, place: tuple[int, int], stems: Sequence[str], others: Sequence[frozenset[str]]) -> float:
    """Return 0 to 1: half for the last word of what is counted after the number, half for the words around it."""
    start, end = place
    words = [one for one in content_stems(text[end : end + AFTER]) if not one.isdigit()]
    after = frozenset(words[:NEXT])
    around = frozenset(content_stems(text[max(0, start - BEFORE) : end + AFTER]))
    has_other = any(other <= around for other in others)
    head = stems[-1] in after or any(other <= after for other in others)
    return 0.5 * head + 0.5 * sum(one in around or has_other for one in stems) / len(stems)
