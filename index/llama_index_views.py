"""The assistant as llama-index sees it: a retriever and a query engine whose nodes carry the citation fields.

Everything of llama-index is imported when one is made, because importing it takes a second.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from index.answer import Answer, Citation, SearchResult
from index.answer_json import citation_to_json

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeWithScore

    from index.assistant import Assistant

__all__ = ["as_query_engine", "as_retriever"]


def as_retriever(assistant: Assistant, k: int = 10) -> BaseRetriever:
    """Return a llama-index retriever that finds paragraphs as `Assistant.search` does.

    Each node is a `TextNode` of one whole paragraph, its id the paragraph's, its metadata the fields of a citation
    (document, title, authority, published, publisher, page, number, section); scores are comparable within one
    search only.

    >>> node = as_retriever(assistant, k=1).retrieve("caseloads in Westhaven Vale")[0]
    >>> node.metadata["document"], node.metadata["publisher"]
    ('westhaven-vale-full-inspection-2022.md', 'inspectorate')
    """
    from llama_index.core.retrievers import BaseRetriever

    class Retriever(BaseRetriever):
        """Paragraphs of the assistant's index."""

        def _retrieve(self, query_bundle: Any) -> list[NodeWithScore]:  # noqa: ANN401 - llama-index's type
            return [_found(result) for result in assistant.search(query_bundle.query_str, k=k)]

    return Retriever()


def as_query_engine(assistant: Assistant) -> BaseQueryEngine:
    """Return a llama-index query engine that answers as `Assistant.ask` does.

    The response's text is the answer with citation numbers; its source nodes are the citations in order, each with
    its quote as text and the fields of the citation as metadata. An abstention says so in `metadata['abstained']`.

    >>> response = as_query_engine(assistant).query("Why have caseloads fallen in Westhaven Vale?")
    >>> response.metadata["abstained"], response.source_nodes[0].metadata["n"]
    (False, 1)
    >>> response.source_nodes[0].text.startswith("Caseloads have fallen because")
    True
    """
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.response.schema import Response
    from llama_index.core.callbacks import CallbackManager

    class QueryEngine(BaseQueryEngine):
        """The assistant, asked through llama-index."""

        def _query(self, query_bundle: Any) -> Response:  # noqa: ANN401 - llama-index's type
            answer: Answer = assistant.ask(query_bundle.query_str)
            metadata = {"abstained": answer.abstained, "reason": answer.reason, "kind": answer.kind}
            return Response(answer.text, [_cited(citation) for citation in answer.citations], metadata)

        async def _aquery(self, query_bundle: Any) -> Response:  # noqa: ANN401 - llama-index's type
            return await asyncio.to_thread(self._query, query_bundle)

        def _get_prompt_modules(self) -> dict[str, Any]:
            return {}

    return QueryEngine(CallbackManager([]))


def _found(result: SearchResult) -> NodeWithScore:
    paragraph = result.paragraph
    whole = Citation(1, result.document, paragraph, paragraph.text, 0, len(paragraph.text))
    return _node(whole, paragraph.text, paragraph.id, result.score)


def _cited(citation: Citation) -> NodeWithScore:
    return _node(citation, citation.quote, f"{citation.paragraph.id}:{citation.start}-{citation.end}", 1.0)


def _node(citation: Citation, text: str, identity: str, score: float) -> NodeWithScore:
    from llama_index.core.schema import NodeWithScore, TextNode

    fields = {name: value for name, value in citation_to_json(citation).items() if name != "paragraph"}
    hidden = list(fields)
    node = TextNode(
        id_=identity,
        text=text,
        metadata=fields,
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=[name for name in hidden if name not in ("title", "published", "publisher")],
    )
    return NodeWithScore(node=node, score=score)
