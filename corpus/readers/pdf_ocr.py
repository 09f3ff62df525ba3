"""Gives scanned PDFs a layer of text with OCRmyPDF, where the user has it and asks for it.

OCRmyPDF (and Tesseract beneath it) runs as a process of its own: it is no dependency of the product, and a
page that makes it hang costs no more than the time limit.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from corpus.errors import ReadError
from corpus.folder import shown

__all__ = ["PROGRAM", "add_text_layer", "is_available"]

PROGRAM = "ocrmypdf"
TIME_LIMIT_S = 900.0
_MEANINGS = {
    2: "it is no PDF that OCRmyPDF can read",
    5: "OCRmyPDF may not write the result",
    8: "the file is encrypted; save a copy without a password",
    10: "the result was no valid PDF",
}


def is_available() -> bool:
    """Return whether OCRmyPDF is installed."""
    return shutil.which(PROGRAM) is not None


def add_text_layer(source: Path, target: Path, *, language: str = "eng", timeout_s: float = TIME_LIMIT_S) -> None:
    """Write a copy of a PDF in which pages that are pictures have text; pages with text stay as they are.

    Args:
        source: the scanned PDF.
        target: the copy; replaced if it is there.
        language: Tesseract's name of the language, such as 'eng' or 'eng+cym'.
        timeout_s: seconds after which the attempt is given up.

    Raises:
        ReadError: OCRmyPDF is missing, failed, or took too long.
    """
    name = shown(source.name)
    program = shutil.which(PROGRAM)
    if program is None:
        raise ReadError(
            f"{name}: needs OCR, and OCRmyPDF is not installed; install {PROGRAM} and Tesseract, then try again"
        )
    command = [
        program,
        "--skip-text",
        "--quiet",
        "--language",
        language,
        "--output-type",
        "pdf",
        "--",
        str(source),
        str(target),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=timeout_s, check=False)
    except subprocess.TimeoutExpired as exc:
        target.unlink(missing_ok=True)
        raise ReadError(f"{name}: OCR took more than {timeout_s:.0f} seconds; split the file") from exc
    except OSError as exc:
        raise ReadError(f"{name}: OCRmyPDF cannot be started ({exc.strerror or exc}); check its installation") from exc
    if done.returncode:
        said = " ".join(done.stderr.split())[-300:]
        meaning = _MEANINGS.get(done.returncode, "OCRmyPDF failed")
        raise ReadError(f"{name}: {meaning} (exit code {done.returncode}: {said or 'no message'})")
