"""Whether a question leaves this machine, and where it goes then."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from index.settings import Settings

__all__ = ["OPENAI_HOST", "is_this_machine", "leaving_note", "sent_note"]

OPENAI_HOST = "api.openai.com"
"""Where the protocol's own library sends to if no address is configured."""


def leaving_note(settings: Settings) -> str | None:
    """Return what a user should know before asking, None if nothing leaves this machine.

    Args:
        settings: those that the server runs with.
    """
    parts = []
    if writer := _destination(settings.llm, "none", settings.llm_url):
        parts.append(f"your question and the passages found for it are sent to {writer}, which words the answer")
    if embedder := _destination(settings.embedder, "local", settings.embedding_url):
        parts.append(f"your question is sent to {embedder}, by which passages are found")
    if reranker := _reranker_host(settings):
        parts.append(f"your question and the passages found are sent to {reranker}, which puts them in order")
    if server := _destination("chroma" if settings.chroma_url else "", "", settings.chroma_url):
        parts.append(f"the documents are kept on {server}, which may be asked for passages like your question")
    if not parts:
        return None
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}."


def sent_note(settings: Settings) -> str | None:
    """Return what is true of every answer: where its question was sent to find passages; None if nowhere.

    What a language model was sent stands in the notes of the answer that it wrote.
    """
    embedder = _destination(settings.embedder, "local", settings.embedding_url)
    reranker = _reranker_host(settings)
    notes = [
        f"The question was sent to {embedder} to find passages." if embedder else "",
        f"The question and the passages found were sent to {reranker} to put them in order." if reranker else "",
    ]
    return " ".join(filter(None, notes)) or None


def _reranker_host(settings: Settings) -> str | None:
    """Return where a reranking model reads, None for none or this machine."""
    if settings.reranker == "none" or settings.reranker.startswith(("http://", "https://")):
        return _destination(settings.reranker, "none", settings.reranker)
    return _destination(settings.reranker, "none", None) if ":" in settings.reranker else None


def is_this_machine(host: str) -> bool:
    """Tell whether a host's name or address is a loopback one."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _destination(kind: str, none: str, url: str | None) -> str | None:
    """Return the host to which a model's questions go, None for none or this machine."""
    if kind == none:
        return None
    if url is None and kind != "openai":
        return f"the program “{kind}”, which may send it on"
    host = urlsplit(url).hostname or "an unknown host" if url else OPENAI_HOST
    return None if is_this_machine(host) else host
