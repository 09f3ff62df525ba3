"""RAGTruth: how well hallucinations in answers are found, by whole answer and by span of characters.

Niu et al., "RAGTruth: A Hallucination Corpus for Developing Trustworthy Retrieval-Augmented Language Models", ACL
2024. The official files are `response.jsonl` (answers with marked spans) and `source_info.jsonl` (what they answer).
By answer: precision, recall and F1 of 'has a hallucination'. By span: the same over characters, all answers together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.benchmarks.reading import explained, read_json_lines

__all__ = ["Detection", "TruthResponse", "load_ragtruth", "score_responses", "score_spans"]

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class TruthResponse:
    """A model's answer, its source, the task ('QA', 'Summary', 'Data2txt') and the character ranges marked in it."""

    id: str
    source: str
    task: str
    split: str
    response: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Detection:
    """Precision, recall and F1, 0 to 1, more is better; None where there is nothing to divide by."""

    precision: float | None
    recall: float | None
    f1: float | None


def load_ragtruth(responses: Path, sources: Path, *, split: str = "test") -> tuple[TruthResponse, ...]:
    """Load the answers of a split that are of good quality, as the paper evaluates.

    Raises:
        QuestionFileError: a file cannot be read, is in another format, or an answer names an unknown source.
    """
    known: dict[str, tuple[str, str]] = {}
    expected = "a source of RAGTruth ('source_id', 'task_type', 'source_info')"
    for line, values in read_json_lines(sources, expected):
        with explained(sources, expected, line):
            known[str(values["source_id"])] = (values["task_type"], _text(values["source_info"]))
    expected = "an answer of RAGTruth ('id', 'source_id', 'split', 'response', 'labels')"
    found = []
    for line, values in read_json_lines(responses, expected):
        with explained(responses, expected, line):
            if values["split"] != split or values.get("quality", "good") != "good":
                continue
            task, source = known[str(values["source_id"])]
            spans = tuple((int(label["start"]), int(label["end"])) for label in values["labels"])
            found.append(TruthResponse(str(values["id"]), source, task, values["split"], values["response"], spans))
    return tuple(found)


def score_responses(responses: Sequence[TruthResponse], flagged: Mapping[str, bool]) -> Detection:
    """Score which answers are said to hold a hallucination; an answer that nothing is said of counts as unflagged."""
    said = [flagged.get(one.id, False) for one in responses]
    right = sum(bool(one.spans) and is_said for one, is_said in zip(responses, said, strict=True))
    return _detection(right, sum(said), sum(bool(one.spans) for one in responses))


def score_spans(responses: Sequence[TruthResponse], found: Mapping[str, Spans]) -> Detection:
    """Score the character ranges said to be hallucinated, by the characters that they share with the marked ones."""
    right = said = marked = 0
    for one in responses:
        ours, gold = _characters(found.get(one.id, ())), _characters(one.spans)
        right += len(ours & gold)
        said += len(ours)
        marked += len(gold)
    return _detection(right, said, marked)


def _characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _detection(right: int, said: int, marked: int) -> Detection:
    precision = right / said if said else None
    recall = right / marked if marked else None
    if precision is None or recall is None:
        return Detection(precision, recall, None)
    return Detection(precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0)


def _text(source: Any) -> str:  # noqa: ANN401
    """Return a source as text: RAGTruth holds a summary's as a string, a question's as passages, a table as data."""
    if isinstance(source, str):
        return source
    if isinstance(source, dict):
        return "\n".join(f"{name}: {_text(value)}" for name, value in source.items())
    if isinstance(source, list):
        return "\n".join(map(_text, source))
    return str(source)
