"""Tells what a question about the corpus asks for: authorities, documents or lead inspectors."""

from __future__ import annotations

import re

from index.answering.catalogue.query import Subject
from index.answering.catalogue.words import CatalogueWords, alternatives

__all__ = ["COMPARES", "read_subject"]

COMPARES = (
    r"\b(?:compare[ds]?|comparison|contrast|versus|vs|each|respectively|differ\w*|than|more|fewer|side by side"
    r"|which of)\b"
)


_AUTHORITY = (
    r"(?:local authorit(?:y|ies)|authorit(?:y|ies)|councils?|las?\b|boroughs?|count(?:y|ies)|unitar(?:y|ies)"
    r"|metropolitans|mets|districts|places|towns "
    r"and cities|children'?s services)"
)
_DOCUMENT = (
    r"(?:judgements?|reports?|inspections?|re-?inspections?|letters?|documents?|papers?|articles?|visits?"
    r"|publications?)"
)
_INSPECTOR = r"(?:lead inspectors?|inspectors?|hmis?|people|person)"
_BETWEEN = (
    r"(?:(?!(?:was|were|is|are|did|do|does|has|have|days|weeks|months|years|inspectors|children|pages)\b)[\w'-]+\s+)"
)
_ASKS = (
    r"(?:which|what|how many|list|name|show|give|number of|count|all|any|every|each|the|of|many|share"
    r"|there (?:a|an)|has (?:a|an)|proportion|percentage|has|have|no|rank|order|sort|our|your|these|those)"
)
_LEADS = r"\b(?:led|leads?|leading|inspectors?|inspected|inspects?|in charge|headed|ran|run|hmis?|visited|team)\b"
_FARED = (
    r"\b(?:judged|rated|graded|inadequate|outstanding|good|requires?|grades?|ratings?|judgements?|better"
    r"|worse|improved?"
    r"|declined?|slipped|slip|dropped|drop|fall|fallen|best|worst|top|fell|gone|went|stuck|lost|kept"
    r"|climbed|jumped|moved|failing)\b"
)
_GRADED = r"\b(?:grades?|graded|judgements?|judged|ratings?|rated)\b"
_SUBJECTS = (
    (
        Subject.INSPECTOR,
        rf"\b{_ASKS}\s+(?:\w+\s+){{0,3}}?{_INSPECTOR}\b|^who\b(?=.*{_LEADS})(?!.*\b(?:is|are|was|were)"
        rf" (?:judged|rated"
        rf"|graded))|^(?:the )?(?:top|busiest) (?:\w+ )?inspectors?\b|\b(?:everyone|everybody|anyone) (?:who"
        rf"|that) (?:has |have |had )?(?:ever )?(?:led|inspected)\b|^{_INSPECTOR}\b",
    ),
    (
        Subject.AUTHORITY,
        (
            rf"\b{_ASKS}\s+{_BETWEEN}{{0,4}}?{_AUTHORITY}\b|^{_AUTHORITY}\b|\b(?:which|what|how many"
            rf"|any) areas\b(?=.*{_FARED})|\bwho(?:se|'s)?\b(?! (?:gave|judged|rated|graded|marked|awarded"
            rf"|inspected|visited|led|headed)\b)"
            rf"(?=.*{_FARED})"
            rf"(?!.*\b(?:led|leads|lead inspector|in charge)\b)|\bwhere\b(?=.*{_FARED})|\banywhere\b(?=.*{_FARED})"
            rf"|^how many (?:have|has|had|were|are|got)\b(?=.*(?:inspected|visited|{_FARED}))"
            rf"|\b(?:anyone|anybody|everyone|everybody|everywhere|those|these|ones|one)\b(?=.*{_FARED})"
        ),
    ),
    (
        Subject.AUTHORITY,
        rf"^(?:the )?(?:[\w-]+ ){{0,4}}?{_AUTHORITY}(?= (?:that|which|who|whose|with|where|rated|judged|graded"
        rf"|inspected|still"
        r"|now|currently|under|in the)\b)",
    ),
    (
        Subject.INSPECTOR,
        r"^who (?:gave|judged|rated|graded|marked|awarded)\b|^who did (?:the |these "
        r"|all )?(?:[\w-]+ )?(?:re-?)?inspections?\b",
    ),
    (
        Subject.DOCUMENT,
        r"^(?:list|show|name|find|give me)?\s*(?:me )?(?:everything|anything|all|what"
        r"|what's)\b(?: \w+){0,3}? (?:published"
        r"|came out|issued|released)\b|\b(?:articles|stories|cuttings|thing|things) (?:do you|you|we|do we|there)\b",
    ),
    (
        Subject.DOCUMENT,
        rf"\b{_ASKS}\s+{_BETWEEN}{{0,4}}?{_DOCUMENT}\b|^(?:\w+ )?{_DOCUMENT}\b|^(?:\w+ ){{1,4}}judgements?\b"
        rf"|\b(?:how many|number of) (?:[\w-]+ ){{1,4}}?(?:grades|ratings)\b|\bhow (?:many times|often)\b"
        rf"|\b{_DOCUMENT} (?:in|per|by|from|since|before|after|under|with|that|which)\b",
    ),
)


def read_subject(text: str, words: CatalogueWords) -> Subject | None:
    """Return the subject asked for first; what an inspector led are documents."""
    is_led = re.search(_LEADS, text) and re.search(r"^(?:everything|all|what|where|anything)\b", text)
    if is_led and re.search(alternatives(words.inspectors), text) and not re.search(rf"\b(?:{_AUTHORITY})\b", text):
        return Subject.DOCUMENT
    found = [
        (match.start(), match.end(), subject) for subject, pattern in _SUBJECTS if (match := re.search(pattern, text))
    ]
    if found:
        return min(found)[2]
    places = re.findall(f"{alternatives(words.regions)}|{alternatives(words.bodies)}", text)
    is_asked = re.search(_GRADED if len(places) < 2 else f"{_GRADED}|{COMPARES}", text)
    return Subject.AUTHORITY if places and is_asked else None
