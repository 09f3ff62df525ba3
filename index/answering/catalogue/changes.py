"""Finds how grades moved between inspections of one authority."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.model import Document
from index.answering.catalogue.facts import judgement_of
from index.answering.catalogue.limits import is_on
from index.answering.catalogue.query import EVERY_AREA, OVERALL, CatalogueQuery, Change, Scope

__all__ = ["Pair", "changed_pairs", "pairs_compared", "steps_of"]

Pair = tuple[Document, Document]


def pairs_compared(
    held: Sequence[Document], query: CatalogueQuery, change: Change, is_within: Callable[[Document], bool]
) -> list[Pair]:
    """Return the pairs of an authority's inspections, oldest first, that a change is about.

    Args:
        held: the authority's inspections, oldest first.
        query: whose area counts.
        change: which pairs are compared.
        is_within: whether the later of a pair is of the frameworks and days asked for.
    """
    graded = [document for document in held if judgement_of(document, query.area)]
    if change.sides:
        sides = [[one for one in graded if is_on(one, side, query)] for side in change.sides]
        pairs = [(sides[0][-1], sides[1][-1])] if all(sides) and sides[0][-1] is not sides[1][-1] else []
    elif change.to_now:
        pairs = [(one, graded[-1]) for one in graded[:-1]]
    elif change.from_first:
        pairs = [(graded[0], graded[-1])] if len(graded) > 1 else []
    else:
        pairs = list(pairwise(graded))
    at = {Scope.SECOND: 0, Scope.THIRD: 1}.get(query.scope)
    pairs = pairs if at is None else pairs[at : at + 1]
    return [pair for pair in pairs if is_within(pair[1])]


def changed_pairs(
    pairs: Sequence[Pair], query: CatalogueQuery, change: Change, scale: Mapping[str, int]
) -> tuple[Pair, ...]:
    """Return the pairs between which the grade moved as asked; none where it has to be so each time and is not."""
    compared = pairs[-1:] if change.last_only else pairs
    moved = tuple(pair for pair in compared if _moved(pair, query, change, scale))
    if change.onto:
        return _going_on(compared, moved, query, change)
    if change.run > 1:
        return _running(compared, moved, change.run)
    if change.never:
        return () if moved else tuple(compared)
    if change.then:
        later = replace(change, direction=change.then, then=None)
        return tuple(
            dict.fromkeys(
                one
                for at, pair in enumerate(compared)
                for next_one in compared[at + 1 :]
                if pair in moved and _moved(next_one, query, later, scale)
                for one in (pair, next_one)
            )
        )
    return () if change.throughout and len(moved) < len(compared) else moved


def _going_on(
    compared: Sequence[Pair], moved: Sequence[Pair], query: CatalogueQuery, change: Change
) -> tuple[Pair, ...]:
    """Return the pairs of each move after which the grades that are to follow were given one after another."""
    held: list[Pair] = []
    for at, pair in enumerate(compared):
        after = compared[at + 1 : at + 1 + len(change.onto)]
        given = [one.grade for _, two in after if (one := judgement_of(two, query.area)) is not None]
        if pair in moved and tuple(given) == change.onto:
            held += [pair, *after]
    return tuple(dict.fromkeys(held))


def _running(compared: Sequence[Pair], moved: Sequence[Pair], times: int) -> tuple[Pair, ...]:
    """Return the pairs that are so many times one after another as asked; none without such a run."""
    held: list[Pair] = []
    for pair in compared:
        held = [*held, pair] if pair in moved else []
        if len(held) >= times:
            return tuple(held)
    return ()


def steps_of(pair: Pair, query: CatalogueQuery, scale: Mapping[str, int]) -> int:
    """Return by how many grades a pair differs, 0 where one carries none."""
    before, after = (judgement_of(document, query.area) for document in pair)
    if before is None or after is None:
        return 0
    return abs(scale.get(after.grade, 0) - scale.get(before.grade, 0))


def _moved(pair: Pair, query: CatalogueQuery, change: Change, scale: Mapping[str, int]) -> bool:
    if query.moves_by_area:
        areas = _parts_of(pair)
        moved = [_moved(pair, replace(query, area=area, change_areas=()), change, scale) for area in areas]
        return bool(areas) and (all(moved) if query.change_areas == (EVERY_AREA,) else not any(moved))
    before, after = (judgement_of(document, query.area) for document in pair)
    if before is None or after is None:
        return False
    if not _is_one_of(before.grade, change.before) or not _is_one_of(after.grade, change.after):
        return False
    step = scale.get(after.grade, 0) - scale.get(before.grade, 0)
    if abs(step) < change.steps or (change.steps < 0 and abs(step) != -change.steps):
        return False
    if change.direction is None:
        return bool(change.before and change.after) or step != 0
    return {"better": step > 0, "worse": step < 0, "same": step == 0}[change.direction]


def _parts_of(pair: Pair) -> list[str]:
    """Return the areas, but the overall one, that both inspections grade."""
    named = [one.area for one in pair[1].judgements if one.area != OVERALL]
    return [area for area in named if all(judgement_of(document, area) for document in pair)]


def _is_one_of(grade: str, grades: Iterable[str]) -> bool:
    wanted = tuple(grades)
    return not wanted or grade in wanted
