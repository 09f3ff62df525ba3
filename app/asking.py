"""A question that a language model is answering: it goes on beside the page, which looks how far it is."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.errors import InspectionQAError
from index.answering.steps import Answered, Checked, Writing

if TYPE_CHECKING:
    from index.answer import Answer, Filters
    from index.assistant import Assistant

__all__ = ["Asking"]


class Asking:
    """One question on its way to an answer, in a thread of its own.

    `so_far` is the answer made of the sentences that were checked by now, `writing` how far the model is. Once
    `is_done`, either `answer` or `error` is there.
    """

    def __init__(self, helper: Assistant, question: str, filters: Filters, history: Sequence[str]) -> None:
        """Begin to answer a question; see `Assistant.ask_stream`."""
        self.question = question
        self.so_far: Answer | None = None
        self.writing: Writing | None = None
        self.answer: Answer | None = None
        self.error: InspectionQAError | None = None
        self._stop = threading.Event()
        self._done = threading.Event()
        self._helper, self._filters, self._history = helper, filters, history
        threading.Thread(target=self._run, name="asking", daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether the answer, or the error, is there."""
        return self._done.is_set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """End the writing; the answer is then what was checked by now."""
        self._stop.set()

    def wait(self, timeout_s: float) -> bool:
        """Wait until it is done, at most some seconds; returns whether it is."""
        return self._done.wait(timeout_s)

    def _run(self) -> None:
        try:
            for step in self._helper.ask_stream(
                self.question, filters=self._filters, history=self._history, stop=self._stop
            ):
                match step:
                    case Writing():
                        self.writing = step
                    case Checked():
                        self.so_far = step.so_far
                    case Answered():
                        self.answer = step.answer
        except InspectionQAError as error:
            self.error = error
        finally:
            self._done.set()
