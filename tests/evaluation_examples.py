"""Small evaluation runs, written into folders by the evaluation's own code."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.intervals import summarise
from eval.run_folder import Run, ScoredCase, save_run


def case_of(
    identity: str,
    *,
    set_name: str = "toy",
    question: str | None = None,
    kind: str | None = None,
    recall: float | None = 1.0,
    faults: tuple[str, ...] = (),
    gold: Sequence[Sequence[dict[str, Any]]] = (),
    citations: Sequence[dict[str, Any]] = (),
    error: str | None = None,
) -> ScoredCase:
    """Return one question of a run, whose only metric is 'recall'."""
    text = question or f"Question {identity}?"
    sentences = [{"text": one["quote"], "citations": [one["n"]], "verdict": "verbatim"} for one in citations]
    answer = {"id": identity, "question": text, "answer": "", "abstained": not citations, "reason": None,
              "sentences": sentences, "citations": list(citations), "rows": []}  # fmt: skip
    if error:
        answer["error"] = {"type": "ModelError", "message": error}
    expected = {"answerable": True, "false_premise": False, "facts": [["27", "twenty-seven"]], "items": None,
                "gold": [list(entries) for entries in gold]}  # fmt: skip
    return ScoredCase(set_name, identity, text, kind, (), expected, answer, {"recall": recall}, faults)


def saved_run(
    folder: Path,
    cases: Sequence[ScoredCase],
    *,
    created: str = "2026-01-01T00:00:00+00:00",
    about: dict[str, Any] | None = None,
) -> None:
    """Write a run into a folder."""
    names = sorted({case.set_name for case in cases})
    facts = {
        "created": created,
        "seed": 0,
        "index": ["f00d"],
        "engine": ["extractive"],
        "sets": {
            name: {"questions": sum(case.set_name == name for case in cases), "failed": 0, "gold_not_found": []}
            for name in names
        },
    }
    figures = {
        name: {
            group: {"recall": summarise([case.scores["recall"] for case in members], 0)}
            for group, members in _groups([case for case in cases if case.set_name == name]).items()
        }
        for name in names
    }
    save_run(Run(facts | (about or {}), tuple(cases), figures), folder)


def _groups(cases: Sequence[ScoredCase]) -> dict[str, list[ScoredCase]]:
    groups = {"all": list(cases)}
    for case in cases:
        groups.setdefault(case.kind or "other", []).append(case)
    return groups
