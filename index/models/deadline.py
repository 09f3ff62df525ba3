"""Holds a request to its time limit and to its caller's wish to stop, whatever the server and the library do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from corpus.errors import ModelError
from index.models.base import Pieces, Reply

__all__ = ["Request", "stream_within"]

LOOK_S = 0.05
"""How often a caller who waits looks whether it shall stop."""


class Request:
    """A request that runs in a thread of its own; its work calls `emit` with each piece of text."""

    def __init__(self, timeout_s: float) -> None:
        """Start the clock."""
        self.ends = time.monotonic() + timeout_s
        self.stopped = threading.Event()
        self._close: Callable[[], None] | None = None
        self._pieces: SimpleQueue[str | BaseException | Reply] = SimpleQueue()

    @property
    def left_s(self) -> float:
        """Seconds left, at least a hundredth."""
        return max(0.01, self.ends - time.monotonic())

    def closes_with(self, close: Callable[[], None]) -> None:
        """Name what closes the connection, called from another thread, at once where the request is given up."""
        self._close = close
        if self.stopped.is_set():
            close()

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

    def finish(self, outcome: Reply | BaseException) -> None:
        """Say that the work is over, with what came of it."""
        self._pieces.put(outcome)

    def next_piece(self, stop: threading.Event) -> str | BaseException | Reply | None:
        """Return the next piece or what the work came to, None once the caller shall stop.

        Raises:
            TimeoutError: the time is up.
        """
        while not stop.is_set():
            left = self.ends - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                return self._pieces.get(timeout=min(left, LOOK_S))
            except Empty:
                continue
        return None

    def give_up(self) -> None:
        """Tell the work to stop and close its connection."""
        self.stopped.set()
        if self._close is not None:
            self._close()


def stream_within(
    work: Callable[[Request], Reply], timeout_s: float, where: str, stop: threading.Event | None = None
) -> Pieces:
    """Yield the pieces that some work emits and return its reply, or end it when the time is up or `stop` is set.

    The work runs in a daemon thread, so that neither a name look-up that hangs nor a server that sends a byte a
    minute holds up the caller. Whatever ends the request, its connection is closed.

    Raises:
        ModelError: the time is up, or the work failed with one.
    """
    request = Request(timeout_s)

    def run() -> None:
        try:
            request.finish(work(request))
        except BaseException as exc:  # noqa: BLE001 - it is raised again in the caller's thread
            request.finish(exc)

    threading.Thread(target=run, name="language model", daemon=True).start()
    parts: list[str] = []
    try:
        while isinstance(piece := request.next_piece(stop or request.stopped), str):
            parts.append(piece)
            yield piece
    except TimeoutError:
        raise ModelError(f"{where}: no full answer within {round(timeout_s, 1):g} seconds") from None
    finally:
        request.give_up()
    if isinstance(piece, BaseException):
        raise piece
    return piece or Reply("".join(parts), stopped=True)
