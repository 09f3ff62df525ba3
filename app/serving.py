"""What the running server serves: its settings, and the assistant and index that all sessions share."""

from __future__ import annotations

import gc
import threading
from functools import cache
from typing import TYPE_CHECKING

from app.suggestions import answered, candidates
from app.wiring import settings_for

if TYPE_CHECKING:
    from index.assistant import Assistant
    from index.settings import Settings
    from index.storage.version import IndexVersion

__all__ = ["assistant", "keep_in_memory", "served_settings", "set_served", "suggestions", "version"]


class _Served:
    """What this process serves; Streamlit allows one server in a process, and runs the page's script in threads."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.settings: Settings | None = None
        self.assistant: Assistant | None = None
        self.versions: list[IndexVersion] = []
        self.finding = threading.Lock()
        self.suggestions: dict[str, list[str]] = {}


@cache
def _served() -> _Served:
    return _Served()


def set_served(settings: Settings) -> None:
    """Say which settings this process serves."""
    _served().settings = settings


def served_settings() -> Settings:
    """Return the settings that are served, or those in force where the page runs without our server."""
    served = _served()
    with served.lock:
        if served.settings is None:
            served.settings = settings_for(None)
        return served.settings


def assistant() -> Assistant:
    """Return the assistant, opened once for all sessions; it picks up a new index by itself.

    Raises:
        IndexStoreError: there is no index, or it cannot be used.
        EmbeddingError: the embedding model is missing or altered.
    """
    served = _served()
    with served.lock:
        if served.assistant is None:
            from index.assistant import Assistant

            served.assistant = Assistant.open(served_settings())
        return served.assistant


def version() -> IndexVersion:
    """Return the newest version of the index for reading its documents.

    The version before it stays open as well, for pages that are still being drawn from it.

    Raises:
        IndexStoreError: there is no index, or it cannot be used.
    """
    from index.storage.version import open_index

    served = _served()
    settings = served_settings()
    with served.lock:
        if not served.versions or not served.versions[-1].is_current():
            served.versions.append(open_index(settings))
            for old in served.versions[:-2]:
                old.close()
            del served.versions[:-2]
            keep_in_memory()
        return served.versions[-1]


def keep_in_memory() -> None:
    """Spare what is loaded by now the search for garbage that Streamlit makes after each run of the page.

    That search looks at every object there is, and took more of the processor than an answer does. What was spared
    before and is needed no more is let go first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def suggestions() -> list[str]:
    """Return questions that the documents answer, found once for each state of the index.

    With a language model configured they are not tried first, because that would send them to it.

    Raises:
        IndexStoreError: there is no index, or it cannot be used.
    """
    served, helper = _served(), assistant()
    asks_model = served_settings().llm != "none"
    with served.finding:
        fingerprint = helper.index
        if fingerprint not in served.suggestions:
            questions = candidates(version().documents)
            found = answered(questions, lambda question: not asks_model and helper.ask(question).abstained)
            served.suggestions = {fingerprint: found}
        return served.suggestions[fingerprint]
