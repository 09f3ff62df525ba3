"""Finds the file of an indexed document again, and gives it out only if it is still the file that was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from corpus.model import Document

__all__ = ["file_of"]


def file_of(document: Document, corpora: Iterable[str]) -> Path | None:
    """Return the document's file in the first corpus folder that holds it unchanged, None if none does.

    Args:
        document: a document of the index; its path is the index's, never a user's.
        corpora: the corpus folders that the index was made from.
    """
    for corpus in corpora:
        root = Path(corpus).resolve()
        path = root / document.path
        if path.is_file() and path.resolve().is_relative_to(root) and _sha256(path) == document.sha256:
            return path
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
