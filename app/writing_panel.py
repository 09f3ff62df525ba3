"""What the page shows while a language model writes: the sentences checked so far, where it is asked, a stop button."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.answer_view import answer_view
from app.asking import Asking
from app.conversation import conversation
from app.page_parts import mount

__all__ = ["writing_panel", "writing_view"]

POLL_S = 0.7
KEY = "writing"


@st.fragment(run_every=POLL_S)
def writing_panel(turn: int) -> None:
    """Draw how far the answer is, again and again until it is there.

    Args:
        turn: the place that the answer will have in the conversation.
    """
    asking = conversation().asking
    if asking is None or asking.is_done:
        st.rerun()
    if asking.so_far is not None:
        view = answer_view(asking.so_far, turn, None) | {"writing": True, "scroll": turn > 0}
        mount("answer", view, key=f"answer{turn}")
    mount("writing", writing_view(asking), key=KEY, on_stop_change=_stop)


def writing_view(asking: Asking) -> dict[str, Any]:
    """Return what the panel draws."""
    writing = asking.writing
    told = "Searching the documents."
    if writing is not None:
        withheld = f" {writing.withheld} withheld: without support." if writing.withheld else ""
        told = (
            f"{writing.address} has the question and {writing.passages} passages and writes: {writing.words} words so "
            f"far. Sentences appear once they are checked.{withheld}"
        )
    if asking.is_stopped:
        told = "Stopping."
    question = None if asking.so_far is not None else asking.question
    return {"question": question, "text": told, "can_stop": not asking.is_stopped}


def _stop() -> None:
    asking = conversation().asking
    if asking is not None:
        asking.stop()
