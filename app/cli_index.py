"""The commands under `index`: build, rebuild, status, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import IndexDir, Json, example

__all__ = ["index_app"]

index_app = typer.Typer(
    help="Make, renew and verify the index.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

CorpusDirs = Annotated[
    list[Path] | None,
    typer.Option("--corpus", metavar="DIR", help="Folder of documents; repeat for several. [default: as last time]"),
]


@index_app.command("build", epilog=example("inspection-qa index build --corpus my-letters"))
def build_command(*, corpus: CorpusDirs = None, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Bring the index up to date: new, changed and removed documents."""
    _build(corpus, index_dir, from_nothing=False, as_json=as_json)


@index_app.command("rebuild", epilog=example("inspection-qa index rebuild"))
def rebuild_command(*, corpus: CorpusDirs = None, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Make the index anew, beside the old one, which answers until the new one is ready."""
    _build(corpus, index_dir, from_nothing=True, as_json=as_json)


@index_app.command("status", epilog=example("inspection-qa index status --json"))
def status_command(*, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Show what is indexed, by what, and how fresh it is."""
    raise NotImplementedError


@index_app.command("check", epilog=example("inspection-qa index check"))
def check_command(*, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Verify every invariant of the index on disk."""
    raise NotImplementedError


def _build(corpus: list[Path] | None, index_dir: Path | None, *, from_nothing: bool, as_json: bool) -> None:
    raise NotImplementedError
