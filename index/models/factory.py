"""Which language model the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from index.models.base import ChatModel
    from index.settings import Settings

__all__ = ["make_model"]


def make_model(settings: Settings) -> ChatModel | None:
    """Return the language model that the settings name, nothing sent to it yet; None where they name none.

    Raises:
        SettingsError: `llm` is no known name and no dotted name, or something it needs is not set.
        ModelError: the llama-index model cannot be made.
    """
    name = settings.llm
    if name == "none":
        return None
    if name == "openai":
        from index.models.openai import OpenAIModel

        if not settings.llm_model:
            raise SettingsError("llm 'openai' needs a model: set INSPECTION_QA_LLM_MODEL")
        return OpenAIModel(
            settings.llm_model, url=settings.llm_url, api_key=settings.llm_api_key, max_tokens=settings.llm_max_tokens
        )
    if ":" in name:
        from index.models.llama_index import LlamaIndexModel

        return LlamaIndexModel.from_settings(settings)
    raise SettingsError(
        f"setting 'llm': found {name!r}; expected 'none', 'openai' or the dotted name of a llama-index model such as "
        "'llama_index.llms.ollama:Ollama'"
    )
