"""The panel beside the conversation that shows where the words of a citation stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.conversation import Conversation, conversation
from app.document_files import file_of
from app.page_parts import mount
from app.page_picture import page_picture
from app.source_view import source_view
from corpus.errors import ReadError

if TYPE_CHECKING:
    from index.answer import Citation
    from index.storage.version import IndexVersion

__all__ = ["source_panel"]

KEY = "source_part"


def source_panel(version: IndexVersion, talk: Conversation) -> bool:
    """Draw the source that is open; returns False if none is."""
    found = talk.open_citation()
    if found is None or talk.opened is None:
        return False
    citation, keys = found
    is_there = citation.document.id in version.row_of_document
    paragraphs = version.paragraphs_of(citation.document.id) if is_there else ()
    view = source_view(
        citation,
        talk.opened,
        keys,
        paragraphs,
        _picture(version, citation, talk.page_no),
    )
    mount("source", view, key=KEY, on_open_change=_open, on_close_change=_close, on_page_change=_turn_page)
    return True


def _picture(version: IndexVersion, citation: Citation, page_no: int | None) -> dict[str, Any] | None:
    try:
        path = file_of(citation.document, version.manifest.corpora)
        return page_picture(citation.document, path, citation.paragraph, page_no)
    except ReadError:
        return None


def _open() -> None:
    conversation().open(st.session_state[KEY].open)


def _close() -> None:
    conversation().close()


def _turn_page() -> None:
    conversation().page_no = int(st.session_state[KEY].page)
