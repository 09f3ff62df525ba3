"""What all pages share: the style sheet, and errors that are explained instead of shown as a trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

import streamlit as st

from app.page_parts import mount
from corpus.errors import InspectionQAError

__all__ = ["explained", "frame"]


def frame() -> None:
    """Put the style sheet into the page."""
    style = (files("app") / "parts" / "page.css").read_text(encoding="utf-8")
    st.html(f"<style>{style}</style>")


@contextmanager
def explained() -> Iterator[None]:
    """Show an error of the product as a message, as text, and go on with the page."""
    try:
        yield
    except InspectionQAError as error:
        mount("message", {"heading": "That did not work", "text": str(error)}, key="error")
        st.stop()
