"""The conversation: question box, answers with numbered citations, and the source panel beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.answer_view import announcement, answer_view
from app.asking import Asking
from app.collection_panel import collection_panel
from app.conversation import QUESTION_IN_ADDRESS, Conversation, Pending, conversation
from app.filter_bar import filter_bar, filter_chips
from app.leaving import leaving_note, sent_note
from app.link_panel import follow_link
from app.page_frame import explained
from app.page_parts import mount
from app.serving import assistant, served_settings, suggestions, version
from app.source_panel import source_panel
from app.take_away import take_away
from app.writing_panel import writing_panel
from corpus.errors import InspectionQAError

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from index.answer import Filters
    from index.assistant import Assistant

__all__ = ["chat_page"]

BOX = "box"
MAX_QUESTION_CHARS = 2000
QUICK_S = 0.3
"""How long a page waits for a model's answer before it shows that one is being written."""
STOPPING_S = 5.0
"""How long a new question waits for the answer before it to stop."""


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
            mount("skip", "Go to the question", key="skip")
            filter_chips(filters)
            if note := leaving_note(served_settings()):
                mount("notice", note, key="leaving")
        # Inside a container of its own the box does not make Streamlit scroll to the end of each answer.
        foot.chat_input(
            "Ask about the inspection letters and reports",
            key=BOX,
            on_submit=_typed,
            # While a model writes, the next question may be typed; without one answers come at once.
            submit_mode="disable" if served_settings().llm == "none" else "submit",
            max_chars=MAX_QUESTION_CHARS,
        )
        asked = talk.pending or _asked_by_address(talk)
        if asked:
            talk.close()
        left, right = body.columns([1.2, 1], gap="large")
        with left, st.container(key="conversation"):
            below = _conversation(helper, talk, filters, asked)
        with right, st.container(key="source"):
            follow_link(opened, talk)
            if not source_panel(opened, talk):
                collection_panel(opened)
        # Drawn last: which suggestions are answered takes a moment to find out, and nobody has to wait for it.
        with below:
            _below(talk)
    with announcer:
        mount("announcer", _announced(talk), key="announced")


def _typed() -> None:
    # Streamlit forgets what was typed if the page is drawn anew before it gets to the box; this it does not forget.
    if question := st.session_state[BOX]:
        conversation().pending = Pending(question)


def _asked_by_address(talk: Conversation) -> Pending | None:
    """Return the question that a shared link asks, once, at the beginning of a conversation."""
    question = None if talk.answers or talk.asking else st.query_params.get(QUESTION_IN_ADDRESS)
    return Pending(question) if question else None


def _announced(talk: Conversation) -> str:
    if talk.asking is not None:
        return "The answer is being written."
    return announcement(talk.answers[-1]) if talk.answers else ""


def _conversation(helper: Assistant, talk: Conversation, filters: Filters, asked: Pending | None) -> DeltaGenerator:
    """Draw the answers, ask the question if there is one, and return the place below them."""
    if asked and talk.asking is not None:
        talk.asking.stop()
        talk.asking.wait(STOPPING_S)
    talk.take_finished()
    if not (talk.answers or talk.asking or asked):
        mount("welcome", None, key="welcome")
    for turn in range(len(talk.answers)):
        _draw_answer(talk, turn)
    if asked:
        _ask(helper, talk, filters, asked)
    if talk.asking is not None:
        writing_panel(len(talk.answers))
    return st.container(key="below")


def _ask(helper: Assistant, talk: Conversation, filters: Filters, asked: Pending) -> None:
    """Ask a question and draw its answer; one that a model words goes on beside the page."""
    history = () if asked.is_alone else talk.questions
    st.query_params[QUESTION_IN_ADDRESS] = asked.question
    with st.spinner("Searching the documents"):
        try:
            if served_settings().llm == "none":
                talk.add(helper.ask(asked.question, filters=filters, history=history))
            else:
                talk.asking = Asking(helper, asked.question, filters, history)
        except InspectionQAError:
            talk.pending = None
            raise
        talk.pending = None
        if talk.asking is not None:
            talk.asking.wait(QUICK_S)
            talk.take_finished()
    if talk.asking is None:
        _draw_answer(talk, len(talk.answers) - 1)


def _below(talk: Conversation) -> None:
    if talk.asking is not None:
        return
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
        conversation().pending = Pending(st.session_state["suggestions"].ask, is_alone=True)

    mount("suggestions", {"heading": heading, "questions": questions}, key="suggestions", on_ask_change=ask)


def _draw_answer(talk: Conversation, turn: int) -> None:
    key = f"answer{turn}"

    def opened() -> None:
        conversation().open(st.session_state[key].open)

    def ask_again() -> None:
        wish = st.session_state[key].ask_again
        question = str(wish["question"]).strip()[:MAX_QUESTION_CHARS]
        if question:
            conversation().ask_again(turn, question, is_alone=bool(wish["is_alone"]))

    more = {"scroll": talk.fresh == turn and turn > 0, "sent": sent_note(served_settings())}
    view = answer_view(talk.answers[turn], turn, talk.opened) | more
    mount("answer", view, key=key, on_open_change=opened, on_ask_again_change=ask_again)
