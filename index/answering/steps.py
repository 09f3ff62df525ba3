"""What is shown while a question is being answered: each step holds only what its user may see."""

from __future__ import annotations

from dataclasses import dataclass

from index.answer import Answer

__all__ = ["Answered", "Checked", "Searching", "Step", "Writing"]


@dataclass(frozen=True, slots=True)
class Searching:
    """The question is being read, and paragraphs are searched for it."""

    question: str


@dataclass(frozen=True, slots=True)
class Writing:
    """A language model writes.

    `address` is where the question and the passages were sent, `passages` how many; `words` have come so far, of
    which none is shown before it is checked; `withheld` sentences had no support.
    """

    address: str
    passages: int
    words: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """Another sentence of a language model has passed the guard.

    `so_far` is the answer made of all sentences that have, with their citations. The answer at the end may number
    citations otherwise and say whose the words are, and is another one where the model fails after all.
    """

    so_far: Answer


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer; always the last step."""

    answer: Answer


Step = Searching | Writing | Checked | Answered
