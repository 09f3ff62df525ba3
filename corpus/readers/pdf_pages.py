"""The fragments of one page: by tags where they are believable, by layout where they are missing or lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.readers.pdf_fragments import ARTIFACT, Fragment, tagged_fragments
from corpus.readers.pdf_layout import untagged_fragments
from corpus.readers.pdf_lines import leading, lines_of, split_lying
from corpus.readers.pdf_tags import Tag
from corpus.readers.pdf_text import Run

__all__ = ["page_fragments"]

MIN_TAGGED_SHARE = 0.5
"""Tags that cover less than this share of a page's characters are not used."""

MIN_UNTAGGED_CHARS = 200

TAGGED_LOOSE = 1.5
"""A gap of more than this many usual distances of baselines splits a block whatever the tags say."""

MANY_BLOCKS = 4
"""An element that layout splits into this many blocks or more holds a whole page part, tables included."""


def page_fragments(runs: Sequence[Run], tags: Mapping[int, Tag]) -> list[Fragment]:
    """Return the fragments of a page in reading order.

    Args:
        runs: of the page, in the order of its text.
        tags: by marked-content id; empty for a page without tags.
    """
    everything = sum(len(run.text.strip()) for run in runs)
    tagged = sum(len(run.text.strip()) for run in runs if run.mcid in tags)
    if not tagged or (tagged < MIN_TAGGED_SHARE * everything and everything - tagged > MIN_UNTAGGED_CHARS):
        return untagged_fragments(runs)
    usual = leading(lines_of(runs))
    found: list[Fragment] = []
    for block in _in_order(tagged_fragments(runs, tags)):
        found.extend(_artifacts(block) if block.kind == ARTIFACT else _believed(block, usual))
    return found


def _artifacts(block: Fragment) -> list[Fragment]:
    return [replace(part, kind=ARTIFACT, row=None, cell=None) for part in untagged_fragments(block.runs)]


def _believed(block: Fragment, usual: float) -> list[Fragment]:
    """Return a tagged block whole, or split where its tags cannot be right."""
    lines = lines_of(block.runs)
    if len(lines) < 2 or block.kind == "TOCI":
        return [block]
    groups = split_lying(lines, usual * TAGGED_LOOSE)
    if len(groups) == 1:
        return [block]
    if len(groups) >= MANY_BLOCKS and block.row is None:
        return untagged_fragments(block.runs)
    parts = [block.with_runs(run for line in group for run in line.runs) for group in groups]
    return [parts[0], *(replace(part, kind="P", key=(*part.key, -index)) for index, part in enumerate(parts[1:], 1))]


def _in_order(fragments: list[Fragment]) -> list[Fragment]:
    """Return fragments in the order of their tags if the page draws them up and down, and the tags do not."""
    jumps = _jumps(fragments)
    if not jumps:
        return fragments
    flow = [block for block in fragments if block.kind not in (ARTIFACT, "Note")]
    by_tags = sorted(flow, key=lambda block: block.key)
    if _jumps(by_tags) >= jumps:
        return fragments
    ordered = iter(by_tags)
    return [block if block.kind in (ARTIFACT, "Note") else next(ordered) for block in fragments]


def _jumps(fragments: Sequence[Fragment]) -> int:
    """Return how often a block begins above the one before it."""
    flow = [block.inked for block in fragments if block.kind not in (ARTIFACT, "Note") and block.inked]
    return sum(after[0].base > before[0].y1 + after[0].look.size for before, after in pairwise(flow))
