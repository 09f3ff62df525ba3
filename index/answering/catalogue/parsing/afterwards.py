"""Reads what came after a grade: 'what share of inadequate councils improved at their next inspection'."""

from __future__ import annotations

import re

from index.answering.catalogue.parsing.grades import grades_in
from index.answering.catalogue.parsing.statement import CompoundQuery, Part
from index.answering.catalogue.query import CatalogueQuery, Change, Measure, Subject
from index.answering.catalogue.words import CatalogueWords

__all__ = ["afterwards"]

_COUNCILS = r"(?:councils?|(?:local )?authorit(?:y|ies)|las|boroughs?|places|ones)"
_ASKS = r"(?P<asks>(?:what |which )?(?:share|proportion|percentage) of|how many|which)(?: of)?(?: the| those| all)?"
_WERE = r"(?:(?:that|which|who) )?(?:were|was|had been|have been|got)(?: (?:once|rated|judged|graded|found|an?))*"
_MOVES = (
    ("better", r"improved?|(?:got|did|gone?|went) (?:better|up)|moved up|r[io]sen?|were upgraded"),
    ("worse", r"declined?|got worse|(?:gone?|went|moved) down|fell|dropped|slipped|were downgraded"),
    ("same", r"stayed the same|did not change|kept the same grade|stayed as they were"),
)
_MOVE = rf"(?:went on to |then |have |had )?(?P<move>{'|'.join(pattern for _, pattern in _MOVES)})"
_NEXT = (
    r"(?: (?:at|in|on|by) (?:the|its|their|that) (?:very )?(?:next|following|subsequent) (?:full )?"
    r"(?:inspection|report|visit|one|time)s?| next time(?: round)?)"
)


def afterwards(text: str, words: CatalogueWords) -> CompoundQuery | None:
    """Return those whose next inspection was better (worse, the same) among those that had a next one."""
    grade = rf"(?P<g>{words.grade_pattern.pattern})"
    forms = (
        rf"^{_ASKS} {grade} {_COUNCILS} {_MOVE}{_NEXT}$",
        rf"^{_ASKS} {_COUNCILS} {_WERE} {grade} {_MOVE}{_NEXT}$",
        rf"^(?:of|out of|among) (?:all |the |those )*{_COUNCILS} {_WERE} {grade},? {_ASKS}(?: of them)?"
        rf" {_MOVE}{_NEXT}$",
        rf"^{_ASKS} {_COUNCILS} {_MOVE}{_NEXT}? (?:after|following) (?:(?:being|having been|getting|receiving"
        rf"|an?|judged|rated|graded|found) )*{grade}(?: (?:grade|judgement|rating|inspection|report|one))?$",
    )
    match = next((found for form in forms if (found := re.match(form, text))), None)
    if match is None:
        return None
    before = grades_in(match["g"], words)
    way = next(name for name, pattern in _MOVES if re.fullmatch(pattern, match["move"]))
    asks = match["asks"]
    measure = Measure.COUNT if asks == "how many" else Measure.SHARE if asks.endswith("of") else Measure.LIST
    moved = CatalogueQuery(Subject.AUTHORITY, measure, change=Change(before, direction=way), kinds=words.full_kinds)
    followed = CatalogueQuery(
        Subject.AUTHORITY, change=Change(before, after=tuple(words.scale)), kinds=words.full_kinds
    )
    return CompoundQuery((Part(moved), Part(followed)), among=True)
