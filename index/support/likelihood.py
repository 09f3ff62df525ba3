"""How likely it is that a long text supports a claim in full, and which of its sentences do.

`score_support` is for a claim against the few paragraphs that it cites. Against a whole page of evidence, where most
sentences are about something else, a logistic model over measures of coverage tells more. Its parameters in
`likelihood.json` are fitted by `inspection-qa eval faithfulness --fit` on public data; the sentences of the evidence
are ranked without parameters.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from index.support.names import find_names
from index.support.terms import content_stems
from index.support.values import find_values

__all__ = ["FEATURES", "Likelihood", "features", "load_likelihood", "rank_sentences", "support_probability"]

PARAMETERS = Path(__file__).with_name("likelihood.json")

FEATURES = (
    "best_sentence",
    "best_3_in_a_row",
    "best_5_in_a_row",
    "chosen_2",
    "chosen_3",
    "whole_text",
    "missing_words",
    "missing_values",
    "missing_name_words",
    "pairs_in_a_row",
    "pairs_in_a_sentence",
    "claim_words",
)
"""Shares of the claim's content words that the best sentence, runs of sentences, the two or three sentences that
cover most together, and the whole text have; how many words and values the text lacks; the largest share of a name's
words that it lacks; the share of neighbouring words of the claim that are neighbours in the text, and of pairs of its
first six words that share a sentence; the logarithm of the claim's length."""

NEIGHBOUR = 0.3
SECOND_NEIGHBOUR = 0.1
"""What the sentences beside one add to its rank: what a pronoun stands for is often in them."""
USED = 0.2
"""What a claim's word still counts once a chosen sentence has it."""
MARGINAL = 0.3
"""Weight of what a sentence adds to those chosen before it, against what it has itself."""
NAMED = 1.5
"""Weight of a claim's word that is written with a capital or a digit."""
PAIRED_WORDS = 6
_NAMED = re.compile(r"\b(?:[A-Z][\w'’]+|\d[\d,.]*)")


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A logistic model: what is subtracted from each feature, its weight afterwards, and the constant."""

    centre: tuple[float, ...]
    weights: tuple[float, ...]
    constant: float

    def probability(self, values: Sequence[float]) -> float:
        """Return the probability, 0 to 1, that a claim with these features is supported."""
        total = self.constant + sum(
            weight * (value - centre) for weight, value, centre in zip(self.weights, values, self.centre, strict=True)
        )
        return 1 / (1 + math.exp(-max(-500.0, min(500.0, total))))


def support_probability(claim: str, evidence: Sequence[str]) -> float:
    """Return how likely it is, 0 to 1, that sentences together support a claim in full; 0.5 divides best.

    Args:
        claim: one sentence.
        evidence: the sentences of the text, in order.
    """
    return load_likelihood().probability(features(claim, evidence))


def features(claim: str, evidence: Sequence[str]) -> tuple[float, ...]:
    """Return the measures named in `FEATURES`."""
    own = content_stems(claim)
    words = frozenset(own)
    stems = [content_stems(sentence) for sentence in evidence]
    held = [frozenset(one) & words for one in stems]
    everything: frozenset[str] = frozenset().union(*held)
    text = "\n".join(evidence)
    values = find_values(text)
    chosen = _cover(words, held, 3)
    return (
        max((_share(one, words) for one in held), default=0.0),
        _best_run(held, words, 3),
        _best_run(held, words, 5),
        _share(frozenset().union(*(held[at] for at in chosen[:2])), words),
        _share(frozenset().union(*(held[at] for at in chosen)), words),
        _share(everything, words),
        float(len(words - everything)),
        float(sum(not any(value.agrees(other) for other in values) for value in find_values(claim))),
        _missing_name_words(claim, text),
        _neighbours(own, stems),
        _together(list(dict.fromkeys(own))[:PAIRED_WORDS], held),
        math.log(len(words) + 1),
    )


def rank_sentences(claim: str, evidence: Sequence[str]) -> list[int]:
    """Return the positions of the evidence's sentences, those first that together support the claim best.

    A sentence counts by the claim's words that it has, rare ones of this text more; by those of its neighbours; and
    less for words that a sentence chosen before has.
    """
    words = frozenset(content_stems(claim))
    held = [frozenset(content_stems(sentence)) & words for sentence in evidence]
    frequency = {word: sum(word in one for one in held) for word in words}
    named = frozenset(content_stems(" ".join(_NAMED.findall(claim))))
    weights = {
        word: math.log((len(held) + 1) / (frequency[word] + 0.5)) * (NAMED if word in named else 1.0) for word in words
    }
    own = [sum(sorted(weights[word] for word in one)) for one in held]
    base = [score + _beside(own, at) for at, score in enumerate(own)]
    left = dict(weights)
    ranked: list[int] = []
    remaining = set(range(len(held)))
    while remaining:
        best = max(
            remaining,
            key=lambda at: (MARGINAL * sum(sorted(left[w] for w in held[at])) + (1 - MARGINAL) * base[at], -at),
        )
        ranked.append(best)
        remaining.remove(best)
        for word in held[best]:
            left[word] = USED * left[word]
    return ranked


@cache
def load_likelihood(path: Path = PARAMETERS) -> Likelihood:
    """Read the fitted parameters."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    pairs = [stored["features"][name] for name in FEATURES]
    return Likelihood(
        tuple(pair["centre"] for pair in pairs), tuple(pair["weight"] for pair in pairs), stored["constant"]
    )


def _share(have: frozenset[str], words: frozenset[str]) -> float:
    return len(have) / len(words) if words else 1.0


def _best_run(held: Sequence[frozenset[str]], words: frozenset[str], length: int) -> float:
    starts = range(max(1, len(held) - length + 1))
    return max(_share(frozenset().union(*held[start : start + length]), words) for start in starts)


def _cover(words: frozenset[str], held: Sequence[frozenset[str]], count: int) -> list[int]:
    """Return the sentences that cover most words together, chosen one by one."""
    left, chosen = words, list[int]()
    for _ in range(min(count, len(held))):
        best = max(range(len(held)), key=lambda at: (len(held[at] & left), -at))
        chosen.append(best)
        left -= held[best]
    return chosen


def _missing_name_words(claim: str, text: str) -> float:
    known = {word.strip("'’.,").removesuffix("'s") for word in text.lower().replace("’", "'").split()}
    known |= set(content_stems(text))
    shares = [
        sum(word not in known and not frozenset(content_stems(word)) <= known for word in name.words) / len(name.words)
        for name in find_names(claim)
    ]
    return max(shares, default=0.0)


def _neighbours(own: Sequence[str], evidence: Sequence[Sequence[str]]) -> float:
    pairs = set(pairwise(own))
    if not pairs:
        return 1.0
    found: set[tuple[str, str]] = set()
    for stems in evidence:
        found |= set(pairwise(stems)) | set(zip(stems, stems[2:], strict=False))
    return sum(pair in found or pair[::-1] in found for pair in pairs) / len(pairs)


def _together(words: Sequence[str], held: Sequence[frozenset[str]]) -> float:
    pairs = [(one, other) for at, one in enumerate(words) for other in words[at + 1 :]]
    if not pairs:
        return 1.0
    return sum(any(one in have and other in have for have in held) for one, other in pairs) / len(pairs)


def _beside(own: Sequence[float], at: int) -> float:
    def best(distance: int) -> float:
        return max((own[near] for near in (at - distance, at + distance) if 0 <= near < len(own)), default=0.0)

    return NEIGHBOUR * best(1) + SECOND_NEIGHBOUR * best(2)
