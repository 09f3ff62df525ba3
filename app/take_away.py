"""The row under a conversation: take it away as a file, say whether it helped, start anew."""

from __future__ import annotations

import streamlit as st

from app.conversation import Conversation, conversation
from app.evidence_pack import make_pack
from app.export_markdown import to_markdown
from app.export_pdf import to_pdf
from app.export_word import to_word
from app.feedback import MAX_NOTE_CHARS, keep_feedback
from app.page_parts import mount
from app.serving import served_settings, version
from corpus.errors import CorpusError

__all__ = ["take_away"]

USEFUL = "Useful"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def take_away(talk: Conversation) -> None:
    """Draw the buttons; the files are made when they are asked for."""
    answers = tuple(talk.answers)
    with st.container(key="take_away", horizontal=True):
        st.download_button("Word", lambda: to_word(answers), "answers.docx", WORD_TYPE, on_click="ignore")
        st.download_button("PDF", lambda: to_pdf(answers), "answers.pdf", "application/pdf", on_click="ignore")
        st.download_button(
            "Markdown", lambda: to_markdown(answers).encode(), "answers.md", "text/markdown", on_click="ignore"
        )
        st.download_button(
            "Evidence pack", lambda: make_pack(answers, version()), "evidence.zip", "application/zip", on_click="ignore"
        )
        st.button("New conversation", on_click=_start_anew)
    _feedback(talk)


def _start_anew() -> None:
    conversation().clear()


def _feedback(talk: Conversation) -> None:
    """Draw the question whether the last answer helped; what is said stays on this machine."""
    turn = len(talk.answers) - 1
    if turn in talk.judged:
        mount("message", {"heading": "Thank you", "text": "Your word was kept on this machine."}, key=f"thanks{turn}")
        return
    if talk.not_kept:
        mount("message", {"heading": "Not kept", "text": talk.not_kept}, key=f"not_kept{turn}")
    useful, note = f"useful{turn}", f"note{turn}"
    with st.expander("Was this answer useful?"), st.form(f"feedback{turn}", border=False):
        st.radio("Your judgement", [USEFUL, "Not useful"], horizontal=True, key=useful)
        st.text_input("Note (what was missing or wrong)", max_chars=MAX_NOTE_CHARS, key=note)
        st.form_submit_button("Keep", on_click=_keep, args=(turn, useful, note))


def _keep(turn: int, useful: str, note: str) -> None:
    talk, said = conversation(), st.session_state
    if turn >= len(talk.answers) or turn in talk.judged:
        return
    is_useful = said.get(useful, USEFUL) == USEFUL
    try:
        keep_feedback(served_settings().index, talk.answers[turn], useful=is_useful, note=said.get(note) or "")
    except CorpusError as error:
        talk.not_kept = str(error)
    else:
        talk.not_kept = None
        talk.judged.add(turn)
