"""From a question that is understood to ranked paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.model import Role
from index.answer import Filters, SearchResult
from index.embedding import Embedder
from index.reranking.base import Reranker
from index.retrieval.headings import headings_of
from index.retrieval.pieces import Scores, best_passages, coverage_scores, query_stems, scaled
from index.retrieval.ranking import interleaved, without_repeats
from index.retrieval.reranked import reranked
from index.retrieval.scope import Scope, find_scope, recency_of
from index.retrieval.stated import stated_rows
from index.retrieval.weights import Weights
from index.storage.records import ROLES
from index.understanding import Understanding
from index.understanding.framing import without_frame

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["Ranked", "question_text", "rank", "retrieve"]

DENSE_CANDIDATES = 400
POOL = 60
WORDS_OF_WHOLE_LIST = 3
OF_NEWEST = 4
LEAST_FOR_NEWEST = 20
"""Rows of the latest inspection that are looked at in a question of today, among at least so many found."""
LIST_ITEM = ROLES.index(Role.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Paragraph rows, best first, with the score of each piece `(paragraph_count,)` by name.

    `passages (paragraph_count,)` is the best passage of each paragraph, -1 for none.
    """

    rows: NDArray[np.int64]
    scores: Scores
    pieces: dict[str, Scores]
    passages: NDArray[np.int64]
    scope: Scope


def retrieve(
    index: IndexVersion,
    embedder: Embedder,
    understanding: Understanding,
    k: int = 10,
    filters: Filters | None = None,
    weights: Weights | None = None,
    reranker: Reranker | None = None,
) -> list[SearchResult]:
    """Find the paragraphs that answer a question best.

    Args:
        index: the index to search.
        embedder: the embedder with which the index was built.
        understanding: what is understood of the question.
        k: how many paragraphs at most.
        filters: limits that the user set.
        weights: how much each piece counts.
        reranker: a model that orders the best of them anew.

    Returns:
        At most `k` findings, best first; for a comparison or a timeline each side has its share. Headings and
        boilerplate are never found, letterhead only where it states what a question about documents asks for.
    """
    ranked = rank(index, embedder, understanding, k, filters or Filters(), weights or Weights(), reranker)
    return results(index, ranked, ranked.rows[:k])


def rank(
    index: IndexVersion,
    embedder: Embedder,
    understanding: Understanding,
    k: int,
    filters: Filters,
    weights: Weights,
    reranker: Reranker | None = None,
) -> Ranked:
    """Score the paragraphs that may answer, and order the best of them; see `retrieve`."""
    if not weights.trade:
        understanding = replace(understanding, trade=None)
    scope = find_scope(index.documents, understanding, filters, weights, recency_of(index))
    allowed = scope.allowed[index.document_row] & index.is_finding
    stated = stated_rows(index, understanding, scope.allowed)
    allowed[stated] = True
    pieces, passages = _score(index, embedder, understanding, allowed, weights)
    if len(stated):
        pieces["stated"] = np.zeros(index.paragraph_count, dtype=np.float32)
        pieces["stated"][stated] = 1.0
    total = scope.boost[index.document_row]
    for name, scores in pieces.items():
        total += np.float32(getattr(weights, name)) * scores
    np.maximum(total, 0, out=total)
    total[~allowed] = -1
    rows = _ordered(index, total, passages, scope, k)
    if reranker is not None:
        rows, total, pieces["reranker"] = reranked(index, rows, total, scope, understanding.question, reranker)
    return Ranked(rows, total, pieces, passages, scope)


def results(index: IndexVersion, ranked: Ranked, rows: NDArray[np.int64]) -> list[SearchResult]:
    """Make results of rows, each with the range of its best passage."""
    found: list[SearchResult] = []
    for row, paragraph in zip(rows, index.paragraphs_at(rows), strict=True):
        passage = ranked.passages[row]
        start, end = (
            (int(index.passage_start[passage]), int(index.passage_end[passage]))
            if passage >= 0
            else (0, len(paragraph.text))
        )
        found.append(
            SearchResult(
                document=index.documents[index.document_row[row]],
                paragraph=paragraph,
                score=float(ranked.scores[row]),
                best_start=start,
                best_end=end,
                scores={name: float(scores[row]) for name, scores in ranked.pieces.items()},
            )
        )
    return found


def _score(
    index: IndexVersion,
    embedder: Embedder,
    understanding: Understanding,
    allowed: NDArray[np.bool_],
    weights: Weights,
) -> tuple[dict[str, Scores], NDArray[np.int64]]:
    stems = query_stems(index, understanding, weights)
    (query,) = embedder.embed_questions([question_text(understanding)])
    nearest, cosines = index.search_vectors(query, DENSE_CANDIDATES, allowed)
    dense, passages = best_passages(index, nearest, cosines + np.float32(embedder.question_offset))
    pieces = {
        "dense": dense,
        "lexical": scaled(index.lexical.weighted_scores(stems), allowed),
        "coverage": coverage_scores(index, stems),
    }
    if understanding.sections:
        wordings = [wording for wish in understanding.sections for wording in wish.wordings]
        under = headings_of(index).under(wordings)
        is_list = understanding.form == "list"
        pieces["section"] = under.astype(np.float32)
        # The more words a question has beside 'what must improve', the more it asks for some of the list only.
        whole = min(1.0, WORDS_OF_WHOLE_LIST / max(len(understanding.words), 1))
        pieces["list_section"] = np.float32(whole) * (under & is_list & (index.role == LIST_ITEM)).astype(np.float32)
    return pieces, passages


def question_text(understanding: Understanding) -> str:
    """Return what is embedded of a question: it without names, times and words of asking."""
    return without_frame(understanding.bare)


def _ordered(
    index: IndexVersion, total: Scores, passages: NDArray[np.int64], scope: Scope, k: int
) -> NDArray[np.int64]:
    """Return the best rows, best first, ties by row; sides take turns."""
    if len(scope.sides) > 1:
        of_side = (np.isin(index.document_row, side.documents) for side in scope.sides)
        rows = interleaved([_best(np.where(flags, total, -1), POOL) for flags in of_side])
    else:
        rows = _best(total, max(POOL, 3 * k))
    rows = without_repeats(index, rows, passages)
    return rows if scope.newest is None else _with_newest(index, rows, total, scope.newest, k)


def _with_newest(index: IndexVersion, rows: NDArray[np.int64], total: Scores, newest: int, k: int) -> NDArray[np.int64]:
    """Have the best rows of the latest document among the first `k`, at their end where they are not among them."""
    if k < LEAST_FOR_NEWEST:
        return rows
    first = int(index.first_row[newest])
    own = first + _best(total[index.document_row == newest], OF_NEWEST)
    behind = own[~np.isin(own, rows[:k])]
    if not len(behind):
        return rows
    rest = rows[~np.isin(rows, behind)]
    cut = k - len(behind)
    return np.concatenate([rest[:cut], behind, rest[cut:]])


def _best(scores: Scores, k: int) -> NDArray[np.int64]:
    rows = np.flatnonzero(scores >= 0)
    if len(rows) > k:
        rows = rows[np.argpartition(-scores[rows], k - 1)[:k]]
    return rows[np.lexsort((rows, -scores[rows]))]
