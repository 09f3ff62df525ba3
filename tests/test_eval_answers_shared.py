"""The whole road over the real letters: command line, JSON, citations, questions in users' words, silence."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from eval.answers import score_answers
from eval.question_set import load_questions
from index.answer_json import ANSWER_SCHEMA
from index.assistant import Assistant
from index.storage import open_index

pytestmark = [pytest.mark.shared, pytest.mark.slow]
ROOT = Path(__file__).parent.parent
LETTERS = ROOT.parent / "shared" / "letters"
QUESTIONS = ROOT / "eval" / "questions" / "letters.jsonl"


def run(*arguments: object) -> str:
    console = Path(sys.executable).with_name("inspection-qa")
    done = subprocess.run([console, *map(str, arguments)], capture_output=True, text=True, check=True, timeout=250)
    return done.stdout


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters") / "index"
    run("index", "build", "--corpus", LETTERS, "--index", folder)
    return folder


def test_letters_questions_reach_their_bars(index: Path) -> None:
    with Assistant.open(index) as assistant:
        scored = score_answers(load_questions(QUESTIONS), assistant, index)
    answerable = [one for one in scored if one.question.answerable is not False]
    silent = [one.silent_right for one in scored if one.question.answerable is False]
    recalls = [one.figures["recall"] for one in answerable if one.figures["recall"] is not None]
    assert (len(answerable), len(silent)) == (49, 10)
    assert len(recalls) == 49
    assert sum(recalls) / len(recalls) >= 0.90
    assert sum(silent) >= 8


def test_letters_answers_are_the_contract_s_json_with_exact_quotes(index: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    run("eval", "answer", QUESTIONS, "--out", answers, "--index", index)
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == [question.id for question in load_questions(QUESTIONS)]
    with open_index(index) as version:
        for line in lines:
            jsonschema.validate(
                {name: line[name] for name in ANSWER_SCHEMA["properties"] if name in line}, ANSWER_SCHEMA
            )
            for citation in (*line["citations"], *line["nearest"]):
                paragraph = version.paragraph(citation["paragraph_id"])
                assert paragraph is not None
                assert paragraph.text == citation["paragraph"]
                assert paragraph.text[citation["start"] : citation["end"]] == citation["quote"] != ""
            cited = {citation["n"] for citation in line["citations"]}
            assert all(set(sentence["citations"]) <= cited for sentence in line["sentences"])


def test_same_question_gives_the_same_bytes(index: Path) -> None:
    def answer() -> dict[str, object]:
        given: dict[str, object] = json.loads(run("ask", "What must Swindon improve?", "--json", "--index", index))
        del given["seconds"]
        return given

    assert answer() == answer()


def test_sum_asked_for_in_everyday_words_is_found(index: Path) -> None:
    assert (
        "£7.5 million"
        in json.loads(run("ask", "How much extra money is Swindon putting in?", "--json", "--index", index))["answer"]
    )
