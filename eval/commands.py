"""The commands `inspection-qa eval ...`: they read their options, call the library and print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from index.assistant import Assistant

__all__ = ["app"]

app = typer.Typer(
    help="Measure: answer files of questions, score the answers, compare runs, gate.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

EXIT_FAILURE = 1

Questions = Annotated[
    Path, typer.Argument(metavar="QUESTIONS.jsonl", help="File of questions, one JSON object per line.")
]
IndexDir = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="The index to use. [default: .inspection-qa, or INSPECTION_QA_INDEX]"),
]


@app.command("answer")
def answer_command(
    questions: Questions,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="ANSWERS.jsonl", help="File that receives the answers.")],
    index_dir: IndexDir = None,
    restart: Annotated[bool, typer.Option("--restart", help="Answer all anew instead of resuming.")] = False,
) -> None:
    """Answer a file of questions with no network, resuming where an earlier run stopped.

    Each line of QUESTIONS.jsonl has 'id', 'question' and perhaps 'history'; other fields pass through. The answers
    come in the same order. Exit code 1 if a question failed; its line then has 'error', and the next run asks it
    again.

    \b
    Example:
      inspection-qa eval answer eval/questions/sample.jsonl --out answers.jsonl
    """
    from eval.answers_file import answer_all
    from eval.question_set import read_asked

    asked = read_asked(questions)
    with _progress("answering") as progress:
        outcome = answer_all(asked, out, _assistant(index_dir), restart=restart, progress=progress)
    kept = f", {outcome.kept} kept from an earlier run" if outcome.kept else ""
    typer.echo(f"{outcome.answered} questions answered{kept}, {outcome.failed} failed: {out}", err=True)
    if len(outcome.indexes) > 1:
        typer.echo(
            f"The answers come from {len(outcome.indexes)} versions of the index; --restart mends that.", err=True
        )
    if outcome.failed:
        raise typer.Exit(EXIT_FAILURE)


def _assistant(index_dir: Path | None) -> Assistant:
    """Open the assistant with the extractive engine, which needs no network."""
    from index.settings import load_settings, silence_telemetry

    silence_telemetry()
    from index.assistant import Assistant

    return Assistant.open(load_settings(index=index_dir, llm="none"))


@contextmanager
def _progress(step: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that draws a bar on stderr, or None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task(step, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
