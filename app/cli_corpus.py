"""The commands under `corpus`: list, show, export, add."""

from __future__ import annotations

import typer

__all__ = ["corpus_app"]

corpus_app = typer.Typer(
    help="The documents: what they are, what they state, adding to them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@corpus_app.command("list")
def list_command() -> None:
    """List the documents."""
    raise NotImplementedError
