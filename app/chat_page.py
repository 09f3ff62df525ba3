"""The conversation: question box, answers with numbered citations, and the source panel beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.answer_view import announcement, answer_view
from app.collection_panel import collection_panel
from app.conversation import QUESTION_IN_ADDRESS, Conversation, conversation
from app.filter_bar import filter_bar, filter_chips
from app.page_frame import explained
from app.page_parts import mount
from app.serving import assistant, suggestions, version
from app.source_panel import source_panel
from app.take_away import take_away

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from index.answer import Filters
    from index.assistant import Assistant

__all__ = ["chat_page"]

MAX_QUESTION_CHARS = 2000


def chat_page() -> None:
    """Draw the conversation, the source that is open, and the question box."""
    announcer = st.container(key="announcer")
    with explained():
        helper = assistant()
        opened = version()
        talk = conversation()
        filters = filter_bar(opened.documents)
        body, foot = st.container(key="body"), st.container(key="ask")
        with foot:
            filter_chips(filters)
        # Inside a container of its own the box does not make Streamlit scroll to the end of each answer.
        typed = foot.chat_input(
            "Ask about the inspection letters and reports", key="box", submit_mode="stop", max_chars=MAX_QUESTION_CHARS
        )
        suggested = talk.take_pending()
        question = typed or suggested or _asked_by_address(talk)
        if question:
            talk.close()
        left, right = body.columns([1.2, 1], gap="large")
        with left, st.container(key="conversation"):
            history = () if suggested else tuple(answer.question for answer in talk.answers)
            below = _conversation(helper, talk, filters, question, history)
        with right, st.container(key="source"):
            if not source_panel(opened, talk):
                collection_panel(opened)
        # Drawn last: which suggestions are answered takes a moment to find out, and nobody has to wait for it.
        with below:
            _below(talk)
    with announcer:
        mount("announcer", announcement(talk.answers[-1]) if talk.answers else "", key="announced")


def _asked_by_address(talk: Conversation) -> str | None:
    """Return the question that a shared link asks, once, at the beginning of a conversation."""
    return None if talk.answers else st.query_params.get(QUESTION_IN_ADDRESS)


def _conversation(
    helper: Assistant, talk: Conversation, filters: Filters, question: str | None, history: tuple[str, ...]
) -> DeltaGenerator:
    """Draw the answers, ask the question if there is one, and return the place below them."""
    if not talk.answers and not question:
        mount("welcome", None, key="welcome")
    for turn in range(len(talk.answers)):
        _draw_answer(talk, turn)
    if question:
        with st.spinner("Searching the documents"):
            talk.answers.append(helper.ask(question, filters=filters, history=history))
        st.query_params[QUESTION_IN_ADDRESS] = question
        _draw_answer(talk, len(talk.answers) - 1, is_new=True)
    return st.container(key="below")


def _below(talk: Conversation) -> None:
    if talk.answers:
        take_away(talk)
    if not talk.answers:
        _suggest("For example")
    elif talk.answers[-1].abstained:
        _suggest("What these documents can answer")


def _suggest(heading: str) -> None:
    questions = suggestions()
    if not questions:
        return

    def ask() -> None:
        conversation().pending = st.session_state["suggestions"].ask

    mount("suggestions", {"heading": heading, "questions": questions}, key="suggestions", on_ask_change=ask)


def _draw_answer(talk: Conversation, turn: int, *, is_new: bool = False) -> None:
    key = f"answer{turn}"

    def opened() -> None:
        conversation().open(st.session_state[key].open)

    view = answer_view(talk.answers[turn], turn, talk.opened) | {"scroll": is_new and turn > 0}
    mount("answer", view, key=key, on_open_change=opened)
