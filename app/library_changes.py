"""The part of the library in which documents are added and removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.adding import MAX_BYTES, add_file
from app.labels import kind_text
from app.own_folder import corpora_with, own_folder, removable, remove_document
from app.page_parts import mount
from app.page_picture import pdfium_turn
from app.serving import served_settings
from app.wiring import build_index
from corpus.errors import CorpusError, InspectionQAError
from corpus.model import Document, ReadDocument

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from index.storage.progress import Progress
    from index.storage.version import IndexVersion

__all__ = ["change_library"]

ROUND = "upload_round"
OUTCOME = "upload_outcome"
TYPES = ["pdf", "docx", "html", "htm", "md", "txt"]


def change_library(version: IndexVersion) -> None:
    """Draw the forms for adding and removing documents, and the outcome of the last change."""
    own = own_folder(version.manifest.corpora)
    for outcome in st.session_state.pop(OUTCOME, []):
        mount("message", outcome, key=f"outcome_{outcome['heading']}_{outcome['text'][:40]}")
    with st.expander("Add or remove documents"):
        _adding(version, own)
        _removing(version, own)


def _adding(version: IndexVersion, own: Path) -> None:
    round_no = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        f"Letters, reports, papers or articles, up to {MAX_BYTES // 2**20} MB each",
        type=TYPES,
        accept_multiple_files=True,
        key=f"upload{round_no}",
    )
    if st.button("Add these documents", disabled=not files, type="primary"):
        outcome = [_add(file, own) for file in files]
        if any("Added" in part["heading"] for part in outcome):
            outcome.append(_index(version, own))
        st.session_state[ROUND] = round_no + 1
        _finish(outcome)


def _removing(version: IndexVersion, own: Path) -> None:
    documents = removable(version.documents, own)
    if not documents:
        return
    titles = {document.id: f"{document.title} ({document.path})" for document in documents}
    chosen = st.selectbox("Document to remove", list(titles), index=None, format_func=titles.__getitem__)
    if st.button("Remove this document", disabled=chosen is None) and chosen is not None:
        document = version.document(chosen)
        try:
            remove_document(document, own)
        except CorpusError as error:
            _finish([{"heading": "Not removed", "text": str(error)}])
        _finish([_removed(document), _index(version, own)])


def _add(file: UploadedFile, own: Path) -> dict[str, str]:
    try:
        with pdfium_turn():
            return _added(add_file(file.name, file.getvalue(), own))
    except CorpusError as error:
        return {"heading": "Not added", "text": str(error)}


def _added(read: ReadDocument) -> dict[str, str]:
    document = read.document
    lines = [f"{document.path}: {kind_text(document.kind)}, {len(read.paragraphs)} paragraphs.", *document.warnings]
    return {"heading": f"Added: {document.title}", "text": "\n".join(lines)}


def _removed(document: Document) -> dict[str, str]:
    text = f"{document.path} was moved to the hidden folder “.removed” beside the documents, from where it can return."
    return {"heading": f"Removed: {document.title}", "text": text}


def _index(version: IndexVersion, own: Path) -> dict[str, str]:
    """Renew the index with a progress bar; questions are answered from the old one until the new one is ready."""
    bar = st.progress(0.0, "Renewing the index")

    def show(progress: Progress) -> None:
        bar.progress(min(1.0, progress.done / max(1, progress.total)), f"Renewing the index: {progress.stage}")

    settings = served_settings().model_copy(update={"corpus": corpora_with(own, version.manifest.corpora)})
    try:
        with pdfium_turn():
            report = build_index(settings, progress=show)
    except InspectionQAError as error:
        return {"heading": "The index was not renewed", "text": str(error)}
    return {
        "heading": "The index is up to date",
        "text": f"{report.documents:,} documents, {report.paragraphs:,} paragraphs.",
    }


def _finish(outcome: list[dict[str, str]]) -> None:
    st.session_state[OUTCOME] = outcome
    st.rerun()
