"""Holds a request to its time limit, whatever the server and the library under it do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

from corpus.errors import ModelError
from index.models.base import OnText

__all__ = ["Request", "run_within"]

Made = TypeVar("Made")


class Request:
    """A request that runs in a thread of its own; its work calls `emit` with each piece of text."""

    def __init__(self, timeout_s: float) -> None:
        """Start the clock."""
        self.ends = time.monotonic() + timeout_s
        self.stopped = threading.Event()
        self.close: Callable[[], None] | None = None
        self._pieces: SimpleQueue[str | BaseException | None] = SimpleQueue()

    @property
    def left_s(self) -> float:
        """Seconds left, at least a hundredth."""
        return max(0.01, self.ends - time.monotonic())

    def emit(self, text: str) -> None:
        """Pass on a piece of text.

        Raises:
            ModelError: nobody waits for it any more.
        """
        if self.stopped.is_set() or time.monotonic() > self.ends:
            raise ModelError("the request was given up")
        self._pieces.put(text)

    def pause(self, seconds: float) -> None:
        """Wait between two attempts; ends early when the request is given up."""
        self.stopped.wait(min(seconds, self.left_s))

    def finish(self, error: BaseException | None) -> None:
        """Say that the work is over."""
        self._pieces.put(error)

    def next_piece(self) -> str | BaseException | None:
        """Return the next piece, the error that ended the work, or None at its end.

        Raises:
            TimeoutError: the time is up.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            return self._pieces.get(timeout=left)
        except Empty:
            raise TimeoutError from None

    def give_up(self) -> None:
        """Tell the work to stop and close its connection."""
        self.stopped.set()
        if self.close is not None:
            self.close()


def run_within(work: Callable[[Request], Made], timeout_s: float, on_text: OnText | None, where: str) -> Made:
    """Return what `work` makes, or stop waiting when the time is up.

    The work runs in a daemon thread, so that neither a name look-up that hangs nor a server that sends a byte a
    minute holds up the caller; `on_text` is called in the caller's thread.

    Raises:
        ModelError: the time is up, or the work failed with one.
    """
    request = Request(timeout_s)
    made: list[Made] = []

    def run() -> None:
        error: BaseException | None = None
        try:
            made.append(work(request))
        except BaseException as exc:  # noqa: BLE001 - it is raised again in the caller's thread
            error = exc
        request.finish(error)

    threading.Thread(target=run, name="language model", daemon=True).start()
    try:
        while isinstance(piece := request.next_piece(), str):
            if on_text is not None:
                on_text(piece)
    except TimeoutError:
        raise ModelError(f"{where}: no full answer within {timeout_s:g} seconds") from None
    finally:
        request.give_up()
    if piece is not None:
        raise piece
    return made[0]
