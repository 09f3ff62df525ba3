"""Embedding beside other work: every text once, faults told while texts still come, stopped after the batch at hand."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from storage_examples import HashEmbedder

from corpus.errors import EmbeddingError
from index.storage import embedding_ahead, vector_cache
from index.storage.embedding_ahead import EmbeddingAhead
from index.storage.passages import content_key


class CountingEmbedder(HashEmbedder):
    """Counts what it embeds, and fails from a given batch on."""

    def __init__(self, fails_at: int | None = None) -> None:
        super().__init__()
        self.batches: list[int] = []
        self._fails_at = fails_at

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(self.batches) == self._fails_at:
            raise EmbeddingError("the model is gone")
        self.batches.append(len(texts))
        return super().embed(texts)


def texts(first: int, last: int) -> dict[bytes, str]:
    return {content_key(f"text {number}"): f"text {number}" for number in range(first, last)}


def unwatched(done: int, total: int) -> None:
    return


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding_ahead, "CHUNK", 10)
    monkeypatch.setattr(vector_cache, "BATCH", 4)


def test_ahead_embeds_each_text_once_whatever_chunk_it_is_in(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    with closing(EmbeddingAhead(tmp_path, embedder)) as ahead:
        ahead.add(texts(0, 7))
        ahead.add(texts(5, 12))
        ahead.add(texts(0, 15))
        cache, embedded = ahead.finish(unwatched)
        assert embedded == 15
        assert sum(embedder.batches) == 15
        assert cache.vectors(list(texts(0, 15))).shape == (15, embedder.dimension)
    with closing(EmbeddingAhead(tmp_path, CountingEmbedder(fails_at=0))) as ahead:
        ahead.add(texts(3, 9))
        assert ahead.finish(unwatched)[1] == 0


def test_ahead_reports_up_to_the_last_text(tmp_path: Path) -> None:
    reported: list[tuple[int, int]] = []
    with closing(EmbeddingAhead(tmp_path, CountingEmbedder())) as ahead:
        ahead.add(texts(0, 9))
        ahead.finish(lambda done, total: reported.append((done, total)))
    assert reported[-1] == (9, 9)
    assert reported == sorted(reported)


def test_ahead_failure_is_raised_while_texts_still_come(tmp_path: Path) -> None:
    with closing(EmbeddingAhead(tmp_path, CountingEmbedder(fails_at=1))) as ahead:
        ahead.add(texts(0, 10))
        ahead._chunks[0].exception()
        with pytest.raises(EmbeddingError, match="the model is gone"):
            ahead.add(texts(10, 20))
    with closing(EmbeddingAhead(tmp_path, CountingEmbedder())) as ahead:
        ahead.add(texts(0, 10))
        assert ahead.finish(unwatched)[1] == 6  # the first batch of four was kept


def test_ahead_failure_is_raised_at_the_end(tmp_path: Path) -> None:
    with closing(EmbeddingAhead(tmp_path, CountingEmbedder(fails_at=0))) as ahead:
        ahead.add(texts(0, 3))
        with pytest.raises(EmbeddingError, match="the model is gone"):
            ahead.finish(unwatched)


def test_ahead_closed_in_between_embeds_no_further_batch(tmp_path: Path) -> None:
    ahead: EmbeddingAhead

    class Closing(CountingEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            ahead._is_stopped = True
            return super().embed(texts)

    embedder = Closing()
    with closing(EmbeddingAhead(tmp_path, embedder)) as ahead:
        ahead.add(texts(0, 30))
        ahead._chunks[0].exception()
    assert embedder.batches == [4]


def test_ahead_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with (
        closing(EmbeddingAhead(tmp_path / "missing", CountingEmbedder())) as ahead,
        pytest.raises(OSError, match="open"),
    ):
        ahead.finish(unwatched)
