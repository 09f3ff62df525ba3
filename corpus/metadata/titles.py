"""The title that a document bears, never its file's name."""

from __future__ import annotations

import re

from corpus.framework import Frameworks
from corpus.metadata.kinds import Identity
from corpus.metadata.places import Place
from corpus.metadata.stream import Stream
from corpus.model import Publisher, Role
from corpus.register import Register
from corpus.wording import fold

__all__ = ["find_title"]

_MAX_TITLE_CHARS = 200
_LOOK = 10
# A longer rest of the paragraph is a second title or the beginning of the text.
_TAIL_CHARS = 50
_UNTITLED = "Untitled document"
_TITLE_ROLES = frozenset({Role.HEADING, Role.BODY, Role.LETTERHEAD, Role.QUOTE, Role.LIST_ITEM})


def find_title(
    stream: Stream, identity: Identity, place: Place, register: Register, frameworks: Frameworks
) -> tuple[str, str | None]:
    """Return the title as printed, and the id of its paragraph.

    The title of an inspection that names no authority gets the authority's name before it. A document
    without any heading is called by the beginning of its first paragraph; a council paper's lines of
    committee, date and author are passed over.
    """
    if identity.title is not None and identity.publisher is Publisher.INSPECTORATE:
        return _inspection_title(stream, identity.title, place, register)
    for paragraph in stream.paragraphs[:_LOOK]:
        if paragraph.role is Role.HEADING:
            return _shortened(_one_line(paragraph.text)), paragraph.id
    marks = _marks(identity, frameworks)
    for paragraph in stream.paragraphs[:_LOOK]:
        words = fold(paragraph.text).strip()
        if paragraph.role in _TITLE_ROLES and re.search(r"\w", words) and not any(m.search(words) for m in marks):
            return _shortened(_one_line(paragraph.text)), paragraph.id
    return _UNTITLED, None


def _marks(identity: Identity, frameworks: Frameworks) -> list[re.Pattern[str]]:
    if identity.publisher is not Publisher.COUNCIL:
        return []
    return [mark for each in frameworks if each.publisher is identity.publisher for mark in each.marks]


def _inspection_title(
    stream: Stream, span: tuple[int, int], place: Place, register: Register
) -> tuple[str, str | None]:
    start, end = span
    paragraph = stream.paragraph_at(start)
    whole = _one_line(paragraph.text)
    title = stream.printed(start, end)
    if whole.startswith(title) and len(whole) <= len(title) + _TAIL_CHARS and not re.search(r"\d{4}|:", whole):
        title = whole
    title = re.sub(r"(?<=[a-z])\d$|\s+and$", "", title)
    if place.names and not register.find(title) and place.names[0].lower() not in title.lower():
        title = f"{' and '.join(place.names)}: {title[:1].upper()}{title[1:]}"
    return title, paragraph.id


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _shortened(text: str) -> str:
    if len(text) <= _MAX_TITLE_CHARS:
        return text
    cut = text[:_MAX_TITLE_CHARS]
    return cut[: cut.rfind(" ")].rstrip(" ,;:") + " …"
