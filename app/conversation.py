"""One session's conversation: its answers, and which source is open beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from app.answer_view import find_citation
from index.answer import Answer, Citation

__all__ = ["QUESTION_IN_ADDRESS", "Conversation", "conversation"]

QUESTION_IN_ADDRESS = "q"
"""The parameter of the address that holds the last question, so that a link asks it again."""


@dataclass
class Conversation:
    """The answers so far and what is open beside them.

    `opened` is the key of the citation that is open and `page_no` the page shown of it, `pending` a question
    yet to be asked, `judged` the turns about which the user said whether they helped.
    """

    answers: list[Answer] = field(default_factory=list)
    opened: str | None = None
    page_no: int | None = None
    pending: str | None = None
    judged: set[int] = field(default_factory=set)

    def open(self, key: str | None) -> None:
        """Open a citation by its key; an unknown one closes the panel."""
        self.opened, self.page_no = key, None

    def close(self) -> None:
        """Close the source panel."""
        self.open(None)

    def clear(self) -> None:
        """Forget the answers, for a new conversation."""
        self.answers.clear()
        self.judged.clear()
        self.close()
        st.query_params.pop(QUESTION_IN_ADDRESS, None)

    def open_citation(self) -> tuple[int, Citation] | None:
        """Return the turn and the citation that is open, None if none is."""
        return find_citation(self.answers, self.opened) if self.opened else None

    def take_pending(self) -> str | None:
        """Return the question that a suggestion asked for, once."""
        question, self.pending = self.pending, None
        return question


def conversation() -> Conversation:
    """Return the conversation of this session."""
    if "conversation" not in st.session_state:
        st.session_state["conversation"] = Conversation()
    found: Conversation = st.session_state["conversation"]
    return found
