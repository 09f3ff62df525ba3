"""What may go wrong while an index is written: kills, a full disk, a read-only folder, two builders."""

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from storage_examples import answer_of, build_index, outcomes_at_once, write_letters

from corpus.errors import IndexStoreError
from index.storage import layout, open_index
from index.storage.build import BuildReport
from index.storage.check import check
from index.storage.lock import stoppable
from index.storage.place import BUILDING
from index.storage.version import current_name

TESTS = Path(__file__).parent


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_letters(tmp_path / "letters", range(5))
    build_index(tmp_path)
    return tmp_path


def answer_now(root: Path) -> bytes:
    with open_index(root / "index") as version:
        return answer_of(version)


def start_build(root: Path, step: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(TESTS / "storage_victim.py"), str(root), str(step)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=TESTS.parent, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.stdout.close()
    return process


def survive_kills(root: Path, kills: int, seed: int) -> int:
    """Kill builds at random moments; after each the index answers the same bytes as before, or the new ones whole.

    Returns:
        How many builds were killed before they had switched.
    """
    rng = random.Random(seed)
    began = time.monotonic()
    whole = start_build(root, 0)
    assert whole.wait(120) == 0
    seconds = time.monotonic() - began
    interrupted = 0
    for step in range(1, kills + 1):
        before, name = answer_now(root), current_name(root / "index")
        process = start_build(root, step)
        time.sleep(rng.uniform(0, seconds))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if current_name(root / "index") == name:
            assert answer_now(root) == before
            interrupted += 1
        else:
            answer_now(root)
    report = build_index(root)
    assert report.documents == len(list((root / "letters").glob("*.txt")))
    assert check(root / "index") == ()
    names = {folder.name for folder in (root / "index" / "versions").iterdir()}
    assert names == {current_name(root / "index")}
    return interrupted


def test_kill_at_random_moments(root: Path) -> None:
    assert survive_kills(root, 10, seed=11) > 0


@pytest.mark.thorough
@pytest.mark.timeout(3000)
def test_kill_two_hundred_times(root: Path) -> None:
    assert survive_kills(root, 200, seed=12) > 50


def test_sigterm_leaves_everything_in_order(root: Path) -> None:
    before = answer_now(root)
    process = start_build(root, 1)
    while process.poll() is None and not list((root / "index" / "versions").glob(f"{BUILDING}*")):
        time.sleep(0.005)
    process.terminate()
    assert process.wait(60) != 0
    assert answer_now(root) == before
    assert not list((root / "index" / "versions").glob(f"{BUILDING}*"))
    assert not (root / "index" / "writer.json").exists()
    assert build_index(root).switched


@pytest.mark.skipif(os.name == "nt", reason="there a signal to oneself is the end")
def test_stop_within_an_import_waits_until_it_is_over() -> None:
    """Python swallows what is raised there and keeps the lock of all imports, so that the build would hang."""
    lines = "os.kill(os.getpid(), signal.SIGTERM)\nfor _ in range(1000): pass\nseen.append('whole')"
    importing = compile(lines, "<frozen importlib._bootstrap>", "exec")
    seen: list[str] = []

    def work() -> None:
        with stoppable():
            exec(importing, {"os": os, "signal": signal, "seen": seen})
            time.sleep(10)

    with pytest.raises(KeyboardInterrupt, match="stopped by signal 15"):
        work()
    assert seen == ["whole"]
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


@pytest.mark.parametrize("at", ["np.save", "sync_tree", "write_atomically", "copytree"])
def test_full_disk_leaves_the_old_index(root: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    before = answer_now(root)
    write_letters(root / "letters", [20])

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = {
        "np.save": "index.storage.assembly.np.save",
        "sync_tree": "index.storage.place.sync_tree",
        "write_atomically": "index.storage.manifest.write_atomically",
        "copytree": "index.storage.chroma.shutil.copytree",
    }[at]
    with monkeypatch.context() as patch:
        patch.setattr(target, full)
        with pytest.raises(IndexStoreError, match=r"No space left.*The index in use is unchanged; free some space"):
            build_index(root)
    assert answer_now(root) == before
    assert check(root / "index") == ()
    assert build_index(root).switched


def limited_file_size(max_bytes: int) -> Callable[[], None]:
    """Return what makes every write beyond a size fail in a child process, as a full disk does."""

    def limit() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (max_bytes, max_bytes))

    return limit


@pytest.mark.skipif(os.name == "nt", reason="needs resource limits")
@pytest.mark.parametrize("max_bytes", [2_000, 20_000, 150_000])
def test_writes_that_fail_at_any_size_leave_the_old_index(root: Path, max_bytes: int) -> None:
    before = answer_now(root)
    write_letters(root / "letters", [21])
    command = [sys.executable, str(TESTS / "storage_victim.py"), str(root), "3"]
    done = subprocess.run(
        command,
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        preexec_fn=limited_file_size(max_bytes),
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert "IndexStoreError" in done.stderr
    assert answer_now(root) == before
    assert build_index(root).switched
    assert check(root / "index") == ()


def test_read_only_folder_says_so_and_still_answers(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = answer_now(root)
    write_letters(root / "letters", [20])
    real = Path.open

    def refuse(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if (root / "index") in self.parents and set(mode) & set("wax+"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return real(self, mode, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(IndexStoreError, match=r"index: cannot be written: Permission denied.*--index"):
        build_index(root)
    assert answer_now(root) == before


def test_two_builders_one_is_refused_and_nothing_breaks(root: Path) -> None:
    write_letters(root / "letters", [30, 31])
    outcomes = outcomes_at_once(*[partial(build_index, root, from_nothing=True)] * 2)
    assert any(isinstance(outcome, BuildReport) and outcome.switched for outcome in outcomes)
    assert check(root / "index") == ()


def test_damaged_version_is_rebuilt_by_the_next_build_without_embedding(root: Path) -> None:
    with open_index(root / "index") as version:
        folder = version.folder
    before = answer_now(root)
    vectors = bytearray((folder / "vectors.npy").read_bytes())
    vectors[-3] ^= 255
    (folder / "vectors.npy").write_bytes(vectors)
    assert check(root / "index") != ()
    report = build_index(root)
    assert (report.switched, report.embedded) == (True, 0)
    assert "damaged" in report.difference.reasons[0]
    assert answer_now(root) == before
    assert check(root / "index") == ()


def test_lost_cache_costs_embedding_only_for_what_is_new(root: Path) -> None:
    shutil.rmtree(layout.IndexPaths(root / "index").cache)
    write_letters(root / "letters", [50])
    report = build_index(root)
    assert 0 < report.embedded < report.passages / 2


def test_damaged_graph_is_not_taken_over_by_an_update(root: Path) -> None:
    with open_index(root / "index") as version:
        (graph,) = version.folder.glob("chroma/*/data_level0.bin")
    content = bytearray(graph.read_bytes())
    content[len(content) // 100] ^= 255
    graph.write_bytes(content)
    write_letters(root / "letters", [60])
    report = build_index(root)
    assert "data_level0.bin" in report.difference.reasons[0]
    assert check(root / "index") == ()


def test_damaged_tables_of_chroma_are_not_taken_over_by_an_update(root: Path) -> None:
    with open_index(root / "index") as version:
        tables = version.folder / "chroma" / "chroma.sqlite3"
    with sqlite3.connect(tables) as connection:
        changed = connection.execute("UPDATE embeddings SET embedding_id = 'x' || substr(embedding_id, 2) WHERE id = 3")
        assert changed.rowcount == 1
    connection.close()
    assert check(root / "index") != ()
    write_letters(root / "letters", [60])
    build_index(root)
    assert check(root / "index") == ()
