"""Measures retrieval alone: are the needed paragraphs among the first that it finds, and how fast?

    python -m eval.retrieval --index DIR [eval/questions/retrieval_held.jsonl ...] [--ablation] [--misses]

Recall@k is the share of a question's gold paragraphs (each one of several alternatives) among the first k; MRR is
the mean reciprocal rank of the first of them. Weights are chosen on `retrieval_dev.jsonl` and reported on
`retrieval_held.jsonl`, which is about other documents.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from corpus.register import load_register
from eval.gold import find_gold
from eval.metrics.case import Target
from eval.question_set import Question, load_questions
from index.answer import Filters
from index.embedding import Embedder, make_embedder
from index.reranking import Reranker, make_reranker
from index.retrieval import Weights, rank
from index.settings import load_settings
from index.storage import IndexVersion, open_index
from index.understanding import Understanding, understand

__all__ = ["Measured", "ablation", "main", "measure", "table"]

HELD = Path(__file__).parent / "questions" / "retrieval_held.jsonl"
CUTS = (5, 10, 20)


@dataclass(frozen=True, slots=True)
class Measured:
    """One question: the rank, from 1, of each of its gold paragraphs (None beyond the last cut), and seconds."""

    question: Question
    ranks: tuple[int | None, ...]
    seconds: float

    def recall(self, k: int) -> float:
        """Return the share of gold paragraphs among the first k."""
        return sum(1 for found in self.ranks if found is not None and found <= k) / len(self.ranks)

    @property
    def reciprocal_rank(self) -> float:
        """1 divided by the rank of the first gold paragraph, 0 if none is found."""
        return max((1 / found for found in self.ranks if found is not None), default=0.0)


def measure(
    index: IndexVersion,
    embedder: Embedder,
    questions: Iterable[Question],
    weights: Weights | None = None,
    reranker: Reranker | None = None,
) -> tuple[list[Measured], list[str]]:
    """Search for each question.

    Returns:
        What was measured, and the ids of the questions whose gold the index has not; these are not scored.
    """
    register = load_register()
    measured: list[Measured] = []
    missing: list[str] = []
    for question in questions:
        targets, _ = find_gold(question.gold, index)
        if len(targets) < len(question.gold) or not targets:
            missing.append(question.id)
            continue
        started = time.perf_counter()
        understanding = understand(question.question, index, register)
        found = _found(index, embedder, understanding, weights or Weights(), reranker)
        seconds = time.perf_counter() - started
        measured.append(Measured(question, tuple(_rank_of(target, found) for target in targets), seconds))
    return measured, missing


def ablation(index: IndexVersion, embedder: Embedder, questions: Sequence[Question]) -> list[tuple[str, float]]:
    """Return recall@10 with every piece, then without each in turn."""
    full = Weights()
    rows = [
        ("all pieces", full),
        *((f"without {field.name}", replace(full, **{field.name: 0.0})) for field in fields(full)),
    ]
    return [(name, _mean(measure(index, embedder, questions, weights)[0], 10)) for name, weights in rows]


def table(measured: Sequence[Measured], missing: Sequence[str]) -> str:
    """Return the figures as text, by kind of question and in all."""
    lines = [f"{'kind':12} {'n':>4} {'@5':>6} {'@10':>6} {'@20':>6} {'MRR':>6}"]
    kinds = sorted({each.question.kind or "" for each in measured})
    for kind in [*kinds, "all"]:
        of_kind = [each for each in measured if kind in ("all", each.question.kind or "")]
        shares = " ".join(f"{_mean(of_kind, k):6.3f}" for k in CUTS)
        mrr = statistics.fmean(each.reciprocal_rank for each in of_kind)
        lines.append(f"{kind:12} {len(of_kind):4} {shares} {mrr:6.3f}")
    times = sorted(each.seconds * 1000 for each in measured)
    lines.append(
        f"{_percentile(times, 50):.0f} ms at the median, {_percentile(times, 95):.0f} ms at the 95th percentile"
    )
    if missing:
        lines.append(f"not scored, gold not in the index: {', '.join(missing)}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=__doc__.splitlines()[0])
    parser.add_argument("questions", nargs="*", type=Path, default=[HELD], help="files of questions with gold")
    parser.add_argument("--index", type=Path, required=True, help="folder of the index")
    parser.add_argument("--ablation", action="store_true", help="also without each piece")
    parser.add_argument("--misses", action="store_true", help="also the questions whose gold is not in the first ten")
    parser.add_argument("--reranker", metavar="MODEL", help="a reranking model, as in the setting 'reranker'")
    chosen = parser.parse_args(arguments)
    settings = load_settings(reranker=chosen.reranker)
    index, embedder, reranker = open_index(chosen.index), make_embedder(settings), make_reranker(settings)
    with index:
        embedder.embed_questions(["warm up"])
        for path in chosen.questions:
            questions = [each for each in load_questions(path) if each.gold]
            measured, missing = measure(index, embedder, questions, reranker=reranker)
            _say(f"{path.name}: {len(measured)} questions\n{table(measured, missing)}")
            if chosen.misses:
                _say_misses(measured)
            if chosen.ablation:
                for name, share in ablation(index, embedder, questions):
                    _say(f"{name:24} {share:.3f}")
    return 0


def _found(
    index: IndexVersion, embedder: Embedder, understanding: Understanding, weights: Weights, reranker: Reranker | None
) -> list[str]:
    rows = rank(index, embedder, understanding, CUTS[-1], Filters(), weights, reranker).rows[: CUTS[-1]]
    return [paragraph.id for paragraph in index.paragraphs_at(rows)]


def _rank_of(target: Target, found: Sequence[str]) -> int | None:
    return next((rank for rank, paragraph in enumerate(found, start=1) if paragraph in target.paragraph_ids), None)


def _mean(measured: Sequence[Measured], k: int) -> float:
    return statistics.fmean(each.recall(k) for each in measured)


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def _say_misses(measured: Iterable[Measured]) -> None:
    for each in measured:
        if each.recall(10) < 1:
            _say(f"  {each.question.id} {each.question.kind} {each.ranks} {each.question.question}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
