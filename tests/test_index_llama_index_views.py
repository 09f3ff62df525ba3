"""The assistant through llama-index: nodes are paragraphs, answers keep their citations, silence is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from storage_examples import HashEmbedder

from index.assistant import Assistant
from index.llama_index_views import as_query_engine, as_retriever
from index.settings import Settings
from index.storage.build import build

pytestmark = pytest.mark.filterwarnings("ignore")

PAPER = """# Report to Cabinet on Marlstead

Date: 3 March 2021

## 1. Detail

1.1 The council has set aside £2.4 million for forty new social workers in Marlstead.

1.2 Foster carers in Marlstead said that they are paid too late.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("views")
    (folder / "papers").mkdir()
    (folder / "papers" / "paper.md").write_text(PAPER, encoding="utf-8")
    settings = Settings(index=folder / "index")
    build(settings, [folder / "papers"], embedder=HashEmbedder())
    with Assistant(settings, HashEmbedder()) as made:
        yield made


def test_retriever_gives_whole_paragraphs_with_citation_fields(assistant: Assistant) -> None:
    nodes = as_retriever(assistant, k=1).retrieve("foster carers paid late")
    assert [node.node.get_content() for node in nodes] == [
        "Foster carers in Marlstead said that they are paid too late."
    ]
    assert nodes[0].node.metadata["number"] == "1.2"
    assert nodes[0].node.metadata["document"] == "paper.md"
    assert nodes[0].node.metadata["paragraph_id"] == nodes[0].node.node_id


def test_query_engine_answers_with_its_citations_as_source_nodes(assistant: Assistant) -> None:
    engine = as_query_engine(assistant)
    response = engine.query("How many social workers are new in Marlstead?")
    answer = assistant.ask("How many social workers are new in Marlstead?")
    assert str(response) == answer.text
    assert [node.node.get_content() for node in response.source_nodes] == [one.quote for one in answer.citations]
    assert response.metadata is not None
    assert response.metadata["abstained"] is answer.abstained
    assert str(asyncio.run(engine.aquery("How many social workers are new in Marlstead?"))) == answer.text


def test_query_engine_tells_that_it_is_silent(assistant: Assistant) -> None:
    response = as_query_engine(assistant).query("Which planets have rings?")
    assert response.metadata is not None
    assert response.metadata["abstained"] is True
    assert response.source_nodes == []
