"""Reads grades, the areas they are of, and how they changed, from a question about the corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.answering.catalogue_query import ANY_AREA, EVERY_AREA, OVERALL, CatalogueQuery, Change, Condition
from index.answering.catalogue_words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["read_change", "read_conditions"]

_WORSE = (
    r"\b(?:declin\w+|deteriorat\w+|worsen\w*|got(?:ten)? worse|gone down|went down|dropped|fell|fallen"
    r"|slipped|downgraded|lost ground|moved down|worse(?: grade| judgement)?(?: than)?|lower grade)\b"
)
_BETTER = (
    r"\b(?:improved|improving|improve(?!ment)|got(?:ten)? better|gone up|went up|risen|rose|moved up"
    r"|upgraded|climbed|better(?: grade| judgement)?(?: than)|higher grade|turned (?:it |things "
    r")?around)\b"
)
_SAME = (
    r"\b(?:stayed the same|unchanged|not changed|no change|same (?:overall )?(?:grade|judgement|rating)"
    r"|did not change|didn't change|remained|kept (?:its|their))\b"
)
_LAST = (
    r"\b(?:since (?:its|their|the|the authority's) (?:last|previous)(?: (?:full )?inspection)?|(?:between"
    r"|in|over) (?:its|their|the) (?:last|latest|most recent) two(?: (?:full )?inspections?)?|(?:than|from"
    r"|compared with) (?:its|their|the) (?:last|previous)(?: (?:one|time|inspection|grade))?|at (?:its"
    r"|their) (?:latest|last|most recent)(?: (?:full )?inspection)?)\b"
)

_THEN_NOW = r"\b(?:used to be|previously|formerly|once|had been|was|were)\b.*\b(?:now|currently|is|are)\b"


def read_change(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read a change of grade: 'from inadequate to good', 'improved', 'no longer inadequate'."""
    grades = alternatives(words.grades)
    area = _area_in(reader, words)
    to_now = re.search(_THEN_NOW, reader.text) is not None
    before, after = _from_to(reader, words, grades)
    last_only = re.search(_LAST, reader.text) is not None
    direction = next(
        (name for name, pattern in (("worse", _WORSE), ("same", _SAME), ("better", _BETTER)) if reader.take(pattern)),
        None,
    )
    says_change = reader.take(r"\bchanged?\b(?: (?:overall )?(?:grade|judgement|rating)s?)?") is not None
    if not (before or after or direction or says_change):
        return query
    reader.take(_LAST)
    if direction and (before or after) and not last_only:
        direction = None
    if not (before or after):
        last_only = (
            last_only or re.search(r"\b(?:ever|at any|at some|over (?:time|the years))\b", reader.original) is None
        )
    return replace(
        query,
        change=Change(before, after, direction, last_only, to_now and bool(before and after)),
        area=area or OVERALL,
    )


def _from_to(reader: Reader, words: CatalogueWords, grades: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the grades before and after a change, empty where they are not said."""
    listed = rf"{grades}(?:\s+or\s+{grades})*"
    forms = (
        (
            rf"\bfrom\s+(?:being |a )?(?P<b>{listed})\s+(?:overall )?(?:straight )?(?:to|into)\s+(?:being "
            rf"|a )?(?P<a>{listed})"
        ),
        (
            rf"\b(?:used to be|previously|formerly|once|had been|was|were)\s+(?:judged |rated |graded "
            rf")?(?P<b>{listed})\b.{{0,40}}?\b(?:but|and)\b.{{0,30}}?\b(?:now|is|are|currently|later|then"
            rf"|became)\s+(?:judged |rated |graded |currently |now )*(?P<a>{listed})"
        ),
        (
            rf"\b(?:moved|came|got|went|climbed|lifted)\s+(?:\w+\s+){{0,2}}?(?:out of|off|from|up from|down "
            rf"from)\s+(?:being |an? )?(?P<b>{listed})"
        ),
        rf"\bno longer\s+(?:judged |rated |graded )?(?P<b>{listed})",
        rf"\blost (?:its|their|an?)\s+(?P<b>{listed})",
        (
            rf"\b(?:became|become|moved (?:up |down )?to|dropped to|fell to|fallen to|rose to|risen to|went "
            rf"(?:up |down )?to|improved to|declined to|got to|downgraded to|upgraded to)\s+(?:being |an? "
            rf")?(?P<a>{listed})"
        ),
    )
    for form in forms:
        if match := reader.take(form):
            part = {"a": None, "b": None} | match.groupdict()
            return _grades_in(part["b"], words), _grades_in(part["a"], words)
    return (), ()


def _grades_in(text: str | None, words: CatalogueWords) -> tuple[str, ...]:
    if not text:
        return ()
    found = (words.grades[_form(match[0], words.grades)] for match in re.finditer(alternatives(words.grades), text))
    return tuple(dict.fromkeys(found))


def _form(written: str, names: Mapping[str, str]) -> str:
    plain = re.sub(r"[\s-]+", " ", written)
    return next(form for form in names if re.sub(r"[\s-]+", " ", form) == plain)


def _area_in(reader: Reader, words: CatalogueWords) -> str | None:
    """Return the first area named, without taking it away."""
    match = re.search(_area_pattern(words), reader.text)
    return words.areas[_form(match[0], words.areas)] if match else None


def _area_pattern(words: CatalogueWords) -> str:
    return alternatives(words.areas)


@dataclass(frozen=True, slots=True)
class _Piece:
    """An area or some grades at a place of the question."""

    start: int
    end: int
    area: str | None = None
    grades: tuple[str, ...] = ()
    negated: bool = False


def read_conditions(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read which grades for which areas are asked for; a grade without an area is the overall one."""
    if query.change is not None and (query.change.before or query.change.after):
        _take_areas(reader, words)
        return query
    never = re.search(r"\bnever\b", reader.text) is not None
    grades = _take_grades(reader, words)
    areas = _take_areas(reader, words)
    wide = _wide_area(reader)
    if not grades:
        area = areas[0].area if areas else None
        return replace(query, area=area or query.area)
    conditions: list[Condition] = []
    free = list(areas)
    for piece in grades:
        near = min(free, key=lambda area: _gap(piece, area), default=None)
        rival = near is not None and any(
            _gap(other, near) < _gap(piece, near) for other in grades if other is not piece
        )
        if near is not None and not rival and _gap(piece, near) <= 60:
            free.remove(near)
        else:
            near = None
        area_name = (near.area if near else None) or wide or OVERALL
        conditions.append(Condition(area_name, piece.grades, piece.negated))
    return replace(query, conditions=tuple(conditions), area=conditions[0].area, never=never and not query.change)


def _gap(piece: _Piece, area: _Piece) -> int:
    return max(piece.start - area.end, area.start - piece.end, 0)


def _wide_area(reader: Reader) -> str | None:
    if reader.take(
        r"\b(?:in |for )?(?:every|all|each)(?: of the)? (?:judgement )?(?:area|judgement|categor)\w*\b"
        r"|\bacross the board\b|\bfor everything\b"
    ):
        return EVERY_AREA
    if reader.take(
        r"\b(?:in |for )?(?:any|at least one|some|one)(?: of the)?\s+(?:judgement )?(?:area|judgement"
        r"|categor|grade)\w*\b|\bfor anything\b|\banywhere\b"
    ):
        return ANY_AREA
    return None


def _take_areas(reader: Reader, words: CatalogueWords) -> list[_Piece]:
    found: list[_Piece] = []
    while match := reader.take(_area_pattern(words)):
        found.append(_Piece(match.start(), match.end(), area=words.areas[_form(match[0], words.areas)]))
    return sorted(found, key=lambda piece: piece.start)


def _take_grades(reader: Reader, words: CatalogueWords) -> list[_Piece]:
    grade = alternatives(words.grades)
    listed = rf"(?:{grade})(?:(?:\s*,\s*|\s+or\s+|\s*/\s*|\s+and\s+)(?:{grade}))*"
    pattern = (
        rf"(?P<no>\b(?:not|n't|other than|anything but|neither)\s+(?:been\s+)?(?:yet\s+)?(?:judged|rated"
        rf"|graded)?\s*)?(?P<than>\b(?:less than|worse than|below|lower than|better than|above|at "
        rf"least)\s+)?(?P<grades>{listed})(?P<up>\s+or\s+(?:better|above|higher|worse|below|lower))?"
    )
    found: list[_Piece] = []
    while match := reader.take(pattern):
        grades = _widened(_grades_in(match["grades"], words), match["than"], match["up"], words.scale)
        found.append(_Piece(match.start(), match.end(), grades=grades, negated=bool(match["no"])))
    return sorted(found, key=lambda piece: piece.start)


def _widened(grades: tuple[str, ...], than: str | None, up: str | None, scale: Mapping[str, int]) -> tuple[str, ...]:
    """Return the grades meant by 'good or better', 'worse than good', 'at least good'."""
    rank = scale[grades[0]]
    said = f"{than or ''} {up or ''}".split()
    if not said:
        return grades
    includes = bool(up) or "least" in said
    goes_up = bool({"better", "above", "higher", "least"} & set(said))
    return tuple(
        grade for grade, at in scale.items() if (at > rank if goes_up else at < rank) or (includes and at == rank)
    )
