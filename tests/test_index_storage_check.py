"""`index check` notices a flipped byte in each file of an index, and no reader crashes or answers wrongly."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from storage_examples import build_index, write_letters

from corpus.errors import IndexStoreError
from index.storage import check as check_module
from index.storage import open_index
from index.storage.catalogue import Catalogue
from index.storage.check import check
from index.storage.layout import IndexPaths
from index.storage.manifest import current_version
from index.storage.probe import probe_vector_store


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    write_letters(root / "letters", range(3))
    build_index(root)
    return root / "index"


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def no_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the child process, which takes a second each time."""
    monkeypatch.setattr(check_module, "probe_vector_store", lambda version: [])


def version_folder(index: Path) -> Path:
    return IndexPaths(index).versions / current_version(IndexPaths(index))[0]


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0b100
    path.write_bytes(content)


def seen(index: Path) -> list[object]:
    """Return what a reader can see of an index, or that it was told of damage."""
    found: list[object] = []
    try:
        with open_index(index) as version:
            for document in version.documents:
                found += [document, *version.paragraphs_of(document.id)]
            for row in range(0, version.paragraph_count, 3):
                found += version.paragraphs_at([row])
    except IndexStoreError:
        return [*found, "told"]
    return found


def test_check_of_a_whole_index_finds_nothing(index: Path) -> None:
    assert check(index) == ()


def test_check_flipped_byte_in_each_file(built: Path, index: Path, no_probe: None) -> None:
    whole = seen(built)
    rng = np.random.default_rng(7)
    files = [path.relative_to(index) for path in sorted(index.rglob("*")) if path.is_file() and path.stat().st_size]
    files = [path for path in files if path.parts[0] not in {"history"}]
    assert len(files) >= 17
    for relative in files:
        before = (index / relative).read_bytes()
        for at in {0, len(before) - 1, *rng.integers(0, len(before), 3).tolist()}:
            if "sqlite" in relative.name and not _matters(relative, at):
                continue
            flip(index / relative, at)
            assert check(index) != (), f"{relative} at byte {at}"
            found = seen(index)
            assert all(thing == other for thing, other in zip(found, whole, strict=False) if thing != "told"), relative
            (index / relative).write_bytes(before)
    assert check(index) == ()


def _matters(relative: Path, at: int) -> bool:
    """Whether a byte of a SQLite file means anything: unused space and counters of the header do not."""
    return "catalogue" in relative.name or at == 0


def test_check_missing_file(index: Path, no_probe: None) -> None:
    (version_folder(index) / "keys.npy").unlink()
    faults = check(index)
    assert any("keys.npy" in fault.where for fault in faults)
    assert all("index rebuild" in fault.advice for fault in faults)


def test_check_words_changed_with_matching_checksum_of_the_file(index: Path, no_probe: None) -> None:
    """Somebody edits a paragraph in the catalogue and even mends the manifest: the row's checksum tells."""
    import sqlite3

    folder = version_folder(index)
    with sqlite3.connect(folder / "catalogue.sqlite") as connection:
        connection.execute("UPDATE paragraphs SET text = replace(text, 'concern', 'praise')")
    connection.close()
    catalogue = Catalogue(folder / "catalogue.sqlite")
    assert "is not what was written" in " ".join(catalogue.check())
    catalogue.close()
    assert any("catalogue.sqlite" in fault.where + fault.what for fault in check(index))


def test_check_pointer_to_nothing(index: Path) -> None:
    (index / "current").write_text("20200101T000000-1 abc\n")
    (fault,) = check(index)
    assert "no such version" in fault.what
    assert seen(index) == ["told"]


@pytest.mark.parametrize("content", ["", "one two three", "\xff"])
def test_check_pointer_that_names_none(index: Path, content: str) -> None:
    (index / "current").write_text(content, encoding="latin-1")
    assert "names no version" in check(index)[0].what
    assert seen(index) == ["told"]


def test_check_manifest_of_another_format_says_rebuild(index: Path) -> None:
    folder = version_folder(index)
    values = json.loads((folder / "manifest.json").read_text())
    values["made"]["format"] = 999
    (folder / "manifest.json").write_text(json.dumps(values))
    assert "index rebuild" in check(index)[0].advice


def test_probe_of_a_wrecked_store_reports_instead_of_crashing(index: Path) -> None:
    folder = version_folder(index)
    for path in (folder / "chroma").rglob("data_level0.bin"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    found = probe_vector_store(folder)
    assert found != []
