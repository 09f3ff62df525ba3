import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import eval.commands
from corpus.errors import InspectionQAError
from eval.run_folder import Run, save_run
from index.answer import Answer, AnswerSentence, Searched

runner = CliRunner()
COMMANDS = ("answer", "run", "score", "report", "compare", "gate", "speed", "faithfulness", "judge", "new")
COMMANDS += ("retrieval", "fidelity", "judgements", "chunks", "answers")


class Assistant:
    """Knows one sentence, and cannot bear one question."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        if question == "bad":
            raise InspectionQAError("this question cannot be asked")
        sentence = AnswerSentence("Caseloads are 27.")
        return Answer(question, "lookup", (sentence,), (), Searched(1, 1), "toy", "f", 0.0)

    def search(self, words: str, k: int = 10) -> list[object]:
        return []

    def explain(self, question: str, *, history: Sequence[str] = ()) -> SimpleNamespace:
        return SimpleNamespace(answerable=0.5)


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eval.commands, "_assistant", lambda *_: Assistant())
    corpus = SimpleNamespace(documents=(), paragraphs_of=lambda _: ())
    monkeypatch.setattr(eval.commands, "_corpus", lambda _: corpus)


def questions(folder: Path, *lines: dict[str, object]) -> Path:
    path = folder / "toy.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = runner.invoke(eval.commands.app, ["--help"])
    assert name in shown.output
    if name in ("retrieval", "fidelity", "judgements", "chunks", "answers"):
        return
    helped = runner.invoke(eval.commands.app, [name, "--help"])
    assert helped.exit_code == 0
    assert f"Example: inspection-qa eval {name}" in " ".join(helped.output.split())


def test_answer_leaves_with_1_if_a_question_failed_and_answers_the_rest(tmp_path: Path) -> None:
    path = questions(tmp_path, {"id": "a", "question": "bad"}, {"id": "b", "question": "good", "mine": 1})
    done = runner.invoke(eval.commands.app, ["answer", str(path), "--out", str(tmp_path / "out.jsonl")])
    assert done.exit_code == 1
    assert "1 questions answered, 1 failed" in done.output
    first, second = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert first["error"]["message"] == "this question cannot be asked"
    assert (second["answer"], second["mine"]) == ("Caseloads are 27.", 1)


def test_run_report_compare_and_gate_work_on_the_folder(tmp_path: Path) -> None:
    path = questions(
        tmp_path,
        {"id": "a", "question": "good", "answerable": True, "facts": ["27"]},
        {"id": "b", "question": "fine", "answerable": True, "facts": ["31"]},
    )
    folder = tmp_path / "run"
    done = runner.invoke(eval.commands.app, ["run", str(path), "--out", str(folder)])
    assert done.exit_code == 0, done.output
    assert "fact_recall             0.500" in done.output
    assert (folder / "report.html").is_file()
    assert runner.invoke(eval.commands.app, ["report", str(folder)]).exit_code == 0
    compared = runner.invoke(eval.commands.app, ["compare", str(folder), str(folder)])
    assert "fact_recall            +0.000" in compared.output
    gate = tmp_path / "gate.toml"
    for bound, code in ((0.4, 0), (0.6, 1)):
        gate.write_text(f"[[threshold]]\nset = 'toy'\nmetric = 'fact_recall'\nat_least = {bound}\n", encoding="utf-8")
        held = runner.invoke(eval.commands.app, ["gate", str(folder), "--thresholds", str(gate)])
        assert held.exit_code == code
    assert "gate: fact_recall of toy (all): 0.500 over 2 questions, must be at least 0.6" in held.output


def test_score_reads_answers_that_are_there(tmp_path: Path) -> None:
    path = questions(tmp_path, {"id": "a", "question": "good", "facts": ["27"]})
    out = tmp_path / "out.jsonl"
    runner.invoke(eval.commands.app, ["answer", str(path), "--out", str(out)])
    scored = runner.invoke(eval.commands.app, ["score", str(out), str(path), "--json"])
    assert json.loads(scored.output)["toy"]["all"]["fact_recall"]["value"] == 1.0


def test_speed_refuses_a_part_that_there_is_not() -> None:
    refused = runner.invoke(eval.commands.app, ["speed", "warp"])
    assert refused.exit_code == 2
    assert "unknown part 'warp'" in refused.output


def test_commands_import_nothing_heavy() -> None:
    code = (
        "import sys, eval.commands\n"
        "heavy = {'numpy', 'chromadb', 'llama_index', 'streamlit', 'onnxruntime', 'ragas', 'openai', 'pypdfium2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n"


def test_judge_refuses_the_model_that_wrote_the_answers(tmp_path: Path) -> None:
    save_run(Run({"engine": ["model:small + guard"]}, (), {}), tmp_path)
    result = runner.invoke(
        eval.commands.app, ["judge", str(tmp_path), "--url", "http://127.0.0.1:9/v1", "--model", "small"]
    )
    assert result.exit_code == 2
    assert "wrote these answers" in result.output
