"""A link that opens one source: the address names the paragraph and the words cited, also after re-indexing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from app.answer_view import citation_keys
from corpus.model import Document, Paragraph
from index.answer import Answer, Citation

__all__ = ["SOURCE_IN_ADDRESS", "Library", "find_source", "key_of_source", "same_words", "shared_source"]

SOURCE_IN_ADDRESS = "source"
"""The parameter of the address that holds the source that is open."""
_SHAPE = re.compile(
    r"(?P<paragraph>(?P<document>[0-9a-z]{1,40})-[0-9a-z]{1,80})(?::(?P<start>\d{1,7})-(?P<end>\d{1,7}))?"
)


class Library(Protocol):
    """Where paragraphs are found again; `index.storage.version.IndexVersion` is one."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""

    def paragraph(self, paragraph_id: str) -> Paragraph | None:
        """Return a paragraph by its id, None where there is none."""


def shared_source(citation: Citation) -> str:
    """Return what the address holds for a citation: its paragraph's id and the characters quoted."""
    return f"{citation.paragraph.id}:{citation.start}-{citation.end}"


def key_of_source(shared: str, answers: Sequence[Answer]) -> str | None:
    """Return the key of the citation of a conversation that a link names, newest answer first; None without one."""
    for turn in reversed(range(len(answers))):
        answer = answers[turn]
        citations = (*answer.citations, *answer.nearest)
        for key, citation in zip(citation_keys(answer, turn), citations, strict=True):
            if shared_source(citation) == shared:
                return key
    return None


def find_source(shared: str, library: Library) -> Citation | Document | None:
    """Return the citation that a link names.

    Args:
        shared: the parameter of the address, as anybody may have written it.
        library: the index.

    Returns:
        The citation; its document alone where the document no longer has the paragraph, because its text was
        changed; None where there is no such document.
    """
    parts = _SHAPE.fullmatch(shared)
    if parts is None:
        return None
    document = next((one for one in library.documents if one.id == parts["document"]), None)
    paragraph = library.paragraph(parts["paragraph"]) if document else None
    if document is None or paragraph is None:
        return document
    return _cited(parts, document, paragraph)


def same_words(shared: str, library: Library) -> list[Citation]:
    """Return where the words of a link stand whose document is gone, because its file was renamed or moved.

    A paragraph's id ends with a hash of its text, by which it is found in documents of other names; one citation for
    each document that has it, in the order of the documents. A paragraph's id alone will do as a link.
    """
    parts = _SHAPE.fullmatch(shared)
    if parts is None:
        return []
    text_hash = parts["paragraph"].removeprefix(parts["document"])
    found = ((document, library.paragraph(document.id + text_hash)) for document in library.documents)
    return [_cited(parts, document, paragraph) for document, paragraph in found if paragraph is not None]


def _cited(parts: re.Match[str], document: Document, paragraph: Paragraph) -> Citation:
    start, end = int(parts["start"] or 0), int(parts["end"] or len(paragraph.text))
    if not 0 <= start < end <= len(paragraph.text):
        start, end = 0, len(paragraph.text)
    return Citation(1, document, paragraph, paragraph.text[start:end], start, end)
