"""Which blocks are headings, and of which level: by tag where the tag is believable, else by type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.pdf_fragments import ARTIFACT, Fragment
from corpus.readers.pdf_text import Look

__all__ = ["Typography", "heading_level", "typography"]

MAX_CHARS = 220
MAX_WORDS_OF_SENTENCE = 8
MAX_LEVEL = 6
_TAG = re.compile(r"H([1-6])|H|Title")
_LABEL_AND_VALUE = re.compile(r"[^:]{3,40}:\s.*\d|[^\W\d]+(?: [^\W\d]+){0,2}:\s+[A-Z]")
# On a front page a line in large type that says something is a finding: 'The overall judgement is ...'.
_STATEMENT = re.compile(r"\b(?:is|are|was|were|has|have|requires?)\b")
_QUESTION = re.compile(r"(?:what|how|why|who|where|when)\b", re.IGNORECASE)
_SENTENCE_END = (".", ";", ",")


@dataclass(frozen=True, slots=True)
class Typography:
    """How a document is set: the look of its text, and the level of each look that its headings have."""

    body: Look
    levels: dict[Look, int]


def typography(fragments: Sequence[Fragment]) -> Typography:
    """Return how a document is set, learnt from its own blocks and heading tags."""
    body = _body_look(fragments)
    votes: dict[Look, Counter[int]] = {}
    for block in fragments:
        look = main_look(block)
        if look is not None and (tag := _TAG.fullmatch(block.kind)) and look != body and _may_be_heading(block):
            votes.setdefault(look, Counter())[int(tag.group(1) or 1)] += 1
    levels = {look: counts.most_common(1)[0][0] for look, counts in votes.items()}
    if not levels:
        levels = _by_size(fragments, body)
    return Typography(body, levels)


def main_look(block: Fragment) -> Look | None:
    """Return the look of most characters of a block, None where it has no inked ones."""
    counts: Counter[Look] = Counter()
    for run in block.inked:
        if not run.look.symbol:
            counts[run.look] += len(run.text.strip())
    return counts.most_common(1)[0][0] if counts else None


def heading_level(block: Fragment, text: str, type_: Typography) -> int | None:
    """Return a heading's level, 1 outermost, None for a block that is none.

    Args:
        block: the block.
        text: its text without number or bullet.
        type_: how the document is set.
    """
    look = main_look(block)
    if look is None or not _may_be_heading(block) or not any(char.isalpha() for char in text):
        return None
    tag = _TAG.fullmatch(block.kind)
    if tag:
        is_plain = look.size <= type_.body.size and look.bold == type_.body.bold and look.colour == type_.body.colour
        return None if is_plain and _is_sentence(text) else int(tag.group(1) or 1)
    if block.kind not in ("P", "LI", ARTIFACT) or _LABEL_AND_VALUE.match(text) or text[:1].islower():
        return None
    if block.page_first == 1 and _STATEMENT.search(text) and not _QUESTION.match(text):
        return None
    if look in type_.levels and not _is_sentence(text):
        return type_.levels[look]
    if not _stands_out(block, look, type_.body) or (look.size <= type_.body.size and text.endswith(":")):
        return None
    return _nearest_level(look, type_)


def _may_be_heading(block: Fragment) -> bool:
    text = block.text
    is_prose = text.endswith(_SENTENCE_END) and len(text.split()) > MAX_WORDS_OF_SENTENCE
    return 0 < len(text) <= MAX_CHARS and not is_prose


def _is_sentence(text: str) -> bool:
    return text.endswith(_SENTENCE_END) or len(text.split()) > 20


def _stands_out(block: Fragment, look: Look, body: Look) -> bool:
    short = len(block.text.split()) <= MAX_WORDS_OF_SENTENCE and len({run.line for run in block.inked}) == 1
    if look.size > body.size + (0.4 if short else 0.9):
        return True
    return (
        look.size >= body.size - 0.5 and not body.bold and all(run.look.bold or run.look.symbol for run in block.inked)
    )


def _body_look(fragments: Iterable[Fragment]) -> Look:
    counts: Counter[Look] = Counter()
    for block in fragments:
        for run in block.runs:
            counts[run.look] += len(run.text)
    return counts.most_common(1)[0][0] if counts else Look(0.0)


def _by_size(fragments: Iterable[Fragment], body: Look) -> dict[Look, int]:
    """Rank the looks that stand out: larger before smaller, bold before light."""
    looks = set()
    for block in fragments:
        look = main_look(block)
        if look is not None and block.kind == "P" and _may_be_heading(block) and _stands_out(block, look, body):
            looks.add((look.size, look.bold))
    ranks = {place: min(rank, MAX_LEVEL) for rank, place in enumerate(sorted(looks, reverse=True), start=1)}
    return {Look(size, bold, body.colour): level for (size, bold), level in ranks.items()}


def _nearest_level(look: Look, type_: Typography) -> int:
    """Return the level of the heading look nearest in size, of the deeper one where two are as near."""
    if not type_.levels:
        return 1
    nearest = min(
        type_.levels.items(),
        key=lambda item: (abs(item[0].size - look.size), item[0].bold != look.bold, -item[1]),
    )
    return nearest[1]
