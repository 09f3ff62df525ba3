"""Fits and measures the support scorer on WiCE, by cross-validation that keeps a document's claims together.

Kamoi, Goyal, Rodriguez and Durrett, "WiCE: Real-World Entailment for Claims in Wikipedia", EMNLP 2023. The question
is 'supported in full or not'; balanced accuracy is the mean of the accuracies on both sides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import QuestionFileError
from eval.metrics.silence import auroc
from index.support.likelihood import FEATURES, Likelihood, features, rank_sentences

__all__ = ["ClaimCase", "Measured", "cross_validate", "fit", "load_wice", "measure", "parameters_json"]

Floats = NDArray[np.float64]

RIDGE = 20.0
"""Weight of the penalty on standardised weights; chosen among 3, 10, 20, 30, 100 by the same cross-validation."""
FOLDS = 5
REPEATS = 5
TOP = 5


@dataclass(frozen=True, slots=True)
class ClaimCase:
    """A claim, its document, the sentences of the evidence, and the sets of them that annotators named."""

    document: str
    claim: str
    evidence: tuple[str, ...]
    supported: bool
    supporting: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Balanced accuracy and AUROC of 'supported in full', and recall of supporting sentences among the first five.

    `sentence_recall` takes, of the annotators' sets for a claim, the one found best; `sentence_recall_mean` their
    mean. All lie in 0..1, more is better.
    """

    balanced_accuracy: float
    auroc: float
    sentence_recall: float
    sentence_recall_mean: float
    claims: int


def load_wice(path: Path) -> tuple[ClaimCase, ...]:
    """Load a split of WiCE (one JSON object per line).

    Raises:
        QuestionFileError: the file cannot be read or a line lacks a field.
    """
    cases = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise QuestionFileError(f"{path}: cannot be read ({exc.strerror}); name a split of WiCE") from exc
    for number, line in enumerate(lines, start=1):
        try:
            values = json.loads(line)
            cases.append(
                ClaimCase(
                    values.get("meta", {}).get("claim_title", str(number)),
                    values["claim"],
                    tuple(values["evidence"]),
                    values["label"] == "supported",
                    tuple(frozenset(one) for one in values["supporting_sentences"] if one),
                )
            )
        except (ValueError, LookupError, TypeError, AttributeError) as exc:
            raise QuestionFileError(f"{path}, line {number}: expected a claim of WiCE, found {exc!r}") from exc
    return tuple(cases)


def fit(values: Floats, supported: NDArray[np.bool_]) -> Likelihood:
    """Fit a logistic model in which both sides weigh alike, with a ridge penalty, by Newton's method.

    Args:
        values: `(n, len(FEATURES)) float64`.
        supported: `(n,) bool`.
    """
    centre, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    design = np.column_stack([(values - centre) / scale, np.ones(len(values))])
    share = supported.mean()
    sides = np.where(supported, 0.5 / share, 0.5 / (1 - share))
    penalty = np.diag([RIDGE] * values.shape[1] + [1e-6])
    weights = np.zeros(design.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (sides * (chance - supported)) + penalty @ weights
        curve = (design * (sides * chance * (1 - chance))[:, None]).T @ design + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-10:
            break
    plain = weights[:-1] / scale
    return Likelihood(tuple(centre.tolist()), tuple(plain.tolist()), float(weights[-1]))


def cross_validate(cases: Sequence[ClaimCase]) -> Measured:
    """Measure by five-fold cross-validation by document, five times over with other folds; returns the means."""
    values = np.array([features(case.claim, case.evidence) for case in cases])
    supported = np.array([case.supported for case in cases])
    accuracies, areas = [], []
    for repeat in range(REPEATS):
        folds = _folds(cases, repeat)
        chances = np.empty(len(cases))
        for fold in range(FOLDS):
            model = fit(values[folds != fold], supported[folds != fold])
            chances[folds == fold] = [model.probability(row) for row in values[folds == fold]]
        accuracies.append(_balanced_accuracy(chances, supported))
        areas.append(auroc(chances[supported].tolist(), chances[~supported].tolist()) or 0.0)
    return Measured(float(np.mean(accuracies)), float(np.mean(areas)), *_sentence_recall(cases), len(cases))


def measure(cases: Sequence[ClaimCase], model: Likelihood) -> Measured:
    """Measure a fitted model on claims that it was not fitted on."""
    chances = np.array([model.probability(features(case.claim, case.evidence)) for case in cases])
    supported = np.array([case.supported for case in cases])
    area = auroc(chances[supported].tolist(), chances[~supported].tolist()) or 0.0
    return Measured(_balanced_accuracy(chances, supported), area, *_sentence_recall(cases), len(cases))


def fit_cases(cases: Sequence[ClaimCase]) -> Likelihood:
    """Fit on all claims."""
    return fit(
        np.array([features(case.claim, case.evidence) for case in cases]), np.array([case.supported for case in cases])
    )


def parameters_json(model: Likelihood) -> str:
    """Return a model as `index/support/likelihood.json` holds it."""
    named = {
        name: {"centre": round(centre, 6), "weight": round(weight, 6)}
        for name, centre, weight in zip(FEATURES, model.centre, model.weights, strict=True)
    }
    return json.dumps({"features": named, "constant": round(model.constant, 6)}, indent=1) + "\n"


def _folds(cases: Sequence[ClaimCase], repeat: int) -> NDArray[np.int64]:
    documents = sorted({case.document for case in cases})
    order = np.random.default_rng(repeat).permutation(len(documents))
    fold_of = {documents[document]: place % FOLDS for place, document in enumerate(order)}
    return np.array([fold_of[case.document] for case in cases])


def _balanced_accuracy(chances: Floats, supported: NDArray[np.bool_]) -> float:
    said = chances >= 0.5
    return float((said[supported].mean() + (~said[~supported]).mean()) / 2)


def _sentence_recall(cases: Sequence[ClaimCase]) -> tuple[float, float]:
    best, mean = [], []
    for case in cases:
        if not case.supporting:
            continue
        top = frozenset(rank_sentences(case.claim, case.evidence)[:TOP])
        shares = [len(top & one) / len(one) for one in case.supporting]
        best.append(max(shares))
        mean.append(sum(shares) / len(shares))
    return float(np.mean(best)), float(np.mean(mean))
