"""Opens what the commands and pages work with: settings, index, assistant. Heavy imports happen here, when called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.assistant import Assistant
    from index.settings import Settings
    from index.storage.build import BuildReport
    from index.storage.progress import ProgressCallback
    from index.storage.version import IndexVersion

__all__ = ["build_index", "open_assistant", "open_version", "settings_for"]


def settings_for(index_dir: Path | None, **arguments: object) -> Settings:
    """Return the settings in force, with the libraries' telemetry switched off before they are imported.

    Raises:
        SettingsError: a setting is unknown or has a wrong value.
    """
    from index.settings import load_settings, silence_telemetry

    silence_telemetry()
    return load_settings(None, index=index_dir, **arguments)


def open_version(index_dir: Path | None) -> IndexVersion:
    """Open the index for reading.

    Raises:
        IndexStoreError: there is none, or it cannot be used.
    """
    settings = settings_for(index_dir)
    from index.storage.version import open_index

    return open_index(settings)


def open_assistant(index_dir: Path | None, *, reranker: str | None = None) -> Assistant:
    """Open the assistant over the index, with a reranking model if one is named or set.

    Raises:
        IndexStoreError: there is no index, or it cannot be used.
        EmbeddingError: the embedding model is missing or altered.
    """
    settings = settings_for(index_dir, reranker=reranker)
    from index.assistant import Assistant

    return Assistant.open(settings)


def build_index(
    settings: Settings, *, progress: ProgressCallback, from_nothing: bool = False, dry_run: bool = False
) -> BuildReport:
    """Bring the index up to date with the corpus folders of the settings, or those it was made of last time.

    Raises:
        CorpusError: a folder is missing, or there is nothing to read.
        IndexStoreError: the index cannot be written, or somebody else is writing it.
        EmbeddingError: the embedder failed.
    """
    from index.embedding import make_embedder
    from index.storage.build import build

    return build(
        settings,
        settings.corpus,
        embedder=make_embedder(settings),
        progress=progress,
        from_nothing=from_nothing,
        dry_run=dry_run,
    )
