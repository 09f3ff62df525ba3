"""Fact recall: the share of the facts asked for that the answer states. In 0..1, more is better.

A fact is stated if one of its wordings stands in the answer, its rows or its notes, between word boundaries, with
case, white space, kinds of dash and quotation mark, and thousands separators set aside.
"""

from __future__ import annotations

import re
import unicodedata

from eval.metrics.case import Case

__all__ = ["fact_recall", "normalised", "states"]

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‑": "-"})
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MARKER = re.compile(r"\s?\[\d+\]")
_SPACE = re.compile(r"\s+")


def fact_recall(case: Case) -> float | None:
    """Return the share of the question's facts that the answer states; an answer that abstains states none."""
    if not case.question.facts or not case.expects_answer:
        return None
    text = _answer_text(case)
    return sum(any(states(text, wording) for wording in fact) for fact in case.question.facts) / len(
        case.question.facts
    )


def normalised(text: str) -> str:
    """Return the text with case, spaces, dashes, quotation marks and thousands separators made alike."""
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS).casefold()
    return _SPACE.sub(" ", _THOUSANDS.sub("", plain)).strip()


def states(text: str, wording: str) -> bool:
    """Whether a normalised text contains the wording between word boundaries, so that '12' is not in '112'."""
    wanted = re.escape(normalised(wording))
    return re.search(rf"(?<![\w.,])(?<!\d[.,]){wanted}(?!\w|[.,]\d)", text) is not None


def _answer_text(case: Case) -> str:
    answer = case.answer
    if answer["abstained"] and not case.question.false_premise:
        return ""
    rows = [f"{row['label']} {row['value']}" for row in answer["rows"]]
    parts = [_MARKER.sub("", answer["answer"]), *rows, *answer.get("notes", [])]
    return normalised(" \n ".join(parts))
