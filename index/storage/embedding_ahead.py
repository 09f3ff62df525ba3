"""Embeds the texts of a version in the making beside all else that its making takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, CancelledError, Future, ThreadPoolExecutor, wait
from pathlib import Path

from index.embedding.base import Embedder
from index.storage.vector_cache import VectorCache

__all__ = ["EmbeddingAhead"]

Report = Callable[[int, int], None]

CHUNK = 2048
"""Texts handed over at a time: enough of each length to fill the model's batches without padding."""
_REPORT_EVERY_S = 0.2


class EmbeddingAhead:
    """Embeds in one thread, in the order in which texts are given; what it has embedded is kept at once."""

    def __init__(self, folder: Path, embedder: Embedder, *, is_cleaned: bool = False) -> None:
        """Begin to open the kept vectors of the embedder.

        Args:
            folder: folder of all models' kept vectors; it exists.
            embedder: makes the vectors.
            is_cleaned: remove kept vectors that are damaged, which takes reading all of them.
        """
        self._embedder = embedder
        self._thread = ThreadPoolExecutor(1, "embedding")
        self._cache: Future[VectorCache] = self._thread.submit(self._opened, folder, is_cleaned)
        self._chunks: list[Future[int]] = []
        self._texts: dict[bytes, str] = {}
        self._given = self._done = 0
        self._is_stopped = False

    def add(self, texts: Mapping[bytes, str]) -> None:
        """Take more texts, by key; they are embedded when there are enough of them.

        Raises:
            EmbeddingError: the embedder failed on earlier ones.
            OSError: their vectors could not be kept.
        """
        self._texts.update(texts)
        if len(self._texts) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Begin with what there is, because no more comes soon; raises as `add`."""
        for chunk in self._chunks:
            if chunk.done():
                chunk.result()
        if self._texts:
            self._given += len(self._texts)
            self._chunks.append(self._thread.submit(self._embed, self._texts))
            self._texts = {}

    def finish(self, report: Report) -> tuple[VectorCache, int]:
        """Wait until all texts have vectors; return where these are, and how many texts had none before.

        Args:
            report: called with the number of texts done and to do since this call.

        Raises:
            EmbeddingError: the embedder failed.
            OSError: vectors could not be kept.
            IndexStoreError: the kept vectors are damaged beyond reading.
        """
        self.flush()
        before = self._done
        while wait(self._chunks, _REPORT_EVERY_S, FIRST_EXCEPTION).not_done and not self._has_failed():
            report(self._done - before, self._given - before)
        cache, embedded = self._cache.result(), sum(chunk.result() for chunk in self._chunks)
        if embedded:
            report(self._given - before, self._given - before)
        return cache, embedded

    def close(self) -> None:
        """Stop as soon as the batch at hand is done, and close the kept vectors."""
        self._is_stopped = True
        self._thread.shutdown(cancel_futures=True)
        if not self._cache.cancelled() and self._cache.exception() is None:
            self._cache.result().close()

    def _has_failed(self) -> bool:
        return any(chunk.done() and chunk.exception() for chunk in self._chunks)

    def _opened(self, folder: Path, is_cleaned: bool) -> VectorCache:
        cache = VectorCache(folder, self._embedder.name, self._embedder.dimension)
        if is_cleaned:
            cache.remove_broken()
        return cache

    def _embed(self, texts: dict[bytes, str]) -> int:
        before = self._done

        def note(done: int, missing: int) -> None:
            if self._is_stopped:
                raise CancelledError
            self._done = before + len(texts) - missing + done

        embedded = self._cache.result().embed(self._embedder, texts, note)
        self._done = before + len(texts)
        return embedded
