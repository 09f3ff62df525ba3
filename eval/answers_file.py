"""Answers files of questions into files of answers, one JSON object per line, resuming where a run stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import InspectionQAError, QuestionFileError
from eval.question_set import AskedQuestion, BadLine
from index.answer import Answer
from index.answer_json import answer_to_json

__all__ = ["Asker", "Outcome", "Record", "answer_all", "read_answers"]

Record = dict[str, Any]
Progress = Callable[[int, int], None]


class Asker(Protocol):
    """What answers questions; `index.assistant.Assistant` is one."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        """Answer one question of a conversation."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run went: answers made now, taken over from an earlier run, and questions that failed."""

    answered: int
    kept: int
    failed: int
    indexes: tuple[str, ...]


def answer_all(
    questions: Sequence[AskedQuestion | BadLine],
    out: Path,
    asker: Asker,
    *,
    restart: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Answer questions into a file, in their order; what an earlier run answered is not asked again.

    Each answer is on disk before the next question is asked. A question that fails becomes a record with
    `error`, and is asked again by the next run.

    Args:
        questions: what to ask.
        out: the file of answers.
        asker: who answers.
        restart: forget what the file holds.
        progress: called with how many are done and how many there are.

    Raises:
        QuestionFileError: the file of answers cannot be read or written, or is being written by another run.
    """
    with _locked(out):
        kept = {} if restart else _kept(out, questions)
        records: list[Record] = []
        try:
            _replace(out, [record for question in questions if (record := kept.get(_asked_key(question)))])
            with out.open("ab", buffering=0) as file:
                for done, question in enumerate(questions):
                    record = kept.get(_asked_key(question))
                    if record is None:
                        record = _answer(question, asker)
                        file.write(_line(record))
                    records.append(record)
                    if progress:
                        progress(done + 1, len(questions))
            _replace(out, records)
        except OSError as exc:
            raise QuestionFileError(f"{out}: cannot be written ({exc.strerror}); choose another --out") from exc
    failed = sum("error" in record for record in records)
    taken = sum(_asked_key(question) in kept for question in questions)
    indexes = sorted({record["index"] for record in records if "error" not in record})
    return Outcome(len(questions) - taken - failed, taken, failed, tuple(indexes))


def read_answers(path: Path) -> list[Record]:
    """Read a file of answers; a last line that was cut short by a crash is left out.

    Raises:
        QuestionFileError: another line is no JSON object, or the file cannot be read.
    """
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as exc:
        raise QuestionFileError(f"{path}: cannot be read ({exc.strerror}); name another file of answers") from exc
    records = []
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line) if line.strip() else None
        except (json.JSONDecodeError, UnicodeDecodeError) as exc:
            if number == len(lines):
                break
            raise QuestionFileError(f"{path}, line {number}: expected a JSON object ({exc}); use --restart") from exc
        if record is not None and not isinstance(record, dict):
            raise QuestionFileError(f"{path}, line {number}: expected a JSON object; is this a file of answers?")
        if record:
            records.append(record)
    return records


def _kept(out: Path, questions: Sequence[AskedQuestion | BadLine]) -> dict[str, Record]:
    """Return the answers that an earlier run made, by question."""
    records = read_answers(out)
    asked = {_asked_key(question) for question in questions}
    if strangers := sum(_key(record) not in asked for record in records):
        raise QuestionFileError(
            f"{out}: holds {strangers} answers to questions that are not asked now; choose another --out, "
            "or --restart to overwrite it"
        )
    return {_key(record): record for record in records if "error" not in record}


def _answer(question: AskedQuestion | BadLine, asker: Asker) -> Record:
    if isinstance(question, BadLine):
        return _failure(question.id, "", (), QuestionFileError(question.message))
    try:
        record = answer_to_json(asker.ask(question.question, history=question.history), question.id)
    except Exception as exc:  # noqa: BLE001 one question must not cost the answers to the others
        record = _failure(question.id, question.question, question.history, exc)
    if question.history:
        record["history"] = list(question.history)
    clashing = {name: value for name, value in question.fields.items() if name in record}
    record |= {name: value for name, value in question.fields.items() if name not in record}
    if clashing:
        record["question_fields"] = clashing
    return record


def _failure(identity: str, question: str, history: Iterable[str], error: Exception) -> Record:
    explained = isinstance(error, InspectionQAError)
    message = str(error) if explained else f"{type(error).__name__}: {error}"
    return {
        "id": identity,
        "question": question,
        "answer": "",
        "abstained": True,
        "reason": f"the question failed: {message}",
        "kind": None,
        "sentences": [],
        "citations": [],
        "rows": [],
        "searched": None,
        "engine": None,
        "index": None,
        "seconds": None,
        "error": {"type": type(error).__name__, "message": message},
    }


def _key(record: Record) -> str:
    return json.dumps([record.get("id"), record.get("question"), record.get("history", [])])


def _asked_key(question: AskedQuestion | BadLine) -> str:
    if isinstance(question, BadLine):
        return json.dumps([question.id, "", []])
    return json.dumps([question.id, question.question, list(question.history)])


def _line(record: Record) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _replace(path: Path, records: Iterable[Record]) -> None:
    """Put records into a file in one step, so that a crash leaves the old or the new content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.writelines(_line(record) for record in records)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Keep a second run from writing the same file of answers."""
    from filelock import FileLock, Timeout

    lock = FileLock(out.with_name(f".{out.name}.lock"), timeout=0)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as exc:
        raise QuestionFileError(f"{out}: another run is writing it; wait, or choose another --out") from exc
    except OSError as exc:
        raise QuestionFileError(f"{out}: cannot be written ({exc.strerror}); choose another --out") from exc
    try:
        yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()
