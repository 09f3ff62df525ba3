"""The part of the library in which documents are added and removed, and the index is renewed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.adding import MAX_BYTES
from app.adding_many import Added
from app.own_folder import corpora_with, own_folder, removable, remove_document
from app.page_parts import mount
from app.renewing import Renewal, renew, renewal
from app.serving import served_settings
from app.sign_in import may_change
from app.uploading import Message, add_uploads, outcome_messages
from corpus.errors import CorpusError
from corpus.model import Document

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["change_library", "forget_outcome", "renewal_messages"]

ROUND = "upload_round"
OUTCOME = "upload_outcome"
TOLD = "renewal_told"
TYPES = ["pdf", "docx", "html", "htm", "md", "txt", "zip"]
POLL_S = 0.4


def change_library(version: IndexVersion) -> None:
    """Draw the forms for adding, removing and renewing, how far a renewal is, and what became of the last change."""
    own = own_folder(version.manifest.corpora)
    # In a container of their own, so that what comes and goes there does not close the forms below.
    with st.container(key="outcome"):
        for place, outcome in enumerate(st.session_state.get(OUTCOME, [])):
            mount("message", outcome, key=f"outcome{place}")
        running = renewal()
        if TOLD in st.session_state or (running is not None and not running.is_done):
            _renewal()
    if not may_change():
        return
    with st.expander("Add or remove documents"):
        _adding(version, own)
        _removing(version, own)
        _rebuilding(version)


def renewal_messages(done: Renewal) -> list[Message]:
    """Return what to tell of a renewal that has ended."""
    if done.report is None:
        return [{"heading": "The index was not renewed", "text": done.error or "It ended early."}]
    report = done.report
    text = f"{report.documents:,} documents, {report.paragraphs:,} paragraphs."
    messages = [{"heading": "The index is up to date", "text": text}]
    if report.refused:
        lines = "\n".join(refused.message for refused in report.refused)
        messages.append({"heading": "Not read", "text": lines})
    return messages


def _adding(version: IndexVersion, own: Path) -> None:
    round_no = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        f"Letters, reports, papers or articles, or a ZIP archive of them, up to {MAX_BYTES // 2**20} MB each",
        type=TYPES,
        accept_multiple_files=True,
        key=f"upload{round_no}",
    )
    if st.button("Add these documents", disabled=not files, type="primary") and may_change():
        bar = st.progress(0.0, "Reading the files")

        def show(done: int, total: int) -> None:
            bar.progress(
                min(1.0, done / max(1, total)), f"Comparing with the documents that are there: {done} of {total}"
            )

        try:
            outcomes = add_uploads(files, own, show)
        except CorpusError as error:
            _finish([{"heading": "Not added", "text": str(error)}])
        st.session_state[ROUND] = round_no + 1
        if any(isinstance(outcome, Added) for outcome in outcomes):
            _renew(version, own)
        _finish(outcome_messages(outcomes))


def _removing(version: IndexVersion, own: Path) -> None:
    documents = removable(version.documents, own)
    if not documents:
        return
    titles = {document.id: f"{document.title} ({document.path})" for document in documents}
    chosen = st.selectbox("Document to remove", list(titles), index=None, format_func=titles.__getitem__)
    if st.button("Remove this document", disabled=chosen is None) and chosen is not None and may_change():
        document = version.document(chosen)
        try:
            remove_document(document, own)
        except CorpusError as error:
            _finish([{"heading": "Not removed", "text": str(error)}])
        _renew(version, own)
        _finish([_removed(document)])


def _rebuilding(version: IndexVersion) -> None:
    told = "Reads every document anew; questions are answered from the old index until the new one is ready."
    if st.button("Rebuild the index", help=told) and may_change():
        corpora = tuple(Path(corpus) for corpus in version.manifest.corpora)
        st.session_state[TOLD] = renew(_settings(corpora), from_nothing=True)
        _finish([])


def _removed(document: Document) -> Message:
    text = f"{document.path} was moved to the hidden folder “.removed” beside the documents, from where it can return."
    return {"heading": f"Removed: {document.title}", "text": text}


def _renew(version: IndexVersion, own: Path) -> None:
    st.session_state[TOLD] = renew(_settings(corpora_with(own, version.manifest.corpora)))


def _settings(corpora: tuple[Path, ...]) -> Any:  # noqa: ANN401 - the settings' type would import pydantic here
    return served_settings().model_copy(update={"corpus": corpora})


@st.fragment(run_every=POLL_S)
def _renewal() -> None:
    """Draw how far a renewal is; when the one that this session asked for has ended, tell what became of it."""
    mine: Renewal | None = st.session_state.get(TOLD)
    running = renewal()
    if mine is not None and mine.is_done:
        del st.session_state[TOLD]
        st.session_state[OUTCOME] = [*st.session_state.get(OUTCOME, []), *renewal_messages(mine)]
        st.rerun()
    if running is None or (running.is_done and mine is None):
        st.rerun()
    progress = running.progress
    done, total = (progress.done, max(1, progress.total)) if progress else (0, 1)
    stage = f"{progress.stage}, {progress.done:,} of {progress.total:,}" if progress else "starting"
    st.progress(min(1.0, done / total), f"Renewing the index: {stage}. Questions are answered from the old one.")


def forget_outcome() -> None:
    """Tell of the last change no more, because the library was left."""
    st.session_state.pop(OUTCOME, None)


def _finish(outcome: list[Message]) -> None:
    st.session_state[OUTCOME] = outcome
    st.rerun()
