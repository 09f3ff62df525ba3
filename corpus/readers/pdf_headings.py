"""Which blocks are headings, and of which level: by tag where the tag is believable, else by type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from corpus.readers.pdf_fragments import Fragment
from corpus.readers.pdf_text import Look

__all__ = ["body_look", "heading_level"]

MAX_HEADING_CHARS = 220
MAX_LEVEL = 6
_TAG = re.compile(r"H([1-6])|H|Title")


def body_look(fragments: Iterable[Fragment]) -> Look:
    """Return the look in which most characters of a document are set."""
    counts: Counter[Look] = Counter()
    for block in fragments:
        for run in block.runs:
            counts[run.look] += len(run.text)
    return counts.most_common(1)[0][0] if counts else Look(0.0)


def heading_level(block: Fragment, body: Look) -> int | None:
    """Return a heading's level, 1 outermost, None for a block that is none."""
    text = block.text
    if not text or len(text) > MAX_HEADING_CHARS or not any(char.isalpha() for char in text):
        return None
    inked = [run for run in block.inked if not run.look.symbol]
    if not inked:
        return None
    tag = _TAG.fullmatch(block.kind)
    sizes = Counter[float]()
    for run in inked:
        sizes[run.look.size] += len(run.text)
    size = sizes.most_common(1)[0][0]
    stands_out = size > body.size + 0.9 or (all(run.look.bold for run in inked) and not body.bold)
    if text.endswith((".", ";", ",")) and len(text.split()) > 8:
        return None
    if tag:
        return int(tag.group(1) or 1) if stands_out or not _is_sentence(text) else None
    if block.kind not in ("P", "Artifact") or not stands_out or (text.endswith(":") and size <= body.size):
        return None
    return _level_of(size, body.size)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", ";")) or len(text.split()) > 20


def _level_of(size: float, body: float) -> int:
    for level, least in enumerate((body * 1.7, body * 1.25, body * 1.1), start=1):
        if size >= least:
            return level
    return 4
