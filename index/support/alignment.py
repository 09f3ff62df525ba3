"""Which clauses of a source a clause of a claim is about: those with most of its words, in sentences close to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.sentences import sentences
from index.support.appraisal import Appraisal, appraise, value_of
from index.support.bearings import extents
from index.support.clauses import clauses, is_asserted
from index.support.terms import content_stems, is_function_word, stem

__all__ = ["Match", "Said", "match_clauses", "said_in"]

NEAR = 0.8
"""Share of the best clause's score from which another one is meant as well."""
ABOUT = 0.6
"""Share of the best sentence's words from which another sentence is about the same."""
SENTENCE = 0.5
"""What the words of a clause's sentence count beside its own."""
_GOES_ON = re.compile(
    r"(?:this|it|its|these|they|their|that|however|none|but|as a (?:result|consequence))\b", re.IGNORECASE
)
_NO_SUBJECT = re.compile(
    r"(?:and |or |but |once |when )?(?:\w+ )?(?:they|it|this|these|those|who|is|are|was|were|has|have)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A clause with its sentence, its stems, and how it speaks."""

    text: str
    sentence: str
    stems: frozenset[str]
    appraisal: Appraisal


@dataclass(frozen=True, slots=True)
class Match:
    """A clause of a claim, and what a source says of the same.

    `nearest` is the clause nearest to it, `near` that and those about as near, `about` all clauses of the sentences
    that the claim is about; `share` is the share of the clause's topic that the nearest has, 0 to 1.
    """

    claim: str
    said: Said
    topic: frozenset[str]
    nearest: Said
    near: tuple[Said, ...]
    about: tuple[Said, ...]
    about_text: str
    share: float
    elsewhere: tuple[Said, ...]

    @property
    def has_subject(self) -> bool:
        """Whether the clause says what it is about."""
        return len(self.topic) > 1 and _NO_SUBJECT.match(self.said.text) is None


@lru_cache(maxsize=2_000)
def said_in(text: str) -> tuple[Said, ...]:
    """Return the clauses of a text in order."""
    found: list[Said] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        found += [Said(one, sentence, frozenset(content_stems(one)), appraise(one)) for one in clauses(sentence)]
    return tuple(found)


def match_clauses(claim: str, source: str) -> list[Match]:
    """Return the clauses of a claim that assert something, each with what a source says of the same."""
    held = said_in(source)
    own = frozenset(content_stems(claim))
    shares = {one.sentence: _share(own, frozenset(content_stems(one.sentence))) for one in held}
    about = _about(shares)
    known = tuple(one for one in held if one.sentence in about)
    text = " ".join(about)
    found = []
    for clause in said_in(claim):
        topic = _topic(clause.text) or _topic(claim)
        near = _near(topic, held, shares)
        if near and is_asserted(clause.text):
            share = _share(_topic(clause.text), near[0].stems)
            found.append(Match(claim, clause, topic, near[0], near, known, text, share, held))
    return found


def _share(words: frozenset[str], held: frozenset[str]) -> float:
    return len(words & held) / max(1, len(words))


def _about(shares: dict[str, float]) -> tuple[str, ...]:
    """Return the sentences with most of a claim's words, and those that go on about them."""
    least = ABOUT * max(shares.values(), default=0.0)
    found: list[str] = []
    before = ""
    for sentence, share in shares.items():
        if share >= least or (before in found[-1:] and _GOES_ON.match(sentence)):
            found.append(sentence)
        before = sentence
    return tuple(found)


def _topic(text: str) -> frozenset[str]:
    """Return the stems of what a text is about, without its praise, criticism and quantities."""
    words = [word for word in _WORD.findall(text.lower()) if not is_function_word(word)]
    return frozenset(stem(word) for word in words if not value_of(word) and not extents(word))


def _near(topic: frozenset[str], held: Sequence[Said], shares: dict[str, float]) -> tuple[Said, ...]:
    """Return the clauses nearest to a topic, the best first; words that many clauses have count less."""
    weights = {word: sum(word in one.stems for one in held) ** -0.5 for word in topic if _stands(word, held)}
    total = sum(weights.values()) + len(topic) - len(weights)
    scores = [
        sum(sorted(weights[word] for word in weights.keys() & one.stems)) / max(1.0, total)
        + SENTENCE * shares[one.sentence]
        for one in held
    ]
    told = [at for at, one in enumerate(held) if is_asserted(one.text)]
    best = max((scores[at] for at in told), default=0.0)
    ranked = sorted(told, key=lambda at: (-scores[at], at))
    return tuple(held[at] for at in ranked if scores[at] >= NEAR * best)


def _stands(word: str, held: Sequence[Said]) -> bool:
    return any(word in one.stems for one in held)
