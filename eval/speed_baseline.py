"""The baseline of `eval speed`: llama-index's default pipeline with the same embedder over the same documents."""

from __future__ import annotations

import time
from collections.abc import Sequence

from corpus.model import ReadDocument
from eval.speed_timings import BASELINE_BUILDING, BASELINE_SEARCH, Timing, latencies
from index.embedding import Embedder

__all__ = ["baseline_timings"]


def baseline_timings(
    documents: Sequence[ReadDocument], questions: Sequence[str], embedder: Embedder, repeat: int
) -> list[Timing]:
    """Measure building and searching of a `VectorStoreIndex` with its own splitter, store and retriever.

    The texts are given to it as read by us; reading is not part of its time.
    """
    from index.settings import silence_telemetry

    silence_telemetry()
    from llama_index.core import Document, VectorStoreIndex

    from index.embedding.llama_index import as_llama_index

    nodes = [Document(text=read.text, doc_id=read.document.id) for read in documents]
    started = time.perf_counter()
    index = VectorStoreIndex.from_documents(nodes, embed_model=as_llama_index(embedder))
    built = Timing(BASELINE_BUILDING, "s", (time.perf_counter() - started,), "without reading the files")
    return [built, *latencies(BASELINE_SEARCH, index.as_retriever().retrieve, questions, repeat)]
