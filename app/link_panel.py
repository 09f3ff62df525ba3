"""Follows a shared link to a source when the page is first drawn; keeps the open source in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.conversation import Conversation, Lost
from app.page_parts import mount
from app.shared_source import SOURCE_IN_ADDRESS, find_source, key_of_source, same_words, shared_source
from index.answer import Citation

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["follow_link", "paragraph_link"]

FOLLOWED = "link_followed"
MAX_SHOWN = 8
"""Documents that are named where several have the words of a link whose own document is gone."""


def follow_link(version: IndexVersion, talk: Conversation) -> None:
    """Open the source that the address names, once, or say that it is not there any more."""
    shared = st.query_params.get(SOURCE_IN_ADDRESS)
    if FOLLOWED not in st.session_state and talk.asking is None:
        st.session_state[FOLLOWED] = True
        if shared and talk.opened is None:
            _open(shared, version, talk)
    if found := talk.open_citation():
        st.query_params[SOURCE_IN_ADDRESS] = shared_source(found[0])
    elif shared and talk.asking is None and talk.lost is None:
        del st.query_params[SOURCE_IN_ADDRESS]
    if talk.lost is not None:
        _tell(talk.lost)
    elif talk.is_moved:
        mount("notice", "The file was renamed or moved since this link was made; its words are the same.", key="moved")


def _open(shared: str, version: IndexVersion, talk: Conversation) -> None:
    found = find_source(shared, version)
    if key := key_of_source(shared, talk.answers):
        talk.open(key)
        # The answer is drawn already; drawn again, it shows which of its sources is open.
        st.rerun()
    elif isinstance(found, Citation):
        talk.open_linked(found)
    elif found is None and len(moved := same_words(shared, version)) == 1:
        talk.open_linked(moved[0], is_moved=True)
    else:
        talk.lost = Lost(found, () if found else tuple(moved))


def _tell(lost: Lost) -> None:
    document = lost.document
    if document is None:
        text = "The link names a document that is not here any more."
        text += " Other documents have the same words:" if lost.elsewhere else " It may have been removed."
        mount("message", {"heading": "The source is gone", "text": text}, key="source_gone")
        if lost.elsewhere:
            mount("links", [paragraph_link(one) for one in lost.elsewhere[:MAX_SHOWN]], key="elsewhere")
        return
    text = f"“{document.title}” is here, but it no longer has the paragraph that the link names: its text was changed."
    mount("message", {"heading": "The text has changed", "text": text}, key="source_changed")
    mount("links", [{"text": "Read the document as it is now", "url": f"library?document={document.id}"}], key="now")


def paragraph_link(citation: Citation) -> dict[str, str]:
    """Return the link that leads to a cited paragraph in the library."""
    document, paragraph = citation.document, citation.paragraph
    return {"text": document.title, "url": f"library?document={document.id}&paragraph={paragraph.id}"}
