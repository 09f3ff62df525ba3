"""Tells which words of a question that was read cannot be as they were read, so that it is left unread."""

from __future__ import annotations

import re

from index.answering.catalogue.parsing.as_at import is_edge_unread
from index.answering.catalogue.query import ANY_AREA, EVERY_AREA, CatalogueQuery, GroupBy, Measure, Scope, Subject
from index.answering.catalogue.rewording.denied_grades import UNREAD_DENIAL
from index.answering.catalogue.words import CatalogueWords

__all__ = ["contradicted"]

_UNIT = r"(?:region|year|month|framework|inspector|authority|council)"


def _is_of_no_group(query: CatalogueQuery) -> bool:
    """Whether an end is wanted that nothing measures: the longest mean of no group, the best region by no grade."""
    if query.is_of_all_days and query.extreme:
        return query.group_by is None
    if query.extreme in ("most", "fewest") and query.subject is Subject.DOCUMENT and query.group_by is None:
        return query.change is None
    is_group = query.group_by in (GroupBy.REGION, GroupBy.BODY, GroupBy.YEAR, GroupBy.FRAMEWORK, GroupBy.INSPECTOR)
    return is_group and query.extreme in ("best", "worst", "longest", "shortest") and query.quantity is None


_COMES_BACK = (
    r"\b(?:inspectors?|hmis?|ofsted|who led|person)\b[^,]{0,25}"
    r"\b(?:(?:c[ao]me|go|goes|went|gone|sent) back|return\w*)\b"
)
_NEXT = (
    r"(?<!to )(?<!from one to )\b(?:the|its|their) next (?:full )?(?:inspection|report|visit|one|time)\b"
    r"|(?<!the )\bnext(?: time)?$|\bnext to\b"
)
_WHICH_GROUP = (
    r"^(?:in )?(?:which|what) (?:region|framework)s? (?:had|has|saw|was|got) the (?:very )?(?:most recent|latest|last"
    r"|first|earliest|newest|oldest) (?:full )?(?:inspection|report|visit)$|\b(?:last|latest|most recent|first)"
    r" (?:full )?(?:inspection|report|visit)s? (?:of|by|led by|for|from) (?:each|every) (?:lead )?inspector\b"
)
_VERB_SHARE = r"\b(?:councils|authorities|las|boroughs|places|that|who) share\b"
_IN_ONE = r"\b(?:in|for|at) (?:one|a single) (?:region|authority|council|year|place|county|borough|framework)\b"


def contradicted(query: CatalogueQuery, words: CatalogueWords, text: str) -> tuple[str, ...]:
    """Return what cannot be (a better grade that is the lowest) or is not known (the longest time with a grade)."""
    if _is_of_no_group(query):
        return (query.extreme or "",)
    if query.then_by is None and re.search(rf"\bby (?:the )?{_UNIT}s? and (?:by |per )?(?:the )?{_UNIT}s?\b", text):
        return ("and",)
    stays = r"\b(?:stay\w*|remain\w*|been|stuck|spen[dt]|kept|held|languish\w*)\b"
    if query.extreme in ("longest", "shortest") and query.conditions and re.search(stays, text):
        return (query.extreme,)
    if query.extreme and re.search(r"\bas (?:its|their|the) (?:best|worst|strongest|weakest) areas?\b", text):
        return (query.extreme,)
    if query.extreme and any(one.area == EVERY_AREA for one in query.conditions):
        return (query.extreme,)
    if (
        re.search(r"\bhow (?:many (?:inspections|goes|tries|attempts|reports|years)|long) did it take\b", text)
        and query.quantity is None
    ):
        return ("take",)
    if query.legs and query.scope is Scope.LATEST and not any(leg.frameworks or leg.from_day for leg in query.legs):
        return ("now",)
    return _turned_round(query, text) or _wrong_way(query, words)


def _turned_round(query: CatalogueQuery, text: str) -> tuple[str, ...]:
    """Return the word of a day or a denial that was not read, so that something else is asked."""
    if is_edge_unread(query, text) or (query.as_at is not None and query.change is not None):
        return ("end",)
    if query.conditions and not _is_denied(query) and UNREAD_DENIAL.search(text):
        return ("no",)
    return ("not",) if _is_idle(query) else _unread_twice(query, text)


def _unread_twice(query: CatalogueQuery, text: str) -> tuple[str, ...]:
    """Return the word that sets two inspections side by side, or limits places to one, and was not read."""
    of_time = query.quantity is not None or query.in_a_row is not None
    before = query.change is not None and query.change.before
    said = (
        ("back", _COMES_BACK, not query.of_same and query.quantity is None),
        ("back", r"\bsame\b", query.of_same and query.change is not None),
        ("every", r"\bsame\b.*\b(?:all|each|every)\b", query.of_same),
        ("next", _NEXT, not of_time and not before),
        ("latest", _WHICH_GROUP, query.end_of_each is None and query.extreme is None and query.group_by is not None),
        ("share", _VERB_SHARE, query.measure is Measure.SHARE),
        ("one", _IN_ONE, query.distinct is None and query.subject is Subject.INSPECTOR),
    )
    return next(((word,) for word, pattern, is_unread in said if is_unread and re.search(pattern, text)), ())


def _wrong_way(query: CatalogueQuery, words: CatalogueWords) -> tuple[str, ...]:
    """Return the direction of a change that cannot end where it is said to."""
    change = query.change
    ends = {"better": min(words.scale.values(), default=0), "worse": max(words.scale.values(), default=0)}
    if change is None or not change.after or change.direction not in ends:
        return ()
    is_wrong = all(words.scale.get(grade) == ends[change.direction] for grade in change.after)
    return (change.direction,) if is_wrong else ()


def _is_denied(query: CatalogueQuery) -> bool:
    """Whether a denial was read: of a grade, at all times, or by groups without any."""
    return (
        query.never
        or query.empty
        or query.absent
        or any(one.negated or one.area == EVERY_AREA for one in query.conditions)
    )


def _is_idle(query: CatalogueQuery) -> bool:
    """Whether a denied grade says nothing beside the one that is asked for: 'were outstanding but are not good now'."""
    return any(
        one.negated
        and not other.negated
        and one.areas == other.areas
        and bool(one.grades and other.grades)
        and not set(one.grades) & set(other.grades)
        and ANY_AREA not in one.areas
        for one in query.conditions
        for other in query.conditions
    )
