"""The questions to which the relevance model is fitted, each with sentences that answer it and others that do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.register import load_register
from eval.fitting_examples import EXAMPLES
from index.embedding import Embedder
from index.retrieval import question_text
from index.sentences import sentences
from index.storage import IndexVersion
from index.understanding import understand

__all__ = ["ANSWERED", "Asked", "Sentences", "read_questions", "read_sentences", "sorted_out"]

ANSWERED = Path(__file__).parent / "questions" / "answered.tsv"
"""Of each line the document's id, the paragraph that answers ('-' for none), and the question."""
MIN_WORDS = 3
SAYS_MUCH_THE_SAME = 0.75
"""Cosine with a sentence that may answer from which another one is no counter-example."""
MAY_ANSWER, NEAREST, UNANSWERED = 2, 50, 8
"""Sentences that are taken: of the paragraph that answers, of others, and for a question that nothing answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as retrieval embeds it, the document it is asked of, and the paragraph that answers, None for none."""

    text: str
    document: str
    paragraph: str | None


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences of findings: texts, ids of their paragraphs and documents, and vectors `(n, d)`."""

    texts: tuple[str, ...]
    paragraphs: NDArray[np.str_]
    documents: NDArray[np.str_]
    vectors: NDArray[np.float32]


def read_questions(index: IndexVersion, files: Sequence[Path] = (EXAMPLES, ANSWERED)) -> list[Asked]:
    """Read the questions on documents that the index holds."""
    register = load_register()
    held = {document.id for document in index.documents}
    found: list[Asked] = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            *place, question = line.split("\t")
            document = place[0].split("-")[0]
            paragraph = None if place[-1] == "-" else place[-1]
            if document in held:
                found.append(Asked(question_text(understand(question, index, register)), document, paragraph))
    return found


def read_sentences(index: IndexVersion, embedder: Embedder) -> Sentences:
    """Return the sentences of all findings of the index, embedded."""
    rows = [
        (paragraph.text[start:end], paragraph.id, document.id)
        for document in index.documents
        for paragraph in index.paragraphs_of(document.id)
        if paragraph.role.is_finding
        for start, end in sentences(paragraph.text)
        if len(paragraph.text[start:end].split()) >= MIN_WORDS
    ]
    texts, paragraphs, documents = zip(*rows, strict=True)
    return Sentences(texts, np.array(paragraphs), np.array(documents), embedder.embed(texts))


def sorted_out(
    asked: Asked, held: Sentences, vector: Callable[[Asked], NDArray[np.float32]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rows of sentences that may answer a question and of those that come near and do not, nearest first.

    Both are empty where the index has no sentence of the paragraph that answers.
    """
    rows = np.flatnonzero(held.documents == asked.document)
    rows = rows[np.argsort(-(held.vectors[rows] @ vector(asked)), kind="stable")]
    none = np.empty(0, np.int64)
    if asked.paragraph is None:
        return none, rows[:UNANSWERED]
    is_answer = held.paragraphs[rows] == asked.paragraph
    if not is_answer.any():
        return none, none
    nearness = (held.vectors[rows] @ held.vectors[rows[is_answer]].T).max(axis=1)
    others = rows[~is_answer & (nearness < SAYS_MUCH_THE_SAME)]
    return rows[is_answer][:MAY_ANSWER], others[:NEAREST]
