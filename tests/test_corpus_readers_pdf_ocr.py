import os
import sys
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.readers.pdf_ocr import add_text_layer, is_available

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands in for a program with a shell script")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for OCRmyPDF, the only program that can be found beside the system's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return folder / "ocrmypdf"


def installed(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not is_available()
    with pytest.raises(ReadError, match=r"scan\.pdf: needs OCR, and OCRmyPDF is not installed; install ocrmypdf"):
        add_text_layer(tmp_path / "scan.pdf", tmp_path / "out.pdf")


def test_pages_with_text_are_skipped_and_names_are_no_options(tmp_path: Path, program: Path) -> None:
    installed(program, f'printf "%s\\n" "$@" > "{tmp_path}/seen"')
    add_text_layer(tmp_path / "-scan.pdf", tmp_path / "out.pdf", language="eng+cym")
    seen = (tmp_path / "seen").read_text().splitlines()
    assert seen[-3:] == ["--", str(tmp_path / "-scan.pdf"), str(tmp_path / "out.pdf")]
    assert "--skip-text" in seen
    assert seen[seen.index("--language") + 1] == "eng+cym"


def test_failure_says_what_the_program_said(tmp_path: Path, program: Path) -> None:
    installed(program, "echo 'bad   page' >&2; exit 8")
    with pytest.raises(ReadError, match=r"encrypted.*\(exit code 8: bad page\)"):
        add_text_layer(tmp_path / "scan.pdf", tmp_path / "out.pdf")


def test_hanging_program_is_stopped(tmp_path: Path, program: Path) -> None:
    installed(program, "exec sleep 60")
    with pytest.raises(ReadError, match="OCR took more than 0 seconds; split the file"):
        add_text_layer(tmp_path / "scan.pdf", tmp_path / "out.pdf", timeout_s=0.2)
