"""What one question is scored from: the question, its answer, where its gold paragraphs are, what search found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from eval.question_set import Question

__all__ = ["Case", "Metric", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """One gold paragraph in the corpus: the ids that count as it, and those of the same list or section."""

    paragraph_ids: frozenset[str]
    neighbours: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """One question with all that is known about its answer.

    `answer` is a line of a file of answers; `ranked` are the paragraph ids that search found, best first, None
    where nothing was searched; `verdicts` are the support scorer's verdicts on the answer's sentences that cite
    something, in order, None where it did not run.
    """

    question: Question
    answer: Mapping[str, Any]
    gold: tuple[Target, ...] = ()
    ranked: tuple[str, ...] | None = None
    verdicts: tuple[str, ...] | None = None

    @property
    def expects_answer(self) -> bool:
        """Whether a good answer states something: the corpus holds it, or holds what corrects the question."""
        return self.question.answerable is not False

    @property
    def cited(self) -> tuple[str, ...]:
        """Paragraph ids of the citations, in order, each once."""
        return tuple(dict.fromkeys(citation["paragraph_id"] for citation in self.answer["citations"]))


Metric = Callable[[Case], float | None]
"""A figure for one question, or None where it does not apply."""
