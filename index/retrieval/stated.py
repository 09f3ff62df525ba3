"""The paragraphs in which documents state what a question about them asks: who, when, which grade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from index.understanding import Understanding
from index.understanding.phrases import any_of

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["stated_rows"]

MAX_DOCUMENTS = 12
"""Documents up to which their evidence is looked up; a question about more is about the catalogue."""

_PEOPLE = any_of("who|whom|whose|inspectors?|author|director|named?|names|addressed|signed")
_TIMES = any_of("when|dates?|days?|years?|months?|how long|published|on site|visited|last")
_ON_SITE = any_of(r"(?:visit(?:ed)?|inspect(?:ed)?|on site|take place|took place|come|came|how long)")
_GRADES = any_of(r"grad(?:e|es|ed|ing)|rat(?:ed|ing|ings)|judge?ments?|judged|overall|effectiveness|score")


def stated_rows(index: IndexVersion, understanding: Understanding, documents: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the rows of the paragraphs that state what a question about documents asks for.

    Args:
        index: the index.
        understanding: the question; one that is not about documents themselves gives no rows.
        documents: which documents may be meant, `(n,) bool`.

    Returns:
        Rows in ascending order, letterhead among them.
    """
    if understanding.form != "metadata" or not 0 < documents.sum() <= MAX_DOCUMENTS:
        return np.empty(0, dtype=np.int64)
    identities = {
        identity
        for row in np.flatnonzero(documents)
        for identity in _identities(index.documents[int(row)], understanding.question)
        if identity is not None
    }
    paragraphs = (index.paragraph(identity) for identity in sorted(identities))
    return np.asarray(sorted(index.row_of(found) for found in paragraphs if found is not None), dtype=np.int64)


def _identities(document: Document, question: str) -> Iterator[str | None]:
    """Yield the ids of the paragraphs from which the fields asked for were read."""
    fields: set[str] = set()
    if _PEOPLE.search(question):
        yield from (person.paragraph_id for person in document.people)
        fields.add("people")
    if _TIMES.search(question):
        yield from (period.paragraph_id for period in document.periods)
        fields |= {"periods"} if _ON_SITE.search(question) else {"published", "periods"}
    if _GRADES.search(question):
        yield from (judgement.paragraph_id for judgement in document.judgements)
    yield from (each.paragraph_id for each in document.evidence if each.field in fields)
