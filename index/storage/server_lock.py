"""One writer at a time for an index on a Chroma server, on whichever machine it runs.

The lock is a collection: of two who make one of the same name the server refuses the second. Its metadata say who
holds it and when they were last heard of. A lock whose holder is gone is renamed by its identity before a new one
is made, so that of two who find it abandoned only one succeeds.
"""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from corpus.errors import IndexLockedError, IndexStoreError
from index.storage.chroma_server import ChromaServer

__all__ = ["ServerLock"]

_log = logging.getLogger(__name__)

BEAT_S = 30.0
"""Seconds between two signs of life of a writer."""
ABANDONED_S = 600.0
"""Seconds without a sign of life after which a lock is taken over: many beats, and clocks may differ."""
_TRIES = 5


class ServerLock:
    """The writer's lock of one index; used by one process at a time."""

    def __init__(self, server: ChromaServer, name: str, where: str, copy: Path) -> None:
        """Take the lock's name, what messages call the index, and the folder of its copy on this machine."""
        self._server = server
        self._name = name
        self._where = where
        self._place = _place(copy)
        self._held: Any = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the one writer; only for who is that already of the copy on this machine.

        Raises:
            IndexLockedError: somebody else is; says who, since when, and when they were last heard of.
            IndexStoreError: the server cannot be asked.
        """
        me = {
            "pid": str(os.getpid()),
            "host": socket.gethostname(),
            "since": _now(),
            "place": self._place,
            "key": uuid.uuid4().hex,
        }
        self._held = self._take(me)
        stop = threading.Event()
        beating = threading.Thread(target=self._beat, args=(me, stop), daemon=True)
        beating.start()
        try:
            yield
        finally:
            stop.set()
            beating.join()
            self._release()

    def require(self) -> None:
        """Refuse to go on if somebody took the lock over in the meantime.

        Raises:
            IndexLockedError: somebody did.
        """
        now = self._server.find(self._name)
        if self._held is None or now is None or now.id != self._held.id:
            raise IndexLockedError(
                f"{self._where}: another process took over while this one was not heard of; nothing was switched. "
                "Build again when it is done"
            )

    def holder(self) -> str | None:
        """Say who is writing the index, since when; None where nobody is."""
        found = self._server.find(self._name)
        return None if found is None else _who(found.metadata or {})

    def _take(self, me: Mapping[str, str]) -> Any:  # noqa: ANN401 - chromadb has no types
        for _ in range(_TRIES):
            made = self._server.create(self._name, metadata={**me, "beat": _now()})
            if made is not None:
                return made
            found = self._server.find(self._name)
            if found is None:
                continue
            metadata = found.metadata or {}
            if metadata.get("key") == me["key"]:
                return found  # the server made it, only its reply was lost
            if not self._is_abandoned(metadata):
                raise IndexLockedError(
                    f"{self._where}: {_who(metadata)} is building this index; wait for it, or stop it. A writer that "
                    f"is not heard of for {ABANDONED_S / 60:.0f} minutes is taken for dead"
                )
            _log.warning("%s: %s was building this index and is gone; taking over", self._where, _who(metadata))
            self._put_away(found)
        raise IndexLockedError(f"{self._where}: others begin to build this index at the same time; try again")

    def _is_abandoned(self, metadata: Mapping[str, object]) -> bool:
        """Whether a lock's holder wrote from this very folder, whose lock is ours now, or was not heard of for long."""
        if metadata.get("place") == self._place:
            return True
        try:
            silent = datetime.now(UTC) - datetime.fromisoformat(str(metadata["beat"]))
        except (KeyError, ValueError, TypeError):
            return True
        return silent.total_seconds() > ABANDONED_S

    def _put_away(self, lock: Any) -> None:  # noqa: ANN401 - chromadb has no types
        """Free the lock's name; what bears the new one is removed, or left to whoever tidies up."""
        aside = f"{self._name}-{uuid.uuid4().hex}"

        def rename() -> None:
            from chromadb.errors import NotFoundError

            try:
                lock.modify(name=aside)
            except NotFoundError:
                return  # somebody else did

        self._server.tried(rename)
        self._server.delete(aside)

    def _beat(self, me: Mapping[str, str], stop: threading.Event) -> None:
        lock = self._held
        while not stop.wait(BEAT_S):
            try:
                # Tried once: the next beat is the next try, and the end of a build waits for this.
                self._server.tried(partial(lock.modify, metadata={**me, "beat": _now()}), pauses=())
            except IndexStoreError as exc:
                _log.warning("%s: the lock could not be renewed: %s", self._where, exc)

    def _release(self) -> None:
        lock, self._held = self._held, None
        try:
            self._put_away(lock)
        except IndexStoreError as exc:
            # The build's own result matters more; the lock goes by its age.
            _log.warning("%s: the lock could not be given back: %s", self._where, exc)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _who(metadata: Mapping[str, object]) -> str:
    pid, host, since, beat = (metadata.get(name, "?") for name in ("pid", "host", "since", "beat"))
    return f"process {pid} on {host}, since {since} (last heard of {beat}),"


def _place(copy: Path) -> str:
    """Return a digest of this machine and a folder on it."""
    machine = f"{socket.gethostname()}\n{uuid.getnode()}\n{copy.resolve()}"
    return hashlib.blake2b(machine.encode(), digest_size=16).hexdigest()
