"""Whether passages that a count finds say what is asked, or the contrary, or only speak of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from index.answering.statements import Span
from index.support.appraisal import appraise
from index.support.terms import content_stems

__all__ = ["Stance", "asked_stance", "stance_of"]

_CLAUSES = re.compile(
    r"(?:;|,? \b(?:but|although|though|while|whereas|however|despite|yet|which means)\b|, and\b|\. )", re.IGNORECASE
)
_PRAISE = re.compile(r"\b(?:prais\w+|commend\w*|compliment\w*|positive about|strengths? in|impressed)\b", re.IGNORECASE)
_BLAME = re.compile(
    r"\b(?:critici[sz]\w+|concern(?:s|ed)? (?:about|over)|complain\w*|weakness(?:es)? in|problems? with"
    r"|negative about|worr\w+)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^.*?\b(?:say|says|said|state|states|report|find|finds|found|think|mention|note|judge)(?: that| the| of)?\b",
    re.IGNORECASE,
)


class Stance(StrEnum):
    """How a document speaks of what is asked about."""

    SO = "say so"
    OTHERWISE = "say otherwise"
    MENTION = "only speak of it"


def asked_stance(question: str) -> int:
    """Return 1 where a question counts who says something good of a thing, -1 something bad, 0 who speaks of it."""
    if _PRAISE.search(question):
        return 1
    if _BLAME.search(question):
        return -1
    said = _ASKING.sub("", question, count=1)
    return appraise(said.strip(" ?.")).sign if said != question else 0


def stance_of(
    spans: Sequence[Span], topic: frozenset[str], asked: int, is_demand: Callable[[Span], bool]
) -> tuple[Stance, Span]:
    """Return how a document's passages speak of a topic, and the one that shows it; the best passage comes first.

    Args:
        spans: sentences on the topic, best first, at least one.
        topic: the stems of what is asked about.
        asked: 1 for praise, -1 for criticism.
        is_demand: whether a passage stands where a document says what has to improve, which is criticism.
    """
    signs = [(-1 if is_demand(span) else _sign(span.text, topic), span) for span in spans]
    for stance, sign in ((Stance.SO, asked), (Stance.OTHERWISE, -asked)):
        if (shown := next((span for one, span in signs if one == sign), None)) is not None:
            return stance, shown
    return Stance.MENTION, spans[0]


def _sign(text: str, topic: frozenset[str]) -> int:
    """Return the sign of the clause that has most of the topic's words."""
    clauses = [one for one in _CLAUSES.split(text) if one.strip()]
    return appraise(max(clauses, key=lambda one: len(topic & frozenset(content_stems(one))))).sign
