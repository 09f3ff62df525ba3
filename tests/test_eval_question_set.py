from pathlib import Path

import pytest

from corpus.errors import QuestionFileError
from eval.question_set import AskedQuestion, BadLine, GoldParagraph, load_questions, read_asked

SETS = sorted((Path(__file__).parents[1] / "eval" / "questions").glob("sample.jsonl"))


def write(folder: Path, *lines: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_load_questions_reads_every_field(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '{"id": 7, "question": "Who?", "history": ["What?"], "kind": "metadata", "answerable": true,'
        ' "false_premise": true, "facts": ["a", ["b", "c"]], "items": ["x"],'
        ' "gold": [{"document": "d.txt", "number": "3", "page": 2},'
        ' [{"document": "d.txt", "starts": "A"}, {"document": "e.txt", "starts": "B"}]], "mine": [1]}',
    )
    (question,) = load_questions(path)
    assert (question.id, question.history, question.kind) == ("7", ("What?",), "metadata")
    assert (question.answerable, question.false_premise) == (True, True)
    assert question.facts == (("a",), ("b", "c"))
    assert question.gold == (
        (GoldParagraph("d.txt", number="3", page=2),),
        (GoldParagraph("d.txt", starts="A"), GoldParagraph("e.txt", starts="B")),
    )
    assert question.items == ("x",)


def test_load_questions_tells_unknown_from_false(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path, '{"id": "a", "question": "Who?"}'))
    assert question.answerable is None
    assert question.items is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "a"}', r"line 2, field 'question': expected text, found null"),
        ('{"id": "a", "question": "  "}', r"line 2, field 'question': expected text, found \"  \""),
        ('{"id": ["a"], "question": "q"}', r"line 2, field 'id': expected text, found \[\"a\"\]"),
        ('{"id": "a", "question": "q", "history": "x"}', r"field 'history': expected a list of texts, found \"x\""),
        ('{"id": "a", "question": "q", "answerable": "no"}', r"field 'answerable': expected true or false"),
        ('{"id": "a", "question": "q", "facts": [[]]}', r"field 'facts': expected texts"),
        (
            '{"id": "a", "question": "q", "gold": [{"number": "1"}]}',
            r"field 'gold': expected objects with a 'document'",
        ),
        ('{"id": "a", "question": "q", "gold": [{"document": "d"}]}', r"besides 'document' a number"),
        (
            '{"id": "a", "question": "q", "gold": [{"document": "d", "nr": "1"}]}',
            r"expected the fields .* found \[\"nr\"\]",
        ),
        (
            '{"id": "a", "question": "q", "gold": [{"document": "d", "page": "1"}]}',
            r"field 'gold.page': expected a page",
        ),
        ('{"id": "ok", "question": "again"}', r"field 'id': expected an id that no line above has, found \"ok\""),
        ("[1]", r"line 2: expected a JSON object, found list"),
        ("{oops", r"line 2: expected a JSON object, found '{oops'"),
    ],
)
def test_load_questions_names_line_field_expected_and_found(tmp_path: Path, line: str, told: str) -> None:
    path = write(tmp_path, '{"id": "ok", "question": "fine"}', line)
    with pytest.raises(QuestionFileError, match=told) as caught:
        load_questions(path)
    assert str(path) in str(caught.value)


def test_load_questions_refuses_missing_empty_and_binary_files(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be read"):
        load_questions(tmp_path / "none.jsonl")
    with pytest.raises(QuestionFileError, match="found no line"):
        load_questions(write(tmp_path, ""))
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionFileError, match="expected UTF-8"):
        load_questions(tmp_path / "binary")


def test_read_asked_keeps_good_lines_among_bad_ones(tmp_path: Path) -> None:
    path = write(tmp_path, '{"id": "a", "question": "q", "gold": "anything", "n": 1}', "{oops", '{"id": "b"}', "")
    good, broken, empty = read_asked(path)
    assert good == AskedQuestion("a", "q", (), good.fields)
    assert dict(good.fields) == {"gold": "anything", "n": 1}
    assert isinstance(broken, BadLine)
    assert (broken.id, broken.line) == ("line 2", 2)
    assert isinstance(empty, BadLine)
    assert empty.id == "b"


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_own_question_sets_load(path: Path) -> None:
    questions = load_questions(path)
    assert len(questions) >= 40
    assert {
        "lookup",
        "list",
        "describe",
        "compare",
        "timeline",
        "attribution",
        "yes/no",
        "corpus",
        "metadata",
        "help",
    } == {question.kind for question in questions}
    assert any(question.history for question in questions)
    assert sum(question.answerable is False for question in questions) >= 5
    assert any(question.false_premise for question in questions)
