"""An index on a real Chroma server: the whole path, faults of the server and of the way to it, several machines."""

import contextlib
import dataclasses
import itertools
import logging
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from chroma_process import ChromaProcess, Gate, chroma_server, free_port
from storage_examples import HashEmbedder, answer_of, outcomes_at_once, write_letters

from corpus.errors import IndexDamagedError, IndexLockedError, IndexMissingError, IndexStoreError
from index.assistant import Assistant
from index.embedding.local import LocalEmbedder
from index.settings import Settings
from index.storage import current_name, open_index, server_index, server_lock
from index.storage.build import BuildReport, build
from index.storage.check import check
from index.storage.chroma_server import ChromaServer, ServerAddress
from index.storage.progress import Progress, ProgressCallback, unwatched
from index.storage.replica import fetched
from index.storage.server_index import ServerIndex, where
from index.storage.status import status

TESTS = Path(__file__).parent
SAMPLE = TESTS.parent / "corpus" / "sample"
SECRET = "hush-hush-token"


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_index, "PATIENT", (0.05, 0.1))
    monkeypatch.setattr(server_index, "QUICK", (0.05, 0.1))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    """A server that no test harms; each test uses an index of another name."""
    with chroma_server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[ChromaProcess]:
    """A server that may be killed."""
    with chroma_server(tmp_path / "server") as server:
        yield server


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    return write_letters(tmp_path / "letters", range(4))


@pytest.fixture
def machine(tmp_path: Path, running: ChromaProcess, request: pytest.FixtureRequest) -> Callable[..., Settings]:
    """Return what makes the settings of a machine of some name, over the index of this test."""
    name = f"t{abs(hash(request.node.name)) % 10**12}"

    def make(folder: str = "one", **others: object) -> Settings:
        values: dict[str, Any] = {"chroma_url": running.url, "chroma_index": name, **others}
        return Settings(index=tmp_path / folder, processes=1, **values)

    return make


def make_index(
    settings: Settings,
    letters: Path,
    embedder: HashEmbedder | None = None,
    progress: ProgressCallback = unwatched,
    **options: bool,
) -> BuildReport:
    return build(settings, [letters], embedder=embedder or HashEmbedder(), progress=progress, **options)


def answer_now(settings: Settings) -> bytes:
    with open_index(settings) as version:
        return answer_of(version)


def collections(settings: Settings) -> list[str]:
    address = ServerAddress.of(settings)
    assert address is not None
    with closing(ChromaServer(address)) as server:
        return server.names(f"{settings.chroma_index}.")


def the_server(settings: Settings) -> ServerIndex:
    server = where(settings)[1]
    assert server is not None
    return server


def test_server_answers_are_those_of_a_local_index(
    tmp_path: Path, machine: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sample documents, real embeddings, with the server's graph and without: the same bytes of answer."""
    letters = tmp_path / "letters"
    letters.mkdir()
    for path in sorted(SAMPLE.glob("aldermere*")):
        shutil.copy(path, letters)
    embedder = LocalEmbedder()
    local = Settings(index=tmp_path / "one", processes=1)
    served = machine("one")
    first = build(local, [letters], embedder=embedder)
    second = build(served, [letters], embedder=embedder)
    assert (second.fingerprint, second.embedded) == (first.fingerprint, 0)
    questions = (
        "What must Aldermere put right?",
        "Which authorities are inadequate?",
        "Who is the mayor of Aldermere?",
    )

    def answers(settings: Settings) -> str:
        with closing(Assistant(settings, embedder)) as assistant:
            found = [dataclasses.replace(assistant.ask(question), seconds=0.0) for question in questions]
            return repr(found) + repr(assistant.search("social workers and caseloads", k=8))

    expected = answers(local)
    assert answers(served) == expected
    monkeypatch.setattr("index.storage.vectors.PER_NEIGHBOUR", 0)
    assert answers(served) == answers(local) == expected


def test_server_update_by_another_machine_is_seen_by_the_first(
    machine: Callable[..., Settings], letters: Path, tmp_path: Path
) -> None:
    one, two = machine("one"), machine("two")
    make_index(one, letters)
    with open_index(one) as before:
        write_letters(letters, [9])
        embedder = HashEmbedder()
        report = make_index(two, letters, embedder=embedder)
        assert report.difference.new == ("letter-009.txt",)
        assert 0 < embedder.embedded == report.embedded < report.passages / 2
        assert not before.is_current()
        assert len(before.documents) == 4
    assert current_name(one) == report.version
    assert answer_now(one) == answer_now(two)
    assert check(one) == check(two) == ()
    local = Settings(index=tmp_path / "local", processes=1)
    make_index(local, letters)
    assert answer_now(local) == answer_now(one)
    again = make_index(one, letters)
    assert (again.switched, again.version) == (False, report.version)
    found = status(two)
    assert (found.documents, found.writer, found.index) == (5, None, f"{one.chroma_url} index '{one.chroma_index}'")


@pytest.mark.thorough
def test_server_rebuild_equals_update(machine: Callable[..., Settings], letters: Path) -> None:
    one = machine()
    make_index(one, letters)
    write_letters(letters, [5])
    make_index(one, letters)
    updated = answer_now(one)
    assert make_index(one, letters, from_nothing=True).embedded == 0
    assert answer_now(one) == updated


def test_server_is_asked_only_if_its_address_is_set(tmp_path: Path, machine: Callable[..., Settings]) -> None:
    assert where(tmp_path / "index")[1] is None
    assert where(Settings(index=tmp_path / "index"))[1] is None
    assert where(machine(chroma_url=None, chroma_token=SECRET, chroma_tenant="somebody"))[1] is None


def test_server_dry_run_writes_nothing(machine: Callable[..., Settings], letters: Path) -> None:
    one = machine()
    assert not make_index(one, letters, dry_run=True).switched
    assert collections(one) == []
    with pytest.raises(IndexMissingError, match=r"no index yet; run 'inspection-qa index build"):
        open_index(one)


def test_server_keeps_two_versions_and_what_is_not_ours(machine: Callable[..., Settings], letters: Path) -> None:
    one = machine()
    other = machine(chroma_index=f"{one.chroma_index}-b")
    make_index(other, letters)
    others = collections(other)
    make_index(one, letters)
    reports = []
    for number in (20, 21):
        write_letters(letters, [number])
        reports.append(make_index(one, letters))
    kept = [report.version for report in reports]
    names = {f"{one.chroma_index}.{version}.{part}" for version in kept for part in ("vectors", "files")}
    assert set(collections(one)) == {f"{one.chroma_index}.current", *names}
    assert collections(other) == others
    versions = where(one)[0].versions
    assert [folder.name for folder in versions.iterdir()] == [kept[-1]]


def test_server_readers_during_switches_see_one_version_each(machine: Callable[..., Settings], letters: Path) -> None:
    one, two = machine("one"), machine("two")
    make_index(one, letters)
    stop = threading.Event()
    seen: dict[str, set[bytes]] = {}

    def read() -> None:
        while not stop.is_set():
            with open_index(two) as version:
                while version.is_current() and not stop.is_set():
                    seen.setdefault(version.name, set()).add(answer_of(version))

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        try:
            for step in range(2):
                write_letters(letters, [40 + step])
                make_index(one, letters, from_nothing=step == 1)
                last = current_name(one)
                until = time.monotonic() + 60
                while last not in seen and time.monotonic() < until:
                    time.sleep(0.02)
        finally:
            stop.set()
        for reader in readers:
            reader.result()
    assert len(seen) >= 3
    assert [name for name, answers in seen.items() if len(answers) != 1] == []


def test_server_killed_in_the_middle_of_questions(
    tmp_path: Path,
    mortal: ChromaProcess,
    letters: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Who has a version goes on with it and says so; who has none is told; all is well when the server is back."""
    monkeypatch.setattr("index.storage.vectors.PER_NEIGHBOUR", 0)
    one = Settings(index=tmp_path / "one", processes=1, chroma_url=mortal.url, chroma_timeout_s=5)
    embedder = HashEmbedder()
    make_index(one, letters, embedder=embedder)
    with closing(Assistant(one, embedder)) as assistant:
        question = "What did inspectors find about foster carers?"
        expected = dataclasses.replace(assistant.ask(question), seconds=0.0)
        mortal.kill()
        with caplog.at_level(logging.WARNING):
            assert dataclasses.replace(assistant.ask(question), seconds=0.0) == expected
        assert "cannot be reached" in caplog.text
        with pytest.raises(IndexStoreError, match=r"cannot be reached.*INSPECTION_QA_CHROMA_URL"):
            open_index(one)
        with open_index(where(one)[0].root) as copy:
            assert copy.fingerprint == assistant.index
        mortal.start()
        write_letters(letters, [9])
        make_index(one, letters, embedder=embedder)
        monkeypatch.setattr(ServerIndex, "is_current", lambda self, name: self.current()[0] == name)
        assistant.ask(question)
        assert assistant.index != expected.index
    assert check(one) == ()


@pytest.mark.parametrize("stage", [pytest.param("storing vectors", marks=pytest.mark.thorough), "switching"])
def test_server_killed_in_the_middle_of_a_build(
    tmp_path: Path, mortal: ChromaProcess, letters: Path, stage: str
) -> None:
    one = Settings(index=tmp_path / "one", processes=1, chroma_url=mortal.url, chroma_timeout_s=5)
    make_index(one, letters)
    before, name = answer_now(one), current_name(one)

    def kill(progress: Progress) -> None:
        if progress.stage == stage:
            mortal.kill()

    write_letters(letters, [9])
    with pytest.raises(IndexStoreError, match="cannot be reached"):
        make_index(one, letters, progress=kill)
    mortal.start()
    assert current_name(one) == name
    assert answer_now(one) == before
    assert check(one) == ()
    report = make_index(one, letters)
    assert (report.switched, report.documents) == (True, 5)
    assert check(one) == ()
    assert len(collections(one)) == 5


@pytest.mark.thorough
@pytest.mark.timeout(1800)
def test_server_killed_thirty_times_while_building(tmp_path: Path, mortal: ChromaProcess, letters: Path) -> None:
    """At random moments; when it is back the old version answers the same bytes, or the new one whole."""
    one = Settings(index=tmp_path / "one", processes=1, chroma_url=mortal.url, chroma_timeout_s=5)
    rng = random.Random(31)
    make_index(one, letters)
    began = time.monotonic()
    make_index(one, letters, from_nothing=True)
    seconds = time.monotonic() - began
    interrupted = 0
    for step in range(30):
        before, name = answer_now(one), current_name(one)
        write_letters(letters, [30 + step % 4])
        (letters / f"letter-{30 + (step + 1) % 4:03}.txt").unlink(missing_ok=True)
        killer = threading.Timer(rng.uniform(0, seconds), mortal.kill)
        killer.start()
        with contextlib.suppress(IndexStoreError):
            make_index(one, letters, from_nothing=True)
        killer.join()
        mortal.start()
        if current_name(one) == name:
            assert answer_now(one) == before
            interrupted += 1
        else:
            answer_now(one)
    assert interrupted > 5
    report = make_index(one, letters)
    assert report.documents == len(list(letters.iterdir()))
    assert check(one) == ()
    assert len(collections(one)) == 5


def test_server_writer_killed_leaves_a_lock_that_is_taken_over(
    machine: Callable[..., Settings], letters: Path, tmp_path: Path
) -> None:
    one = machine()
    make_index(one, letters)
    before = answer_now(one)
    write_letters(letters, [9])
    command = [sys.executable, str(TESTS / "storage_victim.py"), str(tmp_path), "1"]
    command += [str(one.index), str(one.chroma_url), one.chroma_index]
    victim = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=TESTS.parent)
    assert victim.stdout is not None
    assert victim.stdout.readline() == b"ready\n"
    until = time.monotonic() + 100
    while the_server_holder(one) is None and victim.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    victim.send_signal(signal.SIGKILL)
    victim.wait(60)
    victim.stdout.close()
    assert f"{one.chroma_index}.writer" in collections(one)
    assert answer_now(one) == before
    assert make_index(one, letters).switched
    assert f"{one.chroma_index}.writer" not in collections(one)
    assert check(one) == ()


def the_server_holder(settings: Settings) -> str | None:
    with closing(the_server(settings)) as server:
        return server.holder()


def test_server_second_writer_is_refused_and_told_who_writes(machine: Callable[..., Settings], letters: Path) -> None:
    one, two = machine("one"), machine("two")
    with closing(the_server(one)) as server, server.writing():
        with pytest.raises(IndexLockedError, match=r"process \d+ on .*, since .* is building this index; wait for it"):
            make_index(two, letters)
        assert "process" in str(the_server_holder(two))
    assert make_index(two, letters).switched


def test_server_lock_of_a_silent_machine_is_taken_over_and_it_cannot_switch(
    machine: Callable[..., Settings], letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = machine("one"), machine("two")
    make_index(one, letters)
    name = current_name(one)
    with closing(the_server(one)) as server:
        with monkeypatch.context() as patch:
            long_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="seconds")
            patch.setattr(server_lock, "_now", lambda: long_ago)
            silent = server.writing()
            silent.__enter__()
        write_letters(letters, [9])
        assert make_index(two, letters).switched
        with pytest.raises(IndexLockedError, match=r"took over.*nothing was switched"):
            server.switch_to(name, "0" * 64)
        silent.__exit__(None, None, None)
    assert current_name(one) != name


@pytest.mark.thorough
def test_server_two_machines_build_at_once(machine: Callable[..., Settings], letters: Path) -> None:
    acts = [partial(make_index, machine(name), letters, from_nothing=True) for name in ("one", "two")]
    outcomes = outcomes_at_once(*acts)
    assert any(isinstance(outcome, BuildReport) and outcome.switched for outcome in outcomes)
    assert check(machine("one")) == ()


@pytest.mark.parametrize(
    ("header", "sent"),
    [
        ("X-Chroma-Token", SECRET),
        pytest.param("Authorization", f"Bearer {SECRET}", marks=pytest.mark.thorough),
    ],
)
def test_server_token(
    machine: Callable[..., Settings], running: ChromaProcess, letters: Path, header: str, sent: str
) -> None:
    with Gate(running.port, sent, header) as gate:
        one = machine(chroma_url=gate.url, chroma_token=SECRET, chroma_token_header=header)
        make_index(one, letters)
        assert check(one) == ()
        for wrong in ("wrong-token", None):
            other = machine("two", chroma_url=gate.url, chroma_token=wrong, chroma_token_header=header)
            with pytest.raises(IndexStoreError, match=r"refuses the token; set INSPECTION_QA_CHROMA_TOKEN") as raised:
                open_index(other)
            assert "wrong-token" not in str(raised.value)
            with pytest.raises(IndexStoreError, match="refuses the token"):
                make_index(other, letters)
        assert not any("heartbeat" in request and "tenants" in request for request in gate.requests)


def test_server_unreachable_says_where_and_what_next(machine: Callable[..., Settings], letters: Path) -> None:
    one = machine(chroma_url=f"http://127.0.0.1:{free_port()}")
    for act in (open_index, current_name, check, status, lambda settings: make_index(settings, letters)):
        with pytest.raises(IndexStoreError, match=r"^http://127.0.0.1:\d+: the Chroma server cannot be reached .*mend"):
            act(one)


def test_server_that_never_replies_is_not_waited_for(
    machine: Callable[..., Settings], running: ChromaProcess, letters: Path
) -> None:
    make_index(machine(), letters)
    with Gate(running.port) as gate:
        one = machine("two", chroma_url=gate.url)
        make_index(one, letters)
        slow = one.model_copy(update={"chroma_timeout_s": 0.2})
        with open_index(one):
            pass
        gate.hold_s = 3.0
        started = time.monotonic()
        with pytest.raises(IndexStoreError, match=r"cannot be reached .*timed out"):
            open_index(slow)
        assert time.monotonic() - started < 3.0
        gate.hold_s = 0.0


def test_server_busy_for_a_moment_is_asked_again(
    machine: Callable[..., Settings], running: ChromaProcess, letters: Path
) -> None:
    with Gate(running.port) as gate:
        one = machine(chroma_url=gate.url)

        def disturb(progress: Progress) -> None:
            gate.fail = 2

        report = make_index(one, letters, progress=disturb)
        assert report.switched
        assert check(one) == ()
        gate.fail, gate.status = 50, 500
        with pytest.raises(IndexStoreError, match="the Chroma server failed: busy"):
            open_index(one)
        gate.fail = 0


def test_server_that_is_no_chroma(machine: Callable[..., Settings], running: ChromaProcess) -> None:
    for change in ({"chroma_url": f"{running.url}/elsewhere"}, {"chroma_database": "nowhere"}):
        with pytest.raises(IndexStoreError, match=r"Set INSPECTION_QA_CHROMA_URL"):
            open_index(machine(**change))


def test_server_bytes_altered_there_are_noticed_and_rebuilt(machine: Callable[..., Settings], letters: Path) -> None:
    one, two = machine("one"), machine("two")
    version = make_index(one, letters).version
    address = ServerAddress.of(one)
    assert address is not None
    with closing(ChromaServer(address)) as server:
        files = server.find(f"{one.chroma_index}.{version}.files")
        record = files.get(ids=["passages.npy:0000000"], include=["metadatas"])["metadatas"][0]
        files.update(ids=["passages.npy:0000000"], metadatas=[{"0": "AAAA" + record["0"][4:]}])
        vectors = server.find(f"{one.chroma_index}.{version}.vectors")
        vectors.delete(ids=vectors.get(limit=1, include=[])["ids"])
    whats = " ".join(fault.what for fault in check(one))
    assert "passages.npy is not what was written" in whats
    assert "Chroma holds" in whats
    assert all("index rebuild" in fault.advice for fault in check(one))
    answer_now(one)
    with pytest.raises(IndexDamagedError, match=r"bytes are not those that were written.*index rebuild"):
        open_index(two)
    assert make_index(one, letters, from_nothing=True).embedded == 0
    assert check(one) == check(two) == ()


def test_server_copy_that_is_damaged_is_fetched_again(
    machine: Callable[..., Settings], letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = machine()
    make_index(one, letters)
    expected = answer_now(one)
    folder = where(one)[0].versions / current_name(one)
    rows = bytearray((folder / "rows.npy").read_bytes())
    rows[-1] ^= 1
    (folder / "rows.npy").write_bytes(rows)
    assert answer_now(one) == expected
    vectors = bytearray((folder / "vectors.npy").read_bytes())
    vectors[-3] ^= 255
    (folder / "vectors.npy").write_bytes(vectors)
    with monkeypatch.context() as patch:
        # As if it were so large that it is not read at opening.
        patch.setattr("index.storage.stored_files.MAX_CHECKED_AT_OPENING", 0)
        faults = check(one)
    assert faults
    assert {fault.advice for fault in faults} == {"remove the version's folder; it is fetched again from the server"}
    shutil.rmtree(folder)
    assert answer_now(one) == expected
    assert check(one) == ()


def test_server_that_names_a_file_outside_is_refused(machine: Callable[..., Settings], letters: Path) -> None:
    one, two = machine("one"), machine("two")
    make_index(one, letters)
    real = the_server(one)
    name, _ = real.current()
    content = real.manifest_bytes(name).replace(b'"rows.npy"', b'"../../../outside"')

    class Lying:
        where = "a server"

        def current(self) -> tuple[str, str]:
            import hashlib

            return name, hashlib.sha256(content).hexdigest()

        def manifest_bytes(self, version: str) -> bytes:
            return content

        def file(self, version: str, relative: str, size: int) -> Iterator[bytes]:
            return real.file(version, "rows.npy" if "outside" in relative else relative, size)

    def opened(folder: Path, digest: str) -> None:
        raise FileNotFoundError(folder)

    with closing(real), pytest.raises(IndexDamagedError, match="names a file outside"):
        fetched(where(two)[0], Lying(), opened)  # type: ignore[arg-type]
    assert list(two.index.rglob("outside")) == []


def test_server_left_behind_for_this_machine(
    machine: Callable[..., Settings], letters: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy answers without the server, and a build there brings the vectors to this machine."""
    one = machine()
    make_index(one, letters)
    expected = answer_now(one)
    root = where(one)[0].root
    monkeypatch.setattr("index.storage.vectors.PER_NEIGHBOUR", 0)
    with caplog.at_level(logging.WARNING), open_index(root) as version:
        assert answer_of(version) == expected
    assert "set INSPECTION_QA_CHROMA_URL" in caplog.text
    report = make_index(Settings(index=root, processes=1), letters)
    assert report.difference.reasons == ("the vectors were on a Chroma server, and are to be on this machine",)
    assert report.switched
    assert check(root) == ()
    with open_index(root) as version:
        assert answer_of(version) == expected


def test_server_lock_is_renewed_while_it_is_held(
    machine: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_lock, "BEAT_S", 0.05)
    beats = itertools.count()
    monkeypatch.setattr(server_lock, "_now", lambda: f"2026-01-01T00:00:{next(beats) % 60:02}+00:00")
    with closing(the_server(machine())) as server, server.writing():
        first = server.holder()
        until = time.monotonic() + 30
        while server.holder() == first and time.monotonic() < until:
            time.sleep(0.05)
        assert server.holder() != first
    assert the_server_holder(machine()) is None
