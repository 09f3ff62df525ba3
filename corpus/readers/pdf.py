"""Reads a PDF into blocks, by its structure tree where it has one, by layout where it has none."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from corpus.blocks import Extraction
from corpus.errors import NotADocumentError, ReadError, TooLargeError
from corpus.readers.pdf_blocks import blocks_of
from corpus.readers.pdf_fragments import Fragment
from corpus.readers.pdf_pages import page_fragments
from corpus.readers.pdf_tags import page_tags
from corpus.readers.pdf_text import page_runs

__all__ = ["MEDIA_TYPE", "read_pdf"]

MEDIA_TYPE = "application/pdf"
MAX_BYTES = 200_000_000
MAX_PAGES = 3_000
MAX_CHARS = 20_000_000
NEEDS_OCR = "the pages hold no text, only images: needs OCR"


def read_pdf(path: Path) -> Extraction:
    """Read a PDF into clean blocks in reading order, with pages and boxes.

    Args:
        path: the file.

    Returns:
        Its blocks. A PDF whose pages hold no text gives none, and a warning that it needs OCR.

    Raises:
        ReadError: the file cannot be read: it is missing, damaged or needs a password.
        NotADocumentError: its bytes are not those of a PDF.
        TooLargeError: it has more bytes, pages or characters than a document may have.
    """
    _check_bytes(path)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as exc:
        raise ReadError(f"{path}: PDFium cannot open it ({exc})") from exc
    try:
        return _read(path, document)
    except pdfium.PdfiumError as exc:
        raise ReadError(f"{path}: PDFium cannot read it ({exc})") from exc
    finally:
        document.close()


def _check_bytes(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as exc:
        raise ReadError(f"{path}: cannot be read: {exc.strerror or exc}") from exc
    if size > MAX_BYTES:
        raise TooLargeError(f"{path}: {size} bytes; a PDF may have {MAX_BYTES}")
    if b"%PDF-" not in head:
        found = "an HTML page" if b"<html" in head.lower() or b"<!doctype" in head.lower() else "no PDF header"
        raise NotADocumentError(f"{path}: found {found} where a PDF was expected; download the file again")


def _read(path: Path, document: pdfium.PdfDocument) -> Extraction:
    count = len(document)
    if count > MAX_PAGES:
        raise TooLargeError(f"{path}: {count} pages; a document may have {MAX_PAGES}")
    fragments: list[Fragment] = []
    edges: dict[int, tuple[float, float]] = {}
    left = MAX_CHARS
    for index in range(count):
        page = document[index]
        try:
            _, low, _, high = page.get_bbox()
            edges[index + 1] = (low, high)
            runs = page_runs(page, index + 1, max_chars=left)
            left -= sum(len(run.text) for run in runs)
            fragments.extend(page_fragments(runs, page_tags(page)))
        finally:
            page.close()
    warnings = () if fragments else (NEEDS_OCR,)
    return Extraction(blocks_of(fragments, edges), MEDIA_TYPE, count, warnings)
