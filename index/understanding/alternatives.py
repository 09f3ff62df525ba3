"""Other words for a question's words: people ask for 'money', documents speak of 'funding'."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from index.support.terms import content_stems
from index.understanding.inflection import base_of

__all__ = ["Alternatives", "find_alternatives", "in_trade_words", "is_everyday"]

FOLDER = Path(__file__).with_name("everyday")
STUB = 3
"""Letters that a word which ends in '*' has at least."""
_WORD = re.compile(r"[^\W_]+(?:['’&.][^\W_]+)*")
_PASSED_OVER = frozenset(
    "the a an my your his her its our their this that these those some very really quite such".split()
)
"""Words that may stand between those of a phrase."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A phrase of a question and what may stand for it.

    `stems` are those of the question's phrase; each of `others` is one phrase that a document may have in its
    place, as the stems that it needs together.
    """

    stems: frozenset[str]
    others: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of a question as it is compared: `plain` in small letters, `base` without its ending."""

    plain: str
    base: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What may stand at one place of a phrase: words, or beginnings of words."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether a word may stand here."""
        return word in self.words or (self.beginnings != () and word.startswith(self.beginnings))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a line of the tables, with what documents say for it, and what is searched in its place."""

    places: tuple[_Place, ...]
    said: tuple[str, ...]
    instead: str | None

    @property
    def weight(self) -> tuple[int, int]:
        """Longer phrases go before shorter ones, whole words before beginnings of words."""
        return len(self.places), sum(1 for place in self.places if not place.beginnings)

    def end(self, words: Sequence[_Asked], at: int) -> int | None:
        """Return where this phrase ends in `words` if it begins at `at`; None if it does not.

        One word has to stand there as it is. The words of a longer phrase may have other endings, and articles and
        the like between them.
        """
        if len(self.places) == 1:
            return at + 1 if self.places[0].has(words[at].plain) else None
        for number, place in enumerate(self.places):
            while number and at < len(words) and words[at].plain in _PASSED_OVER and not place.has(words[at].base):
                at += 1
            if at == len(words) or not (place.has(words[at].base) or place.has(words[at].plain)):
                return None
            at += 1
        return at


@lru_cache(maxsize=256)
def find_alternatives(question: str) -> tuple[Alternatives, ...]:
    """Return the phrases of a question that have others, in order; longer phrases go first, none overlap."""
    found = _WORD.findall(question)
    return tuple(
        Alternatives(
            frozenset(content_stems(" ".join(found[at:end]))),
            tuple(dict.fromkeys(chain.from_iterable(_stems_of(phrase.said) for phrase in phrases))),
        )
        for at, end, phrases in _standing([_asked(word) for word in found], _table())
    )


def in_trade_words(question: str) -> str:
    """Return a question with its everyday phrases replaced by what documents say in their place."""
    found = list(_WORD.finditer(question))
    parts: list[str] = []
    done = 0
    for at, end, phrases in _standing([_asked(word[0]) for word in found], _replacing()):
        parts += [question[done : found[at].start()], phrases[-1].instead or ""]
        done = found[end - 1].end()
    return "".join([*parts, question[done:]])


def is_everyday(word: str) -> bool:
    """Whether a word, in lower case, is in a phrase of the tables, and so is no misspelling."""
    asked = _asked(word)
    phrases = chain(_table().get(asked.plain, ()), _table().get(_stub(asked.plain), ()))
    return not _whole_words().isdisjoint((asked.plain, asked.base)) or any(phrase.end([asked], 0) for phrase in phrases)


def _standing(words: Sequence[_Asked], table: _Table) -> Iterator[tuple[int, int, list[_Phrase]]]:
    """Yield the phrases that stand in words, with the first word and the one after the last; equal ones together."""
    at = 0
    while at < len(words):
        word = words[at]
        found: list[tuple[tuple[int, int], int, _Phrase]] = []
        for key in dict.fromkeys((word.plain, word.base, _stub(word.plain))):
            for phrase in table.get(key, ()):
                if (end := phrase.end(words, at)) is not None:
                    found.append((phrase.weight, end, phrase))
        if not found:
            at += 1
            continue
        weight, end, _ = max(found, key=lambda each: each[:2])
        yield at, end, [phrase for each, last, phrase in found if (each, last) == (weight, end)]
        at = end


def _asked(word: str) -> _Asked:
    plain = _plain(word)
    return _Asked(plain, base_of(plain))


def _plain(word: str) -> str:
    plain = word.lower().replace("’", "'")
    return plain.removesuffix("'s").replace("'", "")


_Table = dict[str, tuple[_Phrase, ...]]
"""Phrases by what their first word may be, beginnings of words by their stub."""


@cache
def _table() -> _Table:
    """Return the phrases of all lines of all tables."""
    return _by_first_word(_phrases())


@cache
def _replacing() -> _Table:
    """Return the phrases in whose place something else is searched."""
    return _by_first_word(phrase for phrase in _phrases() if phrase.instead)


@cache
def _whole_words() -> frozenset[str]:
    """Return the words of all phrases, as far as they are given whole."""
    return frozenset(word for phrase in _phrases() for place in phrase.places for word in place.words)


@cache
def _phrases() -> tuple[_Phrase, ...]:
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return tuple(phrase for table in tables for line in table["groups"] for phrase in _phrases_of(line))


def _phrases_of(line: str) -> Iterator[_Phrase]:
    before, _, instead = line.partition(">>")
    asked, _, said = before.partition("=>")
    instead = instead.strip()
    # What is asked in everyday words, documents say in these words only; else one phrase stands for the other.
    others = (*(() if instead else _split(asked)), *_split(said), *re.split(r", | and ", instead))
    said_for_it = tuple(phrase.replace("*", "") for phrase in others if phrase)
    for phrase in _split(asked):
        yield _Phrase(_places(phrase), said_for_it, instead or None)


def _places(phrase: str) -> tuple[_Place, ...]:
    words = phrase.replace("-", " ").split()
    kept = [word for word in words if word not in _PASSED_OVER]
    words = kept if len(kept) > 1 else words
    return tuple(_place(word, len(words) == 1) for word in words)


@cache
def _place(text: str, as_it_is: bool) -> _Place:
    """Return what may stand where a table has one word, or several with '/' between."""
    words = text.split("/")
    whole = (_plain(word) for word in words if not word.endswith("*"))
    return _Place(
        frozenset(whole if as_it_is else map(base_of, whole)),
        tuple(_plain(word[:-1]) for word in words if word.endswith("*")),
    )


def _by_first_word(phrases: Iterable[_Phrase]) -> _Table:
    found: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        first = phrase.places[0]
        for key in {*first.words, *map(_stub, first.beginnings)}:
            found.setdefault(key, []).append(phrase)
    return {first: tuple(each) for first, each in found.items()}


def _stub(word: str) -> str:
    """Return what words that begin alike have in common, marked so that it is no word itself."""
    return f"{word[:STUB]}*"


@cache
def _stems_of(said: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(stems for phrase in said if (stems := _stems_if_whole(phrase)))


def _stems_if_whole(phrase: str) -> frozenset[str]:
    """Return a phrase's stems; none where it is one word only because its others are words of grammar."""
    stems = frozenset(content_stems(phrase))
    return stems if len(stems) > 1 or " " not in phrase else frozenset()


def _split(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split("|") if phrase.strip()]
