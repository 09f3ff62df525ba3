"""Other words for a question's words: people ask for 'money', documents speak of 'funding'."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.support.terms import content_stems

__all__ = ["Alternatives", "find_alternatives"]

FILE = Path(__file__).with_name("alternative_words.toml")
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A phrase of a question and what may stand for it.

    `stems` are those of the question's phrase; each of `others` is one phrase that a document may have in its
    place, as the stems that it needs together.
    """

    stems: frozenset[str]
    others: tuple[frozenset[str], ...]


def find_alternatives(question: str) -> tuple[Alternatives, ...]:
    """Return the phrases of a question that have others, in order; longer phrases go first, none overlap."""
    words = [_plain(word) for word in _WORD.findall(question)]
    table = _table()
    longest = max(map(len, table))
    found: list[Alternatives] = []
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + length])
            if phrase in table:
                stems = frozenset(content_stems(" ".join(phrase)))
                found.append(Alternatives(stems, table[phrase]))
                at += length
                break
        else:
            at += 1
    return tuple(found)


def _plain(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower()).replace("’", "'")


@cache
def _table() -> dict[tuple[str, ...], tuple[frozenset[str], ...]]:
    """Return, by the words of each phrase of a question, what may stand for it."""
    groups: list[str] = tomllib.loads(FILE.read_text(encoding="utf-8"))["groups"]
    table: dict[tuple[str, ...], dict[frozenset[str], None]] = {}
    for group in groups:
        asked, _, said = group.partition("=>")
        questions = _phrases(asked)
        others = [stems for phrase in (*questions, *_phrases(said)) if (stems := _stems_if_whole(phrase))]
        for phrase in questions:
            words = tuple(_plain(word) for word in _WORD.findall(phrase))
            table.setdefault(words, {}).update(dict.fromkeys(others))
    return {words: tuple(others) for words, others in table.items() if words}


def _stems_if_whole(phrase: str) -> frozenset[str]:
    """Return a phrase's stems; none where it is one word only because its others are words of grammar."""
    stems = frozenset(content_stems(phrase))
    return stems if len(stems) > 1 or " " not in phrase else frozenset()


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split("|") if phrase.strip()]
