"""The command with a language model: sentences as they are checked, Ctrl-C in a chat, and the work shown."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from browser import CONSOLE, clean_environment
from model_server import KEY, claims, event, serving, start_stream

QUESTION = "How many contacts had not been read by a manager in Aldermere?"
TRUE = "118 contacts were waiting for a manager to read them."
INVENTED = "Aldermere has opened a hospital that cost £19 million."


@pytest.fixture(scope="module")
def place(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index over the letter that the question is about."""
    folder = tmp_path_factory.mktemp("cli-model")
    (folder / "letters").mkdir()
    for path in (root / "corpus" / "sample").glob("aldermere-*.*"):
        if path.suffix != ".pdf":
            (folder / "letters" / path.name).write_bytes(path.read_bytes())
    done = run("index", "build", "--corpus", "letters", "--quiet", place=folder)
    assert done.returncode == 0, done.stderr
    return folder


def environment(place: Path, url: str | None) -> dict[str, str]:
    model = {"LLM": "openai", "LLM_MODEL": "m", "LLM_URL": url, "LLM_API_KEY": KEY} if url else {}
    return clean_environment(place) | {f"INSPECTION_QA_{name}": value for name, value in model.items()}


def run(*arguments: str, place: Path, url: str | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(CONSOLE), *arguments],
        cwd=place,
        env=environment(place, url),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_work_is_shown_with_the_guards_verdicts_and_times(place: Path) -> None:
    with serving(claims((TRUE, [1]), (INVENTED, [1]))) as served:
        done = run("ask", QUESTION, "--explain", place=place, url=served.url)
    assert done.returncode == 0, done.stderr
    answer, _, work = done.stdout.partition("How this answer came about")
    assert TRUE in " ".join(answer.split())
    assert "hospital" not in answer
    guard = work.split("The guard")[1].split("Time")[0]
    assert "withheld" in guard
    assert "hospital" in guard
    assert all(stage in work for stage in ("reading", "searching", "answering", "writing and checking"))
    assert "dense" in work
    assert KEY not in done.stdout + done.stderr


def test_work_is_shown_as_json_without_a_model(place: Path) -> None:
    done = run("ask", "How many letters are there?", "--explain", "--json", place=place)
    shown = json.loads(done.stdout)
    assert shown["sentences"]
    assert shown["explanation"]["query"]
    assert set(shown["explanation"]["seconds"]) == {"reading", "searching", "answering"}


def test_answer_of_a_model_is_printed_once(place: Path) -> None:
    with serving(claims((TRUE, [1]), (INVENTED, [1]))) as served:
        done = run("ask", QUESTION, place=place, url=served.url)
    assert " ".join(done.stdout.split()).count(f"{TRUE} [1]") == 1
    assert "Sources" in done.stdout
    assert "hospital" not in done.stdout
    assert done.stderr == ""


def test_interrupt_stops_the_answer_and_not_the_chat(place: Path) -> None:
    gone, asked = threading.Event(), threading.Event()

    def endless(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        start_stream(handler)
        handler.wfile.write(event(f'{{"claims": [{json.dumps({"text": TRUE, "passages": [1]})}, '))
        asked.set()
        try:
            while not gone.wait(0.02):
                handler.wfile.write(event(" "))
        except OSError:
            gone.set()

    master, terminal = pty.openpty()
    with serving(endless, claims((TRUE, [1]))) as served:
        process = subprocess.Popen(
            [str(CONSOLE), "chat"],
            cwd=place,
            env=environment(place, served.url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=terminal,
            text=True,
        )
        try:
            assert process.stdin is not None
            process.stdin.write(f"{QUESTION}\n")
            process.stdin.flush()
            assert asked.wait(60)
            assert b"words written" in os.read(master, 4096)
            process.send_signal(signal.SIGINT)
            assert gone.wait(10), "the model's server was not told"
            output, _ = process.communicate(f"{QUESTION}\n", timeout=60)
        finally:
            process.kill()
            process.wait(10)
            os.close(master)
            os.close(terminal)
    assert process.returncode == 0
    first, second = " ".join(output.split()).split("You stopped the model")
    assert TRUE in first
    assert TRUE in second
    assert len(served.bodies) == 2
