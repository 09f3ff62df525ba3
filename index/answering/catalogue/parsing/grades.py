"""Reads grades and the areas they are of from a question about the corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.answering.catalogue.parsing.area_order import read_orders
from index.answering.catalogue.parsing.spread import read_all_but, read_spread
from index.answering.catalogue.query import ANY_AREA, EVERY_AREA, OVERALL, CatalogueQuery, Condition, Scope
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["area_in", "grades_in", "grades_pattern", "read_conditions", "read_yardstick", "widened"]

NEAR = 60
"""Characters between a grade and the area that it is of, at most."""
_ALWAYS = (
    r"\b(?:only ever|(?:in|at|on) (?:every|each)(?: single)? inspection|nothing but|never anything (?:but"
    r"|other than)|always|consistently|every (?:single )?time"
    r"|each time|without exception|at every inspection)\b"
)
_SAME_REPORT = r"\b(?:in|at) (?:the same|one|a single) (?:report|inspection|visit)\b|\bat the same time\b"
_JUDGED = r"(?:judgements?|grades?|ratings?|marks?)"


def grades_pattern(words: CatalogueWords) -> str:
    """Return a pattern for a grade in any of its forms."""
    return alternatives(words.grades)


def grades_in(text: str | None, words: CatalogueWords) -> tuple[str, ...]:
    """Return the grades that a text names, in order, once each."""
    if not text:
        return ()
    found = (words.grades[_form(match[0], words.grades)] for match in re.finditer(grades_pattern(words), text))
    return tuple(dict.fromkeys(found))


def area_in(reader: Reader, words: CatalogueWords) -> str | None:
    """Return the first area named, without taking it away."""
    match = re.search(alternatives(words.areas), reader.text)
    return words.areas[_form(match[0], words.areas)] if match else None


def _form(written: str, names: Mapping[str, str]) -> str:
    plain = re.sub(r"[\s-]+", " ", written)
    return next(form for form in names if re.sub(r"[\s-]+", " ", form) == plain)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some areas, or some grades, at a place of the question."""

    start: int
    end: int
    areas: tuple[str, ...] = ()
    either: bool = False
    grades: tuple[str, ...] = ()
    negated: bool = False


def read_conditions(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read which grades for which areas are asked for; a grade without an area is the overall one."""
    if query.change is not None and (query.change.before or query.change.after):
        return _over_areas(query, _take_areas(reader, words), None)
    if query.conditions or (query.legs and query.legs[0].conditions):
        return query
    query = read_orders(query, reader, words)
    reader.take(_SAME_REPORT)
    is_graded = re.search(grades_pattern(words), reader.text) is not None
    never = is_graded and (
        reader.take(
            rf"\bnever\b|\bn't ever\b|\bnot once\b|\b(?:no|without(?: an?| any)?)\b(?=\s+(?:{grades_pattern(words)}))"
        )
        is not None
    )
    always = is_graded and reader.take(_ALWAYS) is not None
    ungraded = _take_ungraded(reader, words)
    grades = _take_grades(reader, words)
    all_but = read_all_but(reader, words) if grades else ()
    areas = _take_areas(reader, words)
    unspread = reader.text
    wide, spread = ("", all_but) if all_but else read_spread(reader)
    if not grades:
        return _over_areas(_without_grades(query, areas, ungraded), areas, wide)
    spread_at = _blanked(unspread, reader.text)
    if wide and len(grades) > 1:
        areas, wide = [*areas, replace(spread_at, areas=(wide,))], None
    conditions, free = _joined(grades, areas, wide or None, reader.original)
    if query.change is not None:
        return _of_change(query, conditions)
    for one in free:
        # An area that no grade is of is asked for in a way that is not read: the question is left with it.
        reader.restore(one.start, one.end)
    if always:
        conditions = [replace(one, negated=not one.negated) for one in conditions]
    nearest = min(grades, key=lambda one: _gap(one, spread_at, reader.original)).grades
    conditions = _spread(conditions, spread, nearest, is_instead=wide == "")
    return replace(query, conditions=tuple(conditions), area=conditions[0].area, never=never or always)


def _blanked(before: str, after: str) -> _Piece:
    """Return the place at which a reader's text was taken away, the start where it is as it was."""
    places = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    return _Piece(places[0], places[-1] + 1) if places else _Piece(0, 0)


def _spread(
    conditions: list[Condition], spread: tuple[Condition, ...], grades: tuple[str, ...], *, is_instead: bool
) -> list[Condition]:
    """Return conditions with those on the number of areas that have some grades.

    They stand in the place of the condition for these grades on no named area.
    """
    if not spread:
        return conditions
    bounds = [replace(one, grades=grades) for one in spread]
    kept = [one for one in conditions if not is_instead or one.negated or (one.area, one.grades) != (OVERALL, grades)]
    return [*bounds, *kept]


def _without_grades(query: CatalogueQuery, areas: list[_Piece], ungraded: bool | None) -> CatalogueQuery:
    """Return the query about areas of which no grade is named: those that are judged, or not, or simply meant."""
    if not areas:
        return query
    area = areas[0].areas[0]
    if ungraded is None or query.change is not None:
        return replace(query, area=area)
    return replace(query, area=area, conditions=(Condition(area, negated=ungraded),))


def _over_areas(query: CatalogueQuery, areas: list[_Piece], wide: str | None) -> CatalogueQuery:
    """Return a query for a change in several areas: in each that 'and' joins, in one that 'or' does, or in any."""
    if query.change is None:
        return query
    if wide in (ANY_AREA, EVERY_AREA):
        return replace(query, change_areas=(wide,))
    if len(areas) == 1 and len(areas[0].areas) > 1:
        return replace(query, change_areas=areas[0].areas, in_either=areas[0].either)
    return query


def _of_change(query: CatalogueQuery, conditions: list[Condition]) -> CatalogueQuery:
    """Return the query with its grade as that after the change ('stayed good', 'slipped to inadequate')."""
    change, condition = query.change, conditions[0]
    if change is None or condition.negated:
        return query
    area = condition.area if condition.area not in (ANY_AREA, EVERY_AREA) else query.area
    before = condition.grades if change.direction == "same" else change.before
    return replace(query, area=area, change=replace(change, before=before, after=condition.grades))


def _joined(
    grades: list[_Piece], areas: list[_Piece], wide: str | None, text: str
) -> tuple[list[Condition], list[_Piece]]:
    """Return each grade with the areas that stand nearest to it and to no other grade, and areas that are left."""
    conditions: list[Condition] = []
    free = list(areas)
    for piece in grades:
        near = min(free, key=lambda area: _gap(piece, area, text), default=None)
        rival = near is not None and any(
            _gap(other, near, text) < _gap(piece, near, text) for other in grades if other is not piece
        )
        if near is not None and not rival and _gap(piece, near, text) <= NEAR:
            free.remove(near)
        else:
            near = None
        named = near.areas if near else (wide or OVERALL,)
        if near is not None and near.either:
            conditions.append(Condition(named[0], piece.grades, piece.negated, named[1:]))
        else:
            conditions += [Condition(area, piece.grades, piece.negated) for area in named]
    return conditions, free


def _gap(piece: _Piece, area: _Piece, text: str) -> int:
    """Return how far a grade is from an area; what stands in another clause is farther."""
    first, second = (piece, area) if piece.start < area.start else (area, piece)
    between = text[first.end : second.start]
    is_apart = re.search(r"\b(?:but|yet|while|whereas|although|though)\b", between) is not None
    return max(second.start - first.end, 0) + (NEAR // 2 if is_apart else 0)


def _take_ungraded(reader: Reader, words: CatalogueWords) -> bool | None:
    """Read whether areas without a grade are asked for (True), or those with one (False); None for neither."""
    none = (
        r"(?:no|without(?: an?| any)?|lack\w*(?: an?| any)?|(?:do|did|does)(?: not|n't) (?:carry|have|give"
        r"|contain)(?: an?| any)?)"
    )
    area = alternatives(words.areas)
    if reader.take(rf"\b{none}(?= (?:separate |specific |overall )*(?:{area}) {_JUDGED}\b)"):
        reader.take(rf"(?<= ){_JUDGED}\b")
        return True
    if reader.take(
        rf"\b{none} (?:separate |specific |distinct |own )*{_JUDGED}\b|\bnot (?:separately )?(?:judged|graded"
        rf"|rated)(?= (?:for|on))"
    ):
        return True
    if reader.take(
        rf"\b(?:separate(?:ly)?|specific|distinct|own) (?:{_JUDGED}|judged|graded|rated)\b"
        r"|\b(?:judged|graded|rated) (?:separately|on (?:its|their) own|apart)\b"
    ):
        return False
    return None


def _take_areas(reader: Reader, words: CatalogueWords) -> list[_Piece]:
    """Take the areas; those that 'and' or 'or' joins are one piece."""
    found: list[_Piece] = []
    while match := reader.take(alternatives(words.joint)):
        found.append(_Piece(match.start(), match.end(), (words.joint[_form(match[0], words.joint)],)))
    while match := reader.take(alternatives(words.areas)):
        found.append(_Piece(match.start(), match.end(), (words.areas[_form(match[0], words.areas)],)))
    joined: list[_Piece] = []
    for piece in sorted(found, key=lambda one: one.start):
        between = reader.original[joined[-1].end : piece.start] if joined else "x"
        link = re.fullmatch(
            r"\s*(?:,|and|or|&|as well as|plus|, and|, or)?\s*(?:for |in |the |their |its |also )*", between
        )
        if link is None or piece.areas[0] in joined[-1].areas:
            joined.append(piece)
        else:
            last = joined.pop()
            either = last.either or bool(re.search(r"\bor\b", between))
            joined.append(_Piece(last.start, piece.end, (*last.areas, *piece.areas), either))
    reader.take(r"\bboth\b|\beither\b")
    return joined


_YARDSTICK = (
    r"\b(?P<how>better|higher|worse|lower|same|as (?:good|bad|well|badly))(?: overall)?"
    r"(?: (?:grades?|rated|ratings?|graded|judged|judgements?|off))*(?: (?:now|currently|right now))?"
    r"(?: (?:for|in|on) (?:the |their )?(?P<area>{areas}))? (?:than|as)"
    r"(?: in| at)? (?P<name>{})(?:'s?)?(?: (?:is|has|have|does|now|got))*\b"
)


def read_yardstick(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read an authority with whose latest grade others are compared: 'the same grade as', 'worse than'."""
    match = reader.take(_YARDSTICK.format(alternatives(words.authorities), areas=alternatives(words.areas)))
    if match is None:
        return query
    areas = _take_areas(reader, words)
    area = areas[0].areas[0] if areas else OVERALL
    area = words.areas[_form(match["area"], words.areas)] if match["area"] else area
    name = words.authorities[_form(match["name"], words.authorities)]
    grade = words.latest_grades.get(name, {}).get(area)
    reader.take(rf"\b(?:{_JUDGED}|rated|graded|judged)\b")
    if grade is None:
        return replace(query, conditions=(Condition(area, ()),), excluded=(name,))
    rank, how = words.scale[grade], match["how"]
    fits = [one for one, at in words.scale.items() if (at > rank if how in ("better", "higher") else at < rank)]
    grades = tuple(fits) if how in ("better", "higher", "worse", "lower") else (grade,)
    condition = Condition(area, grades or ("none",))
    return replace(query, conditions=(condition,), area=area, excluded=(name,), scope=Scope.LATEST)


def _take_grades(reader: Reader, words: CatalogueWords) -> list[_Piece]:
    grade = grades_pattern(words)
    listed = rf"(?:{grade})(?:(?:\s*,\s*(?:or\s+|and\s+)?|\s+n?or\s+|\s*/\s*|\s+and\s+)(?:{grade}))*"
    pattern = (
        rf"(?P<no>\b(?:not|n't|other than|anything but|neither|nothing but(?! )|rather"
        rf" than)\s+(?:been\s+)?(?:yet\s+)?"
        rf"(?:judged|rated|graded)?\s*)?(?P<than>\b(?:less than|worse than|below|lower than|better than"
        rf"|above|at least"
        rf"|no better than|no worse than|short of|at most)\s+)?(?P<grades>{listed})"
        rf"(?P<up>\s+or\s+(?:better|above|higher|worse|below|lower))?"
    )
    found: list[_Piece] = []
    while match := reader.take(pattern):
        grades = widened(grades_in(match["grades"], words), match["than"], match["up"], words.scale)
        is_both = re.search(r"\bboth\s+(?:been\s+|judged\s+|rated\s+)?$", reader.original[: match.start()]) is not None
        each = [(one,) for one in grades] if is_both and " and " in match["grades"] else [grades]
        found += [_Piece(match.start(), match.end(), grades=one, negated=bool(match["no"])) for one in each]
    return sorted(found, key=lambda piece: piece.start)


def widened(grades: tuple[str, ...], than: str | None, up: str | None, scale: Mapping[str, int]) -> tuple[str, ...]:
    """Return the grades meant by 'good or better', 'worse than good', 'at least good'."""
    rank = scale[grades[0]]
    said = f"{than or ''} {up or ''}".split()
    if not said:
        return grades
    is_turned = "no" in said
    includes = bool(up) or "least" in said or "most" in said or is_turned
    goes_up = bool({"better", "above", "higher", "least"} & set(said)) is not is_turned
    return tuple(
        grade for grade, at in scale.items() if (at > rank if goes_up else at < rank) or (includes and at == rank)
    )
