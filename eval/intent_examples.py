"""The wordings to which the intent model is fitted, each with the plain wording that means the same.

`eval/questions/wordings.txt` has blocks: '= ' and a question that rules read, then questions in other words that mean
the same; `follow_ups.txt` has a line 'H ' before each with the questions that it follows, joined by ' || '. After '=-'
stand questions that want nothing of the sort. Plain wordings that rules read alike count as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from pathlib import Path

from index.answering.catalogue.reading import read_catalogue
from index.answering.catalogue.words import CatalogueWords
from index.intent.forms import Form, form_of
from index.intent.mentions import Names, masked
from index.support.terms import content_stems

__all__ = ["Block", "Example", "Forms", "examples_of", "has_topic", "read_blocks", "read_query"]

NOTHING = "-"
OF_TOPIC = 0.85
"""Share of wordings with a word of the plain one from which it is a topic ('and fostering'), which rules read."""
History = tuple[str, ...]
Meaning = Callable[[str, History], Hashable | None]
"""What rules read a plain wording as, after earlier questions; None where they do not."""


@dataclass(frozen=True, slots=True)
class Block:
    """A plain wording, '-' for none, with wordings of the same meaning."""

    plain: str
    history: History
    wordings: tuple[str, ...]
    author: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A wording with stand-ins; the class of its plain wording, 0 for none; what stands in the places of that."""

    text: str
    form: int
    values: Mapping[str, str]
    block: Block
    wording: str


def read_blocks(path: Path) -> Iterator[Block]:
    """Read the blocks of a file; a line '# name' says who wrote what follows."""
    plain, author = "", ""
    history: History = ()
    wordings: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "= "]:
        said = line.strip()
        if said.startswith(("=", "H ", "# ")):
            if plain and wordings:
                yield Block(plain, history, tuple(wordings), author)
            plain, wordings = "", []
        if said.startswith("# "):
            author = said[2:]
        elif said.startswith("H "):
            history = tuple(one.strip() for one in said[2:].split("||"))
        elif said.startswith(f"={NOTHING}"):
            plain = NOTHING
        elif said.startswith("="):
            plain = said[1:].strip().rstrip("?.! ")
        elif said:
            wordings.append(said)


@dataclass
class Forms:
    """The forms of plain wordings, those that mean the same as one.

    `meaning` reads a plain wording. `unread` are those that it does not.
    """

    meaning: Meaning
    names: Names
    held: list[Form] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    _of: dict[tuple[str, History, tuple[str, ...]], tuple[int, dict[str, str]] | None] = field(default_factory=dict)
    _read: dict[tuple[str, History], Hashable | None] = field(default_factory=dict)

    def find(self, block: Block, numbers: Iterable[str]) -> tuple[int, dict[str, str]] | None:
        """Return the number of the form of a block's plain wording, from 1 on, and its values; None if not read.

        `numbers` are those that the form has places for.
        """
        key = (block.plain, block.history, tuple(sorted(numbers)))
        if key not in self._of:
            self._of[key] = self._found(block, key[2])
        return self._of[key]

    def _found(self, block: Block, numbers: tuple[str, ...]) -> tuple[int, dict[str, str]] | None:
        meant = self._meaning(block.plain, block.history)
        if meant is None:
            self.unread.append(block.plain)
            return None
        form, values = form_of(block.plain, self.names, numbers)
        for at, other in enumerate(self.held):
            for given in _given(other, values):
                if other == form or self._meaning(other.filled(given), block.history) == meant:
                    return at + 1, given
        if self._meaning(form.filled(values), block.history) != meant:
            self.unread.append(f"{block.plain} -> {form.filled(values)}")
            return None
        self.held.append(form)
        return len(self.held), values

    def _meaning(self, plain: str, history: History) -> Hashable | None:
        key = (plain, history)
        if key not in self._read:
            self._read[key] = self.meaning(plain, history)
        return self._read[key]


def _given(form: Form, values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the ways to put values into the places of another form with as many of each kind."""
    kinds = sorted({place[:-1] for place in form.places})
    places = {kind: [place for place in form.places if place[:-1] == kind] for kind in kinds}
    held = {kind: [values[place] for place in sorted(values) if place[:-1] == kind] for kind in kinds}
    if len(values) != len(form.places) or any(len(held[kind]) != len(places[kind]) for kind in kinds):
        return
    orders = [permutations(held[kind]) if kind != "year" else [tuple(held[kind])] for kind in kinds]
    for chosen in product(*orders):
        yield {
            place: value
            for kind, order in zip(kinds, chosen, strict=True)
            for place, value in zip(sorted(places[kind]), order, strict=True)
        }


def examples_of(blocks: Iterable[Block], forms: Forms, names: Names) -> Iterator[Example]:
    """Yield the examples of blocks, those with the shortest plain wordings first, which give the forms their words."""
    for block in sorted(blocks, key=lambda one: len(one.plain)):
        for wording in block.wordings:
            asked = masked(wording, names)
            if block.plain == NOTHING:
                yield Example(asked.text, 0, {}, block, wording)
                continue
            found = forms.find(block, _shared(block.plain, asked.values.get("number", ()), names))
            if found is not None:
                yield Example(asked.text, found[0], found[1], block, wording)


def has_topic(form: Form, examples: Sequence[Example]) -> bool:
    """Whether nearly all wordings of a form repeat a word of it."""
    said = [set(content_stems(one.text)) for one in examples]
    own = content_stems(re.sub(r"\{\w+\}", "", form.text))
    return any(sum(stem in stems for stems in said) >= OF_TOPIC * len(said) for stem in own)


def _shared(plain: str, numbers: Iterable[str], names: Names) -> list[str]:
    """Return the numbers that a plain wording has in common with another one."""
    return [one for one in masked(plain, names).values.get("number", ()) if one in set(numbers)]


def read_query(question: str, words: CatalogueWords) -> Hashable | None:
    """Return what a question about all documents is read as; None where not all of it is."""
    reading = read_catalogue(question, words)
    if reading.joined is not None:
        return reading.joined.words()
    if reading.parsed is None or reading.parsed.left_over:
        return None
    query = reading.parsed.query
    said = query.words().replace("good or outstanding", "outstanding or good")
    said = re.sub("requires improvement, adequate or inadequate", _WEAK, said)
    return query.subject, query.measure, said.replace("inadequate or requires improvement", _WEAK)


_WEAK = "requires improvement or inadequate"
