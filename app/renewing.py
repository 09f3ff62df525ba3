"""Renews the index beside the running server: in a process of its own, while questions are answered from the old one.

A process of its own, because PDFium may not be used by two threads at once: so pages are drawn meanwhile, and nobody
waits. One renewal runs at a time; whoever asks while one runs gets another after it.
"""

from __future__ import annotations

import atexit
import multiprocessing
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from app.wiring import build_index
from corpus.errors import InspectionQAError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from index.settings import Settings
    from index.storage.build import BuildReport
    from index.storage.progress import Progress

__all__ = ["Renewal", "renew", "renewal"]


@dataclass
class Renewal:
    """How far the index is being renewed; once `is_done`, either `report` or `error` is there.

    `settings` say from which folders, `from_nothing` that nothing of the old index is kept.
    """

    settings: Settings
    from_nothing: bool = False
    progress: Progress | None = None
    report: BuildReport | None = None
    error: str | None = None
    is_done: bool = False


class _Renewals:
    """The renewal of this process that runs or ran last, and the one that waits."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.current: Renewal | None = None
        self.waiting: Renewal | None = None


@cache
def _renewals() -> _Renewals:
    return _Renewals()


def renewal() -> Renewal | None:
    """Return the renewal that runs, or the last one; None if there was none since the server started."""
    return _renewals().current


def renew(settings: Settings, *, from_nothing: bool = False) -> Renewal:
    """Begin to renew the index, or have it renewed once more after the renewal that runs.

    Args:
        settings: where the index is, and the folders of documents.
        from_nothing: whether everything is read and made anew.
    """
    known = _renewals()
    with known.lock:
        if known.current is not None and not known.current.is_done:
            if known.waiting is None:
                known.waiting = Renewal(settings)
            known.waiting.settings = settings
            known.waiting.from_nothing |= from_nothing
            return known.waiting
        known.current = wanted = Renewal(settings, from_nothing)
        threading.Thread(target=_run_all, args=(known,), name="renewing", daemon=True).start()
        return wanted


def _run_all(known: _Renewals) -> None:
    while (current := known.current) is not None:
        _run(current)
        with known.lock:
            current.is_done = True
            if known.waiting is None:
                return
            known.current, known.waiting = known.waiting, None


def _run(wanted: Renewal) -> None:
    """Build in a child process and note what it reports."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_build, args=(theirs, wanted.settings, wanted.from_nothing), name="renewing")
    child.start()
    theirs.close()
    stop = child.terminate
    # When the server stops, the build stops with it; the index on disk stays as it was.
    atexit.register(stop)
    try:
        while wanted.report is None and wanted.error is None:
            kind, value = ours.recv()
            setattr(wanted, kind, value)
    except (EOFError, OSError):
        wanted.error = "the process that builds the index ended early; the old index serves on. Try again."
    finally:
        ours.close()
        child.join()
        atexit.unregister(stop)


def _build(pipe: Connection, settings: Settings, from_nothing: bool) -> None:
    """Build the index, in the child process; tell progress and outcome through the pipe."""
    send: Callable[[Any], None] = pipe.send
    try:
        report = build_index(
            settings, progress=lambda progress: send(("progress", progress)), from_nothing=from_nothing
        )
    except InspectionQAError as error:
        send(("error", str(error)))
    else:
        send(("report", report))
