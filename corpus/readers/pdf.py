"""Reads a PDF into blocks, by its structure tree where it has one, by layout where it has none.

PDFium is not safe in threads, even with one document each, and a hostile file may crash it: folders of PDFs
are read in processes of their own (`corpus.reading`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.blocks import Extraction
from corpus.errors import NotADocumentError, ReadError, TooLargeError
from corpus.folder import shown
from corpus.framework import load_frameworks
from corpus.readers.pdf_blocks import blocks_of
from corpus.readers.pdf_fragments import Fragment
from corpus.readers.pdf_letters import by_words
from corpus.readers.pdf_limits import check_file
from corpus.readers.pdf_pages import page_fragments
from corpus.readers.pdf_tags import page_tags
from corpus.readers.pdf_text import page_runs

__all__ = ["MEDIA_TYPE", "open_pdf", "read_pdf"]

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 3_000
MAX_CHARS = 10_000_000
MAX_CHARS_OF_PAGE = 100_000
MAX_SECONDS = 120.0
MAX_ODD_SHARE = 0.2
"""Where more than this share of the characters has no meaning, fonts lack their table of characters."""

_ODD = re.compile("[\ufffd\x00\ue000-\uf8ff]")


@dataclass(slots=True)
class _Pages:
    """What has been read of a document so far."""

    fragments: list[Fragment] = field(default_factory=list)
    edges: dict[int, tuple[float, float]] = field(default_factory=dict)
    pictures: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    chars: int = 0
    odd: int = 0


def read_pdf(path: Path) -> Extraction:
    """Read a PDF into clean blocks in reading order, with pages and boxes.

    Args:
        path: the file.

    Returns:
        Its blocks. Pages that hold pictures and no text are named in a warning that they need OCR; a PDF
        of such pages only has no blocks.

    Raises:
        ReadError: the file is missing or damaged, or needs a password.
        NotADocumentError: its bytes are not those of a PDF, or it holds neither text nor pictures.
        TooLargeError: it has more bytes, pages or characters than a document may have, or takes too long.
    """
    name = shown(path.name)
    document = open_pdf(path)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise TooLargeError(f"{name}: {count} pages, and a PDF may have {MAX_PAGES}; split it")
        pages = _read_pages(name, document, count)
    finally:
        document.close()
    if not pages.fragments and not pages.pictures:
        raise NotADocumentError(f"{name}: {count} pages without text or pictures; export the document again")
    blocks = by_words(blocks_of(pages.fragments, pages.edges), load_frameworks())
    return Extraction(blocks, MEDIA_TYPE, count, _warnings(pages, count))


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Open a PDF; the caller closes it.

    Raises:
        ReadError: it is missing or damaged, or needs a password.
        NotADocumentError: its bytes are not those of a PDF.
        TooLargeError: the file, or what is packed in it, is too large.
    """
    check_file(path)
    name = shown(path.name)
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as exc:
        if exc.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            message = f"{name}: is encrypted and needs a password; save a copy without one"
        else:
            message = f"{name}: is damaged or cut off, PDFium cannot open it; download the document again"
        raise ReadError(message) from exc


def _read_pages(name: str, document: pdfium.PdfDocument, count: int) -> _Pages:
    pages = _Pages()
    stop_at = time.monotonic() + MAX_SECONDS
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            pages.failed.append(number)
            continue
        try:
            _read_page(page, number, pages)
        finally:
            page.close()
        if pages.chars >= MAX_CHARS:
            raise TooLargeError(f"{name}: more than {MAX_CHARS} characters by page {number} of {count}; split it")
        if time.monotonic() > stop_at:
            raise TooLargeError(
                f"{name}: page {number} of {count} after {MAX_SECONDS:.0f} seconds; print it to a new PDF"
            )
    if len(pages.failed) == count:
        raise ReadError(f"{name}: none of its {count} pages can be read; download the document again")
    return pages


def _read_page(page: pdfium.PdfPage, number: int, pages: _Pages) -> None:
    _, low, _, high = page.get_bbox()
    pages.edges[number] = (low, high)
    try:
        runs = page_runs(page, number, max_chars=MAX_CHARS_OF_PAGE)
    except pdfium.PdfiumError:
        pages.failed.append(number)
        return
    pages.chars += sum(len(run.text) for run in runs)
    pages.odd += sum(len(_ODD.findall(run.text)) for run in runs)
    if any(not run.is_blank for run in runs):
        pages.fragments.extend(page_fragments(runs, page_tags(page)))
    elif _has_picture(page):
        pages.pictures.append(number)


def _has_picture(page: pdfium.PdfPage) -> bool:
    return next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _warnings(pages: _Pages, count: int) -> tuple[str, ...]:
    found: list[str] = []
    if len(pages.pictures) == count:
        found.append("needs OCR: its pages are pictures and hold no text")
    elif pages.pictures:
        found.append(f"needs OCR: {_listed(pages.pictures)} of {count} without text but with pictures")
    if pages.failed:
        found.append(f"damaged: could not read {_listed(pages.failed)} of {count}")
    if pages.odd > MAX_ODD_SHARE * max(pages.chars, 1):
        found.append("needs OCR: its fonts do not say which characters they show")
    return tuple(found)


def _listed(numbers: Sequence[int]) -> str:
    shown_numbers = ", ".join(map(str, numbers[:10]))
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown_numbers}{more}"
