"""A run of an evaluation on disk: a folder that says what was measured, by what, with which result for each question.

| file | holds |
| --- | --- |
| `run.json` | when, seed, engine, settings, index, versions, measures, sets with their hashes, gold not found |
| `answers/<set>.jsonl` | the answers, as `eval answer` writes them |
| `cases.jsonl` | a line for each question: set, question, what was expected, answer, scores, faults |
| `figures.json` | set -> 'all' or kind -> metric -> value, low, high, cases, missing |

A measure says what a metric is and whether more of it is better. Each gold paragraph expected has the
`paragraph_ids` that it means in the index. The evaluation writes such folders and the app's page shows them; what both
know of them is here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError

__all__ = ["RUN_FILES", "Figure", "Figures", "Run", "ScoredCase", "read_run"]

RUN_FILES = ("run.json", "figures.json", "cases.jsonl")
"""What every run folder holds."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over questions with its 95% interval; `value` is None, never 0, where no question has one."""

    value: float | None
    low: float | None
    high: float | None
    cases: int
    missing: int


Figures = dict[str, dict[str, dict[str, Figure]]]
"""Set -> 'all' or kind of question -> metric -> figure."""


@dataclass(frozen=True, slots=True)
class ScoredCase:
    """One question of a run.

    `expected` holds facts, items and gold; `faults` names what fell short and how; `confidence` is the
    probability, 0 to 1, that the assistant gave to the documents answering the question, None if it told none.
    """

    set_name: str
    id: str
    question: str
    kind: str | None
    history: tuple[str, ...]
    expected: dict[str, Any]
    answer: dict[str, Any]
    scores: dict[str, float | None]
    faults: tuple[str, ...]
    confidence: float | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells questions of several sets apart."""
        return self.set_name, self.id


@dataclass(frozen=True, slots=True)
class Run:
    """What a run folder holds."""

    about: dict[str, Any]
    cases: tuple[ScoredCase, ...]
    figures: Figures

    def scores_of(self, metric: str) -> dict[tuple[str, str], float | None]:
        """Return one metric's value for each question."""
        return {case.key: case.scores.get(metric) for case in self.cases}


def read_run(folder: Path) -> Run:
    """Read a run folder.

    Raises:
        QuestionFileError: a file is missing or is not what a run holds.
    """
    try:
        about, figures, cases = ((folder / name).read_text(encoding="utf-8") for name in RUN_FILES)
        lines = (json.loads(line) for line in cases.split("\n") if line)
        return Run(_about(json.loads(about)), tuple(map(_case, lines)), _figures(json.loads(figures)))
    except OSError as exc:
        raise QuestionFileError(
            f"{folder}: is no run ({exc.filename}: {exc.strerror}); name one of `eval run`"
        ) from exc
    except (LookupError, ValueError, TypeError, AttributeError) as exc:
        raise QuestionFileError(f"{folder}: its files are damaged ({exc}); run `eval run` again") from exc


def _about(values: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise TypeError("run.json holds no object")
    return values


def _case(values: dict[str, Any]) -> ScoredCase:
    return ScoredCase(**values | {"history": tuple(values["history"]), "faults": tuple(values["faults"])})


def _figures(values: dict[str, Any]) -> Figures:
    return {
        name: {
            group: {metric: Figure(**figure) for metric, figure in metrics.items()} for group, metrics in groups.items()
        }
        for name, groups in values.items()
    }
