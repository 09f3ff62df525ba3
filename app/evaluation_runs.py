"""Reads the folders that `inspection-qa eval run` writes, as data: what was measured, the figures, each question.

`index/evaluation_run.py` says what a run folder holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError
from index.evaluation_run import RUN_FILES, Figures, ScoredCase
from index.evaluation_run import read_run as read_files

__all__ = ["ALL", "EvaluationRun", "RunSummary", "list_runs", "read_run", "run_before"]

ALL = "all"
"""The group of all questions of a set; the other groups are kinds of question."""
_KEPT_RUNS = 4


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run folder as it is listed: its name, when it was made, its sets; `error` if it cannot be read."""

    name: str
    created: str
    sets: tuple[str, ...] = ()
    questions: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """A run: `about` is `run.json`, `figures` goes from set to group to metric, `more_is_better` by metric."""

    name: str
    about: Mapping[str, Any]
    figures: Figures
    cases: tuple[ScoredCase, ...]
    more_is_better: Mapping[str, bool | None]
    meanings: Mapping[str, str]

    @property
    def created(self) -> str:
        """When it was made, as ISO 8601 in UTC."""
        return str(self.about["created"])

    def cases_of(self, set_name: str, group: str) -> tuple[ScoredCase, ...]:
        """Return the questions of a set, those of one kind or all."""
        return tuple(
            case
            for case in self.cases
            if case.set_name == set_name and (group == ALL or (case.kind or "other") == group)
        )


def list_runs(folder: Path) -> list[RunSummary]:
    """Return the runs in a folder, newest first; one that cannot be read is listed with the reason, last."""
    if not folder.is_dir():
        return []
    found = [_summary(place) for place in sorted(folder.iterdir()) if (place / "run.json").is_file()]
    return sorted(found, key=lambda run: (run.error is None, run.created, run.name), reverse=True)


def read_run(folder: Path, name: str) -> EvaluationRun:
    """Read a run.

    Args:
        folder: the folder of runs.
        name: a name that `list_runs` gave.

    Raises:
        QuestionFileError: a file is missing or is not what a run holds.
    """
    place = folder / name
    try:
        return _read(str(place), name, *((place / file).stat().st_mtime_ns for file in RUN_FILES))
    except OSError as exc:
        raise QuestionFileError(f"{name}: cannot be read ({exc.strerror}); make the run again") from exc


def run_before(runs: list[RunSummary], run: RunSummary) -> RunSummary | None:
    """Return the newest run made before another that shares a set of questions with it, None if there is none."""
    older = (one for one in runs if one.error is None and (one.created, one.name) < (run.created, run.name))
    return next((one for one in older if set(one.sets) & set(run.sets)), None)


def _summary(place: Path) -> RunSummary:
    try:
        about = json.loads((place / "run.json").read_text(encoding="utf-8"))
        sets = {str(name): int(facts["questions"]) for name, facts in about["sets"].items()}
        return RunSummary(place.name, str(about["created"]), tuple(sets), sum(sets.values()))
    except OSError as exc:
        return RunSummary(place.name, "", error=f"run.json cannot be read ({exc.strerror})")
    except (LookupError, ValueError, TypeError, AttributeError) as exc:
        return RunSummary(place.name, "", error=f"run.json is damaged ({exc})")


@lru_cache(maxsize=_KEPT_RUNS)
def _read(place: str, name: str, *_changed: int) -> EvaluationRun:
    """Read a run's files; it is read again when one of them was changed."""
    try:
        run = read_files(Path(place))
        measures = {str(one["name"]): one for one in run.about.get("measures", ())}
        return EvaluationRun(
            name,
            run.about | {"created": str(run.about["created"])},
            run.figures,
            run.cases,
            {metric: one["more_is_better"] for metric, one in measures.items()},
            {metric: str(one["about"]) for metric, one in measures.items()},
        )
    except (QuestionFileError, LookupError, ValueError, TypeError, AttributeError) as exc:
        # The page names the run, not the folder of the server that it is in.
        why = exc.__cause__ if isinstance(exc, QuestionFileError) else exc
        raise QuestionFileError(f"{name}: the run's files are damaged ({why}); make the run again") from exc
