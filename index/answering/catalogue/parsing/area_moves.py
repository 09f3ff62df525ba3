"""Reads moves in every area or in none: 'improved in every area', 'got worse in no area'."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import NO_AREA, CatalogueQuery
from index.answering.reading import Reader

__all__ = ["read_no_area"]

_AREA = r"(?:judgement )?(?:areas?|judgements?|categor(?:y|ies)|grades?|ratings?|respects?|headings?)"
_NONE = (
    r"\b(?:(?:in|for|on) )?(?:no|none of (?:its|their|the)|not (?:one|a single)(?: of its| of their)?)"
    rf" (?:single )?{_AREA}\b"
)
_ANY = rf"\b(?:in |for |on )?(?:any|a single|one)(?: of (?:its|their|the))? {_AREA}\b(?: at all)?"
_NOT = r"\b(?:did|do|does|have|has|had) not\b|\bfailed to\b"


def read_no_area(query: CatalogueQuery, reader: Reader) -> CatalogueQuery:
    """Read that the grade moved so in none of the areas that both inspections grade."""
    change = query.change
    if change is None or change.before or change.after or change.never:
        return query
    if reader.take(_NONE):
        return replace(query, change_areas=(NO_AREA,))
    if re.search(_NOT, reader.text) and reader.take(_ANY):
        reader.take(_NOT)
        return replace(query, change_areas=(NO_AREA,))
    return query
