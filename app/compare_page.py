"""Two to four authorities, or dates of one, side by side, aspect by aspect, each cell with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.compare_view import DEFAULT_ASPECTS, Side, compare_view, comparison_question, sides_by_date
from app.page_frame import explained
from app.page_parts import mount
from app.serving import assistant, version
from index.answer import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Document

__all__ = ["compare_page"]

BY_AUTHORITY, BY_DATE = "Authorities", "Dates of one authority"
MOST_SIDES = 4
MOST_ASPECTS = 8
MAX_ASPECT_CHARS = 80


def compare_page() -> None:
    """Draw the choice of sides and aspects, and the comparison."""
    about = "What inspectors said about the same thing, side by side. Each sentence names its source."
    mount("heading", {"text": "Compare", "about": about}, key="heading")
    with explained():
        helper = assistant()
        documents = version().documents
        by = st.radio("Compare", [BY_AUTHORITY, BY_DATE], key="by", horizontal=True, bind="query-params")
        sides = _authorities(documents) if by == BY_AUTHORITY else _dates(documents)
        aspects = st.multiselect(
            "Aspects; type your own and press Enter",
            DEFAULT_ASPECTS,
            default=DEFAULT_ASPECTS,
            key="aspects",
            accept_new_options=True,
            max_selections=MOST_ASPECTS,
        )
        if len(sides) < 2 or not aspects:
            text = f"Choose at least two {'authorities' if by == BY_AUTHORITY else 'documents'} and one aspect."
            mount("message", {"heading": "What shall be compared?", "text": text}, key="choose")
            return
        asked = [aspect[:MAX_ASPECT_CHARS] for aspect in aspects]
        with st.spinner("Searching the documents"):
            answers = {
                (aspect, side.name): helper.ask(comparison_question(aspect, side.authority), filters=side.filters)
                for aspect in asked
                for side in sides
            }
        mount("compare", compare_view([side.name for side in sides], asked, answers), key="comparison")


def _authorities(documents: Sequence[Document]) -> list[Side]:
    names = sorted({name for document in documents for name in document.authorities})
    chosen = st.multiselect(
        "Authorities",
        names,
        key="compare",
        max_selections=MOST_SIDES,
        placeholder="Choose two to four",
        bind="query-params",
    )
    latest = st.checkbox("Only the latest document of each authority", key="newest", bind="query-params")
    return [Side(name, name, Filters(authorities=(name,), latest_only=latest)) for name in chosen]


def _dates(documents: Sequence[Document]) -> list[Side]:
    names = sorted({name for document in documents for name in document.authorities})
    authority = st.selectbox("Authority", names, index=None, key="of", placeholder="Choose one", bind="query-params")
    if authority is None:
        return []
    sides = {side.filters.documents[0]: side for side in sides_by_date(documents, authority)}
    chosen = st.multiselect(
        "Documents, oldest first",
        list(sides),
        key="dates",
        format_func=lambda identity: sides[identity].name,
        max_selections=MOST_SIDES,
        placeholder="Choose two to four",
        bind="query-params",
    )
    return [sides[identity] for identity in sides if identity in chosen]
