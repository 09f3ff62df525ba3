"""Reads in how many areas a grade has to be given: in every one, in any, in two, in all but one, in no other."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import ANY_AREA, EVERY_AREA, Condition
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["read_all_but", "read_spread"]

_LEAST = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4, "several": 2, "one": 1, "single": 1}
_AREA_NOUN = r"(?:judgement )?(?:areas?|judgements?|categor(?:y|ies)|headings?)"
_NUMBER = r"(?P<n>two|three|four|2|3|4|several|one|single)"
_OF_AREAS = (
    rf"\b(?:in |for |on |with |its |their |had |has |have |got |an? )*(?P<more>more than |over )?"
    rf"(?P<exactly>exactly |only |just )?(?:at least )?{_NUMBER}(?: or more)?"
    rf"(?: (?:different|separate|judgement|of (?:its|their|the)))* {{2,}}(?:judgement )?(?:areas?"
    rf"|judgements?|grades)\b",
    rf"\b(?:in|for|on|with|have|has|had|got) (?P<more>more than |over )?(?P<exactly>exactly |only |just"
    rf" )?(?:at least )?{_NUMBER}"
    rf"(?: or more)?(?: (?:different|separate|of (?:its|their|the)))* {_AREA_NOUN}\b",
)
_ALL_BUT_ONE = (
    rf"\b(?:(?:in |for |on )?(?:all|every\w*|each)(?: {_AREA_NOUN})?\s+(?:but|except(?: for| in)?|apart"
    rf" from|bar)(?: for"
    rf"| in)? (?:just )?(?:one|a single)(?: {_AREA_NOUN})?(?: of them)?|(?:except|apart from|bar)(?: for| in)?"
    rf" (?:just )?(?:one|a single) {_AREA_NOUN})\b"
)
_NOT_ELSE = (
    rf"\b(?:but |and )?(?:not|n't|nothing|no|nowhere)(?: (?:for|in|on))? (?:(?:anything|anywhere"
    rf"|something|everything) else"
    rf"|else|(?:any |the )?others?(?: {_AREA_NOUN})?)\b|\b(?:nothing|nowhere) else\b"
)


def read_all_but(reader: Reader, words: CatalogueWords) -> tuple[Condition, ...]:
    """Read 'in every area but leadership': all others have the grade, and those named have it not."""
    area = alternatives(words.areas)
    match = reader.take(
        rf"\b(?:in|for|on|at)? ?(?:every(?:thing|where| (?:other )?{_AREA_NOUN})?|all(?: (?:other )?{_AREA_NOUN})?)"
        rf"\s+(?:but|except(?:ing)?|apart from|bar|other than|save)(?: for| in| on)?\s+(?:the |their )?"
        rf"(?P<areas>{area}(?:(?:,| and|, and| or|, or)? (?:for |in |the |their )*{area})*)"
    )
    if match is None:
        return ()
    found = (words.areas[re.sub(r"[\s-]+", " ", one[0])] for one in re.finditer(area, match["areas"]))
    named = tuple(dict.fromkeys(found))
    return (Condition(EVERY_AREA, but=named, parts_only=True), *(Condition(one, negated=True) for one in named))


def read_spread(reader: Reader) -> tuple[str | None, tuple[Condition, ...]]:
    """Read in how many areas a grade has to be given: the wide area meant, and conditions whose grades are to be set.

    'More than one outstanding area', 'exactly one', 'in all but one', 'but not for anything else'.
    """
    if reader.take(_NOT_ELSE):
        return None, (Condition(ANY_AREA, negated=True, least=2),)
    if reader.take(_ALL_BUT_ONE):
        return "", (Condition(EVERY_AREA, missing=1, parts_only=True),)
    match = next((found for form in _OF_AREAS if (found := reader.take(form))), None)
    if match is None:
        return _wide_area(reader), ()
    count = _LEAST[match["n"]] + bool(match["more"])
    some = Condition(ANY_AREA, least=count, parts_only=re.search(r"area|categor|heading", match[0]) is not None)
    bound = (replace(some, negated=True, least=count + 1),) if match["exactly"] else ()
    return ANY_AREA if count == 1 else "", (*((some,) if count > 1 else ()), *bound)


def _wide_area(reader: Reader) -> str | None:
    area = r"(?:judgement )?(?:areas?|judgements?|categor(?:y|ies)|grades?|ratings?|respects?|heads?|headings?)"
    if reader.take(
        rf"\b(?:in |for |on |with )?(?:every(?: single)?|all|each)(?: of)?(?: the| its| their)? {area}\b"
        r"|\bacross the board\b|\beverything\b(?= (?:is|was|are|were|at|rated|judged|graded)\b)|\b(?:for"
        r"|in|on) everything\b|\bthroughout\b|\bclean sweep(?: of)?\b"
        r"|\bstraight(?= (?:goods?|outstandings?|inadequates?)\b)"
    ):
        reader.take(r"\bacross the board\b")
        return EVERY_AREA
    if reader.take(
        rf"\b(?:in |for |on |with )?(?:any|at least one|some|one)(?: of (?:the|its|their))?\s+{area}\b"
        r"|\bfor anything\b|\banywhere\b"
    ):
        return ANY_AREA
    return None
