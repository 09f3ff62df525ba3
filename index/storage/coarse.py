"""A first look at vectors along their principal axes, so that only the likely ones are multiplied in full.

Principal component analysis after Pearson 1901, without taking the mean away, so that a product along all axes
would be the product of the vectors themselves.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Coarse", "products", "write_coarse"]

AXES = 128
"""Along so many axes the vectors of the bundled model have .92 of their length squared."""
MIN_ROWS = 20_000
"""Vectors fewer than this are multiplied in full, in two milliseconds."""
SAMPLE = 10_000
_CHUNK = 8192


class Coarse:
    """The places of `n` vectors along the axes along which they differ most."""

    def __init__(self, stored: NDArray[np.float32], dimension: int) -> None:
        """Take what `write_coarse` wrote of vectors of this dimension, memory-mapped.

        Raises:
            ValueError: it is not of such vectors.
        """
        if stored.ndim != 2 or stored.shape[1] > dimension or len(stored) < dimension:
            raise ValueError(f"an array {stored.shape} holds no places of vectors of {dimension} numbers")
        self.axes = stored[:dimension]
        self.places = stored[dimension:]

    def likely(self, query: NDArray[np.float32], count: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the `count` of `rows` that seem nearest to a unit query, ascending."""
        if len(rows) <= count:
            return rows
        # Which ones are likely need not be told to the last bit, and so the library for linear algebra may say it.
        seeming = self.places @ (query @ self.axes)
        if len(rows) < len(seeming):
            seeming = seeming[rows]
        return np.sort(rows[np.argpartition(seeming, len(rows) - count)[len(rows) - count :]])


def write_coarse(path: Path, matrix: NDArray[np.float32]) -> None:
    """Write the axes of vectors `(n, dim)` and their places along them, `(dim + n, AXES) float32`; none for few.

    The same vectors give the same file.

    Raises:
        OSError: the file cannot be written.
    """
    count, dimension = matrix.shape
    if count < MIN_ROWS or dimension <= AXES:
        return
    sample = np.asarray(matrix[:: max(1, count // SAMPLE)], dtype=np.float64)
    _, vectors = np.linalg.eigh(sample.T @ sample)
    axes = np.ascontiguousarray(vectors[:, : -AXES - 1 : -1], dtype="<f4")
    with path.open("wb") as file:
        shape = {"descr": "<f4", "fortran_order": False, "shape": (dimension + count, AXES)}
        np.lib.format.write_array_header_1_0(file, shape)
        file.write(axes.tobytes())
        for start in range(0, count, _CHUNK):
            file.write(np.ascontiguousarray(matrix[start : start + _CHUNK] @ axes, dtype="<f4").tobytes())


def products(matrix: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the product of each row of `(n, dim)` with a query, `(n,) float32`, in one thread.

    A row's product is the same to the last bit whatever other rows there are; that of the library for linear
    algebra is not, and its threads keep spinning after each product, at the cost of whoever else works.
    """
    found: NDArray[np.float32] = np.einsum("ij,j->i", matrix, query)
    return found
