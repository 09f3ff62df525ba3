"""An answer as the plain values that the page's component draws; all of them are text, none is markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.labels import PUBLISHER_NAMES, counted, filters_text, kind_text, place_text, shown_date
from corpus.model import Publisher
from index.answer import Answer, AnswerSentence, Citation, Row, Verdict

__all__ = ["announcement", "answer_view", "citation_keys", "find_citation", "row_columns", "said"]

View = dict[str, Any]

DOUBTS = {
    Verdict.PARTLY: "(only partly supported by its source)",
    Verdict.UNSUPPORTED: "(not supported by its source)",
}
CHECKED = {Verdict.VERBATIM: "word for word in its source", Verdict.SUPPORTED: "supported by its source"}
EXTRACTIVE = "extractive"
"""The engine that answers in the documents' own sentences, where nothing has to be told of each."""
TAGS = {Publisher.COUNCIL: "council", Publisher.PRESS: "press"}
OMITTED = "[…]"
"""Stands in a row between sentences that do not follow each other."""
CITED, NEAREST = "c", "x"


def answer_view(answer: Answer, turn: int, opened: str | None) -> View:
    """Return what the answer's component draws.

    Args:
        answer: the answer.
        turn: its place in the conversation, part of the keys of its citations.
        opened: key of the citation that is open in the source panel, None for none.
    """
    shown = [sentence for sentence in said(answer) if not _is_row(sentence, answer.rows)]
    return {
        "turn": turn,
        "question": answer.question,
        "resolved": answer.resolved,
        "notes": list(answer.notes),
        # What a model was sent and how it fared is read after what it wrote.
        "notes_last": answer.abstained or answer.engine != EXTRACTIVE,
        "abstained": answer.abstained,
        "reason": answer.reason or "The documents hold no answer to this.",
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "verdict": sentence.verdict.value,
                "doubt": DOUBTS.get(sentence.verdict),
                "checked": None if answer.engine == EXTRACTIVE else CHECKED.get(sentence.verdict),
            }
            for sentence in shown
        ],
        "columns": row_columns(answer.rows),
        "rows_are_said": _are_said(answer.rows, shown),
        "rows": [_row(row, answer.rows) for row in answer.rows],
        "citations": [_citation(citation, f"{turn}{CITED}{citation.n}") for citation in answer.citations],
        "nearest": [_citation(citation, f"{turn}{NEAREST}{citation.n}") for citation in answer.nearest],
        "searched": _searched(answer),
        "open": opened,
    }


def citation_keys(answer: Answer, turn: int) -> list[str]:
    """Return the keys of the answer's citations, then of its nearest paragraphs, in the order shown."""
    cited = [f"{turn}{CITED}{citation.n}" for citation in answer.citations]
    return cited + [f"{turn}{NEAREST}{citation.n}" for citation in answer.nearest]


def find_citation(answers: Sequence[Answer], key: str) -> tuple[int, Citation] | None:
    """Return the turn and citation of a key, or None where the conversation has none such."""
    for turn, answer in enumerate(answers):
        citations = (*answer.citations, *answer.nearest)
        for known, citation in zip(citation_keys(answer, turn), citations, strict=True):
            if known == key:
                return turn, citation
    return None


def said(answer: Answer) -> list[AnswerSentence]:
    """Return the sentences to show: those that only repeat why there is no answer are left out."""
    reason = answer.reason or ""
    return [sentence for sentence in answer.sentences if sentence.citations or sentence.text not in reason]


def announcement(answer: Answer) -> str:
    """Return what a screen reader says when the answer arrives."""
    if answer.abstained:
        return f"No answer found. {answer.reason or ''}".strip()
    rows = f" The table has {counted(len(answer.rows), 'row')}." if answer.rows else ""
    return f"Answer with {counted(len(answer.citations), 'source')}. {answer.text}{rows}"


def row_columns(rows: Sequence[Row]) -> list[str]:
    """Return the names of the columns that the rows fill."""
    names = ["Side"] if any(row.group for row in rows) else []
    names.append("Item")
    if any(row.value for row in rows):
        names.append("What it says")
    return names


def _is_row(sentence: AnswerSentence, rows: Sequence[Row]) -> bool:
    """Tell whether a sentence says only what a row of the table below it says."""
    words = sentence.text.rstrip(".")
    return any(
        row.citation in sentence.citations and words == (f"{row.label}: {row.value}" if row.value else row.label)
        for row in rows
    )


def _are_said(rows: Sequence[Row], shown: Sequence[AnswerSentence]) -> bool:
    """Tell whether the sentences above say every row in full, so that the table need not repeat them unasked."""
    texts = [sentence.text.casefold() for sentence in shown]
    pieces = [piece for row in rows for piece in (row.value or row.label).casefold().split(OMITTED)]
    return bool(rows) and all(any(piece.strip(" .") in text for text in texts) for piece in pieces)


def _row(row: Row, rows: Sequence[Row]) -> View:
    cells = [row.label]
    if any(other.group for other in rows):
        cells.insert(0, row.group or "–")
    if any(other.value for other in rows):
        cells.append(row.value or "–")
    return {"cells": cells, "sort": cells, "citation": row.citation}


def _citation(citation: Citation, key: str) -> View:
    document = citation.document
    return {
        "key": key,
        "n": citation.n,
        "title": document.title,
        "publisher": PUBLISHER_NAMES[document.publisher],
        "publisher_kind": document.publisher.value,
        "tag": TAGS.get(document.publisher),
        "published": shown_date(document.dated),
        "place": place_text(citation.paragraph, with_section=False) or kind_text(document.kind),
        "quote": citation.quote,
        "shown_quote": NEAREST in key,
    }


def _searched(answer: Answer) -> str:
    searched = answer.searched
    limits = filters_text(searched.filters)
    within = f", limited to {limits}" if limits else ""
    by = "" if answer.engine == EXTRACTIVE else f" Written by {answer.engine}."
    what = f"{counted(searched.documents, 'document')}, {counted(searched.paragraphs, 'paragraph')}"
    return f"Searched {what}{within}.{by}"
