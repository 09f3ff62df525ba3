"""What a language model is: messages in, one reply out, piece by piece, within a time limit."""

from __future__ import annotations

import threading
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from corpus.errors import ModelError

__all__ = ["ChatModel", "Message", "NothingSpentError", "Pieces", "Reply"]


class NothingSpentError(ModelError):
    """The server was not reached, or refused the request before it wrote anything."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and how many tokens were read and written; None where the server does not say.

    `stopped` says that the caller ended it before its end, `cut` that the model reached its limit of tokens.
    """

    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    stopped: bool = False
    cut: bool = False


Pieces = Generator[str, None, Reply]
"""Yields the pieces of a reply as they arrive, the first of them empty when the server begins to answer, and returns
the reply; closing it ends the request and its connection."""


class ChatModel(Protocol):
    """Writes a reply to messages."""

    @property
    def name(self) -> str:
        """Name of the model, such as 'gpt-4o-mini'."""

    @property
    def address(self) -> str:
        """Where the messages are sent, without keys or passwords."""

    def stream(
        self,
        messages: Sequence[Message],
        timeout_s: float,
        schema: Mapping[str, Any] | None = None,
        stop: threading.Event | None = None,
    ) -> Pieces:
        """Yield the reply to some messages piece by piece and return it.

        Args:
            messages: the conversation, oldest first.
            timeout_s: seconds that all of it may take, attempts and pauses included.
            schema: JSON schema of the reply, for servers that can hold to one; others ignore it.
            stop: once it is set the request is ended, its connection closed, and what has come is returned.

        Raises:
            NothingSpentError: the server was not reached or refused.
            ModelError: the model did not answer in time, refused, failed, or broke off in the middle.
        """
