"""Files of questions: one JSON object per line, read into frozen dataclasses.

To be answered, a line needs `question` (text) and may have `id` and `history` (earlier questions, oldest first).
To be scored it may further have:

| field | is |
| --- | --- |
| `kind` | form of the question, as in `index.answer.Answer.kind` |
| `answerable` | false where the corpus holds no answer |
| `false_premise` | true where the question takes something for granted that the corpus denies |
| `facts` | what the answer has to state; each a text or a list of texts of which one suffices |
| `gold` | paragraphs that hold the answer, see `GoldParagraph`; each an object or a list of which one suffices |
| `items` | the exact set that a list or count over the corpus has to give |

Other fields pass through.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from corpus.errors import QuestionFileError

__all__ = ["AskedQuestion", "BadLine", "GoldParagraph", "Question", "load_questions", "read_asked"]

GOLD_FIELDS = ("document", "number", "section", "page", "starts", "paragraph_id")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What is put to the assistant; `fields` are the line's other fields, untouched."""

    id: str
    question: str
    history: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no question; `message` says what was expected and found."""

    id: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class GoldParagraph:
    """A paragraph that a good answer cites: the ones of `document` that meet every other field given.

    `document` is the path relative to the corpus folder, `number` the printed number, `section` a part of
    one of its headings, `page` the first page, `starts` the first characters of its text.
    """

    document: str
    number: str | None = None
    section: str | None = None
    page: int | None = None
    starts: str | None = None
    paragraph_id: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a good answer is; None or empty is not known, and so not scored."""

    id: str
    question: str
    history: tuple[str, ...] = ()
    kind: str | None = None
    answerable: bool | None = None
    false_premise: bool = False
    facts: tuple[tuple[str, ...], ...] = ()
    gold: tuple[tuple[GoldParagraph, ...], ...] = ()
    items: tuple[str, ...] | None = None


def read_asked(path: Path) -> list[AskedQuestion | BadLine]:
    """Read what to ask; a line that cannot be asked becomes a `BadLine` and stops nothing.

    Raises:
        QuestionFileError: the file cannot be read at all.
    """
    found: list[AskedQuestion | BadLine] = []
    for line in _lines(path):
        try:
            identity, question, history = line.identity(), line.text("question"), line.texts("history")
        except QuestionFileError as error:
            found.append(BadLine(line.name(), line.number, str(error)))
            continue
        others = {name: value for name, value in line.values.items() if name not in {"id", "question", "history"}}
        found.append(AskedQuestion(identity, question, history, MappingProxyType(others)))
    return found


def load_questions(path: Path) -> tuple[Question, ...]:
    """Load a set of questions to be scored.

    Raises:
        QuestionFileError: the file cannot be read, or a line is malformed; names the file, the line, the field,
            what was expected and what was found.
    """
    questions: dict[str, Question] = {}
    for line in _lines(path):
        question = _question(line)
        if question.id in questions:
            line.wrong("id", "an id that no line above has", question.id)
        questions[question.id] = question
    if not questions:
        raise QuestionFileError(f"{path}: expected one JSON object per line, found no line; write a question")
    return tuple(questions.values())


@dataclass(frozen=True, slots=True)
class _Line:
    path: Path
    number: int
    values: dict[str, Any]
    fault: str | None = None

    def wrong(self, name: str, expected: str, found: object) -> NoReturn:
        shown = json.dumps(found, ensure_ascii=False, default=str)
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        raise QuestionFileError(f"{self.path}, line {self.number}, field {name!r}: expected {expected}, found {shown}")

    def name(self) -> str:
        value = self.values.get("id")
        return str(value) if isinstance(value, str | int) else f"line {self.number}"

    def identity(self) -> str:
        if self.fault:
            raise QuestionFileError(f"{self.path}, line {self.number}: {self.fault}")
        value = self.values.get("id")
        if value is not None and not isinstance(value, str | int):
            self.wrong("id", "text", value)
        return self.name()

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            self.wrong(name, "text", value)
        return value

    def optional_text(self, name: str) -> str | None:
        return None if self.values.get(name) is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name) or []
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            self.wrong(name, "a list of texts", value)
        return tuple(value)

    def truth(self, name: str) -> bool | None:
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            self.wrong(name, "true or false", value)
        return value


def _lines(path: Path) -> Iterator[_Line]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as exc:
        raise QuestionFileError(f"{path}: cannot be read ({exc.strerror}); name a file of questions") from exc
    except UnicodeDecodeError as exc:
        raise QuestionFileError(f"{path}: expected UTF-8, found other bytes at {exc.start}; save it as UTF-8") from exc
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield _parsed(path, number, text)


def _parsed(path: Path, number: int, text: str) -> _Line:
    try:
        values = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as exc:
        return _Line(path, number, {}, f"expected a JSON object, found {text[:60]!r} ({exc})")
    if not isinstance(values, dict):
        return _Line(path, number, {}, f"expected a JSON object, found {type(values).__name__}")
    return _Line(path, number, values)


def _question(line: _Line) -> Question:
    return Question(
        id=line.identity(),
        question=line.text("question"),
        history=line.texts("history"),
        kind=line.optional_text("kind"),
        answerable=line.truth("answerable"),
        false_premise=bool(line.truth("false_premise")),
        facts=_facts(line),
        gold=_gold(line),
        items=line.texts("items") if line.values.get("items") is not None else None,
    )


def _facts(line: _Line) -> tuple[tuple[str, ...], ...]:
    value = line.values.get("facts") or []
    if not isinstance(value, list):
        line.wrong("facts", "a list", value)
    facts = [[fact] if isinstance(fact, str) else fact for fact in value]
    for fact in facts:
        if not isinstance(fact, list) or not fact or not all(isinstance(text, str) and text for text in fact):
            line.wrong("facts", "texts, or lists of texts of which one suffices", fact)
    return tuple(tuple(fact) for fact in facts)


def _gold(line: _Line) -> tuple[tuple[GoldParagraph, ...], ...]:
    value = line.values.get("gold") or []
    if not isinstance(value, list):
        line.wrong("gold", "a list of objects", value)
    entries = [entry if isinstance(entry, list) and entry else [entry] for entry in value]
    return tuple(tuple(_gold_paragraph(line, alternative) for alternative in entry) for entry in entries)


def _gold_paragraph(line: _Line, entry: object) -> GoldParagraph:
    if not isinstance(entry, dict) or not isinstance(entry.get("document"), str):
        line.wrong("gold", "objects with a 'document'", entry)
    if unknown := sorted(set(entry) - set(GOLD_FIELDS)):
        line.wrong("gold", f"the fields {', '.join(GOLD_FIELDS)}", unknown)
    for name in GOLD_FIELDS:
        wanted = int if name == "page" else str
        if entry.get(name) is not None and (not isinstance(entry[name], wanted) or isinstance(entry[name], bool)):
            line.wrong(f"gold.{name}", "a page number" if wanted is int else "text", entry[name])
    if len(entry) == 1:
        line.wrong("gold", "besides 'document' a number, section, page, starts or paragraph_id", entry)
    return GoldParagraph(**entry)
