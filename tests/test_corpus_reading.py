"""Files that are no letters, and folders that hold some: each refused by name with what to do, the rest read."""

# ruff: noqa: E501 - a table of files and messages

import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.decoding import decode
from corpus.errors import CorpusError, NotADocumentError, ReadError, TooLargeError
from corpus.folder import Refused
from corpus.model import ReadDocument
from corpus.readers import read_file
from corpus.readers.text import read_text
from corpus.reading import list_corpora, read_corpus, read_document

SHARED = Path(__file__).parent.parent.parent / "shared"
LETTER = (
    "14 May 2022\n\nMrs Una Vale\n\nDear Mrs Vale\n\nFocused visit to Fernbridge children’s services\n\n"
    "This letter summarises what inspectors found at Fernbridge Borough Council on 12 and 13 April 2022. "
    "It cost £40 – no more.\n\nYours sincerely\n\nAda Quill\n"
)


def _write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"]
)
def test_letter_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    blocks = read_file(_write(tmp_path / "plain.txt", LETTER)).blocks
    assert read_file(_write(tmp_path / "other.txt", LETTER.encode(encoding))).blocks == blocks
    assert "£40 – no more." in blocks[4].text


def test_windows_1252_is_told_as_a_warning(tmp_path: Path) -> None:
    extraction = read_file(_write(tmp_path / "old.txt", LETTER.encode("windows-1252")))
    assert extraction.warnings == (
        "not UTF-8: read as Windows-1252; check that accents and quotation marks look right",
    )


def test_line_ends_and_stray_controls_are_normalised() -> None:
    assert decode(b"a\r\nb\rc\x0cd\x07", "x.txt") == ("a\nb\nc\x0cd", "utf-8")


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("empty.txt", b"", NotADocumentError, "empty.txt: the file is empty; save the document again"),
        ("blank.md", b" \r\n\t\n", NotADocumentError, "blank.md: the file is empty"),
        ("zeros.txt", b"\0" * 100, NotADocumentError, "zeros.txt: the file is empty"),
        ("marks.md", b"---\n\n***\n\n# \n", NotADocumentError, "marks.md: holds no words"),
        ("noise.txt", bytes(range(256)) * 40, NotADocumentError, "noise.txt: is neither UTF-8"),
        ("bin.txt", b"ab\x01\x02\x03\x04cd" * 50, NotADocumentError, "bin.txt: is binary data, not text"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + b"x" * 50, NotADocumentError, "photo.txt: is a picture; save the letter"),
        ("photo.pdf", b"\xff\xd8\xff\xe0" + b"x" * 50, NotADocumentError, "photo.pdf: is not a PDF but something else"),
        ("old.docx", b"\xd0\xcf\x11\xe0" + b"x" * 50, NotADocumentError, "old.docx: is a protected file or one of an old"),
        ("rich.txt", b"{\\rtf1 hello}", NotADocumentError, "rich.txt: is a rich text file (RTF); open it in Word"),
        ("tool.txt", b"\x7fELF" + b"\x02" * 60, NotADocumentError, "tool.txt: is a program, not a document; remove it"),
        ("text.docx", LETTER.encode(), NotADocumentError, "text.docx: is not a Word document (DOCX)"),
        ("text.pdf", LETTER.encode(), NotADocumentError, "text.pdf: is not a PDF but something else; download"),
        ("page.pdf", b"<!DOCTYPE html><html><body><h1>Oh</h1></body></html>", NotADocumentError, "page.pdf: is not a PDF but a web page"),
        ("cut.docx", b"PK\x03\x04" + b"x" * 60, ReadError, "cut.docx: the archive is damaged"),
    ],
)  # fmt: skip
def test_file_that_is_no_document_is_refused(
    tmp_path: Path, name: str, data: bytes, error: type[ReadError], message: str
) -> None:
    with pytest.raises(error) as caught:
        read_file(_write(tmp_path / name, data))
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"a.txt": b"hello", "../b.txt": b"hello"}, "is an archive, not a Word document; unpack it and add its files"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "is an OpenDocument file, not a Word document"),
        ({"xl/workbook.xml": b"<x/>"}, "is an Excel file, not a Word document; save it as DOCX or PDF"),
        ({"word/document.xml": b"<w:document"}, "is damaged or no Word document"),
    ],
)
def test_archive_that_is_no_word_document_is_refused(tmp_path: Path, members: dict[str, bytes], message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_file(_zip(tmp_path / "odd.docx", members))


def test_archive_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(70):
            member.write(b"\0" * 1_000_000)
    started = time.perf_counter()
    with pytest.raises(TooLargeError, match=r"bomb\.docx: unpacks to 70 MB in 1 parts"):
        read_file(path)
    assert time.perf_counter() - started < 5


def test_two_hundred_megabytes_of_one_line_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.write(b"word ")
        file.truncate(200_000_000)
    started = time.perf_counter()
    with pytest.raises(TooLargeError, match=r"line\.txt: 200\.0 MB, and a text document may have 20 MB; split it"):
        read_file(path)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "unit", ["word ", "*", "[a", "<b", "x", "'a ", '"a ', "1.1 A\n", "a\n\n", "A b\n\n", "- a\n", "_a", "a@"]
)
def test_long_file_of_anything_is_read_in_time_that_grows_with_its_length(unit: str) -> None:
    def seconds(chars: int) -> float:
        started = time.perf_counter()
        read_text("Start. " + unit * (chars // len(unit)))
        return time.perf_counter() - started

    seconds(100)
    # Ten times the length at most about ten times as long; squared time would be a hundred times.
    assert seconds(40_000) < 35 * max(seconds(4_000), 0.01)


def test_file_of_too_many_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match=r"data\.txt: 200001 lines, and a text document may have 200000; split it"):
        read_file(_write(tmp_path / "data.txt", "a\n" * 200_001))


@pytest.mark.parametrize("name", ['it\'s "quoted".txt', "two\nlines.txt", "\U0001f600.txt", "n" * 240 + ".txt"])
def test_strange_names_are_read_and_shown_on_one_line(tmp_path: Path, name: str) -> None:
    _write(tmp_path / name, LETTER)
    assert [result.document.path for result in read_corpus([tmp_path]) if isinstance(result, ReadDocument)] == [name]
    _write(tmp_path / name, b"")
    (refused,) = read_corpus([tmp_path])
    assert isinstance(refused, Refused)
    assert "\n" not in refused.message
    assert refused.path == name


def test_name_that_is_too_long_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        read_file(tmp_path / ("n" * 300 + ".txt"))


def test_file_without_permission_is_refused_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "a.txt", LETTER)
    _write(tmp_path / "secret.txt", LETTER)
    original: Callable[..., object] = Path.open

    def refuse(path: Path, *rest: object, **named: object) -> object:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return original(path, *rest, **named)

    monkeypatch.setattr(Path, "open", refuse)
    document, refused = read_corpus([tmp_path])
    assert isinstance(document, ReadDocument)
    assert refused == Refused(
        "secret.txt", "secret.txt: cannot be opened (Permission denied); check the file and its permissions"
    )


def test_bad_files_do_not_stop_the_others_and_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "e/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        _write(tmp_path / name, LETTER)
    _write(tmp_path / "b.txt", b"")
    (tmp_path / "out.txt").symlink_to(os.devnull)
    results = [
        result.document.path if isinstance(result, ReadDocument) else result.message
        for result in read_corpus([tmp_path])
    ]
    assert results == [
        "out.txt: is a link out of the folder; copy the file itself into the folder",
        "a.txt",
        "b.txt: the file is empty; save the document again or remove it",
        "c.txt",
        "e/d.md",
    ]


def test_message_names_the_path_in_the_corpus(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    _write(tmp_path / "deep" / "x.txt", b"")
    (refused,) = read_corpus([tmp_path])
    assert isinstance(refused, Refused)
    assert refused.message.startswith("deep/x.txt: the file is empty")


def test_fault_of_the_program_is_told_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path / "a.txt", LETTER)

    def fail(path: Path) -> None:
        raise TypeError("unexpected")

    monkeypatch.setattr("corpus.reading.read_file", fail)
    assert list(read_corpus([tmp_path])) == [
        Refused("a.txt", "a.txt: a fault of the program stopped its reading (TypeError: unexpected); please report it")
    ]


def test_path_out_of_the_corpus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    _write(tmp_path / "other.txt", LETTER)
    with pytest.raises(CorpusError, match=r"\.\./other\.txt: lies outside the corpus folder"):
        read_document(tmp_path / "corpus", "../other.txt")


def test_same_path_in_two_folders_is_refused_the_second_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _write(tmp_path / name / "a.txt", LETTER)
    listing = list_corpora([tmp_path / "one", tmp_path / "two", tmp_path / "one"])
    assert [file.path for file in listing.files] == [tmp_path / "one" / "a.txt"]
    assert len(listing.refused) == 1
    assert listing.refused[0].message.endswith("an earlier folder has a file of this path too; rename one of the two")


def test_document_is_the_same_wherever_its_corpus_lies(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _write(tmp_path / name / "a.txt", LETTER)
    one, two = read_document(tmp_path / "one", "a.txt"), read_document(tmp_path / "two", "a.txt")
    assert one == two
    assert one.document.path == "a.txt"
    assert all(one.text[paragraph.start : paragraph.end] == paragraph.text for paragraph in one.paragraphs)


@pytest.mark.shared
def test_error_page_saved_as_pdf_is_refused(tmp_path: Path) -> None:
    page = next((SHARED / "bad-input").iterdir())
    with pytest.raises(NotADocumentError, match="is not a PDF but a web page, probably an error page; download"):
        read_file(page)
    shutil.copy(page, tmp_path / "page.html")
    with pytest.raises(NotADocumentError, match=r"is an error page .*, not a document; download it again"):
        read_file(tmp_path / "page.html")


@pytest.mark.shared
def test_pdfs_are_read_in_processes_in_order_with_the_bad_one_between(tmp_path: Path) -> None:
    pdfs = sorted((SHARED / "reports").rglob("*.pdf"), key=lambda path: path.stat().st_size)[:2]
    for name, pdf in zip(("a.pdf", "c.pdf"), pdfs, strict=True):
        shutil.copy(pdf, tmp_path / name)
    _write(tmp_path / "b.pdf", b"%PDF-1.7\n" + b"garbage" * 20)
    _write(tmp_path / "d.txt", LETTER)
    results = list(read_corpus([tmp_path], processes=2))
    assert [isinstance(result, ReadDocument) for result in results] == [True, False, True, True]
    assert isinstance(results[1], Refused)
    assert results[1].message.startswith("b.pdf: ")
    assert results[0] == read_document(tmp_path, "a.pdf")
