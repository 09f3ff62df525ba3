"""What the server spares the search for garbage after each run of the page."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from app.serving import keep_in_memory


class Ring:
    """Refers to itself, so that only the search for garbage finds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_loaded_is_spared_the_search_for_garbage() -> None:
    before = gc.get_freeze_count()
    kept = [Ring() for _ in range(1000)]
    keep_in_memory()
    assert gc.get_freeze_count() >= before + len(kept)


def test_what_was_spared_is_let_go_once_it_is_needed_no_more() -> None:
    ring = Ring()
    found = weakref.ref(ring)
    keep_in_memory()
    del ring
    gc.collect()
    assert found() is not None
    keep_in_memory()
    assert found() is None
