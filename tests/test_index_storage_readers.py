"""Readers while versions change: each answer is, byte for byte, one that a single version gives."""

import dataclasses
import itertools
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from storage_examples import HashEmbedder, answer_of, build_index, write_letters

from index.assistant import Assistant
from index.settings import Settings
from index.storage import open_index
from index.storage.check import check

TESTS = Path(__file__).parent
QUESTIONS = (
    "What did inspectors find about foster carers?",
    "What did inspectors find in place-2?",
    "Which authorities are there?",
    "Is work with missing children of concern?",
)


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_letters(tmp_path / "letters", range(4))
    build_index(tmp_path)
    return tmp_path


class Readers:
    """Ask as a program does that holds an assistant, and as one does that opens the index each time."""

    def __init__(self, root: Path, wanted: int) -> None:
        self.index = root / "index"
        self.settings = Settings(index=self.index, processes=1)
        self.assistant = Assistant(self.settings, HashEmbedder())
        self.wanted = wanted
        self.answered = itertools.count(1)
        self.is_enough = threading.Event()
        self.answers: set[tuple[str, int, str]] = set()
        self.opened: set[tuple[str, bytes]] = set()

    def ask(self, first: int) -> None:
        """Ask the assistant, which all threads share, until everybody together has asked enough."""
        for number in itertools.count(first):
            at = number % len(QUESTIONS)
            answer = dataclasses.replace(self.assistant.ask(QUESTIONS[at]), seconds=0.0)
            self.answers.add((answer.index, at, repr(answer)))
            if self._counted():
                return

    def open(self) -> None:
        """Open the index, look five times, close it again."""
        while True:
            with open_index(self.index) as version:
                for _ in range(5):
                    self.opened.add((version.name, answer_of(version)))
                    if self._counted():
                        return

    def _counted(self) -> bool:
        if next(self.answered) >= self.wanted:
            self.is_enough.set()
        return self.is_enough.is_set()


def expected(settings: Settings) -> tuple[str, str, list[str], bytes]:
    """Return name and fingerprint of the version in use, and what it answers to somebody who opens only it."""
    with closing(Assistant(settings, HashEmbedder())) as assistant:
        answers = [repr(dataclasses.replace(assistant.ask(question), seconds=0.0)) for question in QUESTIONS]
    with open_index(settings.index) as version:
        return version.name, version.fingerprint, answers, answer_of(version)


def ask_while_versions_change(root: Path, wanted: int) -> int:
    """Return how many versions answered."""
    readers = Readers(root, wanted)
    by_name: dict[str, bytes] = {}
    by_fingerprint: dict[str, list[str]] = {}
    with closing(readers.assistant), ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(readers.ask, first) for first in range(2)] + [pool.submit(readers.open)]
        try:
            for step in itertools.count():
                name, fingerprint, answers, opened = expected(readers.settings)
                assert by_fingerprint.setdefault(fingerprint, answers) == answers
                by_name[name] = opened
                if readers.is_enough.is_set() or any(reader.done() for reader in asking):
                    break
                write_letters(root / "letters", [40 + step % 7])
                (root / "letters" / f"letter-{40 + (step + 3) % 7:03}.txt").unlink(missing_ok=True)
                build_index(root, from_nothing=step % 3 == 2)
        finally:
            readers.is_enough.set()
        for reader in asking:
            reader.result()
    assert {name for name, _ in readers.opened} <= set(by_name)
    assert [name for name, answer in readers.opened if by_name[name] != answer] == []
    assert [(at, answer) for one, at, answer in readers.answers if by_fingerprint[one][at] != answer] == []
    assert next(readers.answered) > wanted
    return len({name for name, _ in readers.opened})


def test_readers_get_answers_of_one_version_while_versions_change(root: Path) -> None:
    assert ask_while_versions_change(root, 600) >= 2


@pytest.mark.thorough
@pytest.mark.timeout(3000)
def test_readers_ten_thousand_questions_while_versions_change(root: Path) -> None:
    assert ask_while_versions_change(root, 10_000) >= 20


def test_readers_and_two_writing_processes(root: Path) -> None:
    """Two programs build the same index at once: each succeeds or is told who builds; the index is whole."""
    command = [sys.executable, str(TESTS / "storage_victim.py"), str(root)]
    writers = [
        subprocess.Popen([*command, step], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=TESTS.parent)
        for step in ("1", "1")
    ]
    outcomes = []
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        outcomes.append((writer.returncode, errors.decode()))
    assert 0 in [code for code, _ in outcomes]
    for code, errors in outcomes:
        assert code == 0 or ("IndexLockedError" in errors and "is building this index; wait for it" in errors)
    build_index(root)
    assert check(root / "index") == ()
