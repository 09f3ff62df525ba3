"""The part of the library in which documents are added and removed, and the index is renewed.

What a button does is a callback, which runs before the page is drawn: a page that is drawn anew before it gets to the
button forgets that it was pressed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.adding import MAX_BYTES
from app.own_folder import corpora_with, own_folder, removable, remove_document
from app.page_parts import mount
from app.renewing import Renewal, renew, renewal
from app.serving import served_settings, version
from app.sign_in import may_change
from app.uploading import Adding, Message
from corpus.errors import InspectionQAError
from corpus.model import Document

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["change_library", "forget_outcome", "renewal_messages"]

CHANGES = "library_changes"
TO_REMOVE = "document_to_remove"
TYPES = ["pdf", "docx", "html", "htm", "md", "txt", "zip"]
POLL_S = 0.4
QUICK_S = 0.3
"""How long a page waits for uploads to be added before it shows that they are being added."""


@dataclass
class _Changes:
    """What this session changes: the uploads being added, the renewal that it asked for, what is to be told.

    `round_no` counts the uploads; a new round empties the form.
    """

    round_no: int = 0
    adding: Adding | None = None
    renewal: Renewal | None = None
    outcome: list[Message] = field(default_factory=list)

    def take_finished(self) -> None:
        """Note what became of work that has ended."""
        if self.adding is not None and self.adding.is_done:
            self.outcome += self.adding.messages
            self.renewal = self.adding.renewal or self.renewal
            self.adding = None
        if self.renewal is not None and self.renewal.is_done:
            self.outcome += renewal_messages(self.renewal)
            self.renewal = None


def change_library(opened: IndexVersion) -> None:
    """Draw the forms for adding, removing and renewing, how far a renewal is, and what became of the last change."""
    changes = _changes()
    if changes.adding is not None:
        changes.adding.wait(QUICK_S)
    changes.take_finished()
    corpora = opened.manifest.corpora
    own = own_folder(corpora)
    # In a container of their own, so that what comes and goes there does not close the forms below.
    with st.container(key="outcome"):
        for place, outcome in enumerate(changes.outcome):
            mount("message", outcome, key=f"outcome{place}")
        running = renewal()
        if changes.adding or changes.renewal or (running is not None and not running.is_done):
            _work()
    if not may_change():
        return
    with st.expander("Add or remove documents"):
        _adding(own, corpora, changes)
        _removing(opened, own)
        told = "Reads every document anew; questions are answered from the old index until the new one is ready."
        st.button("Rebuild the index", help=told, on_click=_rebuild, args=(corpora,))


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


def _changes() -> _Changes:
    """Return the changes of this session."""
    if CHANGES not in st.session_state:
        st.session_state[CHANGES] = _Changes()
    found: _Changes = st.session_state[CHANGES]
    return found


def _adding(own: Path, corpora: tuple[str, ...], changes: _Changes) -> None:
    key = f"upload{changes.round_no}"
    files = st.file_uploader(
        f"Letters, reports, papers or articles, or a ZIP archive of them, up to {MAX_BYTES // 2**20} MB each",
        type=TYPES,
        accept_multiple_files=True,
        key=key,
    )
    can_add = bool(files) and changes.adding is None
    st.button("Add these documents", disabled=not can_add, type="primary", on_click=_add, args=(key, own, corpora))


def _add(key: str, own: Path, corpora: tuple[str, ...]) -> None:
    changes, files = _changes(), st.session_state.get(key)
    if not files or changes.adding is not None or not may_change():
        return
    settings = _settings(corpora_with(own, corpora))
    changes.outcome = []
    changes.adding = Adding(list(files), own, lambda: renew(settings))
    changes.round_no += 1


def _removing(opened: IndexVersion, own: Path) -> None:
    documents = removable(opened.documents, own)
    if not documents:
        return
    titles = {document.id: f"{document.title} ({document.path})" for document in documents}
    chosen = st.selectbox("Document to remove", list(titles), None, titles.__getitem__, key=TO_REMOVE)
    args = (own, opened.manifest.corpora)
    st.button("Remove this document", disabled=chosen is None, on_click=_remove, args=args)


def _remove(own: Path, corpora: tuple[str, ...]) -> None:
    changes, chosen = _changes(), st.session_state.get(TO_REMOVE)
    if chosen is None or not may_change():
        return
    try:
        opened = version()
        if chosen not in opened.row_of_document:
            return
        document = opened.document(chosen)
        remove_document(document, own)
    except InspectionQAError as error:
        changes.outcome = [{"heading": "Not removed", "text": str(error)}]
        return
    changes.renewal = renew(_settings(corpora_with(own, corpora)))
    changes.outcome = [_removed(document)]


def _rebuild(corpora: tuple[str, ...]) -> None:
    changes = _changes()
    if may_change():
        changes.renewal = renew(_settings(tuple(Path(corpus) for corpus in corpora)), from_nothing=True)
        changes.outcome = []


def _removed(document: Document) -> Message:
    text = f"{document.path} was moved to the hidden folder “.removed” beside the documents, from where it can return."
    return {"heading": f"Removed: {document.title}", "text": text}


def _settings(corpora: tuple[Path, ...]) -> Any:  # noqa: ANN401 - the settings' type would import pydantic here
    return served_settings().model_copy(update={"corpus": corpora})


@st.fragment(run_every=POLL_S)
def _work() -> None:
    """Draw how far the uploads and the renewal are; when they end, draw the page anew to tell what came of it."""
    changes, running = _changes(), renewal()
    adding = changes.adding
    is_over = changes.renewal.is_done if changes.renewal else running is None or running.is_done
    if adding.is_done if adding else is_over:
        st.rerun()
    if adding is not None:
        told = f"Comparing with the documents that are there: {adding.done} of {adding.total}"
        st.progress(min(1.0, adding.done / max(1, adding.total)), told if adding.total else "Reading the files")
        return
    progress = running.progress if running else None
    done, total = (progress.done, max(1, progress.total)) if progress else (0, 1)
    stage = f"{progress.stage}, {progress.done:,} of {progress.total:,}" if progress else "starting"
    st.progress(min(1.0, done / total), f"Renewing the index: {stage}. Questions are answered from the old one.")


def forget_outcome() -> None:
    """Tell of the last change no more, because the library was left."""
    _changes().outcome = []
