"""Answer length in words, and whether a lookup stays within 120 of them."""

from __future__ import annotations

import re

from eval.metrics.case import Case

__all__ = ["MAX_LOOKUP_WORDS", "answer_words", "lookup_is_short"]

MAX_LOOKUP_WORDS = 120
_MARKER = re.compile(r"\[\d+\]")


def answer_words(case: Case) -> float | None:
    """Return the number of words of an answer that does not abstain."""
    if case.answer["abstained"]:
        return None
    return float(len(_MARKER.sub(" ", case.answer["answer"]).split()))


def lookup_is_short(case: Case) -> float | None:
    """Return 1 if the answer to a lookup has at most 120 words, else 0."""
    words = answer_words(case)
    if words is None or case.question.kind != "lookup":
        return None
    return float(words <= MAX_LOOKUP_WORDS)
