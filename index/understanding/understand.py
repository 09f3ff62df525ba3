"""Understands a question for an index version, whose knowledge is gathered once."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.framework import load_frameworks
from corpus.register import Register
from index.understanding.abbreviations import Abbreviations
from index.understanding.knowledge import Knowledge
from index.understanding.question import Understanding
from index.understanding.reading import read_question
from index.understanding.spelling import Vocabulary

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["knowledge_of", "understand"]

_known: weakref.WeakKeyDictionary[IndexVersion, Knowledge] = weakref.WeakKeyDictionary()
_turn = threading.Lock()


def understand(question: str, index: IndexVersion, register: Register, history: Sequence[str] = ()) -> Understanding:
    """Understand a question.

    Args:
        question: the question; words that point to earlier questions are already replaced.
        index: the index that will be searched.
        register: the authorities that exist.
        history: earlier questions, oldest first; kept for callers, the question stands for itself here.

    Raises:
        QuestionError: the question is empty or too long.
    """
    del history
    return read_question(question, knowledge_of(index, register))


def knowledge_of(index: IndexVersion, register: Register) -> Knowledge:
    """Return what is known of an index version; gathered at the first call, kept as long as the version."""
    with _turn:
        known = _known.get(index)
        if known is None or known.register is not register:
            known = _known[index] = _gather(index, register)
    return known


def _gather(index: IndexVersion, register: Register) -> Knowledge:
    words = index.lexical.words().vocabulary
    counts = {word: index.lexical.document_frequency(word) for word in words}
    return Knowledge.of(
        index.documents,
        register,
        load_frameworks(),
        vocabulary=Vocabulary(counts, index.lexical.stems),
        abbreviations=Abbreviations.learn(index.texts_with("(")),
    )
