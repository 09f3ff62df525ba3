"""The script that Streamlit runs for every view: sets up the page and hands over to the one that was asked for."""

from __future__ import annotations

import streamlit as st

from app.chat_page import chat_page
from app.compare_page import compare_page
from app.evaluation_page import evaluation_page
from app.library_changes import forget_outcome
from app.library_page import library_page
from app.overview_page import overview_page
from app.page_frame import frame
from app.sign_in import signed_in

__all__ = ["main"]

LIBRARY = "library"


def main() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Inspection letters", layout="wide", initial_sidebar_state="auto")
    pages = [
        st.Page(chat_page, title="Ask", url_path="ask", default=True),
        st.Page(library_page, title="Library", url_path=LIBRARY),
        st.Page(overview_page, title="Overview", url_path="overview"),
        st.Page(compare_page, title="Compare", url_path="compare"),
        st.Page(evaluation_page, title="Evaluation", url_path="evaluation"),
    ]
    chosen = st.navigation(pages, position="top")
    frame()
    if chosen.url_path != LIBRARY:
        forget_outcome()
    if signed_in():
        chosen.run()


if __name__ == "__main__":
    main()
