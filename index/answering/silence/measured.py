"""Whether there is enough of something, and how large it is: judgements that only some sentences give."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.answering.asked import Asked
from index.answering.selection import Candidate
from index.support.terms import content_stems
from index.support.values import find_values
from index.understanding.alternatives import find_alternatives

__all__ = ["asks_for_size", "what_is_unmeasured"]

LOOKED_IN = 12
SIZE_OWN = 0.4
"""Share of the question's words that a sentence with a figure must have for it to be the size asked for."""
_ENOUGH = re.compile(
    r"(?<!fast )(?<!soon )(?<!good )(?<!well )(?<!often )(?<!quick )(?<!quickly )(?<!early )(?<!far )(?<!hard )"
    r"\b(?:enough|sufficient|too few|too little|shortages? of|(?:run |running )?short of|plenty of)\s+"
    r"(?P<thing>(?:(?!(?:to|in|for|at|on|with|of|who|that|there|were|was|are|is|and|or|after|before|since|from|by|when"
    r"|if)\b)[\w'’-]+ ?){1,4})",
    re.IGNORECASE,
)
_JUDGES = re.compile(
    r"\b(?:enough|sufficien\w+|insufficien\w+|shortages?|shortfalls?|lack\w*|too (?:few|many|little|high|much)"
    r"|short of"
    r"|limited|scarc\w+|adequa\w+|inadequa\w+|availab\w+|unavailab\w+|capacity|vacanc\w+|gaps?|range|choice|choose"
    r"|number of|numbers|difficult\w*|increas\w+|more|additional|recruit\w+|fully staffed|manageable|reduc\w+|stable"
    r"|meets?|demand|wait\w*|not all|few|no )\b",
    re.IGNORECASE,
)
_HOW_LARGE = re.compile(
    r"^\W*(?:and |so )?(?:how (?:big|large|steep|high|great) (?:an? (?P<size>[\w'’-]+(?: \w+)?)|(?:is|was|are"
    r"|were)\b.*\b"
    r"(?P<of>rise|increase|cut|drop|fall|gap|backlog|waiting list|rate|share|proportion)\b))"
    r"|\bwhat(?:['’]s| is| was| were)? (?:the |its |their )?(?P<rate>(?:[\w'’-]+ ){1,5})rate\b"
    r"|\b(?P<percent>in (?:per ?cent|percentages?|%))",
    re.IGNORECASE,
)
_IN_UNIT = re.compile(r"\bin (?P<unit>minute|hour|day|week|month|mile|kilometre|euro|dollar)s\W*$", re.IGNORECASE)
_FIGURES = frozenset({"number", "percent", "money", "duration"})


def asks_for_size(question: str) -> bool:
    """Whether a question asks for a figure other than by 'how many' or 'how much'."""
    return _HOW_LARGE.search(question) is not None


def what_is_unmeasured(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that no sentence says whether there is enough, or how much it is; None where one may."""
    question, first = asked.question, ranked[:LOOKED_IN]
    return _not_judged(question, first) or _not_in_unit(question, first) or _no_size(question, first)


def _not_in_unit(question: str, ranked: Sequence[Candidate]) -> str | None:
    """Return that nothing is given in the unit that a question names ('in minutes'); None where it names none."""
    found = _IN_UNIT.search(question)
    if found is None:
        return None
    unit = re.compile(rf"\b{found['unit']}s?\b", re.IGNORECASE)
    if any(unit.search(candidate.span.text) for candidate in ranked):
        return None
    return f"No document here gives this in {found['unit'].lower()}s."


def _not_judged(question: str, ranked: Sequence[Candidate]) -> str | None:
    found = _ENOUGH.search(question)
    stems = content_stems(found["thing"]) if found else ()
    if found is None or not stems:
        return None
    others = [other for same in find_alternatives(question) if stems[-1] in same.stems for other in same.others]
    for candidate in ranked:
        if not _JUDGES.search(candidate.span.text):
            continue
        held = frozenset(content_stems(candidate.span.text))
        if stems[-1] in held or any(other <= held for other in others):
            return None
    return f"No document here says whether there is enough, or too little, of {found['thing'].strip()}."


def _no_size(question: str, ranked: Sequence[Candidate]) -> str | None:
    found = _HOW_LARGE.search(question)
    if found is None:
        return None
    thing = frozenset(content_stems(found["size"] or found["of"] or found["rate"] or ""))
    for candidate in ranked:
        text = candidate.span.text
        met = len(thing & frozenset(content_stems(text)))
        if candidate.own >= SIZE_OWN and 2 * met >= len(thing) and _has_figure(text):
            return None
    return "No document here gives a figure for this."


def _has_figure(text: str) -> bool:
    return any(value.kind in _FIGURES for value in find_values(text))
