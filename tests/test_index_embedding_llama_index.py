"""The seam to llama-index: its embeddings as ours, ours as its."""

import warnings

import numpy as np
import pytest

from corpus.errors import EmbeddingError, SettingsError
from index.embedding import make_embedder
from index.settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.embeddings import MockEmbedding

from index.embedding.llama_index import LlamaIndexEmbedder, as_llama_index


class CountingEmbedding(BaseEmbedding):
    """A vector of the numbers of a's and b's in a text."""

    def _get_text_embedding(self, text: str) -> list[float]:
        if "!" in text:
            raise RuntimeError("out of memory")
        return [1.0 + text.count("a"), float(text.count("b"))]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def test_llama_index_embedding_as_ours() -> None:
    embedder = LlamaIndexEmbedder(CountingEmbedding(model_name="count"))
    vectors = embedder.embed(["aa", "b", "x"])
    expected = np.array([[1, 0], [0.5**0.5, 0.5**0.5], [1, 0]])
    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    assert (embedder.name, embedder.dimension) == ("CountingEmbedding:count", 2)
    assert embedder.embed([]).shape == (0, 2)


def test_llama_index_embedding_by_dotted_name() -> None:
    name = f"{CountingEmbedding.__module__}:CountingEmbedding"
    assert make_embedder(Settings(embedder=name)).embed(["a"]).shape == (1, 2)


def test_llama_index_failure_is_ours() -> None:
    with pytest.raises(EmbeddingError, match=r"out of memory"):
        LlamaIndexEmbedder(CountingEmbedding()).embed(["!"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no_such_package:Embedding", "install the package"),
        ("json:Embedding", "json has no Embedding"),
        ("json:JSONDecoder", "is no llama-index embedding"),
    ],
)
def test_llama_index_wrong_dotted_name(name: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        make_embedder(Settings(embedder=name))


def test_llama_index_class_that_needs_more_is_an_embedding_error() -> None:
    with pytest.raises(EmbeddingError, match="cannot be made"):
        make_embedder(Settings(embedder=f"{MockEmbedding.__module__}:MockEmbedding"))


def test_ours_as_llama_index_embedding() -> None:
    embedder = LlamaIndexEmbedder(CountingEmbedding(model_name="count"))
    embedding = as_llama_index(embedder)
    assert embedding.get_text_embedding_batch(["aab", "b"]) == [
        pytest.approx([float(value) for value in row]) for row in embedder.embed(["aab", "b"])
    ]
    assert embedding.get_query_embedding("b") == pytest.approx([0.5**0.5, 0.5**0.5])
    assert embedding.model_name == "CountingEmbedding:count"
