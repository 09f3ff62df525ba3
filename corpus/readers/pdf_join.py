"""Joins what a page break or a tag has broken: paragraphs, list items, numbers that stand alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.model import Role
from corpus.readers.pdf_drafts import Draft
from corpus.readers.pdf_lines import lines_of

__all__ = ["joined"]

MAX_LINK_WORDS = 3

_FLOWING = frozenset({Role.BODY, Role.LIST_ITEM})
_GOES_ON = frozenset(",;)–")
# A heading that ends like this goes on in the next line.
_OPEN = re.compile(r"(?:,|–|-|&|\b(?:and|or|of|the|for|to|in|on|at|by|with|from|who|that|a|an))$")
# Words with which a sentence leans on the one before it.
_REFERS_BACK = re.compile(
    r"(?:However|This|These|Those|They|Their|Its?|He|She|But|And|Also|Such|Similarly|Consequently|Therefore|Thus|Nevertheless"
    r"|Additionally|Furthermore|Moreover|Conversely|Instead|Otherwise|For example|As a result|In addition|In turn)\b"
)
_STOPPED = re.compile(r"[.!?:;][’”'\")\]]*\d{0,2}$")


def joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with broken paragraphs made whole.

    What stands between the two parts of a paragraph keeps its order on its own page: footers and notes of
    the first page follow the paragraph, headers of the second come before it.
    """
    result: list[Draft] = []
    open_at: int | None = None
    margins = _margins(drafts)
    for draft in _headings_joined(drafts):
        if draft.role in _FLOWING or draft.role is Role.HEADING:
            if open_at is not None and _continues(result[open_at], draft, margins):
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


def _margins(drafts: Sequence[Draft]) -> dict[int, float]:
    """Return where full lines end on each page."""
    margins: dict[int, float] = {}
    for draft in drafts:
        if draft.role in _FLOWING:
            for run in draft.block.inked:
                margins[run.page] = max(margins.get(run.page, 0.0), run.x1)
    return margins


def _continues(before: Draft, after: Draft, margins: Mapping[int, float]) -> bool:
    if after.number or after.bullet or after.role is Role.HEADING:
        return False
    stopped = _STOPPED.search(before.text) is not None
    starts_low = after.text[:1].islower() or after.text[:1] in _GOES_ON
    if before.block.page_last == after.block.page_first:
        return not stopped and starts_low
    if before.text.endswith(":"):
        return False
    if starts_low or after.block.kind == "LI":
        return True
    if stopped and not (_REFERS_BACK.match(after.text) or _same_hanging(before, after)):
        return False
    # A first word that had room on the last line of the page before begins anew; where no stop ends that
    # line it has to have had ample room.
    last, first = lines_of(before.block.runs)[-1], lines_of(after.block.runs)[0]
    needed = first.first_word_width * (1 if stopped else 2)
    return last.x1 + needed >= margins[before.block.page_last]


def _same_hanging(before: Draft, after: Draft) -> bool:
    """Return whether `after` stands as far right as the lines of a numbered paragraph below its number."""
    lines = lines_of(before.block.runs)
    if not before.number or len(lines) < 2:
        return False
    hanging = lines[1].x0
    return hanging > lines[0].x0 + 4 and abs(after.block.inked[0].x0 - hanging) < 3


def _headings_joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with headings that are split over lines made whole."""
    result: list[Draft] = []
    for index, draft in enumerate(drafts):
        before = result[-1] if result else None
        after = drafts[index + 1] if index + 1 < len(drafts) else None
        if before is not None and before.role is Role.HEADING and _is_rest(before, draft, after):
            result[-1] = before.followed_by(draft)
        else:
            result.append(draft)
    return result


def _is_rest(heading: Draft, draft: Draft, after: Draft | None) -> bool:
    """Return whether `draft` is the next line of a heading."""
    if draft.number or draft.bullet or draft.block.page_first != heading.block.page_last:
        return False
    if draft.role is Role.HEADING:
        near = draft.block.inked[0].base > heading.block.inked[-1].base - 3 * draft.block.inked[0].look.size
        return (
            near
            and draft.level == heading.level
            and (_OPEN.search(heading.text) is not None or draft.text[0].islower())
        )
    # A mere 'and' between two headings, as between the two halves of a title.
    is_link = draft.role is Role.BODY and draft.text.islower() and len(draft.text.split()) <= MAX_LINK_WORDS
    return is_link and after is not None and after.role is Role.HEADING
