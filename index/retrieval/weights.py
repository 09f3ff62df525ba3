"""How much each piece of retrieval counts."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Weights"]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the pieces, fitted on the questions of `eval/questions/retrieval_dev.jsonl`.

    `dense` is of the cosine, which is between 0 and 1 in effect, `lexical` of BM25 divided by its best, `coverage`
    of a share. `asking`, `trade`, `other`, `near` and `expansion` are the weights of words of asking, of the
    documents' words in the place of everyday ones, of all that may be said for these, of words of like meaning, and
    of learned abbreviations, beside 1 for the question's own words. The rest is added to paragraphs of the sections
    (`list_section` for items of a list that is asked for) and of the documents that the question points to.
    """

    dense: float = 1.0
    lexical: float = 0.2
    coverage: float = 0.4
    asking: float = 0.2
    trade: float = 0.6
    other: float = 0.6
    near: float = 0.5
    expansion: float = 0.5
    section: float = 0.15
    list_section: float = 0.5
    stated: float = 0.5
    time: float = 0.25
    order: float = 0.3
    kind: float = 0.1
    publisher: float = 0.2
    person: float = 0.2
    recent: float = 0.05
    recent_past: float = -0.05
