"""Answers side by side: one row for each aspect, one column for each authority, as plain values for the component."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.answer_view import said
from app.labels import PUBLISHER_NAMES, place_text, shown_date
from index.answer import Answer, Citation

__all__ = ["DEFAULT_ASPECTS", "compare_view", "comparison_question"]

DEFAULT_ASPECTS = ("leaders and managers", "help and protection", "supervision", "caseloads", "care leavers")
MAX_SENTENCES = 3


def comparison_question(aspect: str, authority: str) -> str:
    """Return the question that a cell of the comparison answers."""
    return f"What did inspectors say about {aspect} in {authority}?"


def compare_view(
    authorities: Sequence[str], aspects: Sequence[str], answers: Mapping[tuple[str, str], Answer]
) -> dict[str, Any]:
    """Return what the comparison draws.

    Args:
        authorities: names of the columns.
        aspects: names of the rows.
        answers: the answer for each aspect and authority.
    """
    return {
        "columns": list(authorities),
        "rows": [
            {"aspect": aspect, "cells": [_cell(answers[aspect, authority]) for authority in authorities]}
            for aspect in aspects
        ],
    }


def _cell(answer: Answer) -> dict[str, Any]:
    cited = {citation.n: citation for citation in answer.citations}
    kept = [sentence for sentence in said(answer) if sentence.citations][:MAX_SENTENCES]
    if answer.abstained or not kept:
        return {"sentences": [], "nothing": "No answer found."}
    return {
        "sentences": [
            {"text": sentence.text, "sources": [_source(cited[n]) for n in sentence.citations if n in cited]}
            for sentence in kept
        ],
        "nothing": None,
    }


def _source(citation: Citation) -> dict[str, Any]:
    document, paragraph = citation.document, citation.paragraph
    place = place_text(paragraph, with_section=False)
    day = shown_date(document.dated)
    return {
        "text": ", ".join(part for part in (PUBLISHER_NAMES[document.publisher], day, place) if part),
        "title": document.title,
        "url": f"library?document={document.id}&paragraph={paragraph.id}",
    }
