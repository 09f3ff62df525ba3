"""The commands under `index`: build, rebuild, status, check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import IndexDir, Json

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


@index_app.command("build")
def build_command(*, corpus: CorpusDirs = None, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Bring the index up to date: new, changed and removed documents.

    \b
    Example:
      inspection-qa index build --corpus my-letters
    """
    _build(corpus, index_dir, from_nothing=False, as_json=as_json)


@index_app.command("rebuild")
def rebuild_command(*, corpus: CorpusDirs = None, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Make the index anew, beside the old one, which answers until the new one is ready.

    \b
    Example:
      inspection-qa index rebuild
    """
    _build(corpus, index_dir, from_nothing=True, as_json=as_json)


@index_app.command("status")
def status_command(*, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Show what is indexed, by what, and how fresh it is.

    \b
    Example:
      inspection-qa index status --json
    """
    raise NotImplementedError


@index_app.command("check")
def check_command(*, index_dir: IndexDir = None, as_json: Json = False) -> None:
    """Verify every invariant of the index on disk.

    \b
    Example:
      inspection-qa index check
    """
    raise NotImplementedError


def _build(corpus: list[Path] | None, index_dir: Path | None, *, from_nothing: bool, as_json: bool) -> None:
    raise NotImplementedError
