"""Which authority a document is about: as the register knows it, else as the document names it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.metadata.kinds import Identity
from corpus.metadata.stream import Stream
from corpus.model import Publisher
from corpus.register import Mention, Register

__all__ = ["Place", "find_place"]

_SERVICES = re.compile(
    r"(?:visit (?:to|of|at)|inspection (?:of|in)|review of)\s+(?P<name>.{2,110}?)"
    r"(?:\s+local\s+authority)?(?:'s?)?\s+(?:local\s+authority(?:'s)?\s+)?children(?:'s)?\s+(?:social\s+care\s+)?(?:services|$)",
    re.IGNORECASE | re.DOTALL,
)
_STATED = re.compile(
    r"(?:children's services|the local authority area|response to .{3,120}?)\s+in\s+(?:the\s+)?(?P<name>.{2,70}?)"
    r"\s*(?=\b(?:are|is|require|requires|were|was)\b|[\n.,;:])",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"(?P<name>(?-i:[A-Z][\w'-]+)(?:,? (?:and |of |upon |on |the )*(?-i:[A-Z][\w'-]+)){0,5}?) "
    r"(?:(?:city|county|borough|district|metropolitan|unitary|island|islands) )*council\b",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"^(?:the )?(?:(?:royal |london |metropolitan )?borough of |city of |county of |council of (?:the )?)"
    r"|(?: (?:city|county|borough|district|metropolitan|unitary))*(?: council(?:'s)?| local authority)$|^the ",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^(?:local authority|services|children|social care|looked|arrangements|the|this|your|our|a|an|full|cabinet|"
    r"safeguarding|multi-agency)\b",
    re.IGNORECASE,
)
_TITLE_CHARS = 260
_LINE_BEFORE_CHARS = 160
_LOOK_CHARS = 12_000
_NAME_WORDS = 7


@dataclass(frozen=True, slots=True)
class Place:
    """The authorities a document is about, their region, and the paragraph that names them."""

    names: tuple[str, ...] = ()
    region: str | None = None
    paragraph_id: str | None = None


def find_place(stream: Stream, identity: Identity, register: Register) -> Place:
    """Find the authority or authorities that a document is about.

    Looked at in this order: the title, the lines before it, a statement about the services, the address,
    and what is named most often.
    """
    if not stream.paragraphs:
        return Place()
    for find in (_in_title, _before_title, _in_statement, _most_named, _as_named):
        if place := find(stream, identity, register):
            return place
    return Place()


def _in_title(stream: Stream, identity: Identity, register: Register) -> Place | None:
    start, end = _title_range(stream, identity)
    region = stream.folded[start:end]
    match = _SERVICES.search(region)
    if match is not None:
        name = match["name"]
        mentions = register.find(name)
        if mentions:
            return _known(stream, register, mentions, start + match.start("name"))
        if not _NOT_A_NAME.match(name) and _is_name(name):
            # 'Northby Borough Council children's services': the pattern took 'Council', 'Borough' goes with it.
            named = f"{name} council" if "council" in match[0].casefold() else name
            return Place((_plain(named),), None, stream.paragraph_at(start).id)
    mentions = tuple(m for m in register.find(stream.folded[start:end]) if m.certain)
    return _known(stream, register, mentions, start) if mentions else None


def _title_range(stream: Stream, identity: Identity) -> tuple[int, int]:
    """Return where the title is: to the end of its paragraph, if that is short enough to be one."""
    if identity.title is None:
        return 0, len(stream.paragraphs[0].text)
    start, end = identity.title
    line_end = stream.folded.find("\n", end)
    return start, line_end if 0 <= line_end <= start + _TITLE_CHARS else end


def _before_title(stream: Stream, identity: Identity, register: Register) -> Place | None:
    if identity.title is None:
        return None
    end = identity.title[0]
    begin = max(0, end - _LINE_BEFORE_CHARS)
    mentions = register.find(stream.folded[begin:end])
    # A postcode makes the inspectorate's own town an address and no authority.
    usable = [m for m in mentions if m.certain or not re.match(r",? [A-Z]{1,2}\d", stream.folded[begin + m.end :])]
    if usable:
        line_start = stream.folded.rfind("\n", 0, begin + usable[-1].start) + 1
        return _known(stream, register, tuple(m for m in usable if begin + m.start >= line_start), begin)
    line = stream.folded[begin:end].strip().rsplit("\n", 1)[-1].strip()
    if line and _is_name(line) and _COUNCIL.search(line):
        return Place((_plain(line),), None, stream.paragraph_at(max(end - 2, 0)).id)
    return None


def _in_statement(stream: Stream, identity: Identity, register: Register) -> Place | None:
    if identity.publisher is not Publisher.INSPECTORATE:
        return None
    for match in _STATED.finditer(stream.head):
        mentions = register.find(match["name"])
        if mentions:
            return _known(stream, register, mentions, match.start("name"))
    return None


def _most_named(stream: Stream, identity: Identity, register: Register) -> Place | None:
    text = stream.folded[:_LOOK_CHARS]
    mentions = [m for m in register.find(text) if m.certain]
    if not mentions:
        return None
    if (unknown := _most_named_council(text, register)) and unknown[1] >= len(mentions):
        return None
    counts = Counter(mention.name for mention in mentions)
    best = max(counts, key=lambda name: (counts[name], -_first(mentions, name)))
    return _known(stream, register, (next(m for m in mentions if m.name == best),), 0)


def _first(mentions: list[Mention], name: str) -> int:
    return next(mention.start for mention in mentions if mention.name == name)


def _as_named(stream: Stream, identity: Identity, register: Register) -> Place | None:
    found = _most_named_council(stream.folded[:_LOOK_CHARS], register)
    if found is None:
        return None
    name = found[0]
    return Place((name,), None, stream.paragraph_at(stream.folded.find(name)).id)


def _most_named_council(text: str, register: Register) -> tuple[str, int] | None:
    """Return the name not of the register that most often stands before 'Council', and how often it is named."""
    found = (match["name"] for match in _COUNCIL.finditer(text) if not _NOT_A_NAME.match(match["name"]))
    names = Counter(_plain(name) for name in found if not register.find(name))
    if not names:
        return None
    best = max(names, key=lambda name: (names[name], -text.find(name)))
    return best, len(re.findall(rf"\b{re.escape(best)}\b", text))


def _known(stream: Stream, register: Register, mentions: tuple[Mention, ...], offset: int) -> Place:
    names = tuple(dict.fromkeys(mention.name for mention in mentions))
    authority = register.get(names[0])
    paragraph = stream.paragraph_at(offset + mentions[0].start)
    return Place(names, authority.region if authority else None, paragraph.id)


def _is_name(words: str) -> bool:
    parts = words.split()
    return 0 < len(parts) <= _NAME_WORDS and parts[0][:1].isupper()


def _plain(name: str) -> str:
    """Return a name without 'Borough Council' and the like, on one line."""
    one_line = re.sub(r"\s+", " ", name).strip(" ,'")
    return _FORMS.sub("", _FORMS.sub("", one_line)).strip() or one_line
