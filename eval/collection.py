"""Makes a large collection out of a small one: the same reports under other names, each a PDF of its own.

For measuring speed and size only. The text of each copy is varied so that neither words, names nor vectors are the
same twice: authorities and people have other names, sentences stand in another order, everyday words and numbers
are exchanged. What a copy says is therefore not true of anybody, and nothing is to be concluded from answers to it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.model import Paragraph, ReadDocument, Role
from corpus.reading import read_corpus
from corpus.register import FOLDER, Register, load_register
from index.sentences import sentences

if TYPE_CHECKING:
    from corpus.sample_sources.source import Part

__all__ = ["Collection", "Copy", "make_collection", "varied_copies"]

Progress = Callable[[int, int], None]

_CELL_GAP = "\u2003"
_VARIED = frozenset({Role.BODY, Role.LIST_ITEM})
_EXCHANGED = (
    ("social workers", "practitioners"),
    ("leaders", "senior managers"),
    ("effective", "successful"),
    ("children", "young people"),
    ("support", "help"),
    ("plans", "planning"),
    ("assessments", "evaluations of need"),
    ("quickly", "promptly"),
    ("strong", "robust"),
    ("improve", "strengthen"),
    ("risk", "danger"),
    ("timely", "prompt"),
    ("appropriate", "suitable"),
    ("staff", "workers"),
    ("families", "parents and carers"),
    ("ensure", "make sure"),
    ("partners", "other agencies"),
    ("needs", "circumstances"),
    ("most", "the majority of"),
    ("work", "practice"),
)
_EXCHANGE = {one: other for pair in _EXCHANGED for one, other in (pair, pair[::-1])}
_WORDS = re.compile(rf"\b(?:{'|'.join(sorted(_EXCHANGE, key=len, reverse=True))})\b")
_NUMBER = re.compile(
    r"\b(?!(?:19|20)\d\d\b)(\d{2,4})(?=%| (?:per cent|children|young|care|social|cases|families|adopt))"
)
_FIRST = ("North", "South", "East", "West", "Upper", "Lower", "Great", "Little", "Old", "New")
_MIDDLE = ("mere", "fen", "brook", "holt", "wick", "thorn", "marsh", "combe", "dale", "stead", "worth", "leigh")
_LAST = ("shire", " Vale", " Forest", "borough", "ley", "ham")
_SURNAMES = (
    "Ash",
    "Bar",
    "Cold",
    "Dun",
    "Ever",
    "Fair",
    "Hart",
    "Kings",
    "Lang",
    "Mar",
    "Nether",
    "Pem",
    "Rad",
    "Whit",
)
_ENDINGS = ("bourne", "combe", "den", "field", "ford", "grove", "ham", "hurst", "ley", "more", "stone", "ton", "well")


def _unwatched(done: int, total: int) -> None:
    """Ignore how far it is."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One report under another name: its path without an ending, and its paragraphs' roles and varied texts."""

    path: str
    title: str
    paragraphs: tuple[tuple[Role, str], ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """What was written into `folder`; `paragraphs` counts those that may answer a question."""

    folder: Path
    documents: int
    paragraphs: int
    authorities: int


def make_collection(
    source: Path, into: Path, *, paragraphs: int, form: str = "pdf", progress: Progress = _unwatched
) -> Collection:
    """Write reports under other names until there are so many paragraphs that may answer a question.

    Args:
        source: folder of reports.
        into: folder that receives the reports in folders by authority; must be missing or empty.
        paragraphs: how many paragraphs at least.
        form: 'pdf' for tagged PDFs, 'md' for Markdown, which is read much faster and has no pages.
        progress: told how far it is.

    Raises:
        CorpusError: the source has no readable document, or `into` holds something.
    """
    if into.exists() and any(into.iterdir()):
        raise CorpusError(f"{into}: is not empty; name a new folder")
    reads = [read for read in read_corpus([source]) if isinstance(read, ReadDocument)]
    if not reads:
        raise CorpusError(f"{source}: no readable document")
    content = {"pdf": _pdf, "md": _markdown}[form]
    written = counted = 0
    folders = set()
    for copy in varied_copies(reads):
        if counted >= paragraphs:
            break
        target = into / f"{copy.path}.{form}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content(copy))
        written += 1
        counted += sum(role.is_finding for role, _ in copy.paragraphs)
        folders.add(target.parent)
        progress(counted, max(counted, paragraphs))
    return Collection(into, written, counted, len(folders))


def varied_copies(reads: Sequence[ReadDocument]) -> Iterator[Copy]:
    """Yield copies of all documents without end: first all under one set of names, then under the next."""
    register = load_register()
    sources = sorted({name for read in reads for name in read.document.authorities})
    others = [each.name for each in register if each.until is None and each.name not in sources]
    random.Random(0).shuffle(others)
    names = chain(others, _invented_places())
    round_no = 0
    while True:
        called = {source: next(names) for source in sources}
        for number, read in enumerate(reads):
            yield _copy(read, called, register, random.Random(f"{round_no}/{number}"), round_no)
        round_no += 1


def _copy(
    read: ReadDocument, called: Mapping[str, str], register: Register, chance: random.Random, round_no: int
) -> Copy:
    people = {person.name: _person(chance) for person in read.document.people}
    renamed = {name: re.compile(rf"\b{re.escape(name)}\b") for name in people}

    def renew(text: str) -> str:
        for name, pattern in renamed.items():
            text = pattern.sub(people[name], text)
        return _with_names(text, called, register)

    paragraphs = [
        (each.role, _numbered(each, _varied(renew(each.text), each.role, chance)))
        for each in read.paragraphs
        if each.role is not Role.BOILERPLATE
    ]
    place = next((called[name] for name in read.document.authorities), "Elsewhere")
    folder = f"{round_no:03d}_{re.sub(r'[^a-z ]', '', place.lower())}"
    path = f"{folder}/{Path(read.document.path).stem}"
    return Copy(path, renew(read.document.title), tuple(paragraphs))


def _with_names(text: str, called: Mapping[str, str], register: Register) -> str:
    parts, at = [], 0
    for mention in register.find(text):
        if mention.name in called:
            old = text[mention.start : mention.end]
            tail = re.search(r"(?i) (?:city |county |borough |metropolitan )*council$", old)
            parts += [text[at : mention.start], called[mention.name], tail[0] if tail else ""]
            at = mention.end
    return "".join([*parts, text[at:]])


def _varied(text: str, role: Role, chance: random.Random) -> str:
    """Return a finding with its sentences in another order, and some words and numbers exchanged."""
    if role not in _VARIED or len(text) < 60:
        return text
    pieces = [text[start:end] for start, end in sentences(text)]
    chance.shuffle(pieces)
    mixed = _WORDS.sub(lambda found: _EXCHANGE[found[0]] if chance.random() < 0.4 else found[0], " ".join(pieces))
    return _NUMBER.sub(lambda found: str(chance.randrange(10, 10 ** len(found[1]))), mixed)


def _numbered(paragraph: Paragraph, text: str) -> str:
    return f"{paragraph.number}. {text}" if paragraph.role is Role.BODY and paragraph.number else text


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_given_names())} {chance.choice(_SURNAMES)}{chance.choice(_ENDINGS)}"


def _given_names() -> list[str]:
    lines = (FOLDER / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


def _invented_places() -> Iterator[str]:
    number = 0
    while True:
        first, rest = divmod(number, len(_MIDDLE) * len(_LAST))
        middle, last = divmod(rest, len(_LAST))
        again = "" if first < len(_FIRST) else f" {first // len(_FIRST) + 1}"
        yield f"{_FIRST[first % len(_FIRST)]}{_MIDDLE[middle]}{_LAST[last]}{again}"
        number += 1


def _pdf(copy: Copy) -> bytes:
    from corpus.sample_sources.tagged_pdf import tagged_pdf

    return tagged_pdf(_parts(copy), _printable(copy.title))


def _markdown(copy: Copy) -> bytes:
    """Return a copy as Markdown: headings, list items, rows of tables and paragraphs."""
    blocks = []
    for kind, group in groupby(copy.paragraphs, lambda paragraph: paragraph[0]):
        lines = [" ".join(text.replace(_CELL_GAP, " | ").split()) for _, text in group]
        if kind is Role.TABLE_CELL:
            blocks.append("\n".join(f"| {line} |" for line in (lines[0], *["--- | ---"], *lines[1:])))
        elif kind is Role.LIST_ITEM:
            blocks.append("\n".join(f"- {line}" for line in lines))
        else:
            blocks += [f"## {line}" if kind is Role.HEADING else line for line in lines]
    return "\n\n".join([f"# {copy.title}", *blocks, ""]).encode()


def _parts(copy: Copy) -> Iterator[Part]:
    """Yield a copy's paragraphs as the parts of a sample document."""
    from corpus.sample_sources.source import Kind, Part

    def kind_of(paragraph: tuple[Role, str]) -> Kind:
        role, text = paragraph
        if role is Role.HEADING:
            return Kind.HEADING
        if role is Role.LIST_ITEM:
            return Kind.BULLETS
        if role is Role.TABLE_CELL and text.count(_CELL_GAP) == 1:
            return Kind.TABLE
        return Kind.NUMBERED if re.match(r"\d+\. ", text) else Kind.PARAGRAPH

    for kind, group in groupby(copy.paragraphs, kind_of):
        lines = tuple(_cells(text) if kind is Kind.TABLE else _printable(text) for _, text in group)
        if kind in (Kind.TABLE, Kind.BULLETS):
            yield Part(kind, lines)
        else:
            yield from (Part(kind, (line,)) for line in lines)


def _cells(text: str) -> str:
    return " | ".join(_printable(cell).replace(" | ", " ") for cell in text.split(_CELL_GAP))


def _printable(text: str) -> str:
    """Return what the standard fonts of PDF can show of a text."""
    return " ".join(text.encode("cp1252", "ignore").decode("cp1252").split())
