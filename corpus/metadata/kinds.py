"""Who published a document, what kind it is, and by what framework the inspectors worked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.framework import Framework, Frameworks, Kind
from corpus.metadata.stream import Stream
from corpus.model import Publisher, Role

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
    """What a document is.

    `title` is the range of its kind's title in the stream, `framework_at` where the framework was read.
    """

    publisher: Publisher
    kind: str
    kind_data: Kind | None = None
    framework: Framework | None = None
    title: tuple[int, int] | None = None
    framework_at: int | None = None


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
        said, where = (None, 0) if kind.full else named(stream, frameworks)
        source = where if said else match.start()
        return Identity(publisher, kind.id, kind, said or framework, match.span(), source)
    general = _general_kind(frameworks, publisher)
    kind_name = general.id if general else "other inspection"
    said, where = named(stream, frameworks)
    return Identity(publisher, kind_name, general, said, None, where if said else None)


def named(stream: Stream, frameworks: Frameworks) -> tuple[Framework | None, int]:
    """Return the framework that the text names first, None if it names none, and where."""
    found = [
        (match.start(), framework)
        for framework in frameworks
        for pattern in framework.named
        if (match := pattern.search(stream.folded))
    ]
    if not found:
        return None, 0
    start, framework = min(found, key=lambda each: each[0])
    return framework, start


def _opening(stream: Stream, frameworks: Frameworks) -> tuple[Framework, Kind, re.Match[str]] | None:
    """Return the title of a kind that stands first in the document, the longest of those at one place.

    Running headers repeat a title in other words; one in the text itself is preferred.
    """
    head = stream.folded[:_TITLE_CHARS]
    found = [
        (match, framework, kind)
        for framework in frameworks
        for kind in framework.kinds
        for pattern in kind.opening
        if pattern.pattern != "."
        for match in pattern.finditer(head)
    ]
    if not found:
        return None

    def rank(each: tuple[re.Match[str], Framework, Kind]) -> tuple[bool, int, int]:
        is_header = stream.paragraph_at(each[0].start()).role is Role.BOILERPLATE
        return is_header, each[0].start(), -each[0].end()

    match, framework, kind = min(found, key=rank)
    return framework, kind, match


def _marks(stream: Stream, frameworks: Frameworks, publisher: Publisher) -> int:
    patterns = [pattern for framework in frameworks if framework.publisher is publisher for pattern in framework.marks]
    lines = [text[:_HEAD_CHARS].strip() for _, text in stream.lines(len(stream.folded) + 1)]
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
