"""Reads which documents of each authority a question counts, and whether it asks for the most, the least, the last."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue_query import CatalogueQuery, GroupBy, Measure, Scope, Subject
from index.answering.reading import Reader

__all__ = ["read_extreme", "read_scope"]

_EXTREMES = (
    (
        "most",
        (
            r"\b(?:led|leads|leading|did|done|with|had|has|have|carried out|conducted|written|receiv\w+"
            r"|the|get|got)?\s*(?:the )?(?:most|highest number of|largest number of|more .*than any(?:one| "
            r"other)?\w*)\b(?! recent| common| latest| frequent)"
        ),
    ),
    ("fewest", r"(?<!at )\b(?:the )?(?:fewest|least|lowest number of|smallest number of)\b(?! recent)"),
    ("longest", r"\b(?:longest|lasted (?:the )?longest|most days)\b"),
    ("shortest", r"\b(?:shortest|fewest days|lasted (?:the )?shortest)\b"),
    ("earliest", r"\b(?:earliest|oldest|first(?: ever)?)\b|\b(?:longest ago|least recently)\b"),
    ("latest", r"\b(?:most recently|newest|most recent|latest|last)\b"),
    ("best", r"\bbest\b(?: rated| performing| graded| judged)?|\bhighest(?: rated| graded| grades?| ratings?)?\b"),
    ("worst", r"\bworst\b(?: rated| performing| graded| judged)?|\blowest(?: rated| graded| grades?| ratings?)?\b"),
)
_SINGULAR = (
    r"\b(?:which|what) (?:[\w-]+ ){0,3}(?:local authority|authority|council|la|borough|report|inspection"
    r"|letter|document|visit|inspector)\b|\bwhen was the\b|\bwhat is the\b|\bwhat was the\b|^who\b"
)


def read_extreme(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read a superlative; 'latest' and 'first' are one only where a single subject is asked for."""
    if query.group_by is GroupBy.GRADE and query.measure is Measure.GROUP:
        return query
    is_single = re.search(_SINGULAR, reader.original) is not None
    for name, pattern in _EXTREMES:
        if name in ("earliest", "latest") and not (is_single and not query.conditions):
            continue
        if reader.take(pattern):
            return replace(query, extreme=name)
    return query


def read_scope(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read which documents of each authority count: the latest, unless the question looks back or names days."""
    if reader.take(
        r"\b(?:ever|at any (?:time|point)|at some (?:time|point)|in any inspection|over the years"
        r"|historically|over time|all inspections|altogether)\b"
    ):
        return query
    if reader.take(
        r"\b(?:previous|second[- ]last|penultimate)\b(?: (?:full )?(?:inspection|report)s?)?|\bthe "
        r"(?:inspection|one) before\b"
    ):
        return replace(query, scope=Scope.PREVIOUS)
    if reader.take(
        r"\b(?:in|at|on) (?:its|their|the|each authority's) (?:very )?first (?:full )?(?:inspection|report)s?\b"
    ):
        return replace(query, scope=Scope.FIRST)
    now = (
        r"\b(?:currently|current|now|at present|today|right now|at the moment|these days|presently|as "
        r"things stand|still|(?:most recent|latest|last)(?: (?:full|graded))?(?: (?:inspection|report"
        r"|judgement|grade)s?)?)\b"
    )
    if reader.take(now) and query.extreme is None:
        return replace(query, scope=Scope.LATEST)
    if _implies_now(query, reader.original):
        return replace(query, scope=Scope.LATEST)
    return query


def _implies_now(query: CatalogueQuery, text: str) -> bool:
    """Whether a question about grades of authorities means their latest ones though it does not say so."""
    if (
        query.change
        or query.never
        or query.times
        or query.from_day
        or query.to_day
        or query.frameworks
        or query.inspector
    ):
        return False
    if query.extreme in ("best", "worst"):
        return True
    if query.subject is not Subject.AUTHORITY or (query.extreme and not query.group_by):
        return False
    looks_back = re.search(r"\b(?:was|were|been|had|received|got|used to|did|won)\b", text)
    return bool((query.conditions or query.group_by is GroupBy.GRADE) and not looks_back)
