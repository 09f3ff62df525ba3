"""Tells a word of a question that limits it and that the query, as it was read, has lost: then it is left unread."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.answering.catalogue.query import CatalogueQuery, Scope
from index.answering.catalogue.words import CatalogueWords, alternatives

__all__ = ["lost"]

_BUT = r"(?:apart from|other than|except(?: for)?|besides|excluding|not counting|aside from|bar)"
_STEPS = r"\bby (?:at least |more than )?(?:two|three|[23])(?: or more)?\b(?! (?:times|inspections|years|days|weeks))"
_AT_LEAST_THAT = r"\bat least (?:that|the same|as (?:good|high|well))\b"
_WHO_IS_BETTER = r"\b(?:who|which)(?: one)?(?: ?'s| is| are) (?:the )?(?:better|worse)\b(?! (?:off|now|than|since|at))"
_STILL = r"\b(?:still|remain(?:ed|s)?)\b"
_NEVER_SINCE = r"\b(?:and|but|without) (?:have |has |then )*(?:never|ever)\b"
_LATEST_IS = (
    r"\b(?:whose|with the|with their) (?:last|latest|most recent) (?:full )?(?:inspection|report|visit)\b"
    r".*\b(?:oldest|earliest|longest ago)\b"
)
_THEIR_FIRST = r"\b(?:their|its) (?:very )?first\b"

_LOST: tuple[tuple[str, str, Callable[[CatalogueQuery], bool]], ...] = (
    ("by", _STEPS, lambda query: query.change is not None and not query.change.steps and query.times is not None),
    ("better", _WHO_IS_BETTER, lambda query: query.change is not None and len(query.authorities) > 1),
    ("still", _STILL, lambda query: query.scope is Scope.FIRST and query.change is not None),
    ("never", _NEVER_SINCE, lambda query: query.change is not None and query.change.never and bool(query.change.then)),
    ("least", _AT_LEAST_THAT, lambda query: query.change is not None and query.change.direction == "same"),
    ("last", _LATEST_IS, lambda query: query.scope is Scope.EVERY and query.extreme is not None),
    ("first", _THEIR_FIRST, lambda query: query.extreme == "earliest" and bool(query.conditions)),
)
"""A word, how a question says it, and when the query that was read has nothing of it."""


def lost(query: CatalogueQuery, words: CatalogueWords, text: str) -> tuple[str, ...]:
    """Return a word of a text that the query read from it has lost; nothing where it has none."""
    if query.inspectors and re.search(rf"\b{_BUT} (?:\w+ )?{alternatives(words.inspectors)}", text):
        return ("apart",)
    named = [one.area for one in query.conditions if not one.negated and not one.but]
    areas = [name for name, area in words.areas.items() if area in named]
    if areas and re.search(rf"\b{_BUT} (?:for )?{alternatives(areas)}", text):
        return ("apart",)
    return next(((word,) for word, pattern, is_lost in _LOST if is_lost(query) and re.search(pattern, text)), ())
