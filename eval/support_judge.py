"""Judges the sentences of answers by the support scorer, whatever wrote them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from index.support.scorer import score_support

__all__ = ["judge_by_support", "support_judge"]

CONTEXT_FIELDS = ("title", "authority", "published", "publisher", "section", "number")


def support_judge(likeness: Callable[[str, str], float]) -> Callable[[str, Sequence[Mapping[str, Any]]], str]:
    """Return `judge_by_support` that also asks how alike in meaning a sentence and its source are."""
    return lambda sentence, citations: judge_by_support(sentence, citations, likeness)


def judge_by_support(
    sentence: str, citations: Sequence[Mapping[str, Any]], likeness: Callable[[str, str], float] | None = None
) -> str:
    """Return the verdict on a sentence: 'verbatim', 'supported', 'partly' or 'unsupported'.

    Args:
        sentence: as the answer shows it.
        citations: what it cites; title, authority, dates and section of the documents count as context.
        likeness: how alike in meaning two texts are, as `index.support.scorer.score_support` takes it.
    """
    source = "\n\n".join(citation["paragraph"] for citation in citations)
    known = [str(citation[name]) for citation in citations for name in CONTEXT_FIELDS if citation.get(name)]
    # 'The letter names 5 items [1][2][3][4][5]': how many are cited is as good as stated.
    known.append(str(len(citations)))
    return str(score_support(sentence, source, context="\n".join(known), likeness=likeness).verdict)
