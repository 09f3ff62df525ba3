"""A disk that is really full or read-only, where the system lets us mount one."""

import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from storage_examples import answer_of, build_index, write_letters

from corpus.errors import IndexStoreError
from index.storage import open_index
from index.storage.check import check
from index.storage.version import current_name

TESTS = Path(__file__).parent


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")


def mounted(*arguments: str) -> bool:
    """Run `mount`; whether it was allowed."""
    program = shutil.which("mount")
    if program is None:
        return False
    return subprocess.run([program, *arguments], capture_output=True, check=False, timeout=30).returncode == 0


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """An index on a disk of its own, which `resized` makes larger or smaller."""
    write_letters(tmp_path / "letters", range(5))
    (tmp_path / "index").mkdir()
    if not mounted("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(tmp_path / "index")):
        pytest.skip("may not mount a disk; limits of file sizes are tested instead")
    try:
        build_index(tmp_path)
        yield tmp_path
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path / "index")], capture_output=True, check=True, timeout=30)


def resized(root: Path, spare_bytes: int) -> None:
    """Leave that many bytes free on the disk of the index."""
    used = sum(-(-path.stat().st_size // 4096) * 4096 for path in (root / "index").rglob("*") if path.is_file())
    pages = (used + spare_bytes) // 4096 + 1
    assert mounted("-o", f"remount,size={pages * 4096}", str(root / "index"))


def answer_now(root: Path) -> bytes:
    with open_index(root / "index") as version:
        return answer_of(version)


def build_in_a_process(root: Path, step: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(TESTS / "storage_victim.py"), str(root), str(step)]
    return subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=False, timeout=120)


def survive_full_disks(root: Path, spares: list[int]) -> int:
    """Build on disks with that many bytes left; return how often they did not suffice."""
    failed = 0
    for step, spare in enumerate(spares):
        before, name = answer_now(root), current_name(root / "index")
        resized(root, spare)
        done = build_in_a_process(root, step)
        if done.returncode:
            failed += 1
            assert "IndexStoreError" in done.stderr, done.stderr[-500:]
            assert "free some space" in done.stderr
            assert current_name(root / "index") == name
            assert answer_now(root) == before
        resized(root, 60_000_000)
        answer_now(root)
        assert check(root / "index") == ()
    assert build_in_a_process(root, 1).returncode == 0
    assert check(root / "index") == ()
    return failed


def test_disk_full_at_any_point_leaves_the_old_index(root: Path) -> None:
    assert survive_full_disks(root, [0, 200_000]) == 2


@pytest.mark.thorough
@pytest.mark.timeout(3000)
def test_disk_full_at_forty_points(root: Path) -> None:
    assert survive_full_disks(root, [8_192 * step**2 // 4 for step in range(40)]) > 10


def test_disk_read_only_still_answers_and_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = answer_now(root)
    write_letters(root / "letters", [20])
    assert mounted("-o", "remount,ro", str(root / "index"))
    assert answer_now(root) == before
    with pytest.raises(IndexStoreError, match=r"index: cannot be written: Read-only file system.*--index"):
        build_index(root)
    assert check(root / "index") == ()
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr("index.storage.vectors.PER_NEIGHBOUR", 0)
        assert answer_now(root) == before
    assert mounted("-o", "remount,rw", str(root / "index"))
    assert build_index(root).switched
