"""Whether what was found is evidence enough to answer, by a model fitted on questions that cannot be answered.

The parameters in `silence.json` are fitted by `python -m eval.silence` on questions whose documents were left
out of the index, against the same questions with them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from index.answering.asked import Asked
from index.answering.selection import Candidate
from index.answering.silence.subjects import subjects_of

__all__ = ["Evidence", "evidence_of", "is_enough", "is_plain", "probability"]

ANY_TEXT = 0.4
"""Cosine with a subject up to which a question is not about it."""
LOG_ODDS = 6
"""Log-odds beyond which a judgement counts as certain."""
PLAIN = 0.6
"""Probability from which an answer is given without a remark on what it may not speak of."""
PARAMETERS = Path(__file__).with_name("silence.json")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well what was found fits the question; all from 0 to 1, but `answers` from -1.

    `whole` is the best passage's cosine with the whole question. `outside` is how near the question comes to a subject
    that inspections have not, beyond the nearness of any text. `answers` is the highest log-odds that one of the best
    sentences answers, over `LOG_ODDS` and kept within -1 to 1; 0 where no model judged them.
    """

    whole: float
    outside: float
    answers: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """The logistic model: weight of each feature, the constant, and the least probability of an answer."""

    weights: dict[str, float]
    constant: float
    threshold: float


def evidence_of(asked: Asked, ranked: Sequence[Candidate]) -> Evidence:
    """Measure what was found for a question."""
    judged = [one.answers for one in ranked if one.answers is not None]
    return Evidence(
        whole=max((one.scores.get("dense", 0.0) for one in asked.results[:10]), default=0.0),
        outside=max(0.0, subjects_of(asked).near_outside - ANY_TEXT),
        answers=max(-1.0, min(1.0, max(judged, default=0.0) / LOG_ODDS)),
    )


def probability(evidence: Evidence) -> float:
    """Return the probability, 0 to 1, that the documents answer a question with this evidence."""
    parameters = _parameters()
    total = parameters.constant + sum(parameters.weights[name] * value for name, value in asdict(evidence).items())
    return 1 / (1 + math.exp(-total))


def is_enough(evidence: Evidence) -> bool:
    """Whether evidence is enough to answer."""
    return probability(evidence) >= _parameters().threshold


def is_plain(evidence: Evidence) -> bool:
    """Whether evidence is so good that nothing needs to be said of gaps."""
    return probability(evidence) >= PLAIN


@cache
def _parameters() -> Parameters:
    stored = json.loads(PARAMETERS.read_text(encoding="utf-8"))
    return Parameters(stored["weights"], stored["constant"], stored["threshold"])
