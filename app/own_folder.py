"""The folder into which added documents go, and taking documents out of it again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.document_files import file_of
from app.first_start import USERS_FOLDER, sample_corpus
from corpus.errors import CorpusError
from corpus.model import Document

__all__ = ["corpora_with", "own_folder", "removable", "remove_document"]

REMOVED = ".removed"
"""Hidden, so that it is not read; what was removed can be taken back from here."""


def own_folder(corpora: Sequence[str], working_dir: Path | None = None) -> Path:
    """Return the user's own corpus folder: the first of the index that is not that of the sample documents."""
    sample = sample_corpus().resolve()
    for corpus in corpora:
        if Path(corpus).resolve() != sample:
            return Path(corpus)
    return (working_dir or Path.cwd()) / USERS_FOLDER


def corpora_with(own: Path, corpora: Sequence[str]) -> tuple[Path, ...]:
    """Return the folders to index once the user has own documents: theirs, without the sample documents."""
    sample = sample_corpus().resolve()
    kept = [Path(corpus) for corpus in corpora if Path(corpus).resolve() != sample]
    known = {folder.resolve() for folder in kept}
    return tuple(kept) if own.resolve() in known else (*kept, own)


def removable(documents: Sequence[Document], own: Path) -> list[Document]:
    """Return the documents whose file lies unchanged in the user's own folder."""
    return [document for document in documents if file_of(document, [str(own)])]


def remove_document(document: Document, own: Path) -> Path:
    """Move a document's file out of the corpus into the hidden folder of removed ones; returns where it is now.

    Raises:
        CorpusError: it is not in the folder any more, or cannot be moved.
    """
    path = file_of(document, [str(own)])
    if path is None:
        raise CorpusError(f"{document.path}: is not in {own} as it was read; nothing was removed")
    target = own / REMOVED / document.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return path.replace(target)
    except OSError as exc:
        raise CorpusError(f"{document.path}: cannot be moved ({exc.strerror}); check the folder's permissions") from exc
