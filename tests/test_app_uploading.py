"""Uploaded files and archives become documents, and each is told what became of it; the index is renewed beside."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.library_changes import renewal_messages
from app.renewing import Renewal, renew, renewal
from app.uploading import add_uploads, outcome_messages
from index.settings import Settings

LETTER = (
    "Focused visit to {name} children's services\n\nThe inspectors visited {name} on 3 and 4 June 2025.\n\n"
    "Return interviews in {name} are offered within three days.\n"
)


@dataclass
class Uploaded:
    """An upload as Streamlit gives it."""

    name: str
    content: bytes

    def getvalue(self) -> bytes:
        return self.content


def letter(name: str) -> bytes:
    """Return a letter about an invented authority."""
    return LETTER.format(name=name).encode()


def archive(**files: bytes) -> bytes:
    """Return a ZIP archive of files, whose names have '__' for the dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "."), content)
    return out.getvalue()


def told(corpus: Path, *uploads: Uploaded) -> dict[str, str]:
    """Upload files and return the messages by heading."""
    return {message["heading"]: message["text"] for message in outcome_messages(add_uploads(uploads, corpus))}


def test_file_and_archive_are_added_and_told(tmp_path: Path) -> None:
    packed = archive(fellmoor__txt=letter("Fellmoor"), marsh__md=letter("Marsh"), photo__png=b"x")
    messages = told(tmp_path, Uploaded("quillbrook.txt", letter("Quillbrook")), Uploaded("many.zip", packed))
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".txt", ".md")) == [
        "fellmoor.txt",
        "marsh.md",
        "quillbrook.txt",
    ]
    assert list(messages) == ["Added: 3 documents", "Not added"]
    assert messages["Not added"] == "many.zip/photo.png: files of this type are not read"


def test_duplicate_and_new_version_are_told_by_the_names_that_the_user_gave(tmp_path: Path) -> None:
    told(tmp_path, Uploaded("a.txt", letter("Fellmoor")))
    changed = letter("Fellmoor").replace(b"three days", b"two days")
    messages = told(tmp_path, Uploaded("b.txt", letter("Fellmoor")), Uploaded("c.txt", changed))
    assert messages["There already"] == "b.txt: is there already, byte for byte: a.txt"
    assert "It is a new version of a.txt" in messages["Added: Focused visit to Fellmoor children's services"]
    assert all(str(tmp_path) not in text and "/tmp" not in text for text in messages.values())


def test_two_uploads_of_one_name_are_both_added(tmp_path: Path) -> None:
    told(tmp_path, Uploaded("a.txt", letter("Fellmoor")), Uploaded("a.txt", letter("Marsh")))
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["a (2).txt", "a.txt"]


@pytest.mark.parametrize(
    "name", ["../../outside.txt", "/etc/outside.txt", "..\\outside.txt", "a/../../outside.txt", "C:\\outside.txt"]
)
def test_name_of_an_upload_leads_nowhere(tmp_path: Path, name: str) -> None:
    corpus = tmp_path / "in" / "corpus"
    told(corpus, Uploaded(name, letter("Fellmoor")))
    assert [path.name for path in tmp_path.rglob("*outside.txt")] == ["outside.txt"]
    assert (corpus / "outside.txt").is_file()


@pytest.mark.parametrize("name", ["program.exe", ".zip", "con.zip", "~$.txt"])
def test_upload_without_a_usable_name_is_refused(tmp_path: Path, name: str) -> None:
    messages = told(tmp_path, Uploaded(name, b"MZ"))
    assert list(messages) == ["Not added"]


def test_index_is_renewed_beside_and_once_more_for_whoever_asks_meanwhile(root: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    told(corpus, Uploaded("a.txt", letter("Fellmoor")))
    settings = Settings(index=tmp_path / "index", corpus=(corpus,))
    first = renew(settings)
    assert renewal() is first
    told(corpus, Uploaded("b.txt", letter("Marsh")))
    second = renew(settings)
    third = renew(settings, from_nothing=True)
    for one in (first, third):
        _wait(one)
    assert second is third
    assert second.from_nothing
    assert (first.error, third.error) == (None, None)
    assert third.report is not None
    assert third.report.documents == 2
    assert renewal_messages(third)[0]["heading"] == "The index is up to date"


def test_renewal_that_fails_says_why_and_the_next_one_runs(tmp_path: Path) -> None:
    failed = renew(Settings(index=tmp_path / "index", corpus=(tmp_path / "nowhere",)))
    _wait(failed)
    assert failed.report is None
    (message,) = renewal_messages(failed)
    assert message["heading"] == "The index was not renewed"
    assert "nowhere" in message["text"]


def _wait(one: Renewal) -> None:
    from time import monotonic, sleep

    deadline = monotonic() + 120
    while not one.is_done:
        assert monotonic() < deadline, "the renewal did not end"
        sleep(0.05)
