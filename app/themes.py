"""Groups short texts into themes by their vectors, and names each theme with words that its own texts share.

Nothing is known beforehand of what the themes may be: the groups come from the vectors (spherical k-means; Dhillon
and Modha, "Concept decompositions for large sparse text data using clustering", Machine Learning 42, 2001), begun at
the texts that lie farthest apart so that the same texts always give the same groups; the names are the phrases that
are frequent in a group and rare outside it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.storage.lexical import Stemmer

__all__ = ["NO_THEME", "Themes", "make_themes"]

NO_THEME = "In no theme"
MIN_TEXTS = 24
"""With fewer texts each speaks for itself."""
MOST_WITHOUT = 1 / 3
"""Where a greater share of the texts is in no theme, the themes say more of chance than of the texts: none is named."""
MOST_THEMES = 14
FEWEST_THEMES = 3
ROUNDS = 40
LEAST_TEXTS = 3
"""A theme has at least so many texts, and so many of them have its name."""
LEAST_COSINE = 0.3
"""A text farther from the middle of its group than this is in no theme; vectors are centred first."""
LEAST_SHARE = 0.2
"""A phrase names a theme only if so many of its texts have it."""
LEAST_LIFT = 2.0
"""A phrase names a theme only if it is so many times as frequent there as outside."""
LONGER_IS_BETTER = 0.7
SECOND = 0.5
"""A theme gets a second name only if that tells it apart at least so well, compared to the first."""
MOST_WORDS = 3
_CLAUSE = re.compile(r"[.;:,()\[\]–—]|\s-\s")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_NO_NAMES = frozenset(
    """
    about after all also any because before between both can could do does during each enough every few further how
    less many may more most much must need needs no not only other others over own same should so some than them
    those through too under until up use used using very well what when where whether which while who whose why
    within without would
    """.split()
)
"""Words of every text, beside those that the stemmer leaves out: they name nothing."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """The name of each text's theme, in the order of the texts; `NO_THEME` for those in none."""

    of_text: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The themes, the largest first; `NO_THEME` is none."""
        counts = Counter(name for name in self.of_text if name != NO_THEME)
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))

    @property
    def share_without(self) -> float:
        """Share of the texts that are in no theme, 0 to 1."""
        return self.of_text.count(NO_THEME) / len(self.of_text) if self.of_text else 0.0


def make_themes(texts: Sequence[str], vectors: NDArray[np.float32]) -> Themes:
    """Group texts and name the groups; all are in no theme where they are too few or too unlike each other.

    Args:
        texts: the texts.
        vectors: their vectors, `(len(texts), dimension) float32`.
    """
    if len(texts) < MIN_TEXTS:
        return Themes((NO_THEME,) * len(texts))
    count = min(MOST_THEMES, max(FEWEST_THEMES, round(math.sqrt(len(texts) / 2))))
    group, cosine = _groups(vectors, count)
    group = np.where(cosine >= LEAST_COSINE, group, -1)
    phrases, shown = _phrases(texts)
    named: dict[int, str] = {}
    for number in range(count):
        members = frozenset(np.flatnonzero(group == number).tolist())
        name = _name(members, phrases, shown, len(texts))
        if name and name not in named.values():
            named[number] = name
    themes = Themes(tuple(named.get(int(number), NO_THEME) for number in group))
    return themes if themes.share_without <= MOST_WITHOUT else Themes((NO_THEME,) * len(texts))


def _groups(vectors: NDArray[np.float32], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the group of each vector and its cosine with the group's middle."""
    centred = _unit(vectors - vectors.mean(axis=0))
    middles = centred[_far_apart(centred, count)]
    group = np.full(len(centred), -1)
    for _ in range(ROUNDS):
        nearest = np.argmax(centred @ middles.T, axis=1)
        if np.array_equal(nearest, group):
            break
        group = nearest
        sums = np.stack([centred[group == number].sum(axis=0) for number in range(len(middles))])
        # A group that lost all its texts keeps its middle.
        is_held = np.linalg.norm(sums, axis=1) > 0
        middles[is_held] = _unit(sums)[is_held]
    return group, (centred @ middles.T)[np.arange(len(group)), group]


def _far_apart(vectors: NDArray[np.float32], count: int) -> list[int]:
    """Return rows of vectors far from each other; the first is the one nearest to all."""
    chosen = [int(np.argmax(vectors @ vectors.sum(axis=0)))]
    nearest = vectors @ vectors[chosen[0]]
    while len(chosen) < count:
        chosen.append(int(np.argmin(nearest)))
        nearest = np.maximum(nearest, vectors @ vectors[chosen[-1]])
    return chosen


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _phrases(texts: Sequence[str]) -> tuple[dict[Phrase, set[int]], dict[Phrase, str]]:
    """Return the texts that have each phrase of up to three words, and how the phrase is mostly written."""
    stemmer = Stemmer()
    found: dict[Phrase, set[int]] = defaultdict(set)
    written: dict[Phrase, Counter[str]] = defaultdict(Counter)
    for number, text in enumerate(texts):
        for clause in _CLAUSE.split(text):
            words = _WORD.findall(clause)
            stems = [() if word.casefold() in _NO_NAMES else tuple(stemmer.stems(word)) for word in words]
            for first in range(len(words)):
                for length in range(1, MOST_WORDS + 1):
                    parts = stems[first : first + length]
                    if len(parts) < length or not all(parts):
                        break
                    phrase = tuple(stem for part in parts for stem in part)
                    found[phrase].add(number)
                    written[phrase][" ".join(words[first : first + length])] += 1
    shown = {phrase: min(forms, key=lambda form: (-forms[form], form)) for phrase, forms in written.items()}
    return found, shown


def _name(members: frozenset[int], phrases: dict[Phrase, set[int]], shown: dict[Phrase, str], total: int) -> str | None:
    """Return the one or two phrases that tell a group from the others, None where none does."""
    if len(members) < LEAST_TEXTS:
        return None
    scored = sorted(
        ((score, phrase) for phrase, texts in phrases.items() if (score := _score(phrase, texts, members, total)) > 0),
        key=lambda one: (-one[0], one[1]),
    )
    chosen: list[Phrase] = []
    for score, phrase in scored:
        if score < SECOND * scored[0][0]:
            break
        if all(not set(phrase) & set(other) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == 2:
            break
    words = [shown[phrase] for phrase in chosen]
    name = ", ".join(words)
    return name[:1].upper() + name[1:] if name else None


def _score(phrase: Phrase, texts: set[int], members: frozenset[int], total: int) -> float:
    """Return how well a phrase tells a group: its share in it, times the log of how much rarer it is outside."""
    inside = len(texts & members)
    share = inside / len(members)
    if inside < LEAST_TEXTS or share < LEAST_SHARE:
        return 0.0
    lift = share / ((len(texts) - inside + 1) / (total - len(members) + 1))
    return 0.0 if lift < LEAST_LIFT else share * math.log(lift) * (1 + LONGER_IS_BETTER * (len(phrase) - 1))
