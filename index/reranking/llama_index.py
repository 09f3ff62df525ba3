"""The seam to llama-index: any of its reranking postprocessors as a reranker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import RerankingError
from index.dotted import class_named
from index.reranking.base import checked_scores

if TYPE_CHECKING:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor

__all__ = ["LlamaIndexReranker"]

MAX_TEXTS = 1000


class LlamaIndexReranker:
    """Reranks with a llama-index `BaseNodePostprocessor`; texts that it leaves out come last."""

    def __init__(self, postprocessor: BaseNodePostprocessor, name: str | None = None) -> None:
        """Wrap a postprocessor; `name` defaults to its class."""
        self._postprocessor = postprocessor
        self.name = name or type(postprocessor).__name__

    @classmethod
    def from_dotted_name(cls, dotted: str, *, model: str | None = None) -> LlamaIndexReranker:
        """Make the postprocessor of a class given as 'package.module:Class'.

        Args:
            dotted: where the class is.
            model: passed as `model` if given.

        Raises:
            SettingsError: the package is not installed, or the name is no llama-index postprocessor.
            RerankingError: the class cannot be made with these arguments.
        """
        from llama_index.core.postprocessor.types import BaseNodePostprocessor

        kind = class_named(dotted, BaseNodePostprocessor, "reranker", "llama-index postprocessor")
        arguments: dict[str, Any] = {"model": model} if model else {}
        if "top_n" in kind.model_fields:
            arguments["top_n"] = MAX_TEXTS
        try:
            return cls(kind(**arguments), f"{dotted}:{model}" if model else dotted)
        except Exception as exc:
            raise RerankingError(f"reranker {dotted}: cannot be made: {exc}") from exc

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score texts by their place in what the postprocessor returns, since not all give comparable scores.

        Raises:
            RerankingError: the postprocessor failed, or returned what it was not given.
        """
        from llama_index.core.schema import NodeWithScore, TextNode

        nodes = [NodeWithScore(node=TextNode(id_=str(at), text=text), score=0.0) for at, text in enumerate(texts)]
        try:
            ordered = self._postprocessor.postprocess_nodes(nodes, query_str=question)
            places = [int(each.node.node_id) for each in ordered]
        except Exception as exc:
            raise RerankingError(f"reranker {self.name}: {exc}") from exc
        scores = np.zeros(len(texts), dtype=np.float32)
        if len(set(places)) != len(places) or not set(places) <= set(range(len(texts))):
            raise RerankingError(f"reranker {self.name}: returned other texts than it was given")
        scores[places] = np.arange(len(places), 0, -1, dtype=np.float32)
        return checked_scores(scores, len(texts), f"reranker {self.name}")
