"""Builds: what is new, changed, renamed, removed; the same content, the same fingerprint; readers and versions."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from storage_examples import HashEmbedder, build_index, letter, write_letters

from corpus.errors import CorpusError, IndexLockedError, IndexMissingError, IndexStoreError
from corpus.paragraphs import document_id
from index.embedding.local import LocalEmbedder
from index.settings import Settings
from index.storage import current_name, open_index
from index.storage.build import build
from index.storage.check import check
from index.storage.history import diff, history
from index.storage.layout import IndexPaths, digest_of_source
from index.storage.lock import writing
from index.storage.progress import Progress
from index.storage.status import status


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the program's code for unchanged, even if somebody edits it while the tests run."""
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_letters(tmp_path / "letters", range(4))
    return tmp_path


def versions(root: Path) -> list[str]:
    return sorted(folder.name for folder in (root / "index" / "versions").iterdir())


def everything(root: Path) -> tuple[object, ...]:
    """Return all that a reader can see of the index, bit for bit."""
    with open_index(root / "index") as version:
        paragraphs = [version.paragraphs_of(document.id) for document in version.documents]
        rows = (version.document_row, version.ordinal, version.lead_in_row, version.role)
        passages = (version.passage_paragraph, version.passage_start, version.passage_end, version.vectors.matrix)
        arrays = [array.tobytes() for array in (*rows, *passages, version.lexical.scores("foster carers concern"))]
        return version.documents, paragraphs, arrays, version.fingerprint


def test_build_and_read(root: Path) -> None:
    report = build_index(root)
    assert (report.switched, report.documents, len(report.difference.new)) == (True, 4, 4)
    with open_index(root / "index") as version:
        assert version.fingerprint == report.fingerprint
        assert [document.path for document in version.documents] == [f"letter-{n:03}.txt" for n in range(4)]
        assert version.paragraph_count == report.paragraphs == len(version.role)
        for row in range(version.paragraph_count):
            (paragraph,) = version.paragraphs_at([row])
            assert version.row_of(paragraph) == row
            assert version.paragraph(paragraph.id) == paragraph
            assert version.documents[version.document_row[row]].id == paragraph.document_id
        rows = [5, 0, 5]
        assert [version.row_of(paragraph) for paragraph in version.paragraphs_at(rows)] == rows
        assert version.paragraph("00000000-0000000000") is None


def test_build_search_finds_the_passage_by_its_own_words(root: Path) -> None:
    build_index(root)
    with open_index(root / "index") as version:
        for passage in range(version.passage_count):
            own = np.asarray(version.vectors.matrix[passage])
            rows, cosines = version.search_vectors(own, 3)
            assert rows[0] == passage
            assert cosines[0] == pytest.approx(1, abs=1e-5)
        allowed = version.document_row == 2
        rows, _ = version.search_vectors(own, 50, allowed)
        assert set(version.document_row[version.passage_paragraph[rows]]) == {2}
        assert version.search_vectors(own, 5, np.zeros(version.paragraph_count, dtype=bool))[0].tolist() == []


def test_build_again_keeps_the_version(root: Path) -> None:
    first = build_index(root)
    embedder = HashEmbedder()
    second = build_index(root, embedder=embedder)
    assert (second.switched, second.version, second.difference.is_empty) == (False, first.version, True)
    assert embedder.embedded == 0


def test_build_elsewhere_gives_the_same_fingerprint(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(root / "letters", other / "letters")
    assert build_index(root).fingerprint == build_index(other).fingerprint


def test_build_update_equals_build_from_nothing(root: Path) -> None:
    """New, changed, renamed and removed at once; the update gives, bit for bit, what a rebuild gives."""
    build_index(root)
    letters = root / "letters"
    write_letters(letters, [7, 100])
    (letters / "letter-001.txt").write_text(letter(1).replace("point-3", "point three, corrected,"), encoding="utf-8")
    (letters / "letter-002.txt").rename(letters / "a-letter.txt")
    (letters / "letter-003.txt").unlink()
    embedder = HashEmbedder()
    report = build_index(root, embedder=embedder)
    assert report.difference.new == ("letter-007.txt", "letter-100.txt")
    assert report.difference.changed == ("letter-001.txt",)
    assert report.difference.renamed == (("letter-002.txt", "a-letter.txt"),)
    assert report.difference.removed == ("letter-003.txt",)
    assert report.difference.unchanged == 1
    assert embedder.embedded == report.embedded
    updated = everything(root)
    assert check(root / "index") == ()
    again = build_index(root, from_nothing=True)
    assert (again.switched, again.embedded) == (True, 0)
    assert everything(root) == updated


def test_build_few_new_vectors_wait_beside_the_shared_graph(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma is not asked to load and write its graph for few; they are found all the same, and added with more."""
    write_letters(root / "letters", range(40))
    build_index(root)
    with open_index(root / "index") as first:
        (before,) = first.folder.glob("chroma/*/data_level0.bin")
        inode, held = before.stat().st_ino, len(first.chroma_keys)
        write_letters(root / "letters", [50])
        monkeypatch.setattr("index.storage.growing.write_chroma", not_called)
        monkeypatch.setattr("index.storage.growing.extend_chroma", not_called)
        monkeypatch.setattr("index.storage.growing.MAX_WAITING", 0.05)
        build_index(root)
    with open_index(root / "index") as version:
        (graph,) = version.folder.glob("chroma/*/data_level0.bin")
        assert graph.stat().st_ino == inode
        waiting = ~np.isin(version.vectors.keys, version.chroma_keys)
        assert (len(version.chroma_keys), np.count_nonzero(waiting)) == (held, 6)
        monkeypatch.setattr("index.storage.vectors.PER_NEIGHBOUR", 0)
        for passage in np.flatnonzero(waiting):
            rows, _ = version.search_vectors(version.vectors.matrix[passage], 3)
            assert rows[0] == passage
    assert check(root / "index") == ()
    write_letters(root / "letters", range(60, 63))
    monkeypatch.undo()
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "the same code")
    build_index(root)
    with open_index(root / "index") as version:
        assert np.isin(version.vectors.keys, version.chroma_keys).all()
    assert check(root / "index") == ()


def test_build_graph_is_copied_where_files_have_one_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_letters(root / "letters", range(10))
    build_index(root)
    (root / "letters" / "letter-003.txt").unlink()
    with open_index(root / "index") as first:
        (before,) = first.folder.glob("chroma/*/data_level0.bin")
        with monkeypatch.context() as patch:
            patch.setattr(Path, "hardlink_to", refuse_links)
            build_index(root)
        with open_index(root / "index") as version:
            (graph,) = version.folder.glob("chroma/*/data_level0.bin")
            assert graph.stat().st_ino != before.stat().st_ino
            assert graph.read_bytes() == before.read_bytes()
    assert check(root / "index") == ()


def test_build_words_of_a_removed_document_are_in_no_file(root: Path) -> None:
    write_letters(root / "letters", range(30))
    (root / "letters" / "letter-007.txt").write_text(letter(7).replace("point-3", "quetzalcoatl"), encoding="utf-8")
    build_index(root)
    assert {path.name for path in files_with(root, b"quetzalcoatl")} == {"catalogue.sqlite", "vocabulary.json"}
    (root / "letters" / "letter-007.txt").unlink()
    build_index(root)
    assert files_with(root, b"quetzalcoatl") == []


def test_build_catalogue_gives_back_the_space_of_many_removed(root: Path) -> None:
    write_letters(root / "letters", range(60))
    build_index(root)
    size = sum(path.stat().st_size for path in root.rglob("catalogue.sqlite"))
    for number in range(10, 60):
        (root / "letters" / f"letter-{number:03}.txt").unlink()
    build_index(root)
    assert sum(path.stat().st_size for path in root.rglob("catalogue.sqlite")) < size / 2
    assert check(root / "index") == ()


def not_called(*_: object) -> None:
    raise AssertionError("Chroma's graph is to be shared")


def refuse_links(self: Path, target: Path) -> None:
    raise OSError("no second names here")


def files_with(root: Path, word: bytes) -> list[Path]:
    return [path for path in (root / "index" / "versions").rglob("*") if path.is_file() and word in path.read_bytes()]


def test_build_remembers_versions_and_their_difference(root: Path) -> None:
    first = build_index(root)
    write_letters(root / "letters", [9])
    (root / "letters" / "letter-000.txt").unlink()
    second = build_index(root)
    assert [past.name for past in history(root / "index")] == [first.version, second.version]
    found = diff(root / "index")
    assert (found.new, found.removed, found.unchanged) == (("letter-009.txt",), ("letter-000.txt",), 3)
    with pytest.raises(IndexMissingError, match=r"no version nonsense is remembered; known are: 2"):
        diff(root / "index", "nonsense")


def test_build_dry_run_changes_nothing(root: Path) -> None:
    settings = Settings(index=root / "index")
    report = build(settings, [root / "letters"], embedder=HashEmbedder(), dry_run=True)
    assert len(report.difference.new) == 4
    assert not (root / "index").exists()


def test_build_other_embedder_is_noticed_and_said(root: Path) -> None:
    build_index(root)
    report = build_index(root, embedder=HashEmbedder("other", 12))
    assert report.difference.reasons == ("the embedding model is now other, it was hash-24",)
    assert report.switched
    with open_index(root / "index") as version:
        assert version.vectors.matrix.shape[1] == 12


def test_build_reads_and_cuts_again_when_the_program_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build_index(root)
    before = everything(root)
    monkeypatch.setattr("index.storage.build.digest_of_source", lambda paths: "other code")
    report = build_index(root)
    assert report.difference.reasons == (
        "the program reads documents differently now, so all are read again",
        "the program indexes passages differently now, so all are cut again",
    )
    assert (report.switched, report.embedded, report.version != first.version) == (True, 0, True)
    assert everything(root)[:3] == before[:3]


def test_version_refuses_the_embedder_that_it_was_not_made_by(root: Path) -> None:
    build_index(root)
    with open_index(root / "index") as version:
        version.require(HashEmbedder())
        with pytest.raises(IndexStoreError, match=r"made with the embedding model hash-24, but other is set; run"):
            version.require(HashEmbedder("other"))


def test_code_digest_is_of_the_program_not_of_documents(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "reader.py").write_text("one = 1\n")
    before = digest_of_source([tmp_path])
    (tmp_path / "letters" / "table.csv").write_text("a,b\n")
    (tmp_path / "notes.txt").write_text("nothing\n")
    assert digest_of_source([tmp_path]) == before
    (tmp_path / "reader.py").write_text("one = 2\n")
    assert digest_of_source([tmp_path]) != before


def test_build_without_folders_uses_those_of_last_time(root: Path) -> None:
    build_index(root)
    write_letters(root / "letters", [50])
    report = build(Settings(index=root / "index"), embedder=HashEmbedder())
    assert report.difference.new == ("letter-050.txt",)


def test_build_without_folders_and_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="--corpus FOLDER"):
        build(Settings(index=tmp_path / "index"), embedder=HashEmbedder())


def test_build_missing_folder_leaves_the_index(root: Path) -> None:
    build_index(root)
    before = everything(root)
    (root / "letters").rename(root / "elsewhere")
    with pytest.raises(CorpusError, match="no such folder"):
        build_index(root)
    assert everything(root) == before


def test_build_of_nothing_readable_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "empty.txt").touch()
    with pytest.raises(CorpusError, match="no readable document"):
        build_index(tmp_path)
    with pytest.raises(IndexMissingError, match="there is no index yet"):
        open_index(tmp_path / "index")
    assert versions(tmp_path) == []


def test_build_unreadable_file_is_refused_once_and_tried_again_when_it_changed(root: Path) -> None:
    bad = root / "letters" / "broken.txt"
    bad.write_bytes(b"\x00\x01\x02binary\xff" * 100)
    first = build_index(root)
    assert [entry.path for entry in first.refused] == ["broken.txt"]
    assert first.documents == 4
    second = build_index(root)
    assert (second.switched, [entry.path for entry in second.refused]) == (False, ["broken.txt"])
    bad.write_text(letter(77), encoding="utf-8")
    third = build_index(root)
    assert (third.difference.new, third.refused, third.documents) == (("broken.txt",), (), 5)


def test_build_reader_keeps_its_version_and_old_ones_go(root: Path) -> None:
    first = build_index(root)
    reader = open_index(root / "index")
    before = reader.paragraphs_of(document_id("letter-000.txt"))
    write_letters(root / "letters", [10])
    second = build_index(root)
    assert versions(root) == [first.version, second.version]
    assert reader.paragraphs_of(document_id("letter-000.txt")) == before
    assert current_name(root / "index") == second.version != reader.name
    reader.close()
    write_letters(root / "letters", [11])
    third = build_index(root)
    assert versions(root) == [third.version]


def test_build_second_writer_is_told_who_holds_the_lock(root: Path) -> None:
    build_index(root)
    write_letters(root / "letters", [10])
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(IndexPaths(root / "index")):
            held.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    try:
        with pytest.raises(IndexLockedError, match=r"process \d+ on .*, since 20..-.* is building this index"):
            build_index(root)
        assert "process" in str(status(root / "index").writer)
    finally:
        done.set()
        thread.join()
    assert build_index(root).switched


def test_build_progress_tells_stages_and_time_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Progress] = []
    build(Settings(index=root / "index"), [root / "letters"], embedder=HashEmbedder(), progress=seen.append)
    stages = list(dict.fromkeys(progress.stage for progress in seen))
    assert stages == ["comparing", "reading", "embedding", "storing vectors", "verifying"]
    assert all(0 <= progress.done <= progress.total for progress in seen)


def test_build_two_folders_with_one_path_refuses_the_second(root: Path) -> None:
    write_letters(root / "more", [2, 60])
    settings = Settings(index=root / "index")
    report = build(settings, [root / "letters", root / "more"], embedder=HashEmbedder())
    assert report.documents == 5
    assert [entry.path for entry in report.refused] == ["letter-002.txt"]


def test_status_tells_what_a_build_would_do(root: Path) -> None:
    report = build_index(root)
    write_letters(root / "letters", [10])
    found = status(root / "index")
    assert (found.version, found.documents, found.embedder) == (report.version, 4, "hash-24")
    assert found.stale is not None
    assert found.stale.new == ("letter-010.txt",)
    assert found.writer is None
    shutil.rmtree(root / "letters")
    gone = status(root / "index")
    assert gone.stale is None
    assert "no such folder" in str(gone.stale_why)


def test_open_without_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="inspection-qa index build --corpus FOLDER"):
        open_index(tmp_path / "nothing")


def test_report_is_a_value(root: Path) -> None:
    report = build_index(root)
    assert replace(report, seconds=0.0) == replace(report, seconds=0.0)


def test_build_with_the_bundled_model_needs_no_network(root: Path, no_network: list[str]) -> None:
    settings = Settings(index=root / "index", threads=1)
    embedder = LocalEmbedder(threads=1)
    report = build(settings, [root / "letters"], embedder=embedder)
    with open_index(root / "index") as version:
        (query,) = embedder.embed(["pupils who do not come to lessons"])
        rows, _ = version.search_vectors(query, 3)
        texts = [paragraph.text for paragraph in version.paragraphs_at(version.passage_paragraph[rows])]
    assert report.embedded == report.passages
    assert "school attendance" in texts[0]
    assert no_network == []
