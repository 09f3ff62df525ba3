"""A conversation with the assistant: follow-ups are read in the light of the questions before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.answer import Answer, Filters

__all__ = ["Chat"]


class Answering(Protocol):
    """Whatever answers questions, such as an `Assistant`."""

    def ask(self, question: str, *, filters: Filters | None = None, history: Sequence[str] = ()) -> Answer:
        """Answer a question in the light of earlier ones."""
        ...


class Chat:
    """Questions of one person, one after the other; made by `Assistant.chat`.

    >>> chat = assistant.chat()
    >>> chat.ask("Who led the 2019 inspection of Aldermere?").resolved is None
    True
    >>> chat.ask("and the next one?").resolved
    'Who led the 2024 inspection of Aldermere?'
    >>> len(chat.questions)
    2
    """

    def __init__(self, assistant: Answering, filters: Filters | None = None) -> None:
        """Start without earlier questions; `filters` limit every question's search."""
        self._assistant = assistant
        self._filters = filters
        self._questions: list[str] = []

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that were answered so far, oldest first."""
        return tuple(self._questions)

    def ask(self, question: str) -> Answer:
        """Answer a question; `Answer.resolved` shows how a follow-up was read.

        Raises:
            QuestionError: the question is empty or too long; it is then not part of the conversation.
        """
        answer = self._assistant.ask(question, filters=self._filters, history=self._questions)
        self._questions.append(question)
        return answer
