"""Text and Markdown into pieces: lines that belong together joined, whatever width they were wrapped at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from corpus.model import Role
from corpus.readers.lines import Line, Mark, scan_lines, split_number
from corpus.readers.pieces import MAX_PARAGRAPH_CHARS, Piece, ends_open, is_finished, is_prose, without_page_number

__all__ = ["pieces_of_text"]

# Lines of letters that were wrapped by a program: between a narrow column and a wide page.
_MIN_WRAP = 50
_MAX_WRAP = 180
_MIN_WRAPPED_LINES = 3
# Headers and footers have up to this many lines.
_EDGE_LINES = 3
# Shares of the width from which a line of uneven text counts as full; more after a full stop.
_FULL = 0.82
_FULL_AFTER_STOP = 0.9
_PLACE = re.compile(r"[\w.+-]+@|www\.|https?:|[\w.-]+\.(?:gov|org|co|com|ac|nhs)\b", re.IGNORECASE)
_HYPHENATED = re.compile(r"(\w[\w’']*)-$")
_FIRST_WORD = re.compile(r"[\w’']+")
_ROLES = {
    Mark.HEADING: Role.HEADING,
    Mark.ITEM: Role.LIST_ITEM,
    Mark.ROW: Role.TABLE_CELL,
    Mark.QUOTE: Role.QUOTE,
    Mark.PICTURE: Role.BOILERPLATE,
    Mark.FOOTNOTE: Role.FOOTNOTE,
}


@dataclass(frozen=True, slots=True)
class _Wrap:
    """The width of wrapped lines in characters; text from print is not even, since its letters differ in width."""

    width: int
    is_even: bool

    def is_full(self, before: Line, after: Line) -> bool:
        """Tell whether a line ends where it does because the first word of the next had no room."""
        if self.is_even:
            return _room(before, after) > self.width - 2
        least = _FULL_AFTER_STOP if is_finished(before.text) else _FULL
        return _room(before, after) > least * self.width


@dataclass(slots=True)
class _Group:
    """Lines that make one piece."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


def pieces_of_text(text: str) -> list[Piece]:
    """Return the pieces of a text or Markdown file, in order."""
    lines = list(scan_lines(text))
    width = _wrap_width(lines)
    page_gap = _page_gap(lines)
    edges = _page_edges(lines)
    vocabulary: set[str] = set()
    if any(line.text.endswith("-") for line in lines):
        vocabulary = {word.casefold() for line in lines for word in re.findall(r"[\w’'-]+", line.text)}
    groups: list[_Group] = []
    for line in lines:
        if line.mark is Mark.UNDERLINE:
            _underline(groups, line)
        elif groups and line not in edges and groups[-1].last not in edges and _flows(groups[-1], line, width):
            groups[-1].text = joined(groups[-1].text, line.text, vocabulary)
            groups[-1].lines.append(line)
        else:
            groups.append(_Group([line], line.text))
    return [_piece(group, page_gap) for group in groups]


def joined(before: str, after: str, vocabulary: set[str] | frozenset[str] = frozenset()) -> str:
    """Return two halves of a paragraph as one; 'multi-' and 'agency' keep their hyphen, 'informa-' and 'tion' do not.

    Args:
        before: first half.
        after: second half.
        vocabulary: words of the document, casefolded; a word that it holds in one piece loses the hyphen.
    """
    cut = _HYPHENATED.search(before[-60:])
    rest = _FIRST_WORD.match(after)
    if cut is None or rest is None or not after[0].islower():
        return f"{before} {after}"
    whole = (cut[1] + rest[0]).casefold()
    return before[:-1] + after if whole in vocabulary else before + after


def _underline(groups: list[_Group], line: Line) -> None:
    """Make the line above '====' a heading; under prose the sign is only a rule."""
    if not groups or len(groups[-1].lines) > 1:
        return
    above = groups[-1].first
    if above.mark is Mark.TEXT and not is_prose(above.text):
        groups[-1].lines[0] = replace(above, mark=Mark.HEADING, level=line.level)


def _wrap_width(lines: Sequence[Line]) -> _Wrap | None:
    """Return the width at which a program wrapped the text, None where lines are whole paragraphs."""
    pairs = [
        (before, after)
        for before, after in pairwise(lines)
        if not after.blanks and after.mark is Mark.TEXT and before.mark in (Mark.TEXT, Mark.ITEM)
    ]
    long = sorted(before.columns for before, _ in pairs if before.columns >= _MIN_WRAP)
    if len(long) < _MIN_WRAPPED_LINES:
        return None
    width = long[int(len(long) * 0.95)] if len(long) > 20 else long[-1]
    if width > _MAX_WRAP or sum(1 for columns in long if columns > width - 15) < len(long) / 2:
        return None
    beyond = sum(1 for line in lines if line.columns > width + 10 and line.mark in (Mark.TEXT, Mark.ITEM))
    if beyond > len(long) / 4:
        return None
    running = [_room(before, after) for before, after in pairs if after.text[0].islower()]
    is_even = sum(room > width - 2 for room in running) >= 0.9 * len(running)
    return _Wrap(width, is_even)


def _room(before: Line, after: Line) -> int:
    """Return how long a line would be with the first word of the next one."""
    return before.columns + 1 + len(after.text.split(" ", 1)[0])


def _page_edges(lines: Sequence[Line]) -> set[Line]:
    """Return the lines that stand at the head or foot of several pages, apart from a page number in them."""
    starts = [index for index, line in enumerate(lines) if line.page_end]
    near = {at for start in starts for at in range(start - _EDGE_LINES, start + _EDGE_LINES)}
    near |= set(range(len(lines) - _EDGE_LINES, len(lines)))
    places: dict[str, list[Line]] = defaultdict(list)
    for index in sorted(near & set(range(len(lines)))):
        line = lines[index]
        if line.mark is Mark.TEXT and line.columns <= _MAX_WRAP:
            places[without_page_number(line.text)].append(line)
    return {line for found in places.values() if len(found) >= _MIN_WRAPPED_LINES for line in found}


def _page_gap(lines: Sequence[Line]) -> int:
    """Return how many empty lines stand where a page ended: more than between paragraphs."""
    gaps = [line.blanks for line in lines[1:] if line.blanks]
    return max(2, int(median(gaps)) + 1) if gaps else 2


def _flows(group: _Group, line: Line, width: _Wrap | None) -> bool:
    """Tell whether a line goes on with the paragraph above it."""
    above = group.last
    if line.blanks or line.page_end or len(group.text) > MAX_PARAGRAPH_CHARS:
        return False
    if line.mark is Mark.QUOTE or above.mark is Mark.QUOTE:
        return line.mark is above.mark and not is_finished(above.text)
    if line.mark is not Mark.TEXT or above.mark not in (Mark.TEXT, Mark.ITEM, Mark.HEADING, Mark.FOOTNOTE):
        return False
    if above.mark is Mark.HEADING:
        return line.text[0].islower() and not is_finished(line.text)
    if above.emphasised != line.emphasised and not (line.text[0].islower() and not is_prose(line.text)):
        return False
    if _PLACE.match(line.text):
        return False
    return _wraps(group, line, width)


def _wraps(group: _Group, line: Line, width: _Wrap | None) -> bool:
    above = group.last
    if line.text[0].islower() and split_number(line.text)[0] is None:
        return True
    if above.hard_break:
        return False
    if width is not None:
        return width.is_full(above, line) and not _starts_number(group, line)
    if group.first.mark is Mark.ITEM and line.indent >= max(group.first.content, 2) > group.first.indent:
        return True
    return ends_open(above.text) and not above.text.endswith(",")


def _starts_number(group: _Group, line: Line) -> bool:
    """Tell whether a line under another one begins a numbered paragraph, and not with an amount or year."""
    number, _, _ = split_number(line.text)
    if number is None:
        return False
    above, _, _ = split_number(group.first.text)
    if is_finished(group.last.text) or group.last.text.endswith((":", ";")) or number in ("1", "a", "i"):
        return True
    return above is not None and _next(above) == number


def _next(number: str) -> str:
    head, dot, tail = number.rpartition(".")
    if tail.isdigit():
        return f"{head}{dot}{int(tail) + 1}"
    return chr(ord(tail[-1]) + 1) if len(tail) == 1 else ""


def _piece(group: _Group, page_gap: int) -> Piece:
    line = group.first
    role = _ROLES.get(line.mark, Role.BODY)
    number, style, text = (line.bullet or None, "", group.text) if role is Role.FOOTNOTE else (None, "", group.text)
    if role in (Role.BODY, Role.HEADING, Role.LIST_ITEM):
        number, style, text = split_number(group.text, sure=role is Role.LIST_ITEM, heading=role is Role.HEADING)
    level = line.level if role is Role.HEADING else line.indent
    return Piece(
        text=text,
        role=role,
        level=level,
        number=number,
        marker=style or (line.bullet if role is Role.LIST_ITEM else ""),
        attached=not line.blanks,
        broken=line.page_end or line.blanks >= page_gap,
        emphasised=line.emphasised,
    )
