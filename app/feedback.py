"""What users say about answers, kept in a file beside the index and nowhere else."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from index.answer import Answer
from index.answer_json import answer_to_json

__all__ = ["FILE", "MAX_NOTE_CHARS", "Feedback", "keep_feedback", "read_feedback"]

FILE = "feedback.jsonl"
MAX_NOTE_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Feedback:
    """One user's word about one answer; `answer` is the answer in the JSON of `ask --json`."""

    at: str
    useful: bool
    note: str
    answer: dict[str, Any]

    @property
    def question(self) -> str:
        """The question that was asked."""
        return str(self.answer["question"])

    def as_question(self, number: int) -> dict[str, Any]:
        """Return it as a line of a file of questions, with the paragraphs that a useful answer cited."""
        cited = [citation["paragraph_id"] for citation in self.answer["citations"]] if self.useful else []
        return {
            "id": f"feedback-{number}",
            "question": self.answer.get("resolved") or self.question,
            "useful": self.useful,
            "note": self.note,
            "cited": cited,
        }


def keep_feedback(index_dir: Path, answer: Answer, *, useful: bool, note: str = "") -> None:
    """Append one word about an answer to the file in the index's folder, in one write.

    Raises:
        CorpusError: it cannot be written.
    """
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "useful": useful,
        "note": note.strip()[:MAX_NOTE_CHARS],
        "answer": answer_to_json(answer),
    }
    line = (json.dumps(entry, ensure_ascii=False) + "\n").encode()
    path = index_dir / FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
    except OSError as exc:
        raise CorpusError(f"{path}: cannot be written ({exc.strerror}); the feedback was not kept") from exc


def read_feedback(index_dir: Path) -> Iterator[Feedback]:
    """Yield what was kept, oldest first.

    Raises:
        CorpusError: a line is not what was written.
    """
    path = index_dir / FILE
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line)
                yield Feedback(entry["at"], entry["useful"], entry["note"], entry["answer"])
            except (ValueError, KeyError, TypeError) as exc:
                raise CorpusError(f"{path}, line {number}: is no feedback ({exc!r}); remove the line") from exc
