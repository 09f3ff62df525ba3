"""Helps to write a set of questions: find a paragraph, write a question that it answers, see what the product says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError
from eval.metrics.facts import normalised, states
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
        typed = dialogue.ask("Numbers of the paragraphs that answer, with commas (0: search again; n: none answers)")
        chosen = _chosen(typed, results)
        if not chosen and typed.strip().lower() != "n":
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


def _chosen(typed: str, results: Sequence[SearchResult]) -> list[SearchResult]:
    """Return the results whose numbers were typed; numbers that there are not are left out."""
    places = [int(place) for place in re.findall(r"\d+", typed)]
    return [results[place - 1] for place in dict.fromkeys(places) if 1 <= place <= len(results)]


def _line(chosen: Sequence[SearchResult], dialogue: Dialogue, taken: set[str], stem: str) -> dict[str, Any]:
    """Ask for a question; without paragraphs, for one that the documents do not answer."""
    question = ""
    while not question:
        question = dialogue.ask("Question that they answer" if chosen else "Question that no document answers").strip()
    facts = dialogue.ask("Facts that the answer must state, with ; between").split(";") if chosen else []
    number = len(taken) + 1
    while f"{stem}-{number:03d}" in taken:
        number += 1
    return {
        "id": f"{stem}-{number:03d}",
        "question": question,
        "answerable": bool(chosen),
        "facts": [fact.strip() for fact in facts if fact.strip()],
        "gold": [{"document": one.document.path, "paragraph_id": one.paragraph.id} for one in chosen],
    }


def _append(path: Path, line: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as exc:
        raise QuestionFileError(f"{path}: cannot be written ({exc.strerror}); choose another file") from exc


def _check(line: dict[str, Any], measured: Measured, dialogue: Dialogue) -> None:
    """Tell what the product answers now, and how that agrees with the question as it was written."""
    answer = measured.ask(line["question"])
    dialogue.tell(f"The product answers: {answer.text or answer.reason}")
    if not line["gold"]:
        dialogue.tell("It says so, as it should." if answer.abstained else "It should have said that nothing answers.")
        return
    cited = {citation.paragraph.id for citation in answer.citations}
    found = sum(gold["paragraph_id"] in cited for gold in line["gold"])
    if len(line["gold"]) > 1:
        dialogue.tell(f"It cites {found} of your {len(line['gold'])} paragraphs.")
    else:
        dialogue.tell("It cites your paragraph." if found else "It does not cite your paragraph.")
    missing = [fact for fact in line["facts"] if not states(normalised(answer.text), fact)]
    if missing:
        dialogue.tell(f"It does not state: {'; '.join(missing)}")
