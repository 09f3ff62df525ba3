"""What must hold for a version before it is served, and whenever `index check` is asked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamagedError
from corpus.model import ReadDocument
from index.storage.chroma import VectorStore
from index.storage.vectors import MARGIN
from index.storage.version import IndexVersion

__all__ = ["unresolved", "vector_store_faults", "version_faults"]

SAMPLE = 64
"""Passages that ask for themselves, and vectors read back, after a build."""
MAX_MISSED = 0.25
"""Share of them that may not find themselves: the graph loses some among many alike (5 of 64 among 414,000)."""
READ_BATCH = 2000
SAME = 1e-5


def unresolved(read: ReadDocument) -> list[str]:
    """Return the paragraph ids that a document's metadata or paragraphs name and that it does not have."""
    document = read.document
    known = {paragraph.id for paragraph in read.paragraphs}
    named: list[str | None] = [judgement.paragraph_id for judgement in document.judgements]
    named += [period.paragraph_id for period in document.periods]
    named += [person.paragraph_id for person in document.people]
    named += [evidence.paragraph_id for evidence in document.evidence]
    named += [paragraph.lead_in for paragraph in read.paragraphs]
    return [identity for identity in dict.fromkeys(named) if identity is not None and identity not in known]


def version_faults(version: IndexVersion) -> Iterator[str]:
    """Yield what does not fit together in a version: rows, passages, fingerprint."""
    counts = np.bincount(version.document_row, minlength=len(version.documents))
    if not np.array_equal(counts, np.diff(version.first_row)):
        yield "the paragraphs per document differ between the catalogue and rows.npy"
    if version.passage_count and not (
        (np.diff(version.passage_paragraph) >= 0).all()
        and version.passage_paragraph[0] >= 0
        and version.passage_paragraph[-1] < version.paragraph_count
        and (version.passage_start < version.passage_end).all()
    ):
        yield "passages.npy names characters or paragraphs that cannot be"
    shape = (version.passage_count, version.manifest.made.dimension)
    if version.vectors.matrix.shape != shape or len(version.vectors.keys) != version.passage_count:
        yield f"vectors.npy has the shape {version.vectors.matrix.shape}, expected {shape}"
    counted = (len(version.documents), version.paragraph_count, version.passage_count)
    stated = (version.manifest.documents, version.manifest.paragraphs, version.manifest.passages)
    if counted != stated:
        yield f"it holds {counted} documents, paragraphs and passages, the manifest says {stated}"


def vector_store_faults(
    version: IndexVersion, store: VectorStore | None = None, sample: int | None = SAMPLE
) -> Iterator[str]:
    """Yield how Chroma's content differs from the version's vectors, those that wait to be added to it left out.

    Args:
        version: the version.
        store: its store, which is closed afterwards; None for the one that it opens itself.
        sample: how many vectors are read back and ask for themselves; None reads all back.
    """
    keys, first = np.unique(version.vectors.keys, return_index=True)
    is_held = np.isin(keys, version.chroma_keys)
    keys, first = keys[is_held], first[is_held]
    if not len(keys):
        return
    matrix = version.vectors.matrix
    picked = np.linspace(0, len(keys) - 1, min(SAMPLE, len(keys)), dtype=np.int64)
    store = store or version.open_store()
    try:
        if (count := store.count()) != len(version.chroma_keys):
            yield f"Chroma holds {count} vectors, expected {len(version.chroma_keys)}"
        asked = picked if sample is not None else picked[:0]
        missed = [first[at] for at in asked if not _finds(store, matrix[first[at]], count)]
        if len(missed) > MAX_MISSED * len(asked):
            yield f"Chroma does not find {len(missed)} of {len(asked)} passages by their own vectors, as {missed[0]}"
        checked = picked if sample is not None else np.arange(len(keys))
        for start in range(0, len(checked), READ_BATCH):
            part = checked[start : start + READ_BATCH]
            found = store.vectors([keys[at].decode("ascii") for at in part])
            for at in part:
                vector = found.get(keys[at].decode("ascii"))
                if vector is None or np.abs(vector - matrix[first[at]]).max() > SAME:
                    yield f"Chroma's vector of passage {first[at]} is missing or not the one that was stored"
    except IndexDamagedError as exc:
        yield str(exc)
    finally:
        store.close()


def _finds(store: VectorStore, own: NDArray[np.float32], count: int) -> bool:
    """Whether a vector that is stored finds itself, at the first place or as far as a search goes."""
    for neighbours in (1, min(MARGIN, count)):
        found = store.vectors(store.nearest(own, neighbours))
        if any(float(vector @ own) > 1 - SAME for vector in found.values()):
            return True
    return False
