"""Finds out what a file is, by its bytes first and its name second, and hands it to that format's reader."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.blocks import Extraction
from corpus.decoding import decode
from corpus.errors import NotADocumentError, ReadError, TooLargeError
from corpus.folder import shown

__all__ = ["MAX_LINES", "MAX_TEXT_BYTES", "read_file"]

# The longest council papers as text are under 2 MB; what is larger is a data file under a wrong name.
MAX_TEXT_BYTES = 20_000_000
MAX_LINES = 200_000
_HEAD_BYTES = 4096

_PDF = "pdf"
_ZIP = "zip"
_HTML = "html"
_TEXT = "text"
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.I | re.S
)
_HTML_TAG = re.compile(rb"<(?:html|head|body|div|p|h[1-6]|article|section|main|ul|table)[\s>]", re.I)
_OTHER = (
    (
        b"\xd0\xcf\x11\xe0",
        "a protected file or one of an old Office version (.doc); open it in Word and save it as DOCX",
    ),
    (b"{\\rtf", "a rich text file (RTF); open it in Word and save it as DOCX"),
    (b"\x89PNG", "a picture; save the letter as PDF or text"),
    (b"\xff\xd8\xff", "a picture; save the letter as PDF or text"),
    (b"GIF8", "a picture; save the letter as PDF or text"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "an archive; unpack it first"),
    (b"MZ", "a program, not a document; remove it"),
    (b"\x7fELF", "a program, not a document; remove it"),
)


def read_file(path: Path) -> Extraction:
    """Read one file of any known format into blocks of clean text.

    Args:
        path: the file. What it is is told by its content first, its suffix second.

    Raises:
        NotADocumentError: it is empty, binary, of an unknown format, or not what its name says.
        TooLargeError: it is larger than a document of its format may be.
        ReadError: it cannot be opened, or is damaged.
    """
    name = shown(path.name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        size = path.stat().st_size
    except OSError as exc:
        raise ReadError(
            f"{name}: cannot be opened ({exc.strerror or exc}); check the file and its permissions"
        ) from exc
    if size <= _HEAD_BYTES and not head.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise NotADocumentError(f"{name}: the file is empty; save the document again or remove it")
    kind = _kind(head, path.suffix.casefold(), name)
    if kind == _PDF:
        from corpus.readers.pdf import read_pdf

        return read_pdf(path)
    if kind == _ZIP:
        from corpus.readers.docx import read_docx

        return read_docx(path)
    if size > MAX_TEXT_BYTES:
        raise TooLargeError(
            f"{name}: {size / 1e6:.1f} MB, and a text document may have {MAX_TEXT_BYTES / 1e6:.0f} MB; "
            "split it, or remove it if it is not a letter"
        )
    return _read_as_text(path, kind, name)


def _kind(head: bytes, suffix: str, name: str) -> str:
    """Return the format of a file that begins with `head`."""
    # UTF-16 pages begin with a mark and have a zero in every second byte.
    plain = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    is_html = bool(_HTML_START.match(plain))
    if b"%PDF-" in head[:1024] and not is_html:
        return _PDF
    if suffix == ".pdf":
        found = "a web page, probably an error page" if is_html else "something else"
        raise NotADocumentError(f"{name}: is not a PDF but {found}; download the document again")
    if head.startswith(b"PK\x03\x04"):
        return _ZIP
    if suffix == ".docx" and not head.startswith(_OTHER[0][0]):
        raise NotADocumentError(f"{name}: is not a Word document (DOCX); open it in Word and save it as DOCX")
    for signature, found in _OTHER:
        if head.startswith(signature):
            raise NotADocumentError(f"{name}: is {found}")
    if is_html or (suffix in _HTML_SUFFIXES and _HTML_TAG.search(plain)):
        return _HTML
    return _TEXT


def _read_as_text(path: Path, kind: str, name: str) -> Extraction:
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise ReadError(f"{name}: cannot be read ({exc.strerror or exc}); check the disk and its permissions") from exc
    text, encoding = decode(data, name)
    if (lines := text.count("\n")) > MAX_LINES:
        raise TooLargeError(
            f"{name}: {lines} lines, and a text document may have {MAX_LINES}; split it, or remove it if it is data"
        )
    if kind == _HTML:
        from corpus.readers.html import read_html

        return read_html(text, name)
    from corpus.readers.text import read_text

    is_markdown = path.suffix.casefold() in _MARKDOWN_SUFFIXES
    extraction = read_text(text, media_type="text/markdown" if is_markdown else "text/plain")
    if not extraction.blocks:
        raise NotADocumentError(f"{name}: holds no words; save the document again or remove it")
    if encoding == "windows-1252":
        warning = "not UTF-8: read as Windows-1252; check that accents and quotation marks look right"
        return Extraction(extraction.blocks, extraction.media_type, None, (*extraction.warnings, warning))
    return extraction
