"""The inspectors that a letter or report names, with their roles and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from corpus.framework import Framework, Frameworks
from corpus.metadata.kinds import Identity
from corpus.metadata.names import PrintedName, read_names
from corpus.metadata.stream import Stream
from corpus.model import Person, Publisher

__all__ = ["find_inspectors"]

_LIST_CHARS = 500
_LABEL_CHARS = 80
# A report has a few hundred; the limit is for files that are made to take time.
_MAX_COLONS = 5000


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of a role at characters `start:end`."""

    role: str
    start: int
    end: int


def find_inspectors(stream: Stream, identity: Identity, frameworks: Frameworks) -> tuple[Person, ...]:
    """Find the inspectors and others of their team, each once, in the role in which they are named first.

    Returns:
        Labelled people ('Lead inspector: ...') in the order of the text, then those of sentences ('The
        inspectors were ...'). The roles are those of the frameworks' files, the document's own first.
    """
    own = identity.framework
    ours = [each for each in frameworks if each.publisher is Publisher.INSPECTORATE]
    titles = [title for each in ours for title in each.titles]
    ordered = (own, *(each for each in ours if each is not own)) if own else tuple(ours)
    found: dict[str, Person] = {}
    for role, names in (*_labelled(stream, ordered, titles), *_in_sentences(stream, ordered, titles)):
        for each in names:
            person = Person(stream.printed(each.start, each.end), role, each.title, stream.paragraph_at(each.start).id)
            known = found.setdefault(each.name, person)
            found[each.name] = replace(known, title=known.title or each.title)
    return tuple(found.values())


def _labelled(
    stream: Stream, frameworks: tuple[Framework, ...], titles: list[re.Pattern[str]]
) -> Iterator[tuple[str, list[PrintedName]]]:
    """Read 'Lead inspector: NAME' and its like, wherever they stand and however lines were cut."""
    labels = _labels(stream, frameworks)
    for index, label in enumerate(labels):
        stop = labels[index + 1].start if index + 1 < len(labels) else len(stream.folded)
        names = read_names(stream.folded, label.end, min(stop, label.end + _LIST_CHARS), titles)
        if names:
            yield label.role, names


def _labels(stream: Stream, frameworks: tuple[Framework, ...]) -> list[_Label]:
    """Return the labels before a colon or at the beginning of a paragraph, the longest at each place."""
    text = stream.folded
    patterns = _label_patterns(frameworks)
    found: list[_Label] = []
    for colon in islice(re.finditer(":", text), _MAX_COLONS):
        begin = max(0, colon.start() - _LABEL_CHARS)
        for role, before_colon, _ in patterns:
            if match := before_colon.search(text, begin, colon.start()):
                found.append(_Label(role, match.start(), colon.end()))
    for start, _ in stream.lines(len(text)):
        for role, _, at_line in patterns:
            if match := at_line.match(text, start):
                found.append(_Label(role, start, match.end()))
    kept: list[_Label] = []
    for label in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
    return kept


@lru_cache(maxsize=32)
def _label_patterns(frameworks: tuple[Framework, ...]) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Return for each label its role, and its patterns before a colon and at the beginning of a line."""
    bracket = r"(?:\s*\([^()\n]{3,60}\))?"
    patterns = []
    for framework in frameworks:
        for role in framework.roles:
            for label in role.labels:
                before_colon = re.compile(rf"\b(?:{label.pattern}){bracket}\s*$", re.IGNORECASE)
                at_line = re.compile(rf"(?:{label.pattern}){bracket}[ |-]+(?=(?-i:[A-Z]))", re.IGNORECASE)
                patterns.append((role.id, before_colon, at_line))
    return tuple(patterns)


def _in_sentences(
    stream: Stream, frameworks: tuple[Framework, ...], titles: list[re.Pattern[str]]
) -> Iterator[tuple[str, list[PrintedName]]]:
    """Read 'The inspectors were NAME, HMI, and NAME, HMI' at the head of a letter."""
    for framework in frameworks:
        for role in framework.roles:
            for sentence in role.sentences:
                for match in sentence.finditer(stream.head):
                    names = read_names(stream.folded, match.end(), match.end() + _LIST_CHARS, titles)
                    if names and stream.sentence(match.start(), match.end())[1] >= names[0].end:
                        title = _title_before(stream, match, titles)
                        yield role.id, [replace(each, title=each.title or title) for each in names]


def _title_before(stream: Stream, match: re.Match[str], titles: list[re.Pattern[str]]) -> str | None:
    """Return the title in the sentence that leads up to the names ('Her Majesty's Inspectors ... were')."""
    start, _ = stream.sentence(match.start(), match.end())
    found = [each for title in titles for each in title.finditer(stream.folded, start, match.end())]
    if not found:
        return None
    longest = max(found, key=lambda each: len(each.group()))
    return re.sub(r"(?<=nspector)s$", "", stream.printed(*longest.span()))
