"""Answers side by side: one row for each aspect, one column for each side, as plain values for the component."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.answer_view import said
from app.labels import PUBLISHER_NAMES, place_text, shown_date
from corpus.model import Document
from index.answer import Answer, Citation, Filters

__all__ = ["DEFAULT_ASPECTS", "Side", "compare_view", "comparison_question", "sides_by_date"]

DEFAULT_ASPECTS = ("leaders and managers", "help and protection", "supervision", "caseloads", "care leavers")
MAX_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One column of a comparison: its name, the authority asked about, and what its cells are searched in."""

    name: str
    authority: str
    filters: Filters


def sides_by_date(documents: Iterable[Document], authority: str) -> list[Side]:
    """Return a side for each dated document about an authority, oldest first, named by date and kind."""
    about = [document for document in documents if authority in document.authorities and document.dated]
    ordered = sorted(about, key=lambda document: (document.dated or date.min, document.path))
    names = [f"{shown_date(document.dated)}: {document.kind}" for document in ordered]
    return [
        Side(
            name if names.count(name) == 1 else f"{name} ({document.path})",
            authority,
            Filters(documents=(document.id,)),
        )
        for name, document in zip(names, ordered, strict=True)
    ]


def comparison_question(aspect: str, authority: str) -> str:
    """Return the question that a cell of the comparison answers."""
    return f"What did inspectors say about {aspect} in {authority}?"


def compare_view(
    sides: Sequence[str], aspects: Sequence[str], answers: Mapping[tuple[str, str], Answer]
) -> dict[str, Any]:
    """Return what the comparison draws.

    Args:
        sides: names of the columns.
        aspects: names of the rows.
        answers: the answer for each aspect and side.
    """
    return {
        "columns": list(sides),
        "rows": [{"aspect": aspect, "cells": [_cell(answers[aspect, side]) for side in sides]} for aspect in aspects],
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
