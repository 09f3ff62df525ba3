"""An answer in the terminal while it is being made: how far it is, and each sentence once it has been checked."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

import typer

from app.terminal import answer_text, sentence_text
from index.answer import Answer
from index.answering.steps import Answered, Checked, Step, Writing

__all__ = ["show_steps"]


def show_steps(steps: Iterable[Step], stop: threading.Event | None = None) -> None:
    """Print an answer as it comes: a model's sentences one by one, then what belongs to them.

    How far the model is goes to stderr, and only to a terminal.

    Args:
        steps: of `Assistant.ask_stream`.
        stop: set by Ctrl-C while a model writes; without it Ctrl-C interrupts as usual.
    """
    with ExitStack() as writing:
        _show(steps, stop, writing)


def _show(steps: Iterable[Step], stop: threading.Event | None, writing: ExitStack) -> None:
    printed: list[str] = []
    is_writing = False
    for step in steps:
        if isinstance(step, Writing):
            if stop is not None and not is_writing:
                writing.enter_context(_stopping(stop))
            is_writing = True
            _say_progress(f"{step.words} words written, being checked ...")
        elif isinstance(step, Checked):
            _say_progress("")
            for text in _new(step.so_far, printed):
                typer.echo(text)
                printed.append(text)
        elif isinstance(step, Answered):
            writing.close()
            _say_progress("")
            _finish(step.answer, printed)


@contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    """Let the first Ctrl-C set an event; a second one interrupts as usual."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _new(answer: Answer, printed: list[str]) -> list[str]:
    return [sentence_text(sentence) for sentence in answer.sentences][len(printed) :]


def _finish(answer: Answer, printed: list[str]) -> None:
    """Print what is not yet there; the whole answer where it is another one than what was printed."""
    is_same = printed == [sentence_text(sentence) for sentence in answer.sentences]
    if printed:
        typer.echo("" if is_same else "\nThe answer in full:\n")
    typer.echo(answer_text(answer, with_sentences=not (printed and is_same)))


def _say_progress(text: str) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r\x1b[K{text}", nl=False, err=True)
