"""Runs one function over many jobs in spawned processes; a job that crashes or hangs its process costs only itself."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar

__all__ = ["Lost", "run_in_processes"]

J = TypeVar("J")
R = TypeVar("R")
# Results wait for those before them; more ahead than this only costs memory.
_MAX_AHEAD = 16


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that gave no result: its process died, or it ran longer than it may."""

    timed_out: bool


@dataclass(slots=True)
class _Worker(Generic[J]):
    process: SpawnProcess
    connection: Connection
    index: int | None = None
    started: float = 0.0


def run_in_processes(
    function: Callable[[J], R], jobs: Sequence[J], *, processes: int, timeout_s: float
) -> Generator[R | Lost, None, None]:
    """Yield `function(job)` for each job, in the order of the jobs.

    Args:
        function: a function of a module, so that another process can import it; it must not raise.
        jobs: what to call it with; must be picklable, as must the results.
        processes: how many run at a time.
        timeout_s: seconds after which a job's process is killed.

    Yields:
        Results, or `Lost` for a job whose process died or was killed.
    """
    pool = _Pool(function, jobs, timeout_s)
    try:
        for _ in range(min(processes, len(jobs))):
            pool.start()
        for index in range(len(jobs)):
            yield pool.result(index)
    finally:
        pool.close()


class _Pool(Generic[J, R]):
    def __init__(self, function: Callable[[J], R], jobs: Sequence[J], timeout_s: float) -> None:
        self._function = function
        self._jobs = jobs
        self._timeout_s = timeout_s
        self._next = 0
        self._done = 0
        self._results: dict[int, R | Lost] = {}
        self._workers: list[_Worker[J]] = []

    def start(self) -> None:
        """Start one more process and give it a job."""
        # Never fork: chromadb and onnxruntime may have threads running in this process.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(self._function, theirs), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[J] = _Worker(process, ours)
        self._workers.append(worker)
        self._feed(worker)

    def result(self, index: int) -> R | Lost:
        """Wait for the result of a job; jobs must be asked for in their order."""
        self._done = index
        for worker in self._workers:
            if worker.index is None:
                self._feed(worker)
        while index not in self._results:
            self._wait()
        return self._results.pop(index)

    def close(self) -> None:
        """Stop all processes."""
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.connection.close()
        self._workers = []

    def _feed(self, worker: _Worker[J]) -> None:
        worker.index = None
        if self._next < len(self._jobs) and self._next <= self._done + _MAX_AHEAD:
            worker.index = self._next
            worker.started = time.monotonic()
            self._next += 1
            try:
                worker.connection.send(self._jobs[worker.index])
            except (BrokenPipeError, ConnectionError):
                self._lose(worker, timed_out=False)

    def _wait(self) -> None:
        """Take in what is ready, and replace the processes that died or took too long."""
        busy = {worker.connection: worker for worker in self._workers if worker.index is not None}
        oldest = min(worker.started for worker in busy.values())
        ready = wait(list(busy), timeout=max(0.0, oldest + self._timeout_s - time.monotonic()))
        for connection in ready:
            assert isinstance(connection, Connection)
            self._take(busy[connection])
        for worker in busy.values():
            is_late = time.monotonic() - worker.started >= self._timeout_s
            if worker.connection not in ready and worker in self._workers and is_late:
                self._lose(worker, timed_out=True)

    def _take(self, worker: _Worker[J]) -> None:
        if worker.index is None:
            return
        try:
            self._results[worker.index] = worker.connection.recv()
        except (EOFError, ConnectionError):
            self._lose(worker, timed_out=False)
        else:
            self._feed(worker)

    def _lose(self, worker: _Worker[J], *, timed_out: bool) -> None:
        if worker.index is not None:
            self._results[worker.index] = Lost(timed_out)
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        self.start()


def _work(function: Callable[[J], R], connection: Connection) -> None:
    """Answer jobs until the other end is closed."""
    while True:
        try:
            job = connection.recv()
        except (EOFError, ConnectionError):
            return
        connection.send(function(job))
