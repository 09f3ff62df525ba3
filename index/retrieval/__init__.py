"""Questions into ranked paragraphs, a pipeline of pieces that are measurable alone."""

from index.retrieval.evidence import EvidenceStrength, evidence_strength
from index.retrieval.scope import Scope, find_scope
from index.retrieval.search import Ranked, question_text, rank, retrieve
from index.retrieval.weights import Weights

__all__ = [
    "EvidenceStrength",
    "Ranked",
    "Scope",
    "Weights",
    "evidence_strength",
    "find_scope",
    "question_text",
    "rank",
    "retrieve",
]
