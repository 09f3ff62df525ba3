"""Which embedder the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import SettingsError
from index.embedding.base import Embedder

if TYPE_CHECKING:
    from index.settings import Settings

__all__ = ["make_embedder"]


def make_embedder(settings: Settings, *, is_asked_soon: bool = False) -> Embedder:
    """Return the embedder that the settings name, its model not yet loaded.

    Args:
        settings: the settings in force.
        is_asked_soon: begin to load a model on this machine, beside what the caller does meanwhile.

    Raises:
        SettingsError: `embedder` is no known name and no dotted name, or something it needs is not set.
    """
    name = settings.embedder
    if name == "local":
        from index.embedding.local import FILE, LocalEmbedder

        local = LocalEmbedder(threads=settings.threads, fit=settings.question_encoder or FILE)
        if is_asked_soon:
            local.load_ahead()
        return local
    if name == "openai":
        from index.embedding.openai import OpenAIEmbedder

        if not settings.embedding_model:
            raise SettingsError("embedder 'openai' needs a model: set INSPECTION_QA_EMBEDDING_MODEL")
        key = settings.embedding_api_key
        return OpenAIEmbedder(
            settings.embedding_model,
            url=settings.embedding_url,
            api_key=key.get_secret_value() if key else None,
            timeout_s=settings.embedding_timeout_s,
            batch=settings.embedding_batch,
        )
    if ":" in name:
        from index.embedding.llama_index import LlamaIndexEmbedder

        return LlamaIndexEmbedder.from_dotted_name(name, model=settings.embedding_model)
    raise SettingsError(
        f"setting 'embedder': found {name!r}; expected 'local', 'openai' or the dotted name of a llama-index "
        "embedding such as 'llama_index.embeddings.ollama:OllamaEmbedding'"
    )
