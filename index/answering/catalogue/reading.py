"""Reads a question about all documents as one query or as several joined, the first way in which all is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.answering.catalogue.parsing.afterwards import afterwards
from index.answering.catalogue.parsing.compound import (
    AMONG,
    BEGINS,
    FORMS,
    GRADED_ONES,
    OF_THOSE,
    RATED_NOW,
    TWO,
    UNIFORM,
    apart,
)
from index.answering.catalogue.parsing.parse import ParsedQuery, parse_query
from index.answering.catalogue.parsing.statement import CompoundQuery, is_contradictory
from index.answering.catalogue.query import CatalogueQuery, Subject
from index.answering.catalogue.rewording.framing import ways_to_read
from index.answering.catalogue.rewording.whole import lowered, plain
from index.answering.catalogue.words import CatalogueWords, alternatives

__all__ = ["Reading", "parse_compound", "read_catalogue"]

_OPENING = re.compile(
    r"^(?:and |so )?(?:which|who|what|where|any|anyone|list|name)(?: ones?| of (?:them|these|those))?\b"
)
_MARKS = (
    r"\b(?:inadequate|outstanding|good|improv\w*|grade\w*|went|gone|go|fell|fall\w*|slip\w*|drop\w*|rose"
    r"|rise\w*|climb\w*|moved?|stay\w*|changed?|rated|rating\w*|judged|judgement\w*|improved"
    r"|declined|worse|better"
    r"|inspected|inspections?|reports?|led)\b"
)
_AT_ONE = re.compile(r"\b(?:at|in) (?:its|their|the) (?:first|second|third|previous) (?:full )?(?:inspection|report)\b")
LONGEST = 45
"""Words of a question that is read as several statements at most."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question about all documents is read as: one query, or several joined; `text` is what was read of it."""

    parsed: ParsedQuery | None
    joined: CompoundQuery | None
    text: str


def read_catalogue(question: str, words: CatalogueWords) -> Reading:
    """Read a question in the first of the ways in which all of it is understood, else as it stands."""
    first = Reading(parse_query(question, words), None, question)
    whole = lowered(question)
    for way in ways_to_read(whole):
        way = _without_asker(way, whole, words)
        parsed = parse_query(way, words)
        is_read = parsed is not None and not parsed.left_over
        is_whole = parsed is not None and is_read and not is_split(parsed.query, way, words)
        is_wide = parsed is not None and bool(parsed.query.change_areas) and not parsed.query.moves_by_area
        only_apart = (
            is_read
            and not is_wide
            and TWO.search(plain(way)) is not None
            and not AMONG.match(plain(way))
            and not GRADED_ONES.match(plain(way))
        )
        joined = None if is_whole else parse_compound(way, words, only_apart=only_apart)
        if is_wide and joined is None and parsed is not None:
            return Reading(replace(parsed, left_over=("every",)), None, way)
        is_lost = only_apart and joined is None and BEGINS.match(plain(way)) is not None
        if is_lost and parsed is not None and parsed.query.extreme is None:
            # What the second question asks would be lost; of the first or longest one it is a detail that is shown.
            return Reading(replace(parsed, left_over=("and",)), None, way)
        if is_read or joined is not None:
            return Reading(parsed, joined, way)
    return first


def _without_asker(way: str, whole: str, words: CatalogueWords) -> str:
    """Return what is read of a question without the authorities that only the rest names, where it asks for others."""
    if way == whole or not re.search(r"\b(?:who|which|what|anyone|anybody) (?:else|others?)\b", way):
        return way
    name = alternatives(words.authorities)
    others = [match[0] for match in re.finditer(name, whole) if match[0] not in way]
    return f"{way} other than {' and '.join(others)}" if others else way


def parse_compound(question: str, words: CatalogueWords, *, only_apart: bool = False) -> CompoundQuery | None:
    """Return the statements of a question; None where it has not several, or one denied, that are read in full.

    `only_apart`: only questions that are asked apart.
    """
    text = plain(question)
    if len(text.split()) > LONGEST or not re.search(f"{_MARKS}|{alternatives(words.inspectors)}", text):
        return None
    if parse_query(text, words, is_first=False) is None:
        text = f"which authorities {_OPENING.sub('', text)}"
    forms = (apart,) if only_apart else (afterwards, *FORMS)
    held = (joined for form in forms if (joined := form(text, words)) is not None)
    return next((one for one in held if not is_contradictory(one)), None)


def is_split(query: CatalogueQuery, question: str, words: CatalogueWords) -> bool:
    """Whether one query cannot be all that is asked: two questions, 'never' of one grade, a move in one area only."""
    text = plain(question)
    if OF_THOSE.match(text) and re.search(
        r"\b(?:that|which|who|inspected|visited|rated|judged|graded)\b.*\b(?:are|is|have|has|now|still|later|then)\b",
        text,
    ):
        return True
    if (
        TWO.search(text)
        or (query.change_areas and not query.moves_by_area)
        or (query.without_frameworks and query.times)
    ):
        return True
    if query.never and len({one.grades for one in query.conditions}) > 1:
        return True
    if (
        RATED_NOW.match(text)
        or AMONG.match(text)
        or GRADED_ONES.match(text)
        or UNIFORM.search(text)
        or (query.legs and query.times)
    ):
        return True
    change = query.change
    if change is not None and change.to_now and change.before and _AT_ONE.search(text):
        return True
    if query.subject is Subject.INSPECTOR and query.regions and query.excluded_regions:
        return True
    if change is not None and change.to_now and change.after and (query.frameworks or query.from_day or query.years):
        return True
    if change is not None and change.direction in ("better", "worse") and (change.before or change.after):
        return re.search(r"\b(?:and|but|yet|or|who|which|that)\b", text) is not None
    areas = {words.areas.get(match[0], match[0]) for match in re.finditer(alternatives(words.areas), text)}
    return (
        query.change is not None
        and bool(query.change.after or query.change.before or query.change.then)
        and len(areas) > 1
    )
