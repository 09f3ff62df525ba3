"""What the running server serves: its settings and the assistant that all sessions share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.wiring import settings_for

if TYPE_CHECKING:
    from index.assistant import Assistant

    from index.settings import Settings

__all__ = ["assistant", "served_settings", "set_served"]

_served: list[Settings] = []
"""Empty, or the settings of the one server that Streamlit allows in a process."""


def set_served(settings: Settings) -> None:
    """Say which settings this process serves."""
    _served[:] = [settings]


def served_settings() -> Settings:
    """Return the settings that are served, or those in force where the page runs without our server."""
    return _served[0] if _served else settings_for(None)


def assistant() -> Assistant:
    """Return the assistant, opened once for all sessions; it picks up a new index by itself.

    Raises:
        IndexStoreError: there is no index, or it cannot be used.
    """
    import streamlit as st

    return st.cache_resource(show_spinner=False)(_open)(str(served_settings().index))


def _open(index_dir: str) -> Assistant:
    from index.assistant import Assistant

    return Assistant.open(served_settings())
