"""Writes a run as a folder; `index/evaluation_run.py` says what is in it and reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from corpus.errors import QuestionFileError
from index.evaluation_run import Run, ScoredCase
from index.evaluation_run import read_run as load_run

__all__ = ["Run", "ScoredCase", "figures_json", "load_run", "save_run"]


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


def _write(path: Path, lines: Iterable[str]) -> None:
    fresh = path.with_name(f".{path.name}")
    with fresh.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    fresh.replace(path)
