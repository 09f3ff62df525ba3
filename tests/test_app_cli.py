"""The command as a user runs it: help, light start, exit codes, messages without a trace, filters, pipes."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from browser import CONSOLE, clean_environment

from index.answer_json import ANSWER_SCHEMA, RESULTS_SCHEMA

HEAVY = ("chromadb", "llama_index", "streamlit", "onnxruntime", "numpy", "pydantic", "rich", "docx", "ragas", "altair")
COMMANDS = [
    ["ask"],
    ["search"],
    ["chat"],
    ["app"],
    ["config"],
    ["verify"],
    ["index", "build"],
    ["index", "rebuild"],
    ["index", "status"],
    ["index", "check"],
    ["index", "diff"],
    ["corpus", "list"],
    ["corpus", "show"],
    ["corpus", "export"],
    ["corpus", "add"],
    ["corpus", "fetch"],
]


def run(*arguments: str, cwd: Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command with an empty home folder."""
    return subprocess.run(
        [str(CONSOLE), *arguments],
        cwd=cwd,
        env=clean_environment(cwd) | environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def place(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index over four of the sample documents."""
    folder = tmp_path_factory.mktemp("cli")
    corpus = folder / "letters"
    corpus.mkdir()
    for path in sorted((root / "corpus" / "sample").glob("aldermere-*.*")):
        if path.suffix != ".pdf":
            (corpus / path.name).write_bytes(path.read_bytes())
    (corpus / "broken.pdf").write_bytes(b"no PDF at all")
    built = run("index", "build", "--corpus", str(corpus), "--json", cwd=folder)
    assert built.returncode == 0, built.stderr
    report = json.loads(built.stdout)
    assert (report["documents"], len(report["refused"])) == (3, 1)
    assert "broken.pdf" in built.stderr
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(command: list[str], tmp_path: Path) -> None:
    done = run(*command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert f"inspection-qa {' '.join(command)}" in done.stdout.split("Example:")[1]


def test_help_is_quick_and_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, app.cli\n"
        "try:\n    app.cli.main(['--help'])\n"
        "except SystemExit as left:\n    assert left.code == 0\n"
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []"
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        run("--help", cwd=tmp_path)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.5


def test_answer_as_json_follows_the_schema_and_quotes_exactly(place: Path) -> None:
    done = run("ask", "What did inspectors say about caseloads?", "--json", cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, ANSWER_SCHEMA)
    assert answer["citations"] or answer["abstained"]
    for citation in answer["citations"] + answer["nearest"]:
        assert citation["paragraph"][citation["start"] : citation["end"]] == citation["quote"]


def test_search_as_json_follows_the_schema(place: Path) -> None:
    done = run("search", "social workers", "-k", "3", "--json", "--publisher", "press", cwd=place)
    assert done.returncode == 0
    results = json.loads(done.stdout)
    jsonschema.validate(results, RESULTS_SCHEMA)
    assert 1 <= len(results) <= 3
    assert {result["document"] for result in results} == {"aldermere-news-2018.txt"}


def test_filters_reach_the_answer(place: Path) -> None:
    done = run("ask", "What about contacts?", "--kind", "focused visit", "--from", "2018-01-01", "--json", cwd=place)
    searched = json.loads(done.stdout)["searched"]
    assert searched["documents"] == 1
    assert searched["filters"] == {"kinds": ["focused visit"], "published_from": "2018-01-01"}


def test_question_from_stdin_is_answered(place: Path) -> None:
    done = run("ask", "-", cwd=place, stdin="Who is the newspaper article about?\n")
    assert done.returncode == 0
    assert "Searched 3 documents" in done.stdout


def test_chat_answers_each_line_and_ends_with_the_input(place: Path) -> None:
    done = run("chat", cwd=place, stdin="What did inspectors say about contacts?\n/new\n???\n")
    assert done.returncode == 0
    assert done.stdout.count("Searched 3 documents") == 1
    assert done.stderr.startswith("inspection-qa: ")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", ""], 2, "empty"),
        (["ask", "   "], 2, "empty"),
        (["ask", "?!"], 2, "empty"),
        (["ask", "x " * 50_000], 2, "99,999 characters"),
        (["ask", "x", "--from", "18/05/2018"], 2, "2018-05-18"),
        (["ask", "x", "--from", "2019-01-01", "--to", "2018-01-01"], 2, "lies after"),
        (["ask", "x", "--publisher", "nobody"], 2, "nobody"),
        (["search", "x", "-k", "0"], 2, "--count"),
        (["nonsense"], 2, "nonsense"),
        (["ask", "x", "--index", "missing"], 1, "no index yet"),
        (["index", "status", "--index", "missing"], 1, "no index yet"),
        (["index", "build", "--corpus", "missing"], 1, "missing"),
        (["corpus", "show", "missing.pdf"], 1, "missing.pdf"),
        (["corpus", "add", "missing.pdf"], 1, "missing.pdf"),
        (["corpus", "export", "--out", "missing/x.csv"], 1, "missing/x.csv"),
        (["verify", "missing.zip", "--corpus", "letters"], 1, "missing.zip"),
    ],
)
def test_wrong_use_and_failures_are_explained_without_a_trace(
    place: Path, arguments: list[str], code: int, said: str
) -> None:
    done = run(*arguments, cwd=place)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 1500


def test_unknown_setting_is_named(tmp_path: Path) -> None:
    done = run("config", cwd=tmp_path, INSPECTION_QA_INDEXX="x")
    assert done.returncode == 1
    assert "indexx" in done.stderr


def test_config_says_where_each_value_comes_from(tmp_path: Path) -> None:
    done = run("config", "--json", cwd=tmp_path, INSPECTION_QA_PORT="8600", INSPECTION_QA_LLM_API_KEY="s3cret")
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert (rows["port"]["value"], rows["port"]["origin"]) == ("8600", "INSPECTION_QA_PORT")
    assert "s3cret" not in done.stdout


def test_status_check_list_and_show_agree(place: Path) -> None:
    status = json.loads(run("index", "status", "--json", cwd=place).stdout)
    listed = json.loads(run("corpus", "list", "--json", cwd=place).stdout)
    assert status["documents"] == len(listed) == 3
    assert [document["published"] for document in listed] == sorted(
        (document["published"] for document in listed), reverse=True
    )
    shown = json.loads(run("corpus", "show", listed[0]["id"], "--json", cwd=place).stdout)
    assert shown["path"] == listed[0]["path"]
    assert shown["paragraphs"]
    checked = run("index", "check", "--json", cwd=place)
    assert (checked.returncode, json.loads(checked.stdout)) == (0, [])


def test_quiet_build_without_a_change_says_nothing(place: Path) -> None:
    done = run("index", "build", "--quiet", cwd=place)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_export_has_a_row_for_each_judgement(place: Path) -> None:
    done = run("corpus", "export", "judgements", "--out", "j.csv", cwd=place)
    assert (done.returncode, done.stdout) == (0, "")
    lines = (place / "j.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("document,authorities,region")
    assert len(lines) > 1


def test_added_file_is_checked_copied_and_named(place: Path, tmp_path: Path) -> None:
    (place / "new.txt").write_text("Focused visit to Marlstead children's services\n\nAll is well.\n", encoding="utf-8")
    done = run("corpus", "add", "new.txt", "letters/broken.pdf", "--to", str(tmp_path / "own"), cwd=place)
    assert done.returncode == 1
    assert "new.txt: Focused visit to Marlstead" in done.stdout
    assert "broken.pdf" in done.stderr
    assert [path.name for path in (tmp_path / "own").glob("[!.]*")] == ["new.txt"]


def test_closed_pipe_ends_quietly(place: Path) -> None:
    command = f'"{CONSOLE}" corpus show aldermere-cabinet-paper-2019.md | head -n 1'
    done = subprocess.run(["bash", "-c", command], cwd=place, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.fixture
def heeded() -> Iterator[None]:
    """Let children heed interrupts, also where the tests run in a background job, which ignores them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
def test_interrupt_ends_chat_without_a_trace(place: Path) -> None:
    process = subprocess.Popen(
        [str(CONSOLE), "chat"],
        cwd=place,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write("What about contacts?\n")
    process.stdin.flush()
    # While an answer is given an interrupt ends that answer alone, so it is read to its last, empty line.
    told = iter(process.stdout.readline, "")
    assert any(line.startswith("Searched") for line in told)
    assert next(told) == "\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
