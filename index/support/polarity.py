"""Negation: words that turn a statement round while leaving most of it as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from index.support.terms import is_function_word, stem

__all__ = [
    "CLAUSE_ENDS",
    "Token",
    "count_negations",
    "is_negating",
    "tokens",
]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:.!?()–—]")
_NEGATING = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "hardly",
        "scarcely",
        "barely",
        "rarely",
        "seldom",
        "cannot",
        "lack",
        "lacks",
        "lacked",
        "lacking",
        "absence",
        "absent",
        "fail",
        "fails",
        "failed",
        "failing",
        "failure",
        "unable",
        "refuse",
        "refused",
        "instead",
    ]
)
CLAUSE_ENDS = frozenset(",;:.!?()–—") | {"but", "although", "while", "whereas", "however", "though", "because"}
_REACH = 6
"""Words over which a negation carries, unless the clause ends before."""
_NEAR = 2
_PREFIXES = ("un", "in", "im", "ir", "dis", "il", "non")
_NEGATED_ROOTS = frozenset(
    [
        "adequate",
        "effective",
        "sufficient",
        "consistent",
        "appropriate",
        "accurate",
        "complete",
        "clear",
        "stable",
        "safe",
        "suitable",
        "available",
        "aware",
        "resolved",
        "allocated",
        "assessed",
        "challenged",
        "identified",
        "developed",
        "likely",
        "certain",
        "necessary",
        "precise",
        "able",
        "secure",
        "regular",
        "proportionate",
        "balanced",
        "satisfied",
        "advantaged",
        "organised",
        "engaged",
        "connected",
        "met",
        "known",
        "seen",
        "recorded",
        "reliable",
        "realistic",
        "helpful",
        "successful",
        "experienced",
        "permanent",
        "timely",
        "equal",
        "fair",
        "formal",
        "direct",
        "visible",
        "capable",
        "flexible",
        "frequent",
    ]
)
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|simply|least)\b|\bno (?:more|less|fewer|later|earlier|sooner) than\b|\bno doubt\b"
)
"""'Not only staff' denies nothing, nor does 'no more than 20 miles'."""


@dataclass(frozen=True, slots=True)
class Token:
    """A content word: its stem without a negating prefix, and whether it is negated.

    `negated` says that it stands within the reach of a negation (or has a negating prefix, not both), `near`
    that it is one of the first two content words after one, which are what it is about.
    """

    word: str
    stem: str
    negated: bool
    near: bool


@lru_cache(maxsize=4_000)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the content words of a text in order, each with its polarity."""
    found: list[Token] = []
    negation_at, since = -100, 0
    for position, word in enumerate(_words(text)):
        if word in CLAUSE_ENDS:
            negation_at = -100
            continue
        if word in _NEGATING or word.endswith("n't"):
            negation_at, since = position, 0
            continue
        plain = re.sub(r"'s?$", "", word)
        if is_function_word(plain):
            continue
        root, is_negated = _root(plain)
        reached = position - negation_at <= _REACH
        since += 1
        found.append(Token(plain, root, is_negated != reached, is_negated != (reached and since <= _NEAR)))
    return tuple(found)


@cache
def _root(word: str) -> tuple[str, bool]:
    """Return a word's stem without a negating prefix, and whether it had one."""
    if word.startswith("disab"):
        return stem(word), False  # 'disabled children' denies nothing
    for prefix in _PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and stem(rest) in _negated_stems():
            return stem(rest), True
    return stem(word), False


@cache
def _negated_stems() -> frozenset[str]:
    return frozenset(stem(root) for root in _NEGATED_ROOTS)


def count_negations(text: str) -> int:
    """Return how many words of a text negate, by themselves or by a prefix ('not', 'without', 'unaware')."""
    return sum(is_negating(word) for word in _words(text))


def is_negating(word: str) -> bool:
    """Whether a word, in lower case, negates by itself or by its prefix."""
    return word in _NEGATING or word.endswith("n't") or _root(word)[1]


def _words(text: str) -> list[str]:
    """Return words and marks in lower case; what only looks like a negation is left out."""
    plain = _NO_NEGATION.sub(" ", text.lower().replace("’", "'"))
    return [match[0] for match in _WORD.finditer(plain)]
