"""Helps to write a set of questions: find a paragraph, write a question that it answers, see what the product says."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError
from eval.question_set import load_questions
from eval.run import Measured
from index.answer import SearchResult

__all__ = ["Dialogue", "write_questions"]

SHOWN = 5
SHOWN_CHARS = 240


@dataclass(frozen=True, slots=True)
class Dialogue:
    """How the user is asked and told: `ask` gives a line of text for a prompt, `tell` shows one."""

    ask: Callable[[str], str]
    tell: Callable[[str], None]


def write_questions(path: Path, measured: Measured, dialogue: Dialogue) -> int:
    """Ask for questions and append each to a file as soon as it is whole; an empty answer to the first prompt ends.

    Returns:
        How many were written.

    Raises:
        QuestionFileError: the file holds something else, or cannot be written.
    """
    taken = {question.id for question in load_questions(path)} if path.exists() and path.stat().st_size else set()
    written = 0
    while words := dialogue.ask("Words of a paragraph (empty to end)").strip():
        results = measured.search(words, k=SHOWN)
        for place, result in enumerate(results, start=1):
            dialogue.tell(f"{place}. {_shown(result)}")
        chosen = _chosen(dialogue.ask("Number of the paragraph (0 for none of them)"), results)
        if chosen is None:
            continue
        line = _line(chosen, dialogue, taken, path.stem)
        _append(path, line)
        taken.add(line["id"])
        written += 1
        _check(line, measured, dialogue)
    return written


def _shown(result: SearchResult) -> str:
    place = result.paragraph.number or " > ".join(result.paragraph.section) or "no section"
    text = result.paragraph.text
    cut = text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}..."
    return f"{result.document.path}, {place}: {cut}"


def _chosen(typed: str, results: Any) -> SearchResult | None:  # noqa: ANN401
    place = int(typed) if typed.strip().isdigit() else 0
    chosen: SearchResult | None = results[place - 1] if 1 <= place <= len(results) else None
    return chosen


def _line(chosen: SearchResult, dialogue: Dialogue, taken: set[str], stem: str) -> dict[str, Any]:
    question = ""
    while not question:
        question = dialogue.ask("Question that it answers").strip()
    facts = [fact.strip() for fact in dialogue.ask("Facts that the answer must state, with ; between").split(";")]
    number = len(taken) + 1
    while f"{stem}-{number:03d}" in taken:
        number += 1
    return {
        "id": f"{stem}-{number:03d}",
        "question": question,
        "answerable": True,
        "facts": [fact for fact in facts if fact],
        "gold": [{"document": chosen.document.path, "paragraph_id": chosen.paragraph.id}],
    }


def _append(path: Path, line: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as exc:
        raise QuestionFileError(f"{path}: cannot be written ({exc.strerror}); choose another file") from exc


def _check(line: dict[str, Any], measured: Measured, dialogue: Dialogue) -> None:
    answer = measured.ask(line["question"])
    cited = {citation.paragraph.id for citation in answer.citations}
    dialogue.tell(f"The product answers: {answer.text}")
    found = line["gold"][0]["paragraph_id"] in cited
    dialogue.tell("It cites your paragraph." if found else "It does not cite your paragraph.")
