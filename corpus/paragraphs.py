"""Turns a reader's blocks into paragraphs with sections, lead-in lines, character ranges and lasting ids."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable

from corpus.blocks import Block
from corpus.model import Paragraph, Role

__all__ = ["document_id", "make_paragraphs", "paragraph_id"]

SEPARATOR = "\n\n"


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
    headings: list[tuple[int, str]] = []
    leads: dict[int, str] = {}
    offset = 0
    for block in blocks:
        if not block.text:
            continue
        if block.role is Role.HEADING:
            headings = [(level, text) for level, text in headings if level < block.level]
            leads = {}
        identity = paragraph_id(document, block.text, seen[block.text])
        seen[block.text] += 1
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
                section=tuple(text for _, text in headings),
                page_first=block.page_first,
                page_last=block.page_last,
                boxes=block.boxes,
                lead_in=leads.get(depth - 1) if is_item else None,
                depth=depth,
                quotations=block.quotations,
            )
        )
        offset += len(block.text) + len(SEPARATOR)
        if block.role is Role.HEADING:
            headings.append((block.level, block.text))
        elif block.role is not Role.BOILERPLATE:
            leads = _leads_after(leads, depth, block, identity)
    return tuple(paragraphs)


def _leads_after(leads: dict[int, str], depth: int, block: Block, identity: str) -> dict[int, str]:
    """Return, by depth, the paragraphs that would introduce a list item that comes next."""
    if block.role is Role.LIST_ITEM:
        return {level: lead for level, lead in leads.items() if level < depth} | {depth: identity}
    return {0: identity} if block.text.endswith((":", "to", "that", ";", "–", "-")) else {}


def _digest(text: str, digits: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:digits]
