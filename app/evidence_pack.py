"""An answer as evidence: the answer, its quotes with the hashes of their files, and the pictures of their pages.

A pack is a ZIP file. `evidence.json` holds, for each question, the answer in the JSON of `ask --json`, and for
each document cited its path, title, and the SHA-256 of the file that was read. Whoever holds the same files
can check every quote against them, without our index: `inspection-qa verify PACK --corpus DIR`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from app.document_files import file_of
from app.export_markdown import to_markdown
from app.export_word import to_word
from app.page_picture import outlined_png
from index.answer import Answer, Citation
from index.answer_json import answer_to_json

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["EVIDENCE", "FORMAT", "make_pack"]

EVIDENCE = "evidence.json"
FORMAT = 1
# The same answers give the same bytes, whenever and wherever the pack is made.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def make_pack(answers: Sequence[Answer], opened: IndexVersion) -> bytes:
    """Return the pack as the bytes of a ZIP file.

    Args:
        answers: the answers of a conversation.
        opened: the index, by which the documents' files are found for the pictures of their pages.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        _put(pack, EVIDENCE, json.dumps(_evidence(answers), ensure_ascii=False, indent=1).encode())
        _put(pack, "answers.md", to_markdown(answers).encode())
        _put(pack, "answers.docx", to_word(answers))
        for name, png in _pictures(answers, opened):
            _put(pack, name, png)
    return out.getvalue()


def _put(pack: zipfile.ZipFile, name: str, content: bytes) -> None:
    pack.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)


def _evidence(answers: Iterable[Answer]) -> dict[str, Any]:
    answers = list(answers)
    cited = {citation.document.id: citation.document for answer in answers for citation in _all(answer)}
    documents = sorted(cited.values(), key=lambda document: document.path)
    return {
        "format": FORMAT,
        "answers": [answer_to_json(answer) for answer in answers],
        "documents": [
            {"path": document.path, "title": document.title, "sha256": document.sha256} for document in documents
        ],
    }


def _all(answer: Answer) -> tuple[Citation, ...]:
    return (*answer.citations, *answer.nearest)


def _pictures(answers: Iterable[Answer], opened: IndexVersion) -> Iterator[tuple[str, bytes]]:
    for turn, answer in enumerate(answers, start=1):
        for citation in answer.citations:
            path = file_of(citation.document, opened.manifest.corpora)
            png = outlined_png(path, citation) if path else None
            if png:
                yield f"pages/answer{turn}-source{citation.n}.png", png
