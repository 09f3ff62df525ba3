"""Puts 'did the lead inspector come back for the next inspection' as the same lead inspector twice."""

from __future__ import annotations

import re

__all__ = ["as_same_lead"]

_COUNCILS = r"(?:\w+ )?(?:councils?|(?:local )?authorit(?:y|ies)|las|boroughs?|places)"
_LEAD = r"(?:the|an?|its|their|any)(?: same)? (?:lead inspector|inspector|lead|hmi|person)(?: who led)?"
_BACK = r"(?:(?:c[ao]me|go|gone|went|been|sent) back|return(?:ed|s)?)(?: again)?"
_NEXT = (
    r"(?: (?:for|to lead|to do|at) (?:the|its|their) (?:next|following|subsequent|very next)(?: full)?"
    r"(?: (?:inspection|visit|one))?)"
)
_COMES_BACK = re.compile(
    rf"^(?:in |at |to )?(?P<asks>(?:which|how many|what) {_COUNCILS}|where)(?: where)? (?:(?:did|has|have|was|were) )?"
    rf"{_LEAD} (?:ever )?{_BACK}(?P<next>{_NEXT})?(?: for (?:a|the) second (?:inspection|time|visit))?$"
)


def as_same_lead(text: str) -> str:
    """Return a question, in lower case, on lead inspectors who came back as one on the same lead inspector twice."""
    match = _COMES_BACK.match(text)
    if match is None:
        return text
    asks = "which councils" if match["asks"] == "where" else match["asks"]
    return f"{asks} had the same lead inspector twice{' running' if match['next'] else ''}"
