"""Progress of long work on stderr, shown on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Report", "on_terminal"]

Report = Callable[[str, int, int], None]
"""Called with the name of the step, how much of it is done, and how much there is in all."""


@contextmanager
def on_terminal() -> Iterator[Report]:
    """Give a function to report progress to; it draws a bar for each step if stderr is a terminal.

    Yields:
        The function; where stderr is no terminal it does nothing.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, int] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = int(bars.add_task(step, total=total))
            bars.update(bars.task_ids[list(tasks).index(step)], completed=done, total=total)

        yield show


def _silent(step: str, done: int, total: int) -> None:
    """Report nothing."""
