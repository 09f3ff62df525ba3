"""How much each piece of retrieval counts."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Weights"]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the pieces, fitted on the questions of `eval/questions/retrieval_dev.jsonl`.

    `dense` is of the cosine, which is between 0 and 1 in effect; `lexical`, `section` and `lead` of scores divided by
    their maximum. `expansion` is the weight of a learned expansion beside 1 for the question's own word.
    The rest are added to paragraphs of documents or sections that the question points to.
    """

    dense: float = 0.6
    lexical: float = 0.4
    coverage: float = 0.1
    expansion: float = 0.5
    section: float = 0.25
    sibling: float = 0.1
    time: float = 0.25
    order: float = 0.3
    kind: float = 0.1
    publisher: float = 0.2
    person: float = 0.2
    recent: float = 0.02
