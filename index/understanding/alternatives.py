"""Other words for a question's words: people ask for 'money', documents speak of 'funding'."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from index.support.terms import content_stems

__all__ = ["Alternatives", "find_alternatives", "in_trade_words", "is_everyday"]

FILE = Path(__file__).with_name("everyday_words.toml")
STUB = 3
"""Letters that a word which ends in '*' has at least."""
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A phrase of a question and what may stand for it.

    `stems` are those of the question's phrase; each of `others` is one phrase that a document may have in its
    place, as the stems that it needs together.
    """

    stems: frozenset[str]
    others: tuple[frozenset[str], ...]


@dataclass(slots=True)
class _Phrase:
    """A phrase of the table by its words, which may end in '*', with what its lines say for it."""

    words: tuple[str, ...]
    others: dict[frozenset[str], None] = field(default_factory=dict)
    instead: str | None = None

    def begins(self, words: Sequence[str], at: int) -> bool:
        """Whether this phrase stands in `words` from `at` on."""
        run = words[at : at + len(self.words)]
        return len(run) == len(self.words) and all(
            word.startswith(own[:-1]) if own.endswith("*") else word == own
            for own, word in zip(self.words, run, strict=True)
        )


def find_alternatives(question: str) -> tuple[Alternatives, ...]:
    """Return the phrases of a question that have others, in order; longer phrases go first, none overlap."""
    words = [_plain(word) for word in _WORD.findall(question)]
    return tuple(
        Alternatives(frozenset(content_stems(" ".join(words[at:end]))), tuple(phrase.others))
        for at, end, phrase in _standing(words, _table())
    )


def in_trade_words(question: str) -> str:
    """Return a question with its everyday phrases replaced by what documents say in their place."""
    found = list(_WORD.finditer(question))
    parts: list[str] = []
    done = 0
    for at, end, phrase in _standing([_plain(word[0]) for word in found], _replacing()):
        parts += [question[done : found[at].start()], phrase.instead or ""]
        done = found[end - 1].end()
    return "".join([*parts, question[done:]])


def is_everyday(word: str) -> bool:
    """Whether a word, in lower case, is in the table, and so is no misspelling."""
    phrases = (*_table().get(word, ()), *_table().get(_stub(word), ()))
    return any(len(phrase.words) == 1 and phrase.begins((word,), 0) for phrase in phrases)


def _standing(words: Sequence[str], table: _Table) -> Iterator[tuple[int, int, _Phrase]]:
    """Yield the phrases that stand in words, each with its first word and the one after its last."""
    at = 0
    while at < len(words):
        candidates = (*table.get(words[at], ()), *table.get(_stub(words[at]), ()))
        best = max((each for each in candidates if each.begins(words, at)), key=_weight, default=None)
        if best is not None:
            yield at, at + len(best.words), best
        at += len(best.words) if best is not None else 1


def _weight(phrase: _Phrase) -> tuple[int, int]:
    """Longer phrases before shorter ones, whole words before beginnings of words."""
    return len(phrase.words), sum(1 for word in phrase.words if not word.endswith("*"))


def _plain(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower()).replace("’", "'")


_Table = dict[str, tuple[_Phrase, ...]]
"""Phrases by their first word, those whose first word is only the beginning of one by that word's stub."""


@cache
def _table() -> _Table:
    """Return the phrases of all lines."""
    phrases: dict[tuple[str, ...], _Phrase] = {}
    for line in tomllib.loads(FILE.read_text(encoding="utf-8"))["groups"]:
        before, _, instead = str(line).partition(">>")
        asked, _, said = before.partition("=>")
        others = [*_phrases(asked), *_phrases(said), *re.split(r", | and ", instead.strip())]
        stems = [stems for phrase in others if (stems := _stems_if_whole(phrase.replace("*", "")))]
        for phrase in _phrases(asked):
            words = tuple(_plain(word) for word in phrase.split())
            entry = phrases.setdefault(words, _Phrase(words))
            entry.others.update(dict.fromkeys(stems))
            entry.instead = instead.strip() or entry.instead
    return _by_first_word(phrases.values())


@cache
def _replacing() -> _Table:
    """Return the phrases in whose place something else is searched."""
    return _by_first_word(phrase for each in _table().values() for phrase in each if phrase.instead)


def _by_first_word(phrases: Iterable[_Phrase]) -> _Table:
    found: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        first = phrase.words[0]
        found.setdefault(_stub(first) if first.endswith("*") else first, []).append(phrase)
    return {first: tuple(each) for first, each in found.items()}


def _stub(word: str) -> str:
    """Return what words that begin alike have in common, marked so that it is no word itself."""
    return f"{word[:STUB]}*"


def _stems_if_whole(phrase: str) -> frozenset[str]:
    """Return a phrase's stems; none where it is one word only because its others are words of grammar."""
    stems = frozenset(content_stems(phrase))
    return stems if len(stems) > 1 or " " not in phrase else frozenset()


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split("|") if phrase.strip()]
