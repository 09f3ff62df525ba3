"""What stands beside the conversation while no source is open: the documents that are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.labels import PUBLISHER_NAMES, counted, kind_text, shown_date
from app.page_parts import mount
from app.selection import newest_first
from corpus.model import Document

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["collection_panel", "collection_view"]

MAX_SHOWN = 8


def collection_panel(version: IndexVersion) -> None:
    """Draw the documents of the index, newest first."""
    mount("collection", collection_view(version.documents, version.paragraph_count), key="collection")


def collection_view(documents: tuple[Document, ...], paragraph_count: int) -> dict[str, Any]:
    """Return what the panel draws."""
    authorities = {name for document in documents for name in document.authorities}
    return {
        "summary": f"{counted(len(documents), 'document')} about "
        f"{counted(len(authorities), 'authority', 'authorities')}, {counted(paragraph_count, 'paragraph')}.",
        "documents": [_line(document) for document in newest_first(documents)[:MAX_SHOWN]],
        "all": f"All {len(documents):,} documents" if len(documents) > MAX_SHOWN else None,
    }


def _line(document: Document) -> dict[str, Any]:
    about = [shown_date(document.dated), kind_text(document.kind)]
    return {
        "title": document.title,
        "url": f"library?document={document.id}",
        "publisher": PUBLISHER_NAMES[document.publisher],
        "publisher_kind": document.publisher.value,
        "about": [text for text in about if text],
    }
