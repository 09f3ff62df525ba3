"""Which of the questions before it a follow-up refers to: the last, or the last that was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.answering.catalogue.words import CatalogueWords
from index.answering.conversation.turn import is_read
from index.answering.silence.no_question import why_no_question
from index.understanding import Knowledge, read_question

__all__ = ["up_to_answered"]

_AT_ANSWER = re.compile(
    r"\b(?:it|that|those|they|them|these|its|their|there|the (?:first|second|third|fourth|fifth|last))\b", re.IGNORECASE
)
"""What points at an answer."""


def up_to_answered(question: str, earlier: Sequence[str], knowledge: Knowledge, words: CatalogueWords) -> Sequence[str]:
    """Return the earlier questions up to the one a follow-up refers to: the last, or the last that has an answer.

    What points at an answer ('who led it?', 'the second one') cannot mean a question that was refused.
    """
    asked = [at for at, one in enumerate(earlier, start=1) if why_no_question(one) is None]
    points = _AT_ANSWER.search(question) is not None and not read_question(question[:4000], knowledge).authorities
    held = [at for at in asked if not _is_refused(earlier[at - 1], knowledge, words)] if points else asked
    return earlier[: (held or asked or [len(earlier)])[-1]]


def _is_refused(question: str, knowledge: Knowledge, words: CatalogueWords) -> bool:
    """Whether a question names only authorities that the corpus has not, or a thing that no document speaks of."""
    read = read_question(question[:4000], knowledge)
    if read.named or read.form in ("corpus", "help") or is_read(question, words):
        return False
    return bool(read.absent or read.missing)
