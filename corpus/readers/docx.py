"""Word documents into blocks: text, headings, lists with their numbers, tables and footnotes.

Macros are not run, links not followed, pictures not looked at.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from corpus.blocks import CELL_GAP, Extraction
from corpus.cleaning import without_invisible
from corpus.errors import NotADocumentError, ReadError, TooLargeError
from corpus.folder import shown
from corpus.framework import Frameworks
from corpus.model import Role
from corpus.readers.docx_styles import Numbering, heading_level, is_bold
from corpus.readers.lines import split_number
from corpus.readers.pieces import Piece, split_lines
from corpus.readers.structure import blocks_of

__all__ = ["read_docx"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_BYTES = 100_000_000
# Unpacked: a paper with hundreds of pictures stays below, a bomb does not.
MAX_UNPACKED_BYTES = 400_000_000
MAX_XML_BYTES = 60_000_000
MAX_PARTS = 10_000
_MAX_CELL_CHARS = 400
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What python-docx, zipfile and lxml let out when parts are missing, cut short or not what they say.
_DAMAGE = (
    *(OpcError, zipfile.BadZipFile, zlib.error, struct.error, etree.LxmlError, OSError, EOFError, LookupError),
    *(ValueError, AttributeError, TypeError, RuntimeError, AssertionError),
)
_SKIPPED = frozenset(
    [
        f"{_W}{name}"
        for name in ("del", "moveFrom", "instrText", "txbxContent", "pict", "object", "rPr", "pPr", "sectPr")
    ]
)


def read_docx(path: Path, *, frameworks: Frameworks | None = None) -> Extraction:
    """Read a Word document into clean blocks.

    Args:
        path: the file.
        frameworks: names of sections and formulas; those that come with the product where None.

    Raises:
        NotADocumentError: it is another kind of archive, or holds no text.
        TooLargeError: it is larger, packed or unpacked, than a document may be.
        ReadError: it is damaged.
    """
    name = shown(path.name)
    _check_archive(path, name)
    try:
        document = docx.Document(str(path))
        pieces = list(_document_pieces(document))
    except _DAMAGE as exc:
        raise ReadError(
            f"{name}: is damaged or no Word document ({type(exc).__name__}: {str(exc)[:120]}); "
            "open it in Word and save it as DOCX again"
        ) from exc
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        raise NotADocumentError(f"{name}: holds no text, perhaps only pictures; save the letter as text or PDF")
    return Extraction(blocks_of(pieces, frameworks), MEDIA_TYPE)


def _check_archive(path: Path, name: str) -> None:
    """Refuse what is no Word document or would unpack to more than fits, before anything is unpacked."""
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except _DAMAGE as exc:
        raise ReadError(f"{name}: the archive is damaged ({exc}); get the document again") from exc
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        what = (
            "an OpenDocument file"
            if "mimetype" in names
            else "an Excel file"
            if "xl/workbook.xml" in names
            else "an archive"
        )
        todo = "unpack it and add its files" if what == "an archive" else "save it as DOCX or PDF"
        raise NotADocumentError(f"{name}: is {what}, not a Word document; {todo}")
    unpacked = sum(part.file_size for part in parts)
    largest = max(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if size > MAX_BYTES or unpacked > MAX_UNPACKED_BYTES or largest > MAX_XML_BYTES or len(parts) > MAX_PARTS:
        raise TooLargeError(
            f"{name}: unpacks to {unpacked / 1e6:.0f} MB in {len(parts)} parts; a Word document may have "
            f"{MAX_UNPACKED_BYTES / 1e6:.0f} MB in {MAX_PARTS}, {MAX_XML_BYTES / 1e6:.0f} MB of it text; save it as PDF"
        )


def _document_pieces(document: Any) -> Iterator[Piece]:  # noqa: ANN401
    numbering = Numbering(document)
    yield from _header_pieces(document, numbering)
    yield from _children(document.element.body, document, numbering)
    yield from _footnotes(document)


def _header_pieces(document: Any, numbering: Numbering) -> Iterator[Piece]:  # noqa: ANN401
    """Yield what stands on the head of each page; the first page's own head is the letterhead."""
    section = document.sections[0] if len(document.sections) else None
    if section is None:
        return
    header = section.first_page_header if section.different_first_page_header_footer else section.header
    if not header.is_linked_to_previous:
        for piece in _children(header._element, document, numbering):
            yield Piece(piece.text, Role.BOILERPLATE)


def _children(parent: Any, document: Any, numbering: Numbering) -> Iterator[Piece]:  # noqa: ANN401
    """Yield the pieces of a body, cell or content control in order."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, document, numbering)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, document, numbering)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _children(child, document, numbering)


def _paragraph(element: Any, document: Any, numbering: Numbering) -> Iterator[Piece]:  # noqa: ANN401
    raw = _text(element)
    broken = "\f" in raw
    lines = split_lines(without_invisible(line) for line in raw.replace("\f", "\n").split("\n"))
    if not lines:
        return
    style = numbering.style_of(element)
    level = heading_level(element, style)
    label = numbering.label(element)
    bold = is_bold(element)
    for at, line in enumerate(lines):
        number, marker, text = split_number(line, sure=label is not None, heading=level is not None)
        role, depth = Role.BODY, 0
        if level is not None:
            role, depth = Role.HEADING, level
        elif label is not None:
            role, depth = Role.LIST_ITEM, 2 * label.level
        elif (style or "").casefold() in ("quote", "intense quote", "block text"):
            role = Role.QUOTE
        elif (style or "").casefold() == "caption":
            role = Role.BOILERPLATE
        if number is None and label is not None and at == 0:
            number, marker = label.number, label.marker
        # Word numbers paragraphs as list items; which of them are text is told by their words.
        if role is Role.LIST_ITEM and number is not None and label is not None and label.number is not None:
            role = Role.BODY
        yield Piece(text, role, depth, number, marker, attached=at > 0, broken=broken and at == 0, emphasised=bold)


def _text(element: Any) -> str:  # noqa: ANN401
    """Return a paragraph's words: insertions and links taken in, deletions, fields and pictures left out."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag == f"{_W}t":
            parts.append(node.text or "")
        elif tag == f"{_W}tab":
            parts.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\f" if node.get(f"{_W}type") == "page" else "\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag not in _SKIPPED and isinstance(tag, str) and not tag.endswith("}Fallback"):
            stack.extend(reversed(node))
    return "".join(parts)


def _table(element: Any, document: Any, numbering: Numbering) -> Iterator[Piece]:  # noqa: ANN401
    """Yield each row as one piece; the cells of a table that only lays out the page are text."""
    for row in element.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl"), None) is not element:
            continue
        cells = [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr"), None) is row]
        texts = [without_invisible(" ".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p"))) for cell in cells]
        if len(cells) < 2 or any(len(text) > _MAX_CELL_CHARS for text in texts):
            for cell in cells:
                yield from _children(cell, document, numbering)
        else:
            yield Piece(CELL_GAP.join(text for text in texts if text), Role.TABLE_CELL)


def _footnotes(document: Any) -> Iterator[Piece]:  # noqa: ANN401
    """Yield the footnotes after the text, numbered as Word counts them."""
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/footnotes"):
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        notes = [note for note in root.iter(f"{_W}footnote") if note.get(f"{_W}type") in (None, "normal")]
        for number, note in enumerate(notes, 1):
            text = without_invisible(" ".join(_text(paragraph) for paragraph in note.iter(f"{_W}p")))
            yield Piece(text, Role.FOOTNOTE, number=str(number))
