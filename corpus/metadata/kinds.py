"""Who published a document, what kind it is, and by what framework the inspectors worked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.framework import Framework, Frameworks, Kind
from corpus.metadata.stream import Stream
from corpus.model import Publisher

__all__ = ["Identity", "identify"]

# A title counts as much as three marks at the head: it names what the document is.
_TITLE_WEIGHT = 6
_HEAD_WEIGHT = 2
_TAIL_WEIGHT = 1
_TITLE_CHARS = 1600
_HEAD_PARAGRAPHS = 40
_HEAD_CHARS = 4000
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is; `title` is the range of its kind's title in the stream, where there is one."""

    publisher: Publisher
    kind: str
    kind_data: Kind | None = None
    framework: Framework | None = None
    title: tuple[int, int] | None = None


def identify(stream: Stream, frameworks: Frameworks) -> Identity:
    """Tell publisher, kind and framework of a document by its title and the marks that publishers leave."""
    opening = _opening(stream, frameworks)
    scores = {publisher: _marks(stream, frameworks, publisher) for publisher in Publisher}
    if opening is not None:
        scores[opening[0].publisher] += _TITLE_WEIGHT
    publisher = max(scores, key=lambda each: scores[each])
    if scores[publisher] < _ENOUGH:
        return Identity(Publisher.UNKNOWN, "other")
    if opening is not None and opening[0].publisher is publisher:
        framework, kind, match = opening
        # A visit's letter may say that inspectors worked by another framework than its kind's.
        worked_by = framework if kind.full else named(stream, frameworks) or framework
        return Identity(publisher, kind.id, kind, worked_by, match.span())
    general = _general_kind(frameworks, publisher)
    return Identity(publisher, general.id if general else "other inspection", general, named(stream, frameworks))


def named(stream: Stream, frameworks: Frameworks) -> Framework | None:
    """Return the framework that the text names first, None if it names none."""
    found = [
        (match.start(), framework)
        for framework in frameworks
        for pattern in framework.named
        if (match := pattern.search(stream.folded))
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def _opening(stream: Stream, frameworks: Frameworks) -> tuple[Framework, Kind, re.Match[str]] | None:
    """Return the title of a kind that stands first in the document, the longest of those at one place."""
    head = stream.folded[:_TITLE_CHARS]
    found = [
        (match, framework, kind)
        for framework in frameworks
        for kind in framework.kinds
        for pattern in kind.opening
        if pattern.pattern != "." and (match := pattern.search(head))
    ]
    if not found:
        return None
    match, framework, kind = min(found, key=lambda each: (each[0].start(), -each[0].end()))
    return framework, kind, match


def _marks(stream: Stream, frameworks: Frameworks, publisher: Publisher) -> int:
    patterns = [pattern for framework in frameworks if framework.publisher is publisher for pattern in framework.marks]
    lines = [text.strip() for _, text in stream.lines(len(stream.folded) + 1)]
    head = _until(lines[:_HEAD_PARAGRAPHS], _HEAD_CHARS)
    tail = lines[len(head) :][-_HEAD_PARAGRAPHS:]
    at_head = sum(any(pattern.search(line) for line in head) for pattern in patterns)
    at_tail = sum(any(pattern.search(line) for line in tail) for pattern in patterns)
    return _HEAD_WEIGHT * at_head + _TAIL_WEIGHT * at_tail


def _until(lines: list[str], chars: int) -> list[str]:
    taken: list[str] = []
    total = 0
    for line in lines:
        if taken and total > chars:
            break
        taken.append(line[:chars])
        total += len(line)
    return taken


def _general_kind(frameworks: Frameworks, publisher: Publisher) -> Kind | None:
    """Return the kind that a publisher's documents have whatever their title."""
    for framework in frameworks:
        if framework.publisher is publisher:
            for kind in framework.kinds:
                if any(pattern.pattern == "." for pattern in kind.opening):
                    return kind
    return None
