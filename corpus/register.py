"""The register of English local authorities with children's services, and finding them in text.

Facts (names, codes, regions, predecessors) stand in `corpus/register_data/authorities.csv`; the sources are
Ofsted's provider numbers (URN), the Department for Education's codes and the ONS' codes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpus.wording import fold

__all__ = ["Authority", "Mention", "Register", "load_register"]

FOLDER = Path(__file__).parent / "register_data"

_TOKEN = re.compile(r"[^\W_]+|&")
_GAP = re.compile(r"[ \-.,'’/|]{0,3}")
_BEFORE = (
    ("the", "royal", "borough", "of"),
    ("royal", "borough", "of"),
    ("london", "borough", "of"),
    ("metropolitan", "borough", "of"),
    ("borough", "council", "of"),
    ("city", "council", "of"),
    ("county", "council", "of"),
    ("borough", "of"),
    ("city", "of"),
    ("county", "of"),
    ("council", "of", "the"),
    ("council", "of"),
)
_AFTER = frozenset(
    {"city", "county", "borough", "metropolitan", "district", "unitary", "london", "royal", "local", "mbc", "cc", "lbc"}
)
_LAST = frozenset({"council", "councils", "authority", "authorities", "corporation", "borough", "mbc", "cc", "lbc"})
_NOT_THE_AUTHORITY = re.compile(
    r" (?:police|constabulary|hospitals?|university|college|road|street|st|lane|avenue|house|school|academy|"
    r"football|fc|town|united|station|airport|cathedral|nhs)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"[ ,]*[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"'(\n])\s*$")
_REGION_WORDS = {"yorkshire and humber": "Yorkshire and the Humber", "east anglia": "East of England"}


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority, today's or a predecessor.

    `short_names` are names by which it is called and others too; `also_a_word` says that its name is an
    ordinary word or another thing ('Reading'). `successors` are the authorities that took its place in the
    year `until`; today's authorities have none.
    """

    name: str
    urn: str | None
    la_code: str | None
    ons_code: str | None
    region: str
    kind: str
    other_names: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()
    also_a_word: bool = False
    successors: tuple[str, ...] = ()
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start:end` of a text that name an authority, with the words 'Council' and the like.

    `name` is the register's name. `certain` is False for names that may mean something else; `others` are
    further authorities that the words may mean.
    """

    name: str
    start: int
    end: int
    certain: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    """What a sequence of words may name; no authority at all for other places that hold an authority's name."""

    authorities: tuple[str, ...]
    certain: bool
    also_a_word: bool = False


@dataclass(frozen=True)
class Register:
    """All authorities; `other_places` are names that contain an authority's name and are something else."""

    authorities: tuple[Authority, ...]
    other_places: tuple[str, ...] = ()
    _by_name: dict[str, Authority] = field(init=False, repr=False, compare=False)
    _words: dict[str, tuple[tuple[tuple[str, ...], _Names], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the look-up of names by their first word, longest names first."""
        object.__setattr__(self, "_by_name", {authority.name: authority for authority in self.authorities})
        object.__setattr__(self, "_words", _word_table(self.authorities, self.other_places))

    def __iter__(self) -> Iterator[Authority]:
        """Iterate over the authorities in the order of their names."""
        return iter(self.authorities)

    @property
    def names(self) -> tuple[str, ...]:
        """The register's name of each authority."""
        return tuple(self._by_name)

    @property
    def all_names(self) -> dict[str, tuple[str, ...]]:
        """Every form of name, by the register's name: the name itself, other names, short names."""
        return {each.name: (each.name, *each.other_names, *each.short_names) for each in self.authorities}

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions of England in alphabetical order."""
        return tuple(sorted({authority.region for authority in self.authorities}))

    def get(self, name: str) -> Authority | None:
        """Return the authority of this name of the register, None if there is none."""
        return self._by_name.get(name)

    def today(self, name: str) -> tuple[str, ...]:
        """Return the names of today's authorities where `name` is one or was one, else nothing."""
        authority = self._by_name.get(name)
        if authority is None:
            return ()
        return authority.successors or (authority.name,)

    def predecessors(self, name: str) -> tuple[str, ...]:
        """Return the names of the authorities in whose place `name` came."""
        return tuple(each.name for each in self.authorities if name in each.successors)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Find the authorities that a text names, the longest name at each place, in reading order.

        Whole words only, whatever their case; '&' counts as 'and', hyphens and spaces alike, and a possessive
        ending is not part of the name.
        """
        folded = fold(text)
        tokens = [(m.group().lower().replace("&", "and"), m.start(), m.end()) for m in _TOKEN.finditer(folded)]
        words = [token[0] for token in tokens]
        found: list[Mention] = []
        position = 0
        while position < len(tokens):
            match = self._match(folded, tokens, words, position)
            if match is None:
                position += 1
                continue
            length, names = match
            if names.authorities:
                found.append(_mention(folded, tokens, words, position, length, names))
            position += length
        return tuple(found)

    def find_regions(self, text: str) -> tuple[str, ...]:
        """Return the regions that a text names, in alphabetical order; 'London' only where no authority is meant."""
        folded = fold(text)
        taken = [(mention.start, mention.end) for mention in self.find(text)]
        wanted = {region.lower(): region for region in self.regions} | _REGION_WORDS
        found = set()
        for words, region in wanted.items():
            for match in re.finditer(
                rf"\b{words.replace(' and ', ' (?:and|&) ').replace(' ', '[ -]?')}\b", folded, re.IGNORECASE
            ):
                if not any(start < match.end() and match.start() < end for start, end in taken):
                    found.add(region)
        return tuple(sorted(found))

    def _match(
        self, text: str, tokens: list[tuple[str, int, int]], words: list[str], position: int
    ) -> tuple[int, _Names] | None:
        for name, names in self._words.get(words[position], ()):
            last = position + len(name)
            if tuple(words[position:last]) == name and _connected(text, tokens[position:last]):
                return len(name), names
        return None


@cache
def load_register() -> Register:
    """Read the register that comes with the product."""
    with (FOLDER / "authorities.csv").open(encoding="utf-8", newline="") as file:
        authorities = tuple(_authority(row) for row in csv.DictReader(file))
    lines = (FOLDER / "other_places.txt").read_text(encoding="utf-8").splitlines()
    places = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return Register(authorities, places)


def _authority(row: dict[str, str]) -> Authority:
    return Authority(
        name=row["name"],
        urn=row["urn"] or None,
        la_code=row["la_code"] or None,
        ons_code=row["ons_code"] or None,
        region=row["region"],
        kind=row["kind"],
        other_names=_split(row["other_names"]),
        short_names=_split(row["short_names"]),
        also_a_word=row["also_a_word"] == "yes",
        successors=_split(row["successors"]),
        until=int(row["until"]) if row["until"] else None,
    )


def _split(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.split("|") if part)


def _word_table(
    authorities: Iterable[Authority], places: Iterable[str]
) -> dict[str, tuple[tuple[tuple[str, ...], _Names], ...]]:
    names: dict[tuple[str, ...], _Names] = {}
    for authority in authorities:
        for short in authority.short_names:
            known = names.get(_words_of(short))
            names[_words_of(short)] = _Names((*(known.authorities if known else ()), authority.name), certain=False)
    for authority in authorities:
        for name in (authority.name, *authority.other_names):
            names[_words_of(name)] = _Names((authority.name,), certain=True, also_a_word=authority.also_a_word)
    for place in places:
        names[_words_of(place)] = _Names((), certain=False)
    table: dict[str, list[tuple[tuple[str, ...], _Names]]] = {}
    for words, meaning in names.items():
        table.setdefault(words[0], []).append((words, meaning))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in table.items()}


def _words_of(name: str) -> tuple[str, ...]:
    return tuple(token.lower().replace("&", "and") for token in _TOKEN.findall(fold(name)))


def _connected(text: str, tokens: list[tuple[str, int, int]]) -> bool:
    return all(_GAP.fullmatch(text[left[2] : right[1]]) is not None for left, right in pairwise(tokens))


def _mention(
    text: str, tokens: list[tuple[str, int, int]], words: list[str], position: int, length: int, names: _Names
) -> Mention:
    first = position - _words_before(text, tokens, words, position)
    last = position + length + _words_after(text, tokens, words, position + length)
    extended = first < position or last > position + length
    start, end = tokens[first][1], tokens[last - 1][2]
    certain = extended or (names.certain and _may_be_certain(text, start, end, names))
    return Mention(names.authorities[0], start, end, certain and len(names.authorities) == 1, names.authorities[1:])


def _words_before(text: str, tokens: list[tuple[str, int, int]], words: list[str], position: int) -> int:
    for before in _BEFORE:
        first = position - len(before)
        if first >= 0 and tuple(words[first:position]) == before and _connected(text, tokens[first : position + 1]):
            return len(before)
    return 0


def _words_after(text: str, tokens: list[tuple[str, int, int]], words: list[str], position: int) -> int:
    """Return how many words after the name belong to it, up to 'Council' or the like."""
    last = position
    while last < len(words) and (words[last] in _AFTER or words[last] in _LAST):
        last += 1
        if words[last - 1] in {"council", "authority", "corporation"}:
            break
    while last > position and words[last - 1] not in _LAST:
        last -= 1
    return last - position if last > position and _connected(text, tokens[position - 1 : last]) else 0


def _may_be_certain(text: str, start: int, end: int, names: _Names) -> bool:
    if _NOT_THE_AUTHORITY.match(text, end) or _POSTCODE.match(text, end):
        return False
    if names.also_a_word:
        return text[start].isupper() and not text[start:end].isupper() and not _SENTENCE_START.search(text[:start])
    return True
