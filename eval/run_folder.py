"""A run on disk: a folder that says what was measured, by what, with which result, question by question.

| file | holds |
| --- | --- |
| `run.json` | when, seed, engine, settings, index, versions, measures, sets with their hashes, gold not found |
| `answers/<set>.jsonl` | the answers, as `eval answer` writes them |
| `cases.jsonl` | a line for each question: set, question, what was expected, answer, scores, faults |
| `figures.json` | set -> 'all' or kind -> metric -> value, low, high, cases, missing |

A measure says what a metric is and whether more of it is better. Each gold paragraph expected has the
`paragraph_ids` that it means in the index. Everything is plain JSON, so that the app's page and other programs read
it without this package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError
from eval.intervals import Figure

__all__ = ["Run", "ScoredCase", "figures_json", "load_run", "save_run"]

Figures = dict[str, dict[str, dict[str, Figure]]]


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


def save_run(run: Run, folder: Path) -> None:
    """Write `run.json`, `cases.jsonl` and `figures.json` into a folder.

    Raises:
        QuestionFileError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "cases.jsonl", (json.dumps(asdict(case), ensure_ascii=False) for case in run.cases))
        _write(folder / "figures.json", [json.dumps(figures_json(run), indent=1, ensure_ascii=False)])
        _write(folder / "run.json", [json.dumps(run.about, indent=1, ensure_ascii=False)])
    except OSError as exc:
        raise QuestionFileError(f"{folder}: cannot be written ({exc.strerror}); choose another folder") from exc


def figures_json(run: Run) -> dict[str, dict[str, dict[str, dict[str, float | int | None]]]]:
    """Return the figures as `figures.json` holds them."""
    return {
        name: {
            group: {metric: asdict(figure) for metric, figure in metrics.items()} for group, metrics in groups.items()
        }
        for name, groups in run.figures.items()
    }


def load_run(folder: Path) -> Run:
    """Read a run folder.

    Raises:
        QuestionFileError: a file is missing or is not what a run holds.
    """
    try:
        about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
        lines = (folder / "cases.jsonl").read_text(encoding="utf-8").split("\n")
        cases = tuple(_case(json.loads(line)) for line in lines if line)
        return Run(about, cases, _figures(figures))
    except OSError as exc:
        raise QuestionFileError(
            f"{folder}: is no run ({exc.filename}: {exc.strerror}); name one of `eval run`"
        ) from exc
    except (LookupError, ValueError, TypeError, AttributeError) as exc:
        raise QuestionFileError(f"{folder}: its files are damaged ({exc}); run `eval run` again") from exc


def _case(values: dict[str, Any]) -> ScoredCase:
    return ScoredCase(**values | {"history": tuple(values["history"]), "faults": tuple(values["faults"])})


def _figures(values: dict[str, Any]) -> Figures:
    return {
        name: {
            group: {metric: Figure(**figure) for metric, figure in metrics.items()} for group, metrics in groups.items()
        }
        for name, groups in values.items()
    }


def _write(path: Path, lines: Iterable[str]) -> None:
    fresh = path.with_name(f".{path.name}")
    with fresh.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    fresh.replace(path)
