"""Puts 'no grade below good', 'without an inadequate area' and 'was outstanding but is not now' as the grades meant."""

from __future__ import annotations

import re

__all__ = ["UNREAD_DENIAL", "in_grades_meant"]

_GRADE = r"(?:outstanding|good|inadequate|requires improvement(?: to be good)?|ri)"
_AREA = (
    r"(?:(?:single|individual|separate|one|judgement|judged) )*(?:areas?|grades?|judgements?|ratings?|marks?|scores?"
    r"|headings?|categor(?:y|ies)|parts?)(?: of (?:their|its|the) (?:services?|work|inspections?))?"
)
_NO = (
    r"(?:(?:do|does|did) not (?:have|hold|carry|contain) (?:an?|any|one)|not (?:an?|any|one)|no|zero"
    r"|without (?:an?|any|one)|without|none of (?:their|its|the))(?: single| one)?"
)
_HAVE = (
    r"(?:(?:that|which|who) )?(?P<have>(?:have|has|had|having|hold|holds|got|with|contain|are|is|were|was|where)\b )*"
)
_IS = r"(?: (?:that|which|is|are|was|were|being|now|currently|today|at present|rated|judged|graded|marked|at|of))*"
_BELOW = r"(?:below|under|beneath|worse than|lower than|less than|short of)"
_ABOVE = r"(?:above|over|better than|higher than|more than)"
_FORMS = (
    rf"\b{_HAVE}(?:{_NO} {_AREA}{_IS}|nothing{_IS}) (?:(?P<below>{_BELOW})|{_ABOVE}) (?:an? )?(?P<g>{_GRADE})\b"
    r"(?: (?:grades?|areas?))?",
    rf"\b{_HAVE}{_NO} {_AREA}{_IS} (?:an? )?(?P<g>{_GRADE})\b(?! or\b)",
    rf"\b{_HAVE}{_NO} (?P<g>{_GRADE}) {_AREA}",
)
_OF_OTHERS = re.compile(
    r"\b(?:years?|months?|regions?|inspectors?|hmis?|frameworks?|never|ever|(?:have|has) had|to date|so far)\b"
)
"""Of what grades are not put so: of groups, and of all inspections that there have been."""
_NO_LONGER = re.compile(
    rf"\b(?:that |which |who )?(?:(?:once|previously|formerly) (?:were|was|had|have been|has been|held|got)?"
    r"|(?:were|was|had|has been|have been|had been|used to be|held|used to have)(?: once| previously| formerly)?)"
    rf" (?:rated |judged |graded |an? |being )*(?P<g>{_GRADE})(?P<x>(?: overall| grades?| ratings?| judgements?)*"
    r"(?: (?:for|in|on) (?!19|20)[a-z ]{4,40}?)?),?(?: (?:but|and|yet|though|although|while))?"
    r"(?: (?:that|which|who|they|it|are|is|have|has|do|does|been))*"
    r" (?:not|no longer)\b(?: (?:so|that|it|one|be|been|are|is|have|has|hold|rated|judged|graded))*"
    r"(?: (?:now|any ?more|any longer|today|currently|at present|these days))*"
    rf"(?= in (?:the |london|england)|,|$)"
)
UNREAD_DENIAL = re.compile(
    rf"\b(?:no|none|nothing|without|never|not|nobody)\b[^,;]{{0,40}}? {_BELOW} (?:an? )?{_GRADE}\b"
)
"""A denial before a bound of grades, of which one without the other is the contrary of what is asked."""


def in_grades_meant(text: str) -> str:
    """Return a question, in lower case, with denied grades put as those that all areas, or none, have."""
    if (found := _NO_LONGER.search(text)) is not None:
        return f"{text[: found.start()]}are no longer {found['g']}{found['x']}{text[found.end() :]}"
    for form in _FORMS:
        match = re.search(form, text)
        if match is None or _OF_OTHERS.search(text):
            continue
        be = "were" if re.search(r"\b(?:had|were|was|did)\b", match[0]) else "are"
        if "below" not in match.groupdict():
            said = f"{be} not {match['g']} in any area"
        else:
            said = f"{be} {match['g']} or {'better' if match['below'] else 'worse'} in every area"
        return f"{text[: match.start()]}{said}{text[match.end() :]}"
    return text
