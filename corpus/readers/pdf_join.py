"""Joins what a page break or a tag has broken: paragraphs, list items, numbers that stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Role
from corpus.readers.pdf_drafts import Draft
from corpus.readers.pdf_lines import lines_of

__all__ = ["joined"]

_FLOWING = frozenset({Role.BODY, Role.LIST_ITEM})
_GOES_ON = frozenset(",;)–")
_STOPPED = re.compile(r"[.!?:;][’”'\")\]]*\d{0,2}$")


def joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with broken paragraphs made whole.

    What stands between the two parts of a paragraph keeps its order on its own page: footers and notes of
    the first page follow the paragraph, headers of the second come before it.
    """
    result: list[Draft] = []
    open_at: int | None = None
    for draft in drafts:
        if draft.role in _FLOWING or draft.role is Role.HEADING:
            if open_at is not None and _continues(result[open_at], draft):
                before = result[open_at]
                whole = before.followed_by(draft)
                between = result[open_at + 1 :]
                late = [other for other in between if other.block.page_first == before.block.page_last]
                early = [other for other in between if other.block.page_first != before.block.page_last]
                result[open_at:] = [*early, whole, *late]
                open_at += len(early)
                continue
            open_at = len(result) if draft.role in _FLOWING else None
        elif draft.role is Role.TABLE_CELL:
            open_at = None
        result.append(draft)
    return result


def _continues(before: Draft, after: Draft) -> bool:
    if after.number or after.bullet or after.role is Role.HEADING:
        return False
    stopped = _STOPPED.search(before.text) is not None
    starts_low = after.text[:1].islower() or after.text[:1] in _GOES_ON
    if before.block.page_last == after.block.page_first:
        return not stopped and starts_low
    if starts_low:
        return not before.text.endswith(":")
    if not stopped:
        return True
    if before.text.endswith(":"):
        return False
    return after.block.kind == "LI" or not _had_room(before, after)


def _had_room(before: Draft, after: Draft) -> bool:
    """Return whether the first word of `after` had room on the last line of `before`, and so begins anew."""
    last, first = lines_of(before.block.runs)[-1], lines_of(after.block.runs)[0]
    margin = max(run.x1 for draft in (before, after) for run in draft.block.inked)
    return last.x1 + first.first_word_width < margin or before.block.row is not None
