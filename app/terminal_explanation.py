"""How an answer came about, as plain text for a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

from app.plain_text import wrapped
from index.answering.explanation import ExplainedCandidate, Explanation

__all__ = ["explanation_text"]

MAX_WIDTH = 100
SHOWN = 10
"""Candidates that are shown; `--json` has all that were kept."""


def explanation_text(explanation: Explanation, width: int | None = None) -> str:
    """Return how a question was understood, what was found for it and what was made of that."""
    width = width or min(shutil.get_terminal_size().columns, MAX_WIDTH)
    blocks = (
        ("How this answer came about", [*_question(explanation)]),
        (f"Found ({min(SHOWN, len(explanation.candidates))} of {len(explanation.candidates)})", [*_found(explanation)]),
        ("Evidence", [*_evidence(explanation)]),
        ("The guard", [*_guard(explanation)]),
        ("Time", [", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in explanation.seconds.items())]),
    )
    return "\n\n".join(
        "\n".join([title, *(wrapped(line, width, "  ") for line in lines)]) for title, lines in blocks if any(lines)
    )


def _question(explanation: Explanation) -> Iterator[str]:
    if explanation.resolved != explanation.question:
        yield f"question in force: {explanation.resolved}"
    yield f"form: {explanation.kind}; engine: {explanation.engine}"
    for name, value in explanation.to_json()["understanding"].items():
        if name not in ("question", "form") and (shown := _shown(value)):
            yield f"{name}: {shown}"
    yield f"filters: {_shown(explanation.filters) or 'none'}; {explanation.documents:,} documents pass"
    if explanation.query:
        yield f"query: {explanation.query}"
    if explanation.reason:
        yield f"no answer because: {explanation.reason}"


def _shown(value: Any) -> str:  # noqa: ANN401 - JSON values of any sort
    """Return a JSON value in a line; empty where it says nothing."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown}" for name, one in value.items() if (shown := _shown(one)))
    if isinstance(value, list):
        return "; ".join(shown for one in value if (shown := _shown(one)))
    return "" if value in (None, "", False) else str(value)


def _found(explanation: Explanation) -> Iterator[str]:
    for rank, one in enumerate(explanation.candidates[:SHOWN], start=1):
        pieces = ", ".join(f"{name} {score:.2f}" for name, score in one.scores.items() if score)
        yield f"{rank}. {one.score:.3f} = {pieces or 'one score'}  {_place(one)}"


def _place(one: ExplainedCandidate) -> str:
    page = f", page {one.page}" if one.page else ""
    number = f", paragraph {one.number}" if one.number else ""
    return f"{one.document}{page}{number} ({one.paragraph_id})"


def _evidence(explanation: Explanation) -> Iterator[str]:
    measures = ", ".join(f"{name} {value}" for name, value in explanation.to_json()["evidence"].items())
    yield f"probability that the documents answer: {explanation.answerable:.2f}"
    yield f"from: {measures}"


def _guard(explanation: Explanation) -> Iterator[str]:
    for one in explanation.checked:
        why = f" ({', '.join(one.reasons)})" if one.reasons else ""
        cited = "withheld" if not one.paragraphs else f"cited with {', '.join(one.paragraphs)}"
        moved = ", citation put right" if one.reattached else ""
        yield f"{one.verdict.value}{why}: {cited}{moved}: {one.text}"
