"""Vector search: Chroma's answer is the exact one, with and without filters, repeats and removed texts."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import IndexDamagedError, IndexStoreError
from index.storage import vectors as vectors_module
from index.storage.chroma import ChromaVectors, extend_chroma, write_chroma
from index.storage.vectors import Vectors

COUNT, DIMENSION = 3000, 32


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def unwatched(done: int, total: int) -> None:
    return


@pytest.fixture(scope="module")
def matrix() -> NDArray[np.float32]:
    rng = np.random.default_rng(1)
    centres = rng.normal(size=(60, DIMENSION))
    return unit(centres[rng.integers(0, 60, COUNT)] + 0.6 * rng.normal(size=(COUNT, DIMENSION)))


def key(number: int) -> str:
    return f"{number:032x}"


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory, matrix: NDArray[np.float32]) -> Path:
    """A store in two steps: 2,500 vectors and 200 that no passage has any more, then 500 added to a copy."""
    folder = tmp_path_factory.mktemp("store")
    rng = np.random.default_rng(2)
    gone = unit(matrix[:200] + 0.01 * rng.normal(size=(200, DIMENSION)))
    names = [key(number) for number in range(2500)] + [key(10_000 + number) for number in range(200)]
    write_chroma(folder / "first", names, np.concatenate([matrix[:2500], gone]), unwatched)
    extend_chroma(folder / "first", folder / "second", [key(n) for n in range(2500, COUNT)], matrix[2500:], unwatched)
    return folder / "second"


def search(chroma: Path, matrix: NDArray[np.float32]) -> Vectors:
    """Open vectors of which the last hundred passages repeat the first hundred."""
    rows = np.concatenate([np.arange(COUNT), np.arange(100)])
    keys = np.asarray([key(row).encode() for row in rows.tolist()])
    held = np.asarray([key(row).encode() for row in (*range(COUNT), *range(10_000, 10_200))])
    return Vectors(matrix[rows], keys, ChromaVectors(chroma), held)


def test_vectors_chroma_is_exact(chroma: Path, matrix: NDArray[np.float32], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "PER_NEIGHBOUR", 0)
    vectors = search(chroma, matrix)
    rng = np.random.default_rng(3)
    right = asked = 0
    for number in range(200):
        query = unit(matrix[rng.integers(COUNT)] + 0.3 * rng.normal(size=DIMENSION))
        allowed = None if number % 2 else rng.random(len(vectors.matrix)) < rng.uniform(0.05, 1)
        cosines = vectors.matrix @ query
        if allowed is not None:
            cosines = np.where(allowed, cosines, -2)
        exact = np.lexsort((np.arange(len(cosines)), -cosines))[:10]
        rows, found = vectors.search(query, 10, allowed)
        np.testing.assert_allclose(found, vectors.matrix[rows] @ query, atol=1e-6)
        assert (np.diff(found) <= 0).all()
        right += np.isclose(cosines[exact], found, atol=1e-6).sum()
        asked += len(exact)
    vectors.close()
    assert right / asked >= 0.995


def test_vectors_of_repeated_text_are_all_found(
    chroma: Path, matrix: NDArray[np.float32], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module, "PER_NEIGHBOUR", 0)
    vectors = search(chroma, matrix)
    rows, cosines = vectors.search(matrix[7], 2)
    vectors.close()
    assert rows.tolist() == [7, COUNT + 7]
    np.testing.assert_allclose(cosines, 1, atol=1e-5)


def test_vectors_added_to_a_copy_are_all_there(chroma: Path, matrix: NDArray[np.float32]) -> None:
    store = ChromaVectors(chroma)
    assert store.count() == COUNT + 200
    found = store.vectors([key(number) for number in (0, 2499, 2500, 2999)])
    store.close()
    for name, vector in found.items():
        np.testing.assert_allclose(vector, matrix[int(name, 16)], atol=1e-6)
    assert len(found) == 4


def test_vectors_few_are_searched_without_chroma(tmp_path: Path, matrix: NDArray[np.float32]) -> None:
    vectors = search(tmp_path / "no store here", matrix)
    rows, _ = vectors.search(matrix[123], 3)
    assert rows[0] == 123
    assert len(vectors.search(matrix[0], 10**6)[0]) == COUNT + 100


def test_vectors_without_a_usable_store_are_searched_exactly(
    tmp_path: Path, matrix: NDArray[np.float32], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(vectors_module, "PER_NEIGHBOUR", 0)
    asked = []

    def refuse() -> None:
        asked.append(1)
        raise IndexDamagedError("data_level0.bin: its bytes were altered")

    keys = np.asarray([key(row).encode() for row in range(COUNT)])
    vectors = Vectors(matrix, keys, ChromaVectors(tmp_path, refuse), keys)
    for _ in range(2):
        rows, _cosines = vectors.search(matrix[7], 3)
        assert rows[0] == 7
    assert len(asked) == 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "its bytes were altered" in caplog.text


def test_vectors_damaged_vector_is_noticed(tmp_path: Path, matrix: NDArray[np.float32]) -> None:
    damaged = matrix.copy()
    damaged[5, 3] = 3e38
    keys = np.asarray([key(row).encode() for row in range(COUNT)])
    with pytest.raises(IndexDamagedError, match="not of length 1"):
        Vectors(damaged, keys, ChromaVectors(tmp_path), keys).search(matrix[0], 3)


def test_chroma_missing_store_is_damage(tmp_path: Path, matrix: NDArray[np.float32]) -> None:
    store = ChromaVectors(tmp_path / "nothing")
    with pytest.raises(IndexDamagedError, match="index rebuild"):
        store.nearest(matrix[0], 3)
    store.close()


def test_chroma_that_refuses_is_a_store_error(tmp_path: Path) -> None:
    twice = [key(1), key(1)]
    with pytest.raises(IndexStoreError, match="vector store failed"):
        write_chroma(tmp_path / "store", twice, np.ones((2, 3), np.float32), unwatched)
