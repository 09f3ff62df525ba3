"""What a corpus folder holds, whatever somebody put into it."""

import os
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.folder import list_files, shown


def _put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some text.\n", encoding="utf-8")


def _names(root: Path) -> list[str]:
    return [file.relative for file in list_files(root).files]


def test_files_are_listed_in_order_at_all_levels(tmp_path: Path) -> None:
    _put(tmp_path, "b.txt", "a/z.md", "a/b/c.html", "B.PDF", "a.docx")
    assert _names(tmp_path) == ["B.PDF", "a.docx", "a/b/c.html", "a/z.md", "b.txt"]
    assert list_files(tmp_path).files[0].path == tmp_path / "B.PDF"


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"nowhere: no such folder; give the folder"):
        list_files(tmp_path / "nowhere")


def test_file_in_place_of_a_folder_is_named(tmp_path: Path) -> None:
    _put(tmp_path, "letter.txt")
    with pytest.raises(CorpusError, match=r"letter\.txt: is a file, not a folder"):
        list_files(tmp_path / "letter.txt")


def test_empty_folder_has_no_files(tmp_path: Path) -> None:
    listing = list_files(tmp_path)
    assert (listing.files, listing.refused, listing.notes) == ((), (), ())


def test_folder_that_cannot_be_opened_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(tmp_path, "open/a.txt", "shut/b.txt")
    original = os.scandir

    def scandir(path: str | Path) -> "os._ScandirIterator[str]":
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(os, "scandir", scandir)
    listing = list_files(tmp_path)
    assert [file.relative for file in listing.files] == ["open/a.txt"]
    assert listing.refused[0].message == (
        "shut: the folder cannot be opened (Permission denied); check its permissions"
    )
    monkeypatch.setattr(os, "scandir", lambda path: scandir("shut"))
    with pytest.raises(CorpusError, match=r"cannot be opened \(Permission denied\)"):
        list_files(tmp_path)


def test_hidden_files_and_litter_are_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, ".hidden.txt", ".git/a.txt", "~$letter.docx", "Thumbs.db", "a.txt")
    listing = list_files(tmp_path)
    assert [file.relative for file in listing.files] == ["a.txt"]
    assert listing.notes == ()


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("README.md", "README.md: a README is not a document"),
        ("x/readme.txt", "x/readme.txt: a README is not a document"),
        ("all.zip", "all.zip: archives are not read; unpack it"),
        ("table.xlsx", "table.xlsx: files of type '.xlsx' are not read; save it as PDF"),
        ("letter", "letter: files of type 'none' are not read"),
    ],
)
def test_other_files_are_left_out_with_a_note(tmp_path: Path, name: str, note: str) -> None:
    _put(tmp_path, name, "a.txt")
    listing = list_files(tmp_path)
    assert [file.relative for file in listing.files] == ["a.txt"]
    assert [entry.message.startswith(note) for entry in listing.notes] == [True]


@pytest.mark.parametrize(
    "name", ['it\'s "quoted".txt', "two\nlines.txt", "\U0001f600 letter.txt", "n" * 240 + ".txt", "ä/ß.txt"]
)
def test_strange_names_are_listed_as_they_are(tmp_path: Path, name: str) -> None:
    _put(tmp_path, name)
    assert _names(tmp_path) == [name]


def test_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    broken = os.fsdecode(b"letter-\xff.txt")
    _put(tmp_path, broken, "a.txt")
    listing = list_files(tmp_path)
    assert [file.relative for file in listing.files] == ["a.txt"]
    assert listing.refused[0].message == r"letter-\xff.txt: the file's name is not valid UTF-8; rename it"


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    _put(tmp_path, "outside.txt", "corpus/a.txt", "elsewhere/b.txt")
    (tmp_path / "corpus/link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "corpus/folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "corpus/gone.txt").symlink_to(tmp_path / "corpus/nothing.txt")
    (tmp_path / "corpus/same.txt").symlink_to("a.txt")
    listing = list_files(tmp_path / "corpus")
    assert [file.relative for file in listing.files] == ["a.txt"]
    assert [(entry.path, entry.message.split(";")[0]) for entry in listing.refused] == [
        ("folder", "folder: is a link out of the folder"),
        ("gone.txt", "gone.txt: is a link to nothing"),
        ("link.txt", "link.txt: is a link out of the folder"),
    ]
    assert [entry.path for entry in listing.notes] == ["same.txt"]


def test_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is no ordinary file" in list_files(tmp_path).refused[0].message


def test_names_that_differ_in_case_only_are_both_read_with_a_note(tmp_path: Path) -> None:
    _put(tmp_path, "Letter.txt", "letter.txt")
    listing = list_files(tmp_path)
    assert [file.relative for file in listing.files] == ["Letter.txt", "letter.txt"]
    assert listing.notes[0].message.startswith("letter.txt: differs from 'Letter.txt' in capital letters only")


def test_names_that_look_the_same_share_an_identity_and_one_is_refused(tmp_path: Path) -> None:
    _put(tmp_path, "caf\u00e9.txt", "cafe\u0301.txt")
    listing = list_files(tmp_path)
    assert len(listing.files) == 1
    assert "looks exactly the same; rename one" in listing.refused[0].message


def test_shown_name_is_one_printable_line() -> None:
    assert shown("a\nb\x1b[31m\u202e.txt") == r"a\nb\x1b[31m\u202e.txt"
    assert shown("Prüfung 1.txt") == "Prüfung 1.txt"
