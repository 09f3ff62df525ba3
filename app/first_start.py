"""What happens when the app starts without an index: one is built over the user's documents or the sample ones."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.plain_text import clean
from app.progress import on_terminal
from app.wiring import build_index

if TYPE_CHECKING:
    from index.settings import Settings

__all__ = ["USERS_FOLDER", "corpora_to_index", "default_corpora", "ensure_index", "sample_corpus"]

USERS_FOLDER = Path("corpus/letters")


def ensure_index(settings: Settings) -> None:
    """Make sure that there is an index, and bring it up to date if it was made of the default folders.

    An index that the user made of other folders is served as it is; `index build` renews it.

    Raises:
        InspectionQAError: it cannot be built.
    """
    corpora = corpora_to_index(settings)
    if not corpora:
        return
    typer.echo(f"Indexing the documents in {', '.join(str(corpus) for corpus in corpora)}", err=True)
    with on_terminal() as progress:
        report = build_index(settings.model_copy(update={"corpus": corpora}), progress=progress)
    for refused in report.refused:
        typer.echo(f"not read: {clean(refused.message)}", err=True)


def corpora_to_index(settings: Settings) -> tuple[Path, ...]:
    """Return the folders that the settings name, else the default ones; none for those of the index in use.

    Where the index in use was made of folders that the user chose, it keeps them.
    """
    from corpus.errors import IndexMissingError
    from index.storage.version import open_index

    if settings.corpus:
        return settings.corpus
    usual = {str(folder.resolve()) for folder in (Path.cwd() / USERS_FOLDER, sample_corpus())}
    try:
        with open_index(settings) as version:
            known = {str(Path(folder).resolve()) for folder in version.manifest.corpora}
    except IndexMissingError:
        return default_corpora()
    return default_corpora() if known <= usual else ()


def default_corpora(working_dir: Path | None = None) -> tuple[Path, ...]:
    """Return the folder of the user's documents if it holds any, else that of the sample documents."""
    from corpus.folder import list_files

    own = (working_dir or Path.cwd()) / USERS_FOLDER
    if own.is_dir() and list_files(own).files:
        return (own,)
    return (sample_corpus(),)


def sample_corpus() -> Path:
    """Return the folder of the sample documents, which are about invented authorities."""
    return Path(str(files("corpus") / "sample"))
