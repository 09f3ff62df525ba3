"""Fits when to be silent: a logistic model of whether the documents answer a question.

    python -m eval.silence --index DIR --questions FILE [FILE ...] [--index DIR --questions FILE ...]
        [--answered N] [--half 0|1] [--write]

Answerable questions are examples of evidence that is enough; unanswerable ones, and the answerable ones asked again
with the documents that hold their answer left out, are examples of evidence that is not. Only questions of the
development half are fitted on; the other half is measured. Questions that are settled without weighing evidence are
no examples. `--answered` adds so many questions of `answered.tsv`, each asked of its document in the first index.
`--half` keeps to every second document, those which the fits in force (settings `question_encoder`, `relevance_model`)
have not seen. With `--write` the parameters go to `index/answering/silence/silence.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.fitting_examples import EXAMPLES
from eval.question_set import Question, load_questions
from eval.relevance_examples import ANSWERED
from index.answer import Filters
from index.answering.extractive import settle
from index.answering.judged import judged
from index.answering.selection import rank_sentences
from index.answering.session import Session
from index.answering.silence.deciding import evidence_to_weigh
from index.answering.silence.evidence import PARAMETERS, Evidence
from index.answering.silence.not_held import of_time
from index.embedding import make_embedder
from index.settings import load_settings, silence_telemetry

__all__ = ["fit", "main"]

NAMES = tuple(field.name for field in fields(Evidence))
TEXT_KINDS = frozenset({"lookup", "describe", "yes/no", "attribution", "compare", "timeline", "list"})
RIDGE = 1.0
STEPS = 60
LEFT_OUT = 0.2
"""How much a question counts whose documents were left out: others of the same authority may answer it after all."""
MAX_REFUSED = 0.03
"""Share of the answerable questions of an author of whom nothing was learnt that may be refused for want of evidence.

Rules refuse one or two in a hundred besides; together they are to stay under four."""
AUTHORS = ("blind", "panel")
"""How the files of authors who did not know the program begin; all others count as one author."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question as an example; `is_left_out` says that the documents with its answer were left out."""

    text: str
    evidence: Evidence
    answerable: bool
    is_dev: bool
    is_left_out: bool = False
    author: str = ""

    @property
    def trust(self) -> float:
        """How much it counts in the fit."""
        return LEFT_OUT if self.is_left_out else 1.0


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


def _examples(
    session: Session, questions: Sequence[tuple[Question, bool]], author: str, wanted: Collection[str]
) -> Iterator[Example]:
    """Yield the examples that an author's questions make, answerable ones on the documents of those paths only.

    Each question comes with whether it is of the development half.
    """
    paths = {document.path for document in session.index.documents}
    for question, is_dev in questions:
        if question.false_premise or (question.answerable is not False and question.kind not in TEXT_KINDS):
            continue
        held = {entry.document for entries in question.gold for entry in entries}
        if not held <= paths or not held <= set(wanted):
            continue
        evidence = _evidence(session, question, Filters())
        if evidence is None:
            continue
        yield Example(question.question, evidence, question.answerable is not False, is_dev, author=author)
        others = tuple(sorted(paths - held))
        if is_dev and held and others and _names_left(session, question, held):
            left = _evidence(session, question, Filters(documents=others))
            if left is not None:
                yield Example(question.question, left, answerable=False, is_dev=True, is_left_out=True, author=author)


def _of_answered(session: Session, held: Collection[str], count: int) -> Iterator[Example]:
    """Yield examples of some questions of `answered.tsv` on the documents of those paths, each asked of its own."""
    paths = {document.id: document.path for document in session.index.documents if document.path in held}
    lines = [line.split("\t") for line in ANSWERED.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line[0] in paths]
    for at in np.random.default_rng(0).permutation(len(lines))[:count]:
        document, paragraph, text = lines[at]
        question = Question(id=f"answered-{at}", question=text, kind="lookup")
        evidence = _evidence(session, question, Filters(documents=(paths[document],)))
        if evidence is not None:
            yield Example(text, evidence, answerable=paragraph != "-", is_dev=True, author="answered")


def _half(number: int | None) -> set[str] | None:
    """Return the ids of the documents in a fold of two, as `eval.question_encoder` divides them; None for all."""
    if number is None:
        return None
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    return set(sorted({line.split("-", 1)[0] for line in lines})[number::2])


def _names_left(session: Session, question: Question, left_out: set[str]) -> bool:
    """Whether documents about an authority that the question names are left; without any there is nothing to weigh."""
    named = set(session.understand(question.question, Filters(), question.history).asked.understanding.named)
    left = [one for one in session.index.documents if one.path not in left_out]
    return not named or any(named & set(one.authorities) for one in left)


def _evidence(session: Session, question: Question, filters: Filters) -> Evidence | None:
    """Return the evidence that is weighed for a question, None where it is settled without."""
    asked = session.understand(question.question, filters, question.history).asked
    ranked = rank_sentences(asked)
    if settle(asked, session.words, ranked) is not None:
        return None
    ranked, undated = of_time(asked, ranked)
    return None if undated is not None else evidence_to_weigh(asked, judged(asked, ranked))


def _read(path: Path) -> list[tuple[Question, bool]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    dev = {line["id"] for line in lines if line.get("split", "dev") == "dev"}
    return [(question, question.id in dev) for question in load_questions(path)]


def _fitted(examples: Sequence[Example]) -> tuple[dict[str, float], float]:
    """Fit on standardised features; return the weights by name, and the constant, for features as they are."""
    features = np.asarray([list(asdict(one.evidence).values()) for one in examples], dtype=np.float64)
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    labels = np.asarray([float(one.answerable) for one in examples])
    trust = np.asarray([one.trust / _weight_of(one.author, examples) for one in examples])
    trust *= len(examples) / trust.sum()
    weights, constant = fit((features - mean) / spread, labels, trust)
    plain = weights / spread
    return dict(zip(NAMES, map(float, plain), strict=True)), constant - float(plain @ mean)


def _chance(example: Example, weights: dict[str, float], constant: float) -> float:
    total = constant + sum(weights[name] * value for name, value in asdict(example.evidence).items())
    return float(1 / (1 + np.exp(-total)))


def _weight_of(author: str, examples: Sequence[Example]) -> float:
    return sum(one.trust for one in examples if one.author == author)


def _threshold(examples: Sequence[Example]) -> float:
    """Return the highest threshold that refuses at most `MAX_REFUSED` of an unknown author's answerable questions.

    Each author's questions are judged by a model fitted on the others', and each author counts alike.
    """
    pairs: list[tuple[float, float]] = []
    for author in sorted({one.author for one in examples}):
        known = [one for one in examples if one.author != author] or list(examples)
        weights, constant = _fitted(known)
        own = [one for one in examples if one.author == author and one.answerable]
        pairs += [(_chance(one, weights, constant), 1 / len(own)) for one in own]
    pairs.sort()
    shares = np.cumsum([share for _, share in pairs]) / sum(share for _, share in pairs)
    at = int(np.searchsorted(shares, MAX_REFUSED, side="right"))
    return float(np.floor(1000 * pairs[min(at, len(pairs) - 1)][0]) / 1000)


def _refused(chances: Sequence[float], threshold: float) -> str:
    return f"{sum(chance < threshold for chance in chances)}/{len(chances)}"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, action="append", required=True)
    parser.add_argument("--questions", type=Path, action="append", nargs="+", required=True)
    parser.add_argument("--answered", type=int, default=0, help="how many questions of answered.tsv to add")
    parser.add_argument("--half", type=int, choices=(0, 1), help="keep to every second document, from this one on")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true", help="print the questions of the development half that go wrong")
    options = parser.parse_args()
    silence_telemetry()
    examples: list[Example] = []
    for folder, paths in zip(options.index, options.questions, strict=True):
        settings = load_settings(index=folder)
        session = Session.open(settings, make_embedder(settings))
        half = _half(options.half)
        wanted = {one.path for one in session.index.documents if half is None or one.id in half}
        if not examples:
            examples += _of_answered(session, wanted, options.answered)
        for path in paths:
            author = path.stem.split("_", 1)[0]
            examples += _examples(session, _read(path), author if author in AUTHORS else "own", wanted)
        session.close()
    developed = [one for one in examples if one.is_dev]
    weights, constant = _fitted(developed)
    chances = [_chance(one, weights, constant) for one in examples]
    pairs = list(zip(examples, chances, strict=True))
    threshold = _threshold(developed)
    for name, is_dev in (("development", True), ("held", False)):
        of_half = [(one, chance) for one, chance in pairs if one.is_dev is is_dev]
        real = [chance for one, chance in of_half if not one.answerable and not one.is_left_out]
        sys.stdout.write(
            f"{name}: refused for want of evidence "
            f"{_refused([chance for one, chance in of_half if one.answerable], threshold)} answerable, "
            f"{_refused(real, threshold)} unanswerable, "
            f"{_refused([chance for one, chance in of_half if one.is_left_out], threshold)} with documents left out\n"
        )
    if options.show:
        for one, chance in sorted(pairs, key=lambda pair: -pair[1]):
            if one.is_dev and not one.is_left_out and (chance < threshold) == one.answerable:
                sys.stdout.write(f"{chance:.3f} {'answerable' if one.answerable else 'not'}: {one.text}\n")
    stored = {
        "weights": {name: round(value, 4) for name, value in weights.items()},
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
