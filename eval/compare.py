"""Compares two runs question by question: what got better, what got worse, and whether that can be chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.intervals import Difference, compare_paired
from eval.run_folder import Run
from eval.scoring import METRICS

__all__ = ["Change", "Comparison", "compare_runs", "comparison_text"]

EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """One question whose value of a metric moved."""

    set_name: str
    id: str
    question: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric in two runs over the questions that both have; `None` difference where none has a value in both."""

    metric: str
    difference: Difference | None
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    only_before: int
    only_after: int


def compare_runs(before: Run, after: Run, seed: int = 0) -> tuple[Comparison, ...]:
    """Compare two runs by every metric; values of only one of the runs are counted, not compared."""
    questions = {case.key: case.question for case in (*before.cases, *after.cases)}
    comparisons = []
    for measure in METRICS:
        old, new = before.scores_of(measure.name), after.scores_of(measure.name)
        keys = sorted(old.keys() & new.keys())
        changes = [
            Change(*key, questions[key], a, b)
            for key in keys
            if (a := old[key]) is not None and (b := new[key]) is not None and abs(a - b) > EPSILON
        ]
        sign = -1 if measure.more_is_better is False else 1
        comparisons.append(
            Comparison(
                measure.name,
                compare_paired([old[key] for key in keys], [new[key] for key in keys], seed),
                tuple(change for change in changes if sign * (change.after - change.before) > 0),
                tuple(change for change in changes if sign * (change.after - change.before) < 0),
                sum(value is not None and new.get(key) is None for key, value in old.items()),
                sum(value is not None and old.get(key) is None for key, value in new.items()),
            )
        )
    return tuple(comparisons)


def comparison_text(comparisons: Iterable[Comparison]) -> str:
    """Return comparisons as text: each metric's difference with its interval and p value, then each question."""
    lines = []
    for comparison in comparisons:
        difference = comparison.difference
        if difference is None:
            continue
        lines.append(
            f"{comparison.metric:20} {difference.value:+8.3f}   (95% {difference.low:+.3f} to {difference.high:+.3f}; "
            f"p {difference.p_value:.3f}; {difference.cases} questions; "
            f"{len(comparison.better)} better, {len(comparison.worse)} worse)"
        )
        if comparison.metric == "seconds":
            continue
        for word, changes in (("better", comparison.better), ("worse", comparison.worse)):
            lines += [
                f"    {word} {change.set_name}/{change.id} {change.before:.2f} -> {change.after:.2f}  {change.question}"
                for change in changes
            ]
    return "\n".join(lines)
