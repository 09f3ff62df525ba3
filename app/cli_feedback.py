"""The commands under `feedback`: what users said about answers, and questions made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_options import IndexDir, Json, example
from app.plain_text import clean
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from app.feedback import Feedback

__all__ = ["feedback_app"]

feedback_app = typer.Typer(
    help="What users said about answers in the app.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@feedback_app.command("list", epilog=example("inspection-qa feedback list"))
def list_command(*, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Show what was said, oldest first."""
    entries = _entries(index_dir)
    if as_json:
        rows = [{"at": e.at, "useful": e.useful, "note": e.note, "question": e.question} for e in entries]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for entry in entries:
        verdict = "useful" if entry.useful else "not useful"
        note = f" - {entry.note}" if entry.note else ""
        typer.echo(clean(f"{entry.at}  {verdict}: {entry.question}{note}"))
    if not entries:
        typer.echo("Nobody has said anything yet.")


@feedback_app.command("questions", epilog=example("inspection-qa feedback questions --out questions.jsonl"))
def questions_command(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File of questions to write.")],
    index_dir: IndexDir = None,
) -> None:
    """Turn what was said into a file of questions for `inspection-qa eval`."""
    entries = _entries(index_dir)
    lines = [json.dumps(entry.as_question(n), ensure_ascii=False) for n, entry in enumerate(entries, start=1)]
    try:
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as exc:
        raise CorpusError(f"{out}: cannot be written ({exc.strerror}); choose another file with --out") from exc
    typer.echo(f"{out}: {len(lines)} questions", err=True)


def _entries(index_dir: Path | None) -> list[Feedback]:
    from app.feedback import read_feedback
    from app.wiring import settings_for

    return list(read_feedback(settings_for(index_dir).index))
