"""Checks an evidence pack against the documents that somebody holds: every quote, in a file with the same hash."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.evidence_pack import EVIDENCE, FORMAT
from corpus.errors import CorpusError, ReadError
from corpus.model import Paragraph

__all__ = ["Outcome", "QuoteCheck", "check_pack"]

MAX_EVIDENCE_BYTES = 64 * 2**20


class Outcome(StrEnum):
    """What became of one quote."""

    CONFIRMED = "confirmed"
    ELSEWHERE = "in the file, but not in the paragraph named"
    ABSENT = "not in the file"
    OTHER_FILE = "the file held is not the one that was read"
    NO_FILE = "no such file"
    UNREADABLE = "the file cannot be read"

    @property
    def holds(self) -> bool:
        """Whether the quote was found where the pack says."""
        return self is Outcome.CONFIRMED


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """One quote of a pack: its answer's question, its number there, its document, and what became of it."""

    question: str
    n: int
    document: str
    quote: str
    outcome: Outcome


def check_pack(pack: Path, corpora: Sequence[Path]) -> list[QuoteCheck]:
    """Check every quote of a pack.

    Args:
        pack: the ZIP file.
        corpora: folders that hold the documents under the paths that the pack names.

    Raises:
        CorpusError: the file is no evidence pack.
    """
    evidence = _evidence(pack)
    try:
        hashes = {str(document["path"]): str(document["sha256"]) for document in evidence["documents"]}
        held = {path: _read(path, sha256, corpora) for path, sha256 in hashes.items()}
        return [
            QuoteCheck(
                str(answer["question"]),
                int(citation["n"]),
                str(citation["document"]),
                str(citation["quote"]),
                _outcome(citation, held.get(str(citation["document"]), Outcome.NO_FILE)),
            )
            for answer in evidence["answers"]
            for citation in (*answer["citations"], *answer["nearest"])
        ]
    except (KeyError, TypeError, ValueError) as exc:
        raise CorpusError(f"{pack}: {EVIDENCE} in it is malformed ({exc!r}); ask for the pack again") from exc


def _evidence(pack: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(pack) as opened:
            entry = opened.getinfo(EVIDENCE)
            if entry.file_size > MAX_EVIDENCE_BYTES:
                raise CorpusError(f"{pack}: {EVIDENCE} in it is larger than {MAX_EVIDENCE_BYTES // 2**20} MB")
            with opened.open(entry) as stream:
                evidence = json.loads(stream.read(MAX_EVIDENCE_BYTES + 1))
    except OSError as exc:
        raise CorpusError(f"{pack}: cannot be read ({exc.strerror}); give the path of an evidence pack") from exc
    except (zipfile.BadZipFile, KeyError, ValueError) as exc:
        raise CorpusError(f"{pack}: is no evidence pack; it should be a ZIP file with {EVIDENCE} in it") from exc
    if not isinstance(evidence, dict) or evidence.get("format") != FORMAT:
        raise CorpusError(f"{pack}: its {EVIDENCE} is not of format {FORMAT}, which this version checks")
    return evidence


def _read(path: str, sha256: str, corpora: Sequence[Path]) -> tuple[Paragraph, ...] | Outcome:
    """Return the paragraphs of the file as it is read here, or why they cannot be had."""
    from corpus.reading import read_document

    outcome = Outcome.NO_FILE
    for corpus, file in _candidates(path, corpora):
        if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            outcome = Outcome.OTHER_FILE
            continue
        try:
            return read_document(corpus, path).paragraphs
        except ReadError:
            outcome = Outcome.UNREADABLE
    return outcome


def _candidates(path: str, corpora: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield the folders that hold a file of this path inside them; a pack cannot name a file elsewhere."""
    for corpus in corpora:
        file = (corpus / path).resolve()
        if file.is_relative_to(corpus.resolve()) and file.is_file():
            yield corpus, file


def _outcome(citation: dict[str, Any], held: tuple[Paragraph, ...] | Outcome) -> Outcome:
    if isinstance(held, Outcome):
        return held
    quote, start, end = str(citation["quote"]), int(citation["start"]), int(citation["end"])
    for paragraph in held:
        if paragraph.id == citation["paragraph_id"] and paragraph.text[start:end] == quote:
            return Outcome.CONFIRMED
    found = bool(quote) and any(quote in paragraph.text for paragraph in held)
    return Outcome.ELSEWHERE if found else Outcome.ABSENT
