"""What a language model is: messages in, one reply out, within a time limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

__all__ = ["ChatModel", "Message", "OnText", "Reply"]

OnText = Callable[[str], None]
"""Takes each piece of the reply as it arrives; what it raises ends the request."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and how many tokens were read and written; None where the server does not say."""

    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class ChatModel(Protocol):
    """Writes a reply to messages."""

    @property
    def name(self) -> str:
        """Name of the model, such as 'gpt-4o-mini'."""

    @property
    def address(self) -> str:
        """Where the messages are sent, without keys or passwords."""

    def complete(
        self,
        messages: Sequence[Message],
        timeout_s: float,
        on_text: OnText | None = None,
        schema: Mapping[str, Any] | None = None,
    ) -> Reply:
        """Return the reply to some messages.

        Args:
            messages: the conversation, oldest first.
            timeout_s: seconds that all of it may take, attempts and pauses included.
            on_text: takes the reply piece by piece.
            schema: JSON schema of the reply, for servers that can hold to one; others ignore it.

        Raises:
            ModelError: the model did not answer in time, refused, failed, or stopped in the middle.
        """
