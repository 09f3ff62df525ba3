"""Turns a reader's blocks into paragraphs with sections, lead-in lines, character ranges and lasting ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from corpus.blocks import Block
from corpus.model import Paragraph, Role

__all__ = ["document_id", "make_paragraphs", "paragraph_id"]

SEPARATOR = "\n\n"
# What stands between a list and its lead-in line without parting them.
_APART = frozenset({Role.BOILERPLATE, Role.FOOTNOTE, Role.LETTERHEAD})
_LEAD_IN = re.compile(r"(?:[:;–—-]|\b(?:to|that|are|is|include|includes|including|should|must|the following))$")


def document_id(path: str) -> str:
    """Return 8 hexadecimal digits made of the path relative to the corpus folder.

    The path, not the bytes, is the identity: a corrected letter under its old name stays the same
    document, so that a link into it can say that the text changed.
    """
    return _digest(unicodedata.normalize("NFC", path.replace("\\", "/")), 8)


def paragraph_id(document: str, text: str, occurrence: int = 0) -> str:
    """Return '<document id>-<10 hexadecimal digits of the text>', with '-2', '-3' for repeats."""
    suffix = f"-{occurrence + 1}" if occurrence else ""
    return f"{document}-{_digest(text, 10)}{suffix}"


def make_paragraphs(document: str, blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """Place blocks in sections and under their lead-in lines, and give them ranges and ids.

    Args:
        document: id of the document.
        blocks: the reader's blocks in reading order; empty ones are left out.

    Returns:
        Paragraphs in the same order. Joined by two newlines they are the document's extracted text,
        and `text[paragraph.start:paragraph.end] == paragraph.text`.
    """
    paragraphs: list[Paragraph] = []
    seen: Counter[str] = Counter()
    outline = _Outline()
    offset = 0
    for block in blocks:
        if not block.text:
            continue
        identity = paragraph_id(document, block.text, seen[block.text])
        seen[block.text] += 1
        outline.before(block)
        is_item = block.role is Role.LIST_ITEM
        depth = max(block.level, 1) if is_item else 0
        paragraphs.append(
            Paragraph(
                id=identity,
                document_id=document,
                ordinal=len(paragraphs),
                text=block.text,
                start=offset,
                end=offset + len(block.text),
                role=block.role,
                number=block.number,
                section=() if block.role is Role.LETTERHEAD else outline.section,
                page_first=block.page_first,
                page_last=block.page_last,
                boxes=block.boxes,
                lead_in=outline.lead_in(depth) if is_item else None,
                depth=depth,
                quotations=block.quotations,
            )
        )
        offset += len(block.text) + len(SEPARATOR)
        outline.after(block, depth, identity)
    return tuple(paragraphs)


class _Outline:
    """The headings above the next paragraph, and the lines that would introduce it if it were a list item."""

    def __init__(self) -> None:
        self._headings: list[tuple[int, str]] = []
        self._leads: dict[int, str] = {}
        self._heading: str | None = None

    @property
    def section(self) -> tuple[str, ...]:
        """Texts of the headings, outermost first."""
        return tuple(text for _, text in self._headings)

    def lead_in(self, depth: int) -> str | None:
        """Return the nearest line above that introduces an item at `depth`, else the section's heading."""
        above = [level for level in self._leads if level < depth]
        return self._leads[max(above)] if above else self._heading

    def before(self, block: Block) -> None:
        """Close the sections that a heading ends."""
        if block.role is Role.HEADING:
            self._headings = [(level, text) for level, text in self._headings if level < block.level]

    def after(self, block: Block, depth: int, identity: str) -> None:
        """Take in a block that the next one may belong to."""
        if block.role is Role.HEADING:
            self._leads = {}
            self._heading = identity
            # The document's own title stands over everything and is no section.
            if block.level:
                self._headings.append((block.level, block.text))
        elif block.role is Role.LIST_ITEM:
            self._leads = {level: lead for level, lead in self._leads.items() if level < depth} | {depth: identity}
        elif block.role not in _APART:
            self._leads = {0: identity} if _LEAD_IN.search(block.text) else {}


def _digest(text: str, digits: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:digits]
