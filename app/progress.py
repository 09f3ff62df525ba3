"""Progress of long work on stderr, shown on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.storage.progress import Progress, ProgressCallback

__all__ = ["on_terminal"]


@contextmanager
def on_terminal() -> Iterator[ProgressCallback]:
    """Give a function to report progress to; it draws a bar for each stage if stderr is a terminal.

    Yields:
        The function; where stderr is no terminal it does nothing.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("{task.description:<12}", markup=False),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True)) as shown:
        tasks: dict[str, bars.TaskID] = {}

        def show(progress: Progress) -> None:
            task = tasks.get(progress.stage)
            if task is None:
                task = tasks[progress.stage] = shown.add_task(progress.stage, total=progress.total)
            shown.update(task, completed=progress.done, total=progress.total)

        yield show


def _silent(progress: Progress) -> None:
    """Report nothing."""
