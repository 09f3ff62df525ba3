"""The questions to which the bundled model is fitted, each with the passages among which its answer lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.register import load_register
from index.retrieval import question_text
from index.storage import IndexVersion
from index.understanding import understand

__all__ = ["EXAMPLES", "Example", "read_examples"]

EXAMPLES = Path(__file__).parent / "questions" / "fitting.tsv"
SAYS_MUCH_THE_SAME = 0.72
"""Cosine from which another passage may answer as well as the one meant, so that it is no counter-example."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question's text as retrieval embeds it, and the rows `(n,)` of the passages of its document that may answer.

    `document` is its id; `is_answer (n,)` marks the passages of the paragraph that answers.
    """

    text: str
    document: str
    passages: NDArray[np.int64]
    is_answer: NDArray[np.bool_]


def read_examples(file: Path, index: IndexVersion) -> list[Example]:
    """Read the questions of those paragraphs that the index holds."""
    register = load_register()
    vectors = index.vectors.matrix
    of_paragraph: dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]] = {}
    examples: list[Example] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        paragraph_id, question = line.split("\t")
        if paragraph_id not in of_paragraph:
            of_paragraph[paragraph_id] = _passages(index, vectors, paragraph_id)
        passages, is_answer = of_paragraph[paragraph_id]
        if is_answer.any():
            text = question_text(understand(question, index, register))
            examples.append(Example(text, paragraph_id.split("-")[0], passages, is_answer))
    return examples


def _passages(
    index: IndexVersion, vectors: NDArray[np.float32], paragraph_id: str
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the passages of a paragraph's document that may answer, without those that say much the same as it."""
    paragraph = index.paragraph(paragraph_id)
    if paragraph is None:
        return np.empty(0, np.int64), np.empty(0, np.bool_)
    row = index.row_of(paragraph)
    is_own = index.document_row[index.passage_paragraph] == index.document_row[row]
    passages = np.flatnonzero(is_own & index.is_finding[index.passage_paragraph])
    is_answer = index.passage_paragraph[passages] == row
    if not is_answer.any():
        return passages, is_answer
    nearness = (vectors[passages] @ vectors[passages[is_answer]].T).max(axis=1)
    kept = is_answer | (nearness < SAYS_MUCH_THE_SAME)
    return passages[kept], is_answer[kept]
