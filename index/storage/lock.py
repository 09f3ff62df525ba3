"""One writer at a time, and readers that hold the version they opened."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout

from corpus.errors import IndexLockedError
from index.storage.layout import LEASE, IndexPaths, write_atomically

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

__all__ = ["Lease", "holder", "remove_if_unread", "stoppable", "writing"]

REMOVED = ".removed-"
_IMPORTING = "importlib._bootstrap"
_SOON_S = 0.02


@contextmanager
def writing(paths: IndexPaths) -> Iterator[None]:
    """Be the one writer of an index.

    Raises:
        IndexLockedError: another process is; says which and since when.
        OSError: the folder cannot be written.
    """
    lock = FileLock(paths.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout as exc:
        who = holder(paths) or "another process"
        raise IndexLockedError(f"{paths.root}: {who} is building this index; wait for it, or stop it") from exc
    try:
        me = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        write_atomically(paths.writer, json.dumps(me).encode())
        yield
    finally:
        paths.writer.unlink(missing_ok=True)
        lock.release()


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM end what runs inside as Ctrl-C does, so that everything is put in order first.

    Neither is raised within an import: there Python may swallow it, and keep the lock that all imports wait for.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if os.name != "nt" and frame is not None and _IMPORTING in frame.f_code.co_filename:
            threading.Timer(_SOON_S, os.kill, [os.getpid(), number]).start()
            return
        raise KeyboardInterrupt(f"stopped by signal {number}")

    # Where Ctrl-C is ignored, as in a job in the background, it stays so.
    stopping = [signal.SIGTERM, *([signal.SIGINT] if callable(signal.getsignal(signal.SIGINT)) else [])]
    before = [(number, signal.signal(number, stop)) for number in stopping]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


class Lease:
    """Says that a version is being read: a shared lock on its lease file, gone with the process at the latest."""

    def __init__(self, version: Path) -> None:
        """Take the lease.

        Raises:
            FileNotFoundError: the version is gone, or was removed just now.
        """
        self._file = (version / LEASE).open("rb")
        try:
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_SH)
            if not (version / LEASE).is_file():
                raise FileNotFoundError(f"{version} was removed")
        except BaseException:
            self._file.close()
            raise

    def release(self) -> None:
        """Give the lease back."""
        self._file.close()


def remove_if_unread(version: Path) -> bool:
    """Remove a version's folder unless a reader holds it; return whether it is gone."""
    lease = version / LEASE
    try:
        with lease.open("rb") as file:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            aside = version.with_name(f"{REMOVED}{version.name}")
            version.rename(aside)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        aside = version
    except PermissionError:
        return False
    shutil.rmtree(aside, ignore_errors=True)
    return True


def holder(paths: IndexPaths) -> str | None:
    """Say who is writing the index since when; None where nobody is, or it cannot be told."""
    try:
        who = json.loads(paths.writer.read_text(encoding="utf-8"))
        return f"process {who['pid']} on {who['host']}, since {who['since']},"
    except (OSError, ValueError, KeyError, TypeError):
        return None
