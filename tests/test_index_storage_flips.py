"""A byte is altered somewhere in an index: `index check` says so or nothing depends on it, and a build repairs it."""

import logging
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from storage_examples import HashEmbedder, answer_of, build_index, write_letters

from corpus.errors import IndexStoreError
from index.storage import check as check_module
from index.storage import open_index
from index.storage.check import check
from index.storage.history import diff

HEADER = 100
"""Bytes at the beginning of a file that are altered more often: of SQLite's, numpy's and Chroma's headers."""


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")


@pytest.fixture(autouse=True)
def no_probe(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Leave out the child process, which takes a second each time, and the warnings."""
    monkeypatch.setattr(check_module, "probe_vector_store", lambda version: [])
    caplog.set_level(logging.ERROR, "index")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that was updated once, so that it has a history."""
    root = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")
        for number in (range(3), range(4)):
            write_letters(root / "letters", number)
            build_index(root)
    return root


@dataclass(frozen=True, slots=True)
class Flip:
    """Bits of one byte of a file that are turned."""

    relative: Path
    at: int
    bits: int

    def do(self, index: Path) -> None:
        content = bytearray((index / self.relative).read_bytes())
        content[self.at] ^= self.bits
        (index / self.relative).write_bytes(content)


def flips(whole: Path, count: int, seed: int, kind: str = "") -> list[Flip]:
    """Return alterations at random places of all files whose name holds `kind`."""
    rng = random.Random(seed)
    index = whole / "index"
    files = [path for path in sorted(index.rglob("*")) if path.is_file() and path.stat().st_size]
    files = [path for path in files if kind in path.name]
    found = []
    for number in range(count):
        path = files[number % len(files)]
        size = path.stat().st_size
        at = rng.randrange(size if rng.random() < 0.8 else min(size, HEADER))
        found.append(Flip(path.relative_to(index), at, rng.choice([1 << rng.randrange(8), 255])))
    return found


def seen(index: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return what readers are shown, by exact search and by Chroma's graph."""
    found: list[object] = []
    for per_neighbour in (280, 0):
        with monkeypatch.context() as patch:
            patch.setattr("index.storage.vectors.PER_NEIGHBOUR", per_neighbour)
            with open_index(index) as version:
                found.append(answer_of(version))
                found += [(document, version.paragraphs_of(document.id)) for document in version.documents]
    return found


def assert_harmless(whole: Path, alterations: list[Flip], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alteration is noticed by `index check`, or changes nothing; no reader is shown anything else."""
    expected = [*seen(whole / "index", monkeypatch), diff(whole / "index")]
    index = tmp_path / "index"
    for flip in alterations:
        shutil.copytree(whole / "index", index)
        flip.do(index)
        faults = check(index)
        assert all("index rebuild" in fault.advice or "remove it" in fault.advice for fault in faults), flip
        try:
            assert [*seen(index, monkeypatch), diff(index)] == expected, flip
        except IndexStoreError:
            assert faults != (), flip
        shutil.rmtree(index)


def test_flip_anywhere_is_noticed_or_changes_nothing(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_harmless(whole, flips(whole, 100, seed=21), tmp_path, monkeypatch)


def test_flip_in_a_database_is_noticed_or_changes_nothing(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_harmless(whole, flips(whole, 60, seed=22, kind=".sqlite"), tmp_path, monkeypatch)


@pytest.mark.thorough
@pytest.mark.timeout(3000)
def test_flip_at_eight_thousand_places(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_harmless(whole, flips(whole, 5000, seed=23), tmp_path, monkeypatch)
    assert_harmless(whole, flips(whole, 3000, seed=24, kind=".sqlite"), tmp_path, monkeypatch)


def test_flip_in_all_files_but_chroma_s_and_the_kept_ones_is_always_noticed(whole: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    for flip in flips(whole, 66, seed=25):
        if "chroma.sqlite3" in flip.relative.name or flip.relative.parts[0] == "vectors":
            continue
        if flip.relative.name == "current" and flip.at == (whole / "index" / flip.relative).stat().st_size - 1:
            continue  # the line's end, which may be another white space
        shutil.copytree(whole / "index", index)
        flip.do(index)
        assert check(index) != (), flip
        shutil.rmtree(index)


def assert_repaired(whole: Path, alterations: list[Flip], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After any alteration a rebuild succeeds, and embeds nothing again but what the kept vectors have lost."""
    expected = seen(whole / "index", monkeypatch)
    for flip in alterations:
        root = tmp_path / "root"
        shutil.copytree(whole, root)
        flip.do(root / "index")
        lost = flip.relative.parts[0] == "vectors"
        embedder = HashEmbedder()
        report = build_index(root, embedder=embedder, from_nothing=True)
        assert report.embedded == embedder.embedded, flip
        assert report.embedded <= (report.passages if lost else 0), flip
        assert seen(root / "index", monkeypatch) == expected, flip
        remaining = check(root / "index")
        assert all("history" in fault.where for fault in remaining), flip
        shutil.rmtree(root)


def test_flip_is_repaired_by_a_rebuild(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anywhere = [flip for flip in flips(whole, 24, seed=26) if "history" not in flip.relative.parts]
    assert_repaired(whole, anywhere[:5], tmp_path, monkeypatch)
    kept = [flip for flip in flips(whole, 90, seed=27, kind=".sqlite") if flip.relative.parts[0] == "vectors"]
    assert_repaired(whole, kept[:6], tmp_path, monkeypatch)


@pytest.mark.thorough
@pytest.mark.timeout(3000)
def test_flip_at_four_hundred_places_is_repaired(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_repaired(whole, flips(whole, 200, seed=28), tmp_path, monkeypatch)
    kept = [flip for flip in flips(whole, 600, seed=29, kind=".sqlite") if flip.relative.parts[0] == "vectors"]
    assert_repaired(whole, kept, tmp_path, monkeypatch)
