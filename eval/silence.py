"""Fits when to be silent: a logistic model of whether the documents answer a question.

    python -m eval.silence --index DIR --questions FILE [--index DIR --questions FILE ...] [--write]

Answerable questions are examples of evidence that is enough; unanswerable ones, and the answerable ones asked again
with the documents that hold their answer left out, are examples of evidence that is not. Only questions of the
development half are used. With `--write` the parameters go to `index/answering/silence.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.question_set import Question, load_questions
from index.answer import Filters
from index.answering.extractive import settle
from index.answering.selection import rank_sentences
from index.answering.session import Session
from index.answering.silence import PARAMETERS, Evidence, evidence_of
from index.embedding import make_embedder
from index.settings import load_settings, silence_telemetry

__all__ = ["fit", "main"]

NAMES = tuple(field.name for field in fields(Evidence))
TEXT_KINDS = frozenset({"lookup", "describe", "yes/no", "attribution", "compare", "timeline", "list"})
RIDGE = 0.1
STEPS = 60
LEFT_OUT = 0.2
"""How much a question counts whose documents were left out: others of the same authority may answer it after all."""
MAX_REFUSED = 0.025
"""Share of answerable questions that may be refused."""


def fit(
    features: NDArray[np.float64], labels: NDArray[np.float64], trust: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Fit a logistic model by Newton's method, with a ridge on the weights; both classes weigh alike.

    Args:
        features: `(n, d)`.
        labels: `(n,)`, 1 for answerable.
        trust: `(n,)`, how much each example counts.

    Returns:
        The weights `(d,)` and the constant.
    """
    design = np.hstack([features, np.ones((len(features), 1))])
    share = max(float((labels * trust).sum() / trust.sum()), 1e-9)
    weight = trust * np.where(labels == 1, 0.5 / share, 0.5 / max(1 - share, 1e-9))
    penalty = np.diag([RIDGE] * features.shape[1] + [1e-6])
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (weight * (labels - chance)) - penalty @ beta
        hessian = (design * (weight * chance * (1 - chance))[:, None]).T @ design + penalty
        beta = beta + np.linalg.solve(hessian, gradient)
    return beta[:-1], float(beta[-1])


def _examples(session: Session, questions: list[Question]) -> Iterator[tuple[Evidence, float, str]]:
    for question in questions:
        if question.false_premise or (question.answerable is not False and question.kind not in TEXT_KINDS):
            continue
        here = {document.path for document in session.index.documents}
        if any(entry.document not in here for entries in question.gold for entry in entries):
            continue
        asked = session.understand(question.question, Filters(), question.history).asked
        if settle(asked, session.words, rank_sentences(asked)) is not None:
            continue
        yield _evidence(session, question, Filters()), float(question.answerable is not False), question.question
        if not _names_left(session, question, {entry.document for entries in question.gold for entry in entries}):
            continue
        held = {entry.document for entries in question.gold for entry in entries}
        others = tuple(document.path for document in session.index.documents if document.path not in held)
        if held and others:
            yield _evidence(session, question, Filters(documents=others)), 0.0, f"(left out) {question.question}"


def _names_left(session: Session, question: Question, left_out: set[str]) -> bool:
    """Whether documents about an authority that the question names are left; without any there is nothing to weigh."""
    named = set(session.understand(question.question, Filters(), question.history).asked.understanding.named)
    left = [one for one in session.index.documents if one.path not in left_out]
    return not named or any(named & set(one.authorities) for one in left)


def _evidence(session: Session, question: Question, filters: Filters) -> Evidence:
    asked = session.understand(question.question, filters, question.history).asked
    return evidence_of(asked, rank_sentences(asked))


def _threshold(chances: NDArray[np.float64], labels: NDArray[np.float64]) -> float:
    """Return the highest threshold that refuses at most `MAX_REFUSED` of the answerable."""
    answerable = np.sort(chances[labels == 1])
    return float(np.floor(1000 * answerable[int(MAX_REFUSED * len(answerable))]) / 1000)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, action="append", required=True)
    parser.add_argument("--questions", type=Path, action="append", required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    silence_telemetry()
    examples: list[tuple[Evidence, float, str]] = []
    for folder, path in zip(options.index, options.questions, strict=True):
        splits = {line["id"]: line.get("split") for line in map(json.loads, path.read_text().splitlines())}
        questions = [one for one in load_questions(path) if splits.get(one.id) == "dev"]
        session = Session.open(folder, make_embedder(load_settings(index=folder)))
        examples += list(_examples(session, questions))
        session.close()
    features = np.asarray([list(asdict(evidence).values()) for evidence, _, _ in examples])
    labels = np.asarray([label for _, label, _ in examples])
    trust = np.asarray([LEFT_OUT if text.startswith("(left out)") else 1.0 for _, _, text in examples])
    weights, constant = fit(features, labels, trust)
    chances = 1 / (1 + np.exp(-(features @ weights + constant)))
    threshold = _threshold(chances, labels)
    refused = chances < threshold
    is_real = np.asarray([not text.startswith("(left out)") for _, _, text in examples])
    sys.stdout.write(
        f"{int(labels.sum())} answerable, {int((1 - labels).sum())} not; refused: "
        f"{refused[labels == 1].mean():.3f} of the answerable, {refused[(labels == 0) & is_real].mean():.3f} of the "
        f"unanswerable, {refused[(labels == 0) & ~is_real].mean():.3f} of those with documents left out; "
        f"threshold {threshold:.3f}\n"
    )
    for (_, label, text), chance in sorted(zip(examples, chances, strict=True), key=lambda pair: -pair[1]):
        if (chance < threshold) == bool(label) or (label and chance < threshold + 0.2):
            sys.stdout.write(f"{chance:.3f} {'answerable' if label else 'not'}: {text}\n")
    stored = {
        "weights": {name: round(float(value), 4) for name, value in zip(NAMES, weights, strict=True)},
        "constant": round(constant, 4),
        "threshold": threshold,
    }
    text = json.dumps(stored, indent=2) + "\n"
    sys.stdout.write(text)
    if options.write:
        PARAMETERS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
