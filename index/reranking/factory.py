"""Which reranker the settings ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SettingsError
from index.reranking.base import Reranker

if TYPE_CHECKING:
    from index.settings import Settings

__all__ = ["make_reranker"]


def make_reranker(settings: Settings) -> Reranker | None:
    """Return the reranker that the settings name, its model not yet loaded; None for none.

    Raises:
        SettingsError: `reranker` is no address, folder or dotted name, or cannot be made.
    """
    name = settings.reranker
    if name == "none":
        return None
    if name.startswith(("http://", "https://")):
        from index.reranking.address import AddressReranker

        key = settings.reranker_api_key
        return AddressReranker(
            name,
            model=settings.reranker_model,
            api_key=key.get_secret_value() if key else None,
            timeout_s=settings.reranker_timeout_s,
        )
    if Path(name).is_dir():
        from index.reranking.onnx import OnnxReranker

        return OnnxReranker(Path(name), threads=settings.threads)
    if ":" in name:
        from index.reranking.llama_index import LlamaIndexReranker

        return LlamaIndexReranker.from_dotted_name(name, model=settings.reranker_model)
    raise SettingsError(
        f"setting 'reranker': found {name!r}; expected 'none', an address such as 'http://127.0.0.1:8080/v1', a folder "
        "with model.onnx and tokenizer.json, or the dotted name of a llama-index postprocessor such as "
        "'llama_index.postprocessor.flashrank_rerank:FlashRankRerank'"
    )
