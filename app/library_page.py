"""The library: all documents in a table, one document to read, adding and removing documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.document_view import documents_table, reading_view
from app.library_changes import change_library
from app.link_panel import MAX_SHOWN, paragraph_link
from app.page_frame import explained
from app.page_parts import mount
from app.serving import version
from app.shared_source import same_words

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["library_page"]


def library_page() -> None:
    """Draw one document if the address names one, else the table of all."""
    with explained():
        opened = version()
        wanted = st.query_params.get("document")
        if wanted:
            _document(opened, wanted)
        else:
            _documents(opened)


def _document(opened: IndexVersion, document_id: str) -> None:
    mount("links", [{"text": "All documents", "url": "library"}], key="back")
    if document_id not in opened.row_of_document:
        same = same_words(st.query_params.get("paragraph", ""), opened)[:MAX_SHOWN]
        text = "The library has no such document; it may have been removed or renamed."
        text += " The paragraph's words stand in:" if same else ""
        mount("message", {"heading": "Not found", "text": text}, key="not_found")
        mount("links", [paragraph_link(one) for one in same], key="same_words")
        return
    document = opened.document(document_id)
    view = reading_view(document, opened.paragraphs_of(document_id), st.query_params.get("paragraph"))
    mount("reading", view, key=f"reading_{document_id}")


def _documents(opened: IndexVersion) -> None:
    mount("heading", {"text": "Library", "about": "What can be asked about."}, key="heading")
    change_library(opened)
    mount("table", documents_table(opened.documents), key="documents")
