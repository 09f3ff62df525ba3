"""How an answer came about, for whoever wants to see the work."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from index.answering.asked import Asked
from index.answering.selection import rank_sentences
from index.answering.silence.evidence import Evidence, evidence_of, probability
from index.answering.statements import CheckedClaim, Draft, Statement
from index.understanding import Understanding

__all__ = ["ExplainedCandidate", "Explanation", "explain"]

SHOWN = 20


@dataclass(frozen=True, slots=True)
class ExplainedCandidate:
    """A paragraph that was found: where it stands, its score, and the scores of which that is made."""

    document: str
    paragraph_id: str
    page: int | None
    number: str | None
    score: float
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was answered.

    `evidence` are the measures by which it was decided to answer, `answerable` the probability made of
    them; `query` is what was asked of the catalogue, None where the answer comes from the text; `checked` what the
    guard made of each sentence of a language model, `seconds` the time of each stage.
    """

    question: str
    resolved: str
    understanding: Understanding
    filters: dict[str, Any]
    documents: int
    candidates: tuple[ExplainedCandidate, ...]
    evidence: Evidence
    answerable: float
    kind: str
    engine: str
    query: str | None
    statements: tuple[Statement, ...]
    reason: str | None
    checked: tuple[CheckedClaim, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return it as values that `json.dumps` takes."""
        return {
            "question": self.question,
            "resolved": self.resolved,
            "understanding": _plain(asdict(self.understanding)),
            "filters": self.filters,
            "documents": self.documents,
            "candidates": [_plain(asdict(one)) for one in self.candidates],
            "evidence": _plain(asdict(self.evidence)),
            "answerable": round(self.answerable, 4),
            "kind": self.kind,
            "engine": self.engine,
            "query": self.query,
            "statements": [
                {
                    "text": one.text,
                    "verdict": one.verdict.value,
                    "paragraphs": [[span.paragraph.id, span.start, span.end] for span in one.spans],
                }
                for one in self.statements
            ],
            "reason": self.reason,
            "guard": [_plain(asdict(one)) for one in self.checked],
            "seconds": _plain(self.seconds),
        }


def explain(question: str, asked: Asked, draft: Draft) -> Explanation:
    """Return how an answer came about."""
    evidence = evidence_of(asked, rank_sentences(asked))
    return Explanation(
        question=question,
        resolved=asked.question,
        understanding=asked.understanding,
        filters=dict(asked.filters.in_force()),
        documents=len(asked.documents),
        candidates=tuple(
            ExplainedCandidate(
                document=result.document.path,
                paragraph_id=result.paragraph.id,
                page=result.paragraph.page_first,
                number=result.paragraph.number,
                score=float(result.score),
                scores=dict(result.scores),
            )
            for result in asked.results[:SHOWN]
        ),
        evidence=evidence,
        answerable=probability(evidence),
        kind=draft.kind,
        engine=draft.engine,
        query=draft.query,
        statements=draft.statements,
        reason=draft.reason,
        checked=draft.checked,
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON values of any sort
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    return round(value, 6) if isinstance(value, float) else value
