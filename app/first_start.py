"""What happens when the app starts without an index: one is built over the user's documents or the sample ones."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.progress import on_terminal

if TYPE_CHECKING:
    from index.settings import Settings

__all__ = ["default_corpora", "ensure_index"]

USERS_FOLDER = Path("corpus/letters")


def ensure_index(settings: Settings) -> None:
    """Build the index if there is none, from the corpora that the settings name or the default ones.

    Raises:
        InspectionQAError: it cannot be built.
    """
    from corpus.errors import IndexMissingError
    from index.storage import build, open_index

    try:
        open_index(settings.index)
    except IndexMissingError:
        corpora = settings.corpus or default_corpora()
        typer.echo(f"No index yet: reading the documents in {', '.join(str(corpus) for corpus in corpora)}", err=True)
        with on_terminal() as report:
            build(settings, corpora, progress=report)


def default_corpora(working_dir: Path | None = None) -> tuple[Path, ...]:
    """Return the folder of the user's documents if it holds any, else that of the sample documents."""
    from corpus.folder import list_files

    own = (working_dir or Path.cwd()) / USERS_FOLDER
    if own.is_dir() and list_files(own).files:
        return (own,)
    return (Path(str(files("corpus") / "sample")),)
