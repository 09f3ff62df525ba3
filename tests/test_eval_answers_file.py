import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import QuestionError, QuestionFileError
from eval.answers_file import answer_all, read_answers
from eval.question_set import AskedQuestion, BadLine
from index.answer import Answer, AnswerSentence, Searched

DESIGN_FIELDS = {
    "id",
    "question",
    "answer",
    "abstained",
    "reason",
    "kind",
    "sentences",
    "citations",
    "rows",
    "searched",
}


class Echo:
    """Answers with the question; fails on some, stops the process on others."""

    def __init__(self, failing: Sequence[str] = (), stop_at: str | None = None) -> None:
        self.failing, self.stop_at = failing, stop_at
        self.asked: list[str] = []

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        if question == self.stop_at:
            raise KeyboardInterrupt
        self.asked.append(question)
        if question in self.failing:
            raise QuestionError("the question is empty; write one")
        sentence = AnswerSentence(" | ".join([*history, question]))
        return Answer(question, "lookup", (sentence,), (), Searched(1, 1), "echo", "f1", 0.0)


def asked(*names: str) -> list[AskedQuestion | BadLine]:
    return [AskedQuestion(name, f"question {name}") for name in names]


def test_answer_all_keeps_order_ids_and_other_fields(tmp_path: Path) -> None:
    out = tmp_path / "new" / "answers.jsonl"
    question = AskedQuestion("b", "q?", ("before",), {"mine": {"deep": [1]}, "kind": "list"})
    outcome = answer_all([*asked("z"), question, *asked("a")], out, Echo())
    records = read_answers(out)
    assert (outcome.answered, outcome.kept, outcome.failed, outcome.indexes) == (3, 0, 0, ("f1",))
    assert [record["id"] for record in records] == ["z", "b", "a"]
    assert records[1]["answer"] == "before | q?"
    assert records[1]["mine"] == {"deep": [1]}
    assert records[1]["kind"] == "lookup"
    assert records[1]["question_fields"] == {"kind": "list"}
    assert records[1]["history"] == ["before"]


def test_answer_all_records_failures_and_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    questions = [*asked("a", "b"), BadLine("line 3", 3, "x.jsonl, line 3: no JSON"), *asked("c")]
    outcome = answer_all(questions, out, Echo(failing=["question b"]))
    records = read_answers(out)
    assert outcome.failed == 2
    assert [record.get("error", {}).get("type") for record in records] == [
        None,
        "QuestionError",
        "QuestionFileError",
        None,
    ]
    assert records[1]["error"]["message"] == "the question is empty; write one"
    assert set(records[1]) >= DESIGN_FIELDS


def test_answer_all_asks_failed_questions_again_and_only_those(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    answer_all(asked("a", "b", "c"), out, Echo(failing=["question b"]))
    again = Echo()
    outcome = answer_all(asked("a", "b", "c"), out, again)
    assert again.asked == ["question b"]
    assert (outcome.answered, outcome.kept, outcome.failed) == (1, 2, 0)
    assert [record["id"] for record in read_answers(out)] == ["a", "b", "c"]


def test_answer_all_resumes_after_an_interruption_with_a_torn_line(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    with pytest.raises(KeyboardInterrupt):
        answer_all(asked("a", "b", "c"), out, Echo(stop_at="question c"))
    with out.open("ab") as file:
        file.write(b'{"id": "c", "quest')
    again = Echo()
    outcome = answer_all(asked("a", "b", "c"), out, again)
    assert again.asked == ["question c"]
    assert (outcome.answered, outcome.kept) == (1, 2)
    assert [record["id"] for record in read_answers(out)] == ["a", "b", "c"]
    assert [path.name for path in tmp_path.iterdir()] == ["answers.jsonl"]


def test_answer_all_restarts_on_request(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    answer_all(asked("a"), out, Echo())
    again = Echo()
    assert answer_all(asked("a", "b"), out, again, restart=True).answered == 2


def test_answer_all_refuses_a_file_of_other_answers(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    answer_all(asked("a", "b"), out, Echo())
    before = out.read_bytes()
    with pytest.raises(QuestionFileError, match="holds 1 answers to questions that are not asked now"):
        answer_all(asked("a", "c"), out, Echo())
    assert out.read_bytes() == before


def test_answer_all_refuses_a_second_writer(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"

    class Nested(Echo):
        def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
            with pytest.raises(QuestionFileError, match="another run is writing it"):
                answer_all(asked("b"), out, Echo())
            return super().ask(question, history=history)

    assert answer_all(asked("a"), out, Nested()).failed == 0


def test_read_answers_refuses_damage_in_the_middle(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    out.write_text('{"id": "a"}\n{broken\n{"id": "b"}\n')
    with pytest.raises(QuestionFileError, match=r"line 2: expected a JSON object"):
        read_answers(out)


def test_answers_are_one_json_object_per_line(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    answer_all([AskedQuestion("a", "line\u2028separator \ud800")], out, Echo())
    (line,) = out.read_bytes().split(b"\n")[:-1]
    assert json.loads(line)["question"].startswith("line\u2028separator")
