"""Tells whether the grades of a document are as asked for, and which documents have them at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corpus.model import Document
from index.answering.catalogue.facts import NOT_JUDGED, judgement_of, order_of
from index.answering.catalogue.query import (
    ANY_AREA,
    EVERY_AREA,
    OVERALL,
    AreaOrder,
    CatalogueQuery,
    Condition,
    GroupBy,
    Scope,
)

__all__ = ["graded_only", "holds", "holds_one"]


def graded_only(query: CatalogueQuery, candidates: list[Document]) -> tuple[CatalogueQuery, list[Document]]:
    """Return a query for the latest inspections and those looked at.

    These are the ones with a grade for an area for which the newest framework has none.
    """
    is_shown = query.with_grades or query.group_by is GroupBy.GRADE
    areas = [area for one in query.conditions for area in one.areas] + [query.area] * is_shown
    named = [area for area in areas if area not in (OVERALL, ANY_AREA, EVERY_AREA)]
    dated = [one for one in candidates if one.dated and one.framework and one.judgements]
    if query.scope is not Scope.LATEST or not named or not dated:
        return query, candidates
    newest = max(dated, key=order_of).framework
    held = {area for area in named if any(judgement_of(one, area) for one in dated if one.framework == newest)}
    area = next((one for one in named if one not in held), None)
    if area is None:
        return query, candidates
    return replace(query, graded_for=area), [one for one in candidates if judgement_of(one, area)]


def holds(document: Document, query: CatalogueQuery, scale: Mapping[str, int]) -> bool | None:
    """Whether all conditions hold of a document, None where it carries no grade for one that decides."""
    answers = [holds_one(document, condition) for condition in query.conditions]
    answers += [_is_ordered(document, order, scale) for order in query.orders]
    if False in answers:
        return False
    return None if None in answers else True


def _is_ordered(document: Document, order: AreaOrder, scale: Mapping[str, int]) -> bool | None:
    better, worse = (judgement_of(document, area) for area in (order.better, order.worse))
    if better is None or worse is None:
        return None
    one, other = scale.get(better.grade, -1), scale.get(worse.grade, -1)
    if (order.steps > 0 and abs(one - other) < order.steps) or (order.steps < 0 and abs(one - other) != -order.steps):
        return False
    return {"better": one > other, "same": one == other}.get(order.how, one != other)


def holds_one(document: Document, condition: Condition) -> bool | None:
    """Whether a condition holds of a document, None where it carries no grade for what it is of."""
    if condition.area in (ANY_AREA, EVERY_AREA):
        leaves = (*condition.but, OVERALL) if condition.parts_only else condition.but
        held = [one for one in document.judgements if one.area not in leaves and one.grade != NOT_JUDGED]
        grades = [judgement.grade for judgement in held]
        fitting = sum(grade in condition.grades for grade in grades)
        if condition.missing:
            return (fitting == len(grades) - condition.missing) is not condition.negated if grades else None
        needed = condition.least if condition.area == ANY_AREA else len(grades)
        return (fitting >= needed) is not condition.negated if grades else None
    judgements = [judgement_of(document, area) for area in condition.areas]
    if not condition.grades:
        return any(judgements) is not condition.negated
    given = [judgement.grade for judgement in judgements if judgement is not None]
    if not given:
        return None
    return any(grade in condition.grades for grade in given) is not condition.negated
