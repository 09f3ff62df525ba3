"""How strong the evidence for an answer is, in figures from which abstention can be learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.retrieval.pieces import coverage_scores, query_stems
from index.retrieval.scope import matches_time
from index.retrieval.search import Ranked
from index.retrieval.weights import Weights
from index.understanding import Understanding

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["EvidenceStrength", "evidence_strength"]

DEPTH = 10
OWN_WORDS = Weights(other=0.0, near=0.0)
"""A question's own words alone tell whether documents speak of it; what may be said for them only helps to find."""


@dataclass(frozen=True, slots=True)
class EvidenceStrength:
    """Figures about the best paragraphs found; higher is better evidence unless said otherwise.

    `cosine`, `lexical_share` and `score` are of the best paragraph: its cosine; the share, by idf, of the
    question's words that it has; its total score. `cosine_top` and `share_top` are the best of the first three.
    `margin` is the score of the first less that of the tenth. `missing_share` is the share of the question's words
    that no paragraph of the corpus has (higher is worse). `names_known` says that every authority named is in the
    corpus, `times_met` that the documents searched have one of every time named.
    """

    cosine: float
    lexical_share: float
    score: float
    cosine_top: float
    share_top: float
    margin: float
    missing_share: float
    names_known: bool
    times_met: bool


def evidence_strength(index: IndexVersion, ranked: Ranked, understanding: Understanding) -> EvidenceStrength:
    """Return the figures for what was found; all 0 where nothing was."""
    rows = [int(row) for row in ranked.rows[:DEPTH]]
    cosines = [float(ranked.pieces["dense"][row]) for row in rows] or [0.0]
    own = coverage_scores(index, query_stems(index, understanding, OWN_WORDS))
    shares = [float(own[row]) for row in rows] or [0.0]
    scores = [float(ranked.scores[row]) for row in rows] or [0.0]
    found = [index.documents[int(index.document_row[row])] for row in rows]
    return EvidenceStrength(
        cosine=cosines[0],
        lexical_share=shares[0],
        score=scores[0],
        cosine_top=max(cosines[:3]),
        share_top=max(shares[:3]),
        margin=scores[0] - scores[-1],
        missing_share=len(understanding.missing) / max(len(understanding.words), 1),
        names_known=not understanding.absent,
        times_met=all(any(matches_time(document, time) for document in found) for time in understanding.times),
    )
