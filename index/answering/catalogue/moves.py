"""Reads how grades moved from a question about the corpus: 'from inadequate to good', 'slipped back'."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.grades import area_in, grades_in, grades_pattern
from index.answering.catalogue.query import OVERALL, CatalogueQuery, Change
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["read_change"]

_GO = (
    r"(?:go|goes|going|gone|went|mov\w+|slid(?:e|es|ing|den)?|slip\w*|drop\w*|fall\w*|fell|sink\w*|sank|sunk|tumbl\w+"
    r"|plung\w+|head\w*|step\w*|jump\w*|leap\w*|leapt|climb\w*|ris(?:e|es|ing|en)|rose|shot|bounc\w+|com(?:e|es|ing)"
    r"|came|mark\w*|push\w*|pull\w*|shift\w*|progress\w*|advanc\w+)"
)
_GRADE = r"(?:(?:overall )?(?:grades?|judgements?|ratings?|levels?|notch(?:es)?|rungs?|steps?|bands?|categor(?:y|ies)))"
_COUNT = r"(?:an?|one|two|three|2|3|several|at least two|two or more|more than one|a couple of)"
_BY_GRADES = rf"(?:\s+(?:by\s+)?(?P<count>{_COUNT})\s+(?:whole |full )?{_GRADE})"
_WORSE = (
    rf"\b(?:declin\w+|deteriorat\w+|worsen\w*|regress\w*|got(?:ten)? worse|get(?:s|ting)? worse|did worse|done worse"
    rf"|slipped|dropped|fell|fallen|slid|downgrad\w+|lost ground|relegated|demoted"
    rf"|{_GO}\s+(?:back(?:wards?)?|down(?:hill|wards?)?)|(?:was|were|been|be|are|is) (?:marked|put) down"
    rf"|(?<!or )(?<!no )worse(?: grade| judgement| rating)?(?: than)?|lower (?:grade|judgement"
    rf"|rating))\b(?!\s+to\b){_BY_GRADES}?"
)
_BETTER = (
    rf"\b(?:improved|improving|improves?(?!ment)|got(?:ten)? better|get(?:s|ting)? better|did better|done better"
    rf"|risen|rose|climbed|upgrad\w+|promoted|gained|bettered|bounced back|recovered|jumped|leapt|jumping|leaping"
    rf"|{_GO}\s+(?:up(?:wards?)?|forwards?)|(?<!or )(?<!no )better(?: grade| judgement| rating)?(?: than)?"
    rf"|higher (?:grade|judgement|rating)|turned (?:it |things |themselves |itself )?around)\b(?!\s+to\b){_BY_GRADES}?"
)
_SAME = (
    rf"\b(?:stayed (?:the same|put|at|on)?|stays? (?:the same|put)|stuck (?:on|at|with|in)|unchanged|no change"
    rf"|(?:not|n't|never) (?:changed?|mov\w+|budged|shifted|altered)|did not change"
    rf"|(?:the )?same {_GRADE}|remain(?:s|ed)?(?: (?:at|on))?|(?:kept|keeps?|retain\w*|maintain\w*|held on to"
    rf"|hung on to"
    rf"|clung to|holding on to)(?: (?:its|their|the|an?))?|(?:is|are|was|were) still)\b"
)
_LAST = (
    r"\b(?:since (?:its|their|the|the authority's|it was) (?:last|previous(?:ly)?)(?: (?:full )?inspect(?:ion|ed))?"
    r"|(?:between|in|over|across|at) (?:its|their|the) (?:last|latest|most recent|past) two(?: (?:full )?"
    r"(?:inspections?|reports?|judgements?|grades?))?|(?:than|from|as|compared (?:with|to)) (?:at |in )?(?:its"
    r"|their|the) "
    r"(?:last|previous|one before|inspection before)(?: (?:one|time|inspection|grade|report))?|(?:than|as) (?:last time"
    r"|before|the time before|previously)|since (?:the )?(?:inspection|one|time) before(?: last)?|(?:at|on|in) "
    r"(?:its|their|the) (?:latest|last|most recent|newest)(?: (?:full )?(?:inspection|report|visit|judgement))?"
    r"|last time(?: (?:round|around|out))?|since last time)\b"
)
_FIRST = (
    r"\b(?:than|from|since|between|compared (?:with|to)) (?:at |in |on )?(?:its|their|the|they were at their"
    r"|it was at its)"
    r" (?:very )?first(?: (?:one|time|inspection|grade|report|full inspection))?(?:(?: (?:and|to|until"
    r"|till)) (?:its|their"
    r"|the) (?:last|latest|most recent|newest)(?: (?:one|inspection|report))?)?"
)
_THEN_NOW = (
    r"\b(?:used to be|previously|formerly|once|had|have been|has been|received|got|was|were)\b.*\b(?:now"
    r"|currently|is|are"
    r"|today)\b"
)
_EVER = r"\b(?:ever|at any|at some|over (?:time|the years)|in (?:one|a single) go|straight|at once)\b"


def read_change(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read a change of grade: 'from inadequate to good', 'improved', 'no longer inadequate'."""
    area = area_in(reader, words)
    to_now = re.search(_THEN_NOW, reader.text) is not None
    never = re.search(r"\b(?:never|always|n't ever|not once)\b", reader.text) is not None
    before, after = _from_to(reader, words)
    from_first = re.search(_FIRST, reader.text) is not None
    last_only = re.search(_LAST, reader.text) is not None
    direction, steps = _direction(reader, words, is_about_grades=bool(before or after))
    says_change = reader.take(rf"\bchanged?\b(?: {_GRADE})?|\bdifferent (?:overall )?{_GRADE}") is not None
    if not (before or after or direction or says_change):
        return query
    reader.take(_FIRST)
    if direction == "same":
        reader.take(_SAME)
    while reader.take(_LAST):
        pass
    reader.take(r"\b(?:straight|directly|all at once|in (?:one|a single) go|in one (?:jump|leap|step)|at once)\b")
    throughout = never and direction in ("same", None) and not (before or after)
    if throughout:
        direction = "same"
        reader.take(r"\b(?:never|always|not once)\b")
    elif direction and (before or after) and not last_only:
        direction = None
    if not (before or after or from_first or throughout):
        last_only = last_only or (not steps and re.search(_EVER, reader.original) is None)
    change = Change(
        before,
        after,
        direction,
        last_only and not from_first,
        to_now and bool(before and after),
        steps,
        from_first,
        throughout,
    )
    return replace(query, change=change, area=area or OVERALL)


def _direction(reader: Reader, words: CatalogueWords, *, is_about_grades: bool) -> tuple[str | None, int]:
    """Read whether grades rose, fell or stayed, and by how many at least where that is more than one."""
    for name, pattern in (("worse", _WORSE), ("same", _SAME), ("better", _BETTER)):
        if name != "same" and _compares_areas(reader, words):
            continue
        if match := reader.take(pattern):
            count = match.groupdict().get("count")
            if is_about_grades:
                reader.take(rf"\b{_COUNT}\s+{_GRADE}")
            return name, 2 if count and count not in ("a", "an", "one") else 0
    if match := reader.take(rf"\b{_GO}{_BY_GRADES}"):
        return "better", 0 if match["count"] in ("a", "an", "one") else 2
    return None, 0


def _compares_areas(reader: Reader, words: CatalogueWords) -> bool:
    """Whether 'better than' sets two areas of one report side by side."""
    area = alternatives(words.areas)
    pattern = rf"\b(?:better|higher|worse|lower)\b.{{0,60}}\bthan (?:(?:for|in|its|their|on|the|at)\s+)*(?:{area})"
    return re.search(pattern, reader.text) is not None


def _from_to(reader: Reader, words: CatalogueWords) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the grades before and after a change, empty where they are not said."""
    listed = rf"(?:{grades_pattern(words)})(?:\s+or\s+(?:{grades_pattern(words)}))*"
    before, after = rf"(?:being |an? |its |their )*(?P<b>{listed})", rf"(?:being |an? )*(?P<a>{listed})"
    filler = r"(?:overall |straight |directly |all the way |up |down |back |in one go |grade |rating )*"
    forms = (
        rf"\bfrom\s+{before}\s+{filler}(?:to|into)\s+{filler}{after}",
        (
            rf"\b(?:used to be|previously|formerly|once|(?:have |has |had )(?:ever |once )?(?:been|had|got)|was"
            rf"|were|had|got"
            rf"|received)\s+(?:judged |rated |graded )?{before}\b.{{0,40}}?"
            rf"\b(?:but|and)\b.{{0,30}}?\b(?:now|is|are|currently|later|then|became|today)\s+(?:judged |rated |graded "
            rf"|currently |now )*{after}"
        ),
        (
            rf"\b(?:once|previously|formerly)\s+(?:been |judged |rated |graded )*{before}\b.{{0,40}}?\b(?:are|is"
            rf"|became)\s+"
            rf"(?:judged |rated |graded |currently |now )*{after}"
        ),
        rf"\b{_GO}\s+(?:\w+\s+){{0,2}}?(?:out of|off|from|up from|down from|away from)\s+{before}",
        (
            rf"\b(?:escap\w+|shook off|shak\w+ off|emerg\w+ from|recover\w+ from|exit\w*|got out of|gotten out of|left"
            rf"|lifted (?:itself|themselves)? ?(?:out of|from)|got rid of|shed|overc\w+me)\s+{before}"
        ),
        rf"\bno longer\s+(?:judged |rated |graded )?{before}",
        rf"\blost (?:its|their|an?|the)\s+{before}",
        (
            rf"\b(?:became|become|becom\w+|got to|gained|reach\w*|achiev\w+ an?|{_GO}(?: (?:up|down|back))? (?:to|into)"
            rf"|improved to|declined to|deteriorated to|downgraded to|upgraded to)\s+{filler}{after}"
        ),
    )
    for form in forms:
        if match := reader.take(form):
            part = {"a": None, "b": None} | match.groupdict()
            return grades_in(part["b"], words), grades_in(part["a"], words)
    return (), ()
