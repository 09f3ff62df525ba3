"""Two to four authorities side by side, aspect by aspect, each cell with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.compare_view import DEFAULT_ASPECTS, compare_view, comparison_question
from app.page_frame import explained
from app.page_parts import mount
from app.serving import assistant, version
from index.answer import Answer, Filters

if TYPE_CHECKING:
    from index.assistant import Assistant

__all__ = ["compare_page"]

MOST_AUTHORITIES = 4
MOST_ASPECTS = 8
MAX_ASPECT_CHARS = 80


def compare_page() -> None:
    """Draw the choice of authorities and aspects, and the comparison."""
    about = "What inspectors said about the same thing in two to four authorities. Each sentence names its source."
    mount("heading", {"text": "Compare", "about": about}, key="heading")
    with explained():
        helper = assistant()
        names = sorted({name for document in version().documents for name in document.authorities})
        chosen = st.multiselect(
            "Authorities",
            names,
            key="compare",
            max_selections=MOST_AUTHORITIES,
            placeholder="Choose two to four",
            bind="query-params",
        )
        aspects = st.multiselect(
            "Aspects; type your own and press Enter",
            DEFAULT_ASPECTS,
            default=DEFAULT_ASPECTS,
            key="aspects",
            accept_new_options=True,
            max_selections=MOST_ASPECTS,
        )
        if len(chosen) < 2 or not aspects:
            text = "Choose at least two authorities and one aspect."
            mount("message", {"heading": "What shall be compared?", "text": text}, key="choose")
            return
        asked = [aspect[:MAX_ASPECT_CHARS] for aspect in aspects]
        with st.spinner("Searching the documents"):
            answers = _answers(helper, chosen, asked)
        mount("compare", compare_view(chosen, asked, answers), key="comparison")


def _answers(helper: Assistant, authorities: list[str], aspects: list[str]) -> dict[tuple[str, str], Answer]:
    return {
        (aspect, authority): helper.ask(
            comparison_question(aspect, authority), filters=Filters(authorities=(authority,))
        )
        for aspect in aspects
        for authority in authorities
    }
