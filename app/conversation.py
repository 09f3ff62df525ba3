"""One session's conversation: its answers, the one being made, and which source is open beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from app.answer_view import citation_keys, find_citation
from app.asking import Asking
from corpus.model import Document
from index.answer import Answer, Citation

__all__ = ["QUESTION_IN_ADDRESS", "Conversation", "Lost", "Pending", "conversation"]

QUESTION_IN_ADDRESS = "q"
"""The parameter of the address that holds the last question, so that a link asks it again."""


LINKED = "linked"
"""Key of the citation that a shared link names."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question yet to be asked; `is_alone` where it does not lean on the questions before it."""

    question: str
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A link's source that is not there: in `document`, whose text was changed, or in one that is gone too.

    `elsewhere` is where the same words stand in several other documents.
    """

    document: Document | None
    elsewhere: tuple[Citation, ...] = ()


@dataclass
class Conversation:
    """The answers so far and what is open beside them.

    `opened` is the key of the citation that is open and `page_no` the page shown of it; `linked` is the citation that
    a shared link names and no answer has, `is_moved` whether its file had another name when the link was made, `lost`
    the document whose paragraph a link names in vain. `pending` is a question yet to be asked, which it stays until
    its answer is there or being made, because the page may be drawn anew before that; `asking` is one that a model is
    answering, `fresh` the turn of the answer that has just come, `judged` the turns about which the user said whether
    they helped, `not_kept` why what they said last could not be kept.
    """

    answers: list[Answer] = field(default_factory=list)
    opened: str | None = None
    page_no: int | None = None
    pending: Pending | None = None
    linked: Citation | None = None
    is_moved: bool = False
    lost: Lost | None = None
    asking: Asking | None = None
    fresh: int | None = None
    judged: set[int] = field(default_factory=set)
    not_kept: str | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions so far, oldest first."""
        return tuple(answer.question for answer in self.answers)

    def add(self, answer: Answer) -> None:
        """Add the answer that has just come."""
        self.fresh = len(self.answers)
        self.answers.append(answer)

    def open(self, key: str | None) -> None:
        """Open a citation by its key; an unknown one closes the panel."""
        self.opened, self.page_no, self.lost, self.is_moved = key, None, None, False

    def close(self) -> None:
        """Close the source panel."""
        self.open(None)

    def clear(self) -> None:
        """Forget the answers, for a new conversation."""
        self.go_back_to(0)
        st.query_params.pop(QUESTION_IN_ADDRESS, None)

    def go_back_to(self, turn: int) -> None:
        """Forget the answers from a turn on, and stop the one being made."""
        if self.asking is not None:
            self.asking.stop()
            self.asking = None
        self.pending = None
        del self.answers[turn:]
        self.judged = {judged for judged in self.judged if judged < turn}
        self.close()

    def ask_again(self, turn: int, question: str, *, is_alone: bool = False) -> None:
        """Go back to a turn and ask another question there."""
        self.go_back_to(turn)
        self.pending = Pending(question, is_alone)

    def open_linked(self, citation: Citation, *, is_moved: bool = False) -> None:
        """Open a citation that stands in no answer; `is_moved` where the link names its file by another name."""
        self.linked = citation
        self.open(LINKED)
        self.is_moved = is_moved

    def open_citation(self) -> tuple[Citation, list[str]] | None:
        """Return the citation that is open and the keys of those beside it, None if none is open."""
        if self.opened == LINKED and self.linked is not None:
            return self.linked, [LINKED]
        found = find_citation(self.answers, self.opened) if self.opened else None
        return (found[1], citation_keys(self.answers[found[0]], found[0])) if found else None

    def take_finished(self) -> None:
        """Add the answer that a model was making, if it is there now.

        Raises:
            InspectionQAError: there is none, because of this.
        """
        asking = self.asking
        if asking is None or not asking.is_done:
            return
        self.asking = None
        if asking.error is not None:
            raise asking.error
        if asking.answer is not None:
            self.add(asking.answer)


def conversation() -> Conversation:
    """Return the conversation of this session."""
    if "conversation" not in st.session_state:
        st.session_state["conversation"] = Conversation()
    found: Conversation = st.session_state["conversation"]
    return found
