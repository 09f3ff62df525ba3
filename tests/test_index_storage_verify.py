"""What is verified before a version is served: few that miss themselves are the graph's way, many are damage."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from storage_examples import HashEmbedder, build_index, write_letters

from index.storage import IndexVersion, open_index
from index.storage.verify import vector_store_faults


class Store:
    """Holds a version's vectors, and finds those in `blind` only where at least `far` neighbours are asked for."""

    def __init__(self, version: IndexVersion, blind: int = 0, far: int = 10**9) -> None:
        names = [key.decode("ascii") for key in version.vectors.keys]
        self.held = dict(zip(names, version.vectors.matrix, strict=True))
        self.blind = {name for name, _ in zip(sorted(self.held), range(blind), strict=False)}
        self.far = far

    def close(self) -> None:
        return

    def count(self) -> int:
        return len(self.held)

    def nearest(self, query: NDArray[np.float32], k: int) -> list[str]:
        seen = [name for name in self.held if k >= self.far or name not in self.blind]
        return sorted(seen, key=lambda name: -float(self.held[name] @ query))[:k]

    def vectors(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        return {key: self.held[key] for key in keys if key in self.held}


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexVersion]:
    root = tmp_path_factory.mktemp("verify")
    write_letters(root / "letters", range(20))
    build_index(root, embedder=HashEmbedder())
    with open_index(root / "index") as opened:
        assert len(opened.chroma_keys) > 100
        yield opened


def faults(version: IndexVersion, store: Store) -> list[str]:
    return list(vector_store_faults(version, store))


def test_verify_whole_store_has_no_fault(version: IndexVersion) -> None:
    assert faults(version, Store(version)) == []


def test_verify_many_that_do_not_find_themselves_are_a_fault(version: IndexVersion) -> None:
    (fault,) = faults(version, Store(version, blind=len(version.chroma_keys)))
    assert fault.startswith("Chroma does not find 64 of 64 passages by their own vectors")


def test_verify_few_that_do_not_find_themselves_are_none(version: IndexVersion) -> None:
    assert faults(version, Store(version, blind=5)) == []


def test_verify_what_a_search_would_find_is_found(version: IndexVersion) -> None:
    held = len(version.chroma_keys)
    assert faults(version, Store(version, blind=held, far=held)) == []


def test_verify_vector_that_is_missing_or_another_is_a_fault(version: IndexVersion) -> None:
    store = Store(version)
    first, *_, last = sorted(store.held)
    store.held[first] = -store.held[first]
    found = faults(version, store)
    assert len(found) == 1
    assert "is missing or not the one that was stored" in found[0]
    del store.held[last]
    assert len(faults(version, store)) == 3
