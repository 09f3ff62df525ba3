"""The first look at many vectors: what it takes for likely are the nearest, and the search through it is exact."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.storage import coarse as coarse_module
from index.storage.chroma import ChromaVectors
from index.storage.coarse import AXES, Coarse, products, write_coarse
from index.storage.layout import open_array
from index.storage.vectors import Vectors

COUNT, DIMENSION = 24_000, 160


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def matrix() -> NDArray[np.float32]:
    """Vectors in clusters that differ along few directions much and along the others little, as those of texts do."""
    rng = np.random.default_rng(5)
    scale = 1 / np.sqrt(1 + np.arange(DIMENSION))
    centres = rng.normal(size=(300, DIMENSION)) * scale
    return unit(centres[rng.integers(0, 300, COUNT)] + 0.5 * scale * rng.normal(size=(COUNT, DIMENSION)))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, matrix: NDArray[np.float32]) -> Path:
    path = tmp_path_factory.mktemp("coarse") / "coarse.npy"
    write_coarse(path, matrix)
    return path


def test_coarse_axes_are_orthonormal(file: Path) -> None:
    coarse = Coarse(open_array(file), DIMENSION)
    assert (coarse.axes.shape, coarse.places.shape) == ((DIMENSION, AXES), (COUNT, AXES))
    np.testing.assert_allclose(coarse.axes.T @ coarse.axes, np.eye(AXES), atol=1e-5)


def test_coarse_same_vectors_give_the_same_file(file: Path, matrix: NDArray[np.float32], tmp_path: Path) -> None:
    write_coarse(tmp_path / "again.npy", matrix.copy())
    assert (tmp_path / "again.npy").read_bytes() == file.read_bytes()


def test_coarse_search_is_exact_with_and_without_a_filter(
    file: Path, matrix: NDArray[np.float32], tmp_path: Path
) -> None:
    keys = np.asarray([f"{row:032x}".encode() for row in range(COUNT)])
    vectors = Vectors(matrix, keys, ChromaVectors(tmp_path), keys, Coarse(open_array(file), DIMENSION))
    rng = np.random.default_rng(6)
    for number in range(200):
        query = unit(matrix[rng.integers(COUNT)] + 0.05 * rng.normal(size=DIMENSION))
        allowed = None if number % 2 else rng.random(COUNT) < rng.uniform(0.01, 1)
        cosines = products(matrix, query)
        if allowed is not None:
            cosines = np.where(allowed, cosines, np.float32(-2))
        exact = np.lexsort((np.arange(COUNT), -cosines))[:10]
        rows, found = vectors.search(query, 10, allowed)
        assert rows.tolist() == exact.tolist()
        np.testing.assert_array_equal(found, cosines[exact])


def test_coarse_likely_are_of_the_rows_given(file: Path, matrix: NDArray[np.float32]) -> None:
    coarse = Coarse(open_array(file), DIMENSION)
    rows = np.arange(1, COUNT, 3)
    likely = coarse.likely(matrix[4], 50, rows)
    assert len(likely) == 50
    assert 4 in likely.tolist()
    assert np.isin(likely, rows).all()
    assert (np.diff(likely) > 0).all()
    assert coarse.likely(matrix[4], len(rows), rows) is rows


def test_coarse_is_not_written_for_few_vectors(
    tmp_path: Path, matrix: NDArray[np.float32], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_coarse(tmp_path / "coarse.npy", matrix[:19_999])
    assert not (tmp_path / "coarse.npy").exists()
    monkeypatch.setattr(coarse_module, "MIN_ROWS", 10)
    write_coarse(tmp_path / "coarse.npy", matrix[:300])
    assert (tmp_path / "coarse.npy").exists()


def test_coarse_of_other_vectors_is_refused(file: Path) -> None:
    with pytest.raises(ValueError, match="holds no places of vectors of 64 numbers"):
        Coarse(open_array(file), 64)


def test_products_of_a_row_do_not_depend_on_the_others(matrix: NDArray[np.float32]) -> None:
    rows = np.sort(np.random.default_rng(7).choice(COUNT, 777, replace=False))
    np.testing.assert_array_equal(products(matrix[rows], matrix[0]), products(matrix, matrix[0])[rows])
