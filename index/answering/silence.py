"""Whether what was found is evidence enough to answer, by a model fitted on questions that cannot be answered.

The parameters in `silence.json` are fitted by `python -m eval.silence` on questions whose documents were left
out of the index, against the same questions with them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from index.answering.asked import Asked, wanted_values
from index.answering.selection import Candidate
from index.answering.topic import coverage_of
from index.support.terms import content_stems

__all__ = ["Evidence", "evidence_of", "is_empty", "is_enough", "probability"]

PARAMETERS = Path(__file__).with_name("silence.json")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well what was found fits the question; all from 0 to 1.

    `around` is the greatest share of the question's words that one of the best three sentences has with its
    paragraph and headings, `union` the share that these have together, `cosine` the best passage's with the
    question's own words, `whole` the best with the whole question, `unknown` the share of the question's words
    that the corpus nowhere has, `stated` the greatest share in a sentence that holds the sort of fact asked for;
    `literal` is the share of the question's words that the best three paragraphs have as they stand, `absent`
    that of words which no paragraph has as they stand.
    """

    around: float
    union: float
    cosine: float
    whole: float
    unknown: float
    stated: float
    literal: float
    absent: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """The logistic model: weight of each feature, the constant, and the least probability of an answer."""

    weights: dict[str, float]
    constant: float
    threshold: float


def evidence_of(asked: Asked, ranked: Sequence[Candidate]) -> Evidence:
    """Measure what was found for a question."""
    coverage = coverage_of(asked)
    unknown = coverage.unknown(asked.is_known)
    total = sum(word.weight for word in coverage.words)
    top = ranked[:3]
    held = frozenset(one for candidate in top for one in content_stems(_context(candidate)))
    wanted = wanted_values(asked.question)
    return Evidence(
        around=max((one.around for one in top), default=0.0),
        union=coverage.share(held),
        cosine=max(0.0, *(one.near for one in ranked[:10])) if ranked else 0.0,
        whole=max((one.scores.get("dense", 0.0) for one in asked.results[:10]), default=0.0),
        unknown=sum(word.weight for word in coverage.words if word.stem in unknown) / total if total else 0.0,
        literal=sum(word.weight for word in coverage.words if word.stem in held) / total if total else 0.0,
        absent=sum(word.weight for word in coverage.words if not asked.is_known(word.stem)) / total if total else 0.0,
        stated=max((one.own for one in ranked[:8] if one.has_wanted or not wanted), default=0.0),
    )


def _context(candidate: Candidate) -> str:
    return " ".join((*candidate.span.paragraph.section, candidate.span.paragraph.text))


def probability(evidence: Evidence) -> float:
    """Return the probability, 0 to 1, that the documents answer a question with this evidence."""
    parameters = _parameters()
    total = parameters.constant + sum(parameters.weights[name] * value for name, value in asdict(evidence).items())
    return 1 / (1 + math.exp(-total))


def is_empty(asked: Asked) -> bool:
    """Whether a question has no word of its own that could be looked for."""
    return not any(re.search(r"[a-z]{2}", word.stem) for word in coverage_of(asked).words)


def is_enough(evidence: Evidence) -> bool:
    """Whether evidence is enough to answer."""
    return probability(evidence) >= _parameters().threshold


@cache
def _parameters() -> Parameters:
    stored = json.loads(PARAMETERS.read_text(encoding="utf-8"))
    return Parameters(stored["weights"], stored["constant"], stored["threshold"])
