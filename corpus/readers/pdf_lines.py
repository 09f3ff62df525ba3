"""The lines of a page as layout sees them: stretches of text without a wide gap, and whole paragraphs of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from corpus.readers.pdf_lists import begins_item
from corpus.readers.pdf_text import WIDE_GAP, Look, Run
from corpus.readers.pdf_words import plain

__all__ = ["Line", "begins_paragraph", "leading", "lines_of", "margins", "split_lying"]

LOOSE = 1.3
"""Lines this many times further apart than usual belong to different paragraphs."""

DEFAULT_LEADING = 1.22
"""Distance of baselines over type size where a page has too few lines to tell."""

SHORT_LINE = 0.3
"""A line that leaves more than this share of its column empty ends a paragraph, or stands alone in an address."""

COLUMN_STEP = 40
"""Lines that begin within about so many points of each other are of one column."""

_CHANCY = frozenset("–—−─―-o~>+*(0123456789")
_DASHES = frozenset("–—−─―-")
_STOPS = (".", "!", "?", ":", ";", ".’", ".”", "?’", "?”")


@dataclass(frozen=True)
class Line:
    """Runs side by side on one line without a wide gap between them."""

    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """Its words."""
        return plain(self.runs)

    @cached_property
    def x0(self) -> float:
        """Its left edge, in PDF points."""
        return min(run.x0 for run in self.runs)

    @cached_property
    def x1(self) -> float:
        """Its right edge."""
        return max(run.x1 for run in self.runs)

    @cached_property
    def look(self) -> Look:
        """The look of most of its characters."""
        counts: Counter[Look] = Counter()
        for run in self.runs:
            counts[run.look] += 0 if run.look.symbol else len(run.text.strip())
        return counts.most_common(1)[0][0]

    @cached_property
    def base(self) -> float:
        """The height of its baseline: that of its first run in its main look."""
        return next((run.base for run in self.runs if run.look == self.look), self.runs[0].base)

    @cached_property
    def begins_item(self) -> bool:
        """Whether it begins with a bullet or a printed number."""
        return begins_item(self.runs, self.text)

    @property
    def first_word_width(self) -> float:
        """About how wide its first word is, with the space before it."""
        words = self.text.split(maxsplit=1)
        share = (len(words[0]) + 1) / max(len(self.text), 1) if words else 0.0
        return share * (self.x1 - self.x0)


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Return the lines of runs in the order of the text; those of spaces only are left out."""
    groups: list[list[Run]] = []
    for run in runs:
        if run.is_blank or run.x1 <= run.x0:
            continue
        if groups and _goes_on(groups[-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [Line(tuple(group)) for group in groups]


def _goes_on(group: Sequence[Run], run: Run) -> bool:
    last = group[-1]
    size = max(run.look.size, last.look.size)
    if run.page != last.page or abs(run.base - last.base) > 0.6 * size:
        return False
    gap = run.x0 - last.x1
    if -size < gap <= WIDE_GAP * size:
        return True
    # A bullet or number hangs far left of its text.
    head = "".join(member.text for member in group).strip()
    hangs = len(head) == 1 or (len(head) <= 6 and head.rstrip(".)").replace(".", "").isdigit())
    return hangs and 0 < gap < 6 * run.look.size


def leading(lines: Sequence[Line]) -> float:
    """Return the usual distance of baselines, as a multiple of the type size."""
    steps = Counter[float]()
    for above, below in pairwise(lines):
        step = above.base - below.base
        size = below.look.size
        if above.look.size == size and size and 0.8 * size < step < 2 * size:
            steps[round(step / size, 1)] += 1
    common = steps.most_common(1)
    return max(1.0, common[0][0]) if common and common[0][1] >= 3 else DEFAULT_LEADING


def split_lying(lines: Sequence[Line], most: float) -> list[list[Line]]:
    """Return the lines of a tagged block in groups: one, unless strong signs speak against its tags.

    Args:
        lines: of one block, in order.
        most: largest distance of baselines within a paragraph, over type size.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not begins_paragraph(groups[-1], line, most, None):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def margins(lines: Sequence[Line]) -> list[float]:
    """Return for each line where the full lines of its column end."""
    edges: dict[int, float] = {}
    for line in lines:
        column = round(line.x0 / COLUMN_STEP)
        edges[column] = max(edges.get(column, 0.0), line.x1)
    places = [round(line.x0 / COLUMN_STEP) for line in lines]
    return [max(edges.get(place + step, 0.0) for step in (-1, 0, 1)) for place in places]


def begins_paragraph(group: Sequence[Line], line: Line, most: float, margin: float | None) -> bool:
    """Return whether a line begins a paragraph after those of a group.

    Args:
        group: the lines of the paragraph so far.
        line: the next line.
        most: largest distance of baselines within a paragraph, over type size.
        margin: where full lines end; None leaves out the signs that tags may overrule.
    """
    above = group[-1]
    step = above.base - line.base
    size = max(line.look.size, above.look.size)
    if step < -0.5 * size or step > most * size or _begins_item(group, line) or _begins_note(line):
        return True
    if abs(above.look.size - line.look.size) > 1.2:
        return True
    if margin is None:
        return False
    if line.x0 > above.x1 or line.x1 < group[0].x0 or _changes_weight(above, line):
        return True
    room = margin - above.x1 - line.first_word_width
    return room > size if above.text.endswith(_STOPS) else room > SHORT_LINE * (margin - group[0].x0)


def _begins_item(group: Sequence[Line], line: Line) -> bool:
    if not line.begins_item:
        return False
    above = group[-1]
    # A line within a paragraph may begin with a dash or a number by chance.
    if line.text[0] not in _CHANCY:
        return True
    if above.text.endswith(_STOPS) or line.x0 < above.x0 - 4:
        return True
    return line.text[0] in _DASHES and line.x0 > above.x0 + 4 and len(group) > 1


def _begins_note(line: Line) -> bool:
    mark = line.runs[0]
    small = len(line.runs) > 1 and mark.look.size < 0.8 * line.look.size
    return small and mark.text.strip().isdigit() and mark.y0 > line.base


def _changes_weight(above: Line, line: Line) -> bool:
    return above.look.bold != line.look.bold and above.runs[-1].look.bold != line.runs[0].look.bold
