"""The passages of a document: which parts of which paragraphs are embedded, under which text and key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from corpus.model import Paragraph, ReadDocument
from index.context import context_line, embedded_text
from index.sentences import passages

__all__ = ["DocumentPassages", "content_key", "indexed_texts", "passages_of"]


@dataclass(frozen=True, slots=True)
class DocumentPassages:
    """Passages of one document: `ordinals[i]` is the paragraph that holds characters `spans[i]`.

    `texts[i]` is what is embedded for it, `keys[i]` the content key of that.
    """

    ordinals: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    keys: tuple[bytes, ...]


def content_key(text: str) -> bytes:
    """Return 32 hexadecimal digits, as bytes, by which the vector of a text is kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest().encode("ascii")


def passages_of(read: ReadDocument) -> DocumentPassages:
    """Cut the findings of a document into passages."""
    by_id = {paragraph.id: paragraph for paragraph in read.paragraphs}
    ordinals: list[int] = []
    spans: list[tuple[int, int]] = []
    texts: list[str] = []
    for paragraph in read.paragraphs:
        if not paragraph.role.is_finding:
            continue
        for start, end in passages(paragraph.text):
            ordinals.append(paragraph.ordinal)
            spans.append((start, end))
            texts.append(embedded_text(paragraph, start, end, by_id.get(paragraph.lead_in or "")))
    return DocumentPassages(tuple(ordinals), tuple(spans), tuple(texts), tuple(map(content_key, texts)))


def indexed_texts(read: ReadDocument) -> list[str]:
    """Return, for each paragraph, the text that the lexical index holds: its context line and its words."""
    return [f"{context}\n{paragraph.text}" for paragraph, context in _with_context(read)]


def _with_context(read: ReadDocument) -> list[tuple[Paragraph, str]]:
    by_id = {paragraph.id: paragraph for paragraph in read.paragraphs}
    return [
        (paragraph, context_line(read.document, paragraph, by_id.get(paragraph.lead_in or "")))
        for paragraph in read.paragraphs
    ]
