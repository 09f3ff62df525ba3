"""The examples in the docstrings of what others build on give what they show."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from index.assistant import Assistant
from index.chat import Chat
from index.embedding import make_embedder
from index.llama_index_views import as_query_engine, as_retriever
from index.settings import Settings
from index.storage.build import build

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def settings(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = Settings(index=tmp_path_factory.mktemp("examples") / "index", processes=1)
    build(made, [root / "corpus" / "sample"], embedder=make_embedder(made))
    return made


@pytest.mark.parametrize("shown", [Assistant, Chat, as_retriever, as_query_engine])
def test_examples_give_what_they_show(shown: object, settings: Settings) -> None:
    names = {"as_retriever": as_retriever, "as_query_engine": as_query_engine}
    with Assistant.open(settings) as assistant:
        found = doctest.DocTestFinder(recurse=False).find(
            shown, shown.__name__, globs={"assistant": assistant, **names}
        )
        results = [doctest.DocTestRunner().run(one) for one in found]
    assert sum(result.attempted for result in results) >= 2
    assert sum(result.failed for result in results) == 0
