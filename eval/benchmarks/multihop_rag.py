"""MultiHop-RAG: Hits@k, MAP@10 and MRR@10 of retrieval, and the accuracy of answers, as its repository computes them.

Tang and Yang, "MultiHop-RAG: Benchmarking Retrieval-Augmented Generation for Multi-Hop Queries", COLM 2024. The
official files are `MultiHopRAG.json` (queries with the facts that answer them) and `corpus.json` (news articles). A
retrieved passage is a hit for a fact if it holds the fact's words, spaces set aside. Queries of the kind 'null' have
no evidence and no part in the figures of retrieval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.benchmarks.reading import explained, read_json

__all__ = [
    "HopArticle",
    "HopFigures",
    "HopQuery",
    "answer_accuracy",
    "load_articles",
    "load_queries",
    "score_retrieval",
]

TOP = 10
NULL = "null_query"


@dataclass(frozen=True, slots=True)
class HopArticle:
    """An article of the corpus."""

    title: str
    body: str
    url: str


@dataclass(frozen=True, slots=True)
class HopQuery:
    """A query, its answer, its kind, and the facts that together answer it."""

    query: str
    answer: str
    kind: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HopFigures:
    """Figures of retrieval, 0 to 1, more is better; None without a query that has evidence."""

    hits_at_10: float | None
    hits_at_4: float | None
    map_at_10: float | None
    mrr_at_10: float | None
    queries: int


def load_queries(path: Path) -> tuple[HopQuery, ...]:
    """Load `MultiHopRAG.json`.

    Raises:
        QuestionFileError: it cannot be read or is not in that format.
    """
    expected = "queries of MultiHop-RAG ('query', 'answer', 'question_type', 'evidence_list')"
    content = read_json(path, expected)
    with explained(path, expected):
        return tuple(
            HopQuery(
                one["query"],
                one["answer"],
                one["question_type"],
                tuple(evidence["fact"] for evidence in one["evidence_list"]),
            )
            for one in content
        )


def load_articles(path: Path) -> tuple[HopArticle, ...]:
    """Load `corpus.json`.

    Raises:
        QuestionFileError: it cannot be read or is not in that format.
    """
    expected = "articles of MultiHop-RAG ('title', 'body', 'url')"
    content = read_json(path, expected)
    with explained(path, expected):
        return tuple(HopArticle(one["title"], one["body"], one["url"]) for one in content)


def score_retrieval(queries: Sequence[HopQuery], retrieved: Mapping[str, Sequence[str]]) -> HopFigures:
    """Score retrieved passages.

    Hits@k is the share of queries of whose facts one of the first k passages holds any; MAP@10 sums, over the first ten
    passages, (facts that no earlier one holds) / rank, and divides by the query's facts, at most ten, which is not the
    usual average precision; MRR@10 is one over the rank of the first passage that holds any fact. Means over queries.

    Args:
        queries: what was asked.
        retrieved: by query, texts of the passages found, best first; a query without any counts as nothing found.
    """
    asked = [query for query in queries if query.kind != NULL and query.facts]
    if not asked:
        return HopFigures(None, None, None, None, 0)
    places = [_places(query.facts, list(retrieved.get(query.query, ()))[:TOP]) for query in asked]
    return HopFigures(
        sum(bool(found) for found in places) / len(asked),
        sum(bool(found) and found[0] <= 4 for found in places) / len(asked),
        sum(_average_precision(found, len(query.facts)) for found, query in zip(places, asked, strict=True))
        / len(asked),
        sum(1 / found[0] if found else 0.0 for found in places) / len(asked),
        len(asked),
    )


def answer_accuracy(queries: Sequence[HopQuery], answers: Mapping[str, str]) -> dict[str, float | None]:
    """Return the share of right answers by kind of query and as 'all'.

    An answer is right if it shares a word with the gold answer, as the repository counts; that is lenient, and is
    kept so that figures may be compared. A query without an answer is wrong.
    """
    right: dict[str, list[bool]] = {"all": []}
    for query in queries:
        is_right = bool(_words(query.answer) & _words(answers.get(query.query, "")))
        right["all"].append(is_right)
        right.setdefault(query.kind, []).append(is_right)
    return {kind: sum(values) / len(values) if values else None for kind, values in right.items()}


def _places(facts: Sequence[str], passages: Sequence[str]) -> list[int]:
    """Return, in order, for each fact that is found the rank of the first passage that holds it; ranks from 1."""
    texts = [_squeezed(text) for text in passages]
    different = dict.fromkeys(map(_squeezed, facts))
    ranks = [next((rank for rank, text in enumerate(texts, start=1) if fact in text), None) for fact in different]
    return sorted(rank for rank in ranks if rank is not None)


def _average_precision(places: Sequence[int], facts: int) -> float:
    return sum(1 / rank for rank in places) / min(facts, TOP)


def _squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


def _words(text: str) -> set[str]:
    return set(text.lower().split())
