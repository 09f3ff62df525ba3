"""Asks a language model to help to read a question, where the rules cannot; whatever is in doubt stays as it was."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.answering.model.reading import (
    STANDALONE_SCHEMA,
    ask_alone,
    ask_terms,
    read_alone,
    read_terms,
    terms_schema,
)

if TYPE_CHECKING:
    from index.answering.model.engine import ModelWriter

__all__ = ["ModelReader"]

MAX_UNREAD = 3
"""Words of a question that may be translated; with more of them it asks for something else."""


class ModelReader:
    """Reads with the model that writes, its time limit and its cap on tokens."""

    def __init__(self, writer: ModelWriter, stop: threading.Event | None) -> None:
        """Remember whom to ask, and what ends it."""
        self._writer = writer
        self._stop = stop
        self._was_asked = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user is told of it: whether anything was sent, and where to."""
        where = self._writer.model.address
        return (f"The question and those before it were sent to {where} to be read.",) if self._was_asked else ()

    def restate(self, question: str, history: Sequence[str]) -> str | None:
        """Return a follow-up that can be understood alone, None where the model adds anything or fails."""
        self._was_asked = True
        written = self._writer.ask_once(ask_alone(question, history), STANDALONE_SCHEMA, self._stop)
        return read_alone(written, question, history)

    def in_terms(self, question: str, words: Sequence[str], terms: Mapping[str, str]) -> str | None:
        """Return a question with its unread words as terms of the catalogue, None where any has none."""
        if not 1 <= len(words) <= MAX_UNREAD:
            return None
        self._was_asked = True
        written = self._writer.ask_once(ask_terms(question, words, terms), terms_schema(words, terms), self._stop)
        return read_terms(written, question, words, terms)
