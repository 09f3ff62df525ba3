"""How deep list items are nested, by the indents of their bullets: tags often show all levels as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.model import Role
from corpus.readers.pdf_drafts import Draft

__all__ = ["nested"]

TOLERANCE = 4.0
"""Indents that differ by no more points than this are of one level."""

MAX_DEPTH = 6


def nested(drafts: Iterable[Draft]) -> list[Draft]:
    """Return drafts with the depth of each list item, 1 outermost, as its level."""
    result: list[Draft] = []
    indents: list[float] = []
    for draft in drafts:
        if draft.role is Role.LIST_ITEM:
            indent = draft.block.inked[0].x0
            while indents and indents[-1] > indent + TOLERANCE:
                indents.pop()
            if not indents or indents[-1] < indent - TOLERANCE:
                indents.append(indent)
            draft = replace(draft, level=min(len(indents), MAX_DEPTH))
        elif draft.role not in (Role.BOILERPLATE, Role.FOOTNOTE):
            indents = []
        result.append(draft)
    return result
