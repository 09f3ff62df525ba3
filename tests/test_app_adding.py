"""Adding files, folders and archives: what is taken, what is there already, and archives made to do harm."""

import io
import os
import stat
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import docx
import pytest

from app.adding import safe_folder
from app.adding_many import Added, Already, add_all
from app.adding_sources import Source, sources
from corpus.duplicates import FILE_NAME
from corpus.errors import CorpusError
from corpus.folder import Refused

PARAGRAPHS = (
    "Focused visit to Swindon children's services",
    "Inspectors visited on 3 and 4 May 2018.",
    "Social workers know their children well.",
    "Thresholds are understood by partners.",
)
LETTER = "\n\n".join(PARAGRAPHS).encode()
REVISED = LETTER.replace(b"well", b"very well indeed")


def outcomes(folder: Path, *paths: Path, ocr: bool = False) -> list[str]:
    """Add paths; return what became of each file in a word or two."""
    names = []
    for outcome in add_all(paths, folder, ocr=ocr):
        if isinstance(outcome, Added):
            names.append(f"added {outcome.read.document.path}" + (f": {outcome.note}" if outcome.note else ""))
        else:
            names.append(("already " if isinstance(outcome, Already) else "refused ") + outcome.message)
    return names


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_same_bytes_are_told_and_not_copied(tmp_path: Path) -> None:
    own = tmp_path / "own"
    first, second = written(tmp_path / "a.txt", LETTER), written(tmp_path / "b.txt", LETTER)
    assert outcomes(own, first, second) == ["added a.txt", f"already {second}: is there already, byte for byte: a.txt"]
    assert sorted(path.name for path in own.iterdir()) == [FILE_NAME, "a.txt"]


def test_same_text_in_another_format_is_told_and_not_copied(tmp_path: Path) -> None:
    own = tmp_path / "own"
    made = docx.Document()
    for text in PARAGRAPHS:
        made.add_paragraph(text)
    made.save(str(tmp_path / "letter.docx"))
    assert outcomes(own, written(tmp_path / "letter.txt", LETTER)) == ["added letter.txt"]
    # A second call knows it from what was kept, and from the file itself where that is lost.
    for _ in range(2):
        (said,) = outcomes(own, tmp_path / "letter.docx")
        assert "holds the same text as letter.txt" in said
        (own / FILE_NAME).write_text("damaged")
    assert sorted(path.name for path in own.iterdir() if path.suffix != ".json") == ["letter.txt"]


def test_new_version_is_added_beside_the_old_one_and_told(tmp_path: Path) -> None:
    own = tmp_path / "own"
    outcomes(own, written(tmp_path / "letter.txt", LETTER))
    (said,) = outcomes(own, written(tmp_path / "letter.txt", REVISED))
    assert said.startswith("added letter (2).txt: is a new version of letter.txt")
    assert ((own / "letter.txt").read_bytes(), (own / "letter (2).txt").read_bytes()) == (LETTER, REVISED)


def test_folder_keeps_its_folders_and_tells_what_is_left_out(tmp_path: Path) -> None:
    given, own = tmp_path / "given", tmp_path / "own"
    written(given / "80568_swindon" / "visit.txt", LETTER)
    written(given / "other" / "visit.txt", b"Another letter\n\nAbout something else.\n")
    written(given / "table.xlsx", b"x")
    said = outcomes(own, given)
    assert "table.xlsx" in said[0]
    assert said[1:] == ["added 80568_swindon/visit.txt", "added other/visit.txt"]
    assert (own / "80568_swindon" / "visit.txt").read_bytes() == LETTER


def test_archive_is_taken_apart(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", ("swindon/visit.txt", LETTER), ("__MACOSX/._visit.txt", b"x"), ("d/", b""))
    assert outcomes(tmp_path / "own", archive) == ["added swindon/visit.txt"]


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("../out.txt", "leads out"),
        ("a/../../out.txt", "leads out"),
        ("/etc/out.txt", "leads out"),
        ("..\\out.txt", "leads out"),
        ("C:out.txt", "leads out"),
        (link(), "link"),
        ("inner.zip", "archive in an archive"),
        ("inner.tar.gz", "archive in an archive"),
        ("program.exe", "not read"),
    ],
    ids=str,
)
def test_harmful_entry_is_refused_and_the_rest_taken(tmp_path: Path, entry: str | zipfile.ZipInfo, said: str) -> None:
    archive = zipped(tmp_path / "x.zip", (entry, b"/etc/passwd"), ("v.txt", LETTER))
    own = tmp_path / "own"
    first, second = outcomes(own, archive)
    assert first.startswith(f"refused {archive}/")
    assert said in first
    assert second == "added v.txt"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own", "x.zip"]


def test_bomb_of_ten_gigabytes_is_given_up_early_in_little_memory(tmp_path: Path) -> None:
    megabyte = zlib.compressobj(wbits=-15)
    block = megabyte.compress(bytes(2**20)) + megabyte.flush(zlib.Z_FULL_FLUSH)
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as made:
        # Each block ends at a byte and refers to nothing before it: ten thousand of them are one stream.
        made.writestr("bomb.txt", block * 10 * 2**10)
        made.writestr("v.txt", LETTER)
        entry = made.getinfo("bomb.txt")
        entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, 10 * 2**30
    assert archive.stat().st_size < 15 * 2**20
    tracemalloc.start()
    said = outcomes(tmp_path / "own", archive)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks to more than 50 MB" in said[0]
    assert said[1] == "added v.txt"
    assert peak < 200 * 2**20


def test_archive_stops_at_its_bound_of_unpacked_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.adding_sources.MAX_UNPACKED", 2_000)
    archive = zipped(tmp_path / "x.zip", *((f"{n}.txt", bytes(900)) for n in range(9)))
    found = list(sources(archive))
    assert [type(each) for each in found] == [Source, Source, Refused, Refused]
    assert isinstance(found[-1], Refused)
    assert "the rest is not taken" in found[-1].message


def test_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    (refused,) = sources(zipped(tmp_path / "x.zip", *((f"{n}.txt", b"") for n in range(5_001))))
    assert isinstance(refused, Refused)
    assert "5,001 files" in refused.message


def test_broken_archives_are_refused(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", ("v.txt", os.urandom(5_000))).read_bytes()
    (refused,) = outcomes(tmp_path / "own", written(tmp_path / "cut.zip", whole[:3_000]))
    assert "no ZIP archive" in refused
    altered = bytearray(whole)
    altered[1_000:1_100] = bytes(100)
    (refused,) = outcomes(tmp_path / "own", written(tmp_path / "altered.zip", bytes(altered)))
    assert "is damaged" in refused
    (refused,) = outcomes(tmp_path / "own", tmp_path / "missing.zip")
    assert "No such file" in refused


@pytest.mark.parametrize(
    ("given", "safe"),
    [("a/b", "a/b"), ("../a/./..", "a"), ("/etc", "etc"), ("nul/.hidden", "nul_/hidden"), ("", ""), ("a\nb", "a_b")],
)
def test_folders_lead_nowhere_else(given: str, safe: str) -> None:
    assert safe_folder(given) == safe


def scan() -> bytes:
    """Return a PDF whose one page is a picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (80, 80), 128).save(out, "PDF")
    return out.getvalue()


def test_ocr_without_the_program_is_refused_before_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CorpusError, match="ocrmypdf is not installed"):
        outcomes(tmp_path / "own", written(tmp_path / "scan.pdf", scan()), ocr=True)
    assert not (tmp_path / "own").exists()


@pytest.mark.skipif(os.name == "nt", reason="stands in for a program with a shell script")
def test_ocr_reads_scans_only_and_only_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    readable = next((root / "corpus" / "sample").glob("*.pdf"))
    program = written(tmp_path / "bin" / "ocrmypdf", f'#!/bin/sh\nfor l; do :; done\ncp "{readable}" "$l"\n'.encode())
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
    given = written(tmp_path / "scan.pdf", scan())
    (read,) = add_all([given], tmp_path / "without")
    assert isinstance(read, Added)
    assert (read.read.paragraphs, read.note) == ((), None)
    (read,) = add_all([given], tmp_path / "with", ocr=True)
    assert isinstance(read, Added)
    assert read.note == "its pages were read by OCR: mistakes are likely"
    assert (tmp_path / "with" / "scan.pdf").read_bytes() == readable.read_bytes()
    assert outcomes(tmp_path / "text", written(tmp_path / "v.txt", LETTER), ocr=True) == ["added v.txt"]
