"""What the inspectorate's documents list as having to improve: one item for each paragraph of such a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from corpus.framework import Frameworks, load_frameworks
from corpus.model import Document, Paragraph, Publisher

__all__ = ["LISTS", "ImprovementItem", "Library", "improvement_items"]

LISTS = ("areas for priority action", "what needs to improve", "recommendations")
"""Ids of the sections of frameworks that list what has to improve, the most urgent first."""


class Library(Protocol):
    """Where documents and their paragraphs are; `index.storage.version.IndexVersion` is one."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""

    def paragraphs_of(self, document_id: str) -> Sequence[Paragraph]:
        """Return the paragraphs of a document in order."""


@dataclass(frozen=True, slots=True)
class ImprovementItem:
    """One thing that a document says has to improve; `listed_as` is the id of the list's section."""

    document: Document
    paragraph: Paragraph
    listed_as: str

    @property
    def authority(self) -> str:
        """The authority or authorities, as the document names them."""
        return ", ".join(self.document.authorities)

    @property
    def day(self) -> date | None:
        """The day by which the document is ordered."""
        return self.document.dated

    @property
    def url(self) -> str:
        """Address of the paragraph in the library."""
        return f"library?document={self.document.id}&paragraph={self.paragraph.id}"


def improvement_items(library: Library) -> list[ImprovementItem]:
    """Return the items of all such lists in the inspectorate's own documents, in the order of the documents."""
    frameworks = load_frameworks()
    known: dict[str, str | None] = {}
    return [
        item
        for document in library.documents
        if document.publisher is Publisher.INSPECTORATE
        for item in _items(document, library.paragraphs_of(document.id), frameworks, known)
    ]


def _items(
    document: Document, paragraphs: Sequence[Paragraph], frameworks: Frameworks, known: dict[str, str | None]
) -> Iterable[ImprovementItem]:
    by_id = {paragraph.id: paragraph for paragraph in paragraphs}
    leads = {paragraph.lead_in for paragraph in paragraphs if paragraph.lead_in}
    for paragraph in paragraphs:
        if not paragraph.role.is_finding or paragraph.id in leads or paragraph.text.rstrip().endswith(":"):
            continue
        listed_as = _listed_as(_titles(paragraph, by_id), frameworks, known)
        if listed_as:
            yield ImprovementItem(document, paragraph, listed_as)


def _titles(paragraph: Paragraph, by_id: Mapping[str, Paragraph]) -> list[str]:
    """Return the headings over a paragraph and the line that introduces it, nearest first."""
    lead = by_id.get(paragraph.lead_in or "")
    return [*([lead.text] if lead else []), *reversed(paragraph.section)]


def _listed_as(titles: Iterable[str], frameworks: Frameworks, known: dict[str, str | None]) -> str | None:
    for title in titles:
        if title not in known:
            section = frameworks.section(title)
            known[title] = section.id if section else None
        found = known[title]
        if found in LISTS:
            return found
    return None
