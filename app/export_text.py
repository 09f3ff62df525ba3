"""What an exported answer says, in the order in which Word, PDF and Markdown say it."""

from __future__ import annotations

from collections.abc import Sequence

from app.answer_view import row_columns
from app.labels import PUBLISHER_NAMES, counted, filters_text, place_text, shown_date
from index.answer import Answer, AnswerSentence, Citation, Row, Verdict

__all__ = ["abstention", "searched_line", "sentence_mark", "source_line", "table_lines"]

_DOUBTS = {Verdict.PARTLY: " (only partly supported by its source)", Verdict.UNSUPPORTED: " (not supported)"}


def sentence_mark(sentence: AnswerSentence) -> str:
    """Return the citation numbers behind a sentence, and the doubt about it if there is one."""
    return "".join(f" [{n}]" for n in sentence.citations) + _DOUBTS.get(sentence.verdict, "")


def source_line(citation: Citation) -> str:
    """Return who says it, when, in which file and where in it."""
    document = citation.document
    published = shown_date(document.dated)
    parts = (PUBLISHER_NAMES[document.publisher], published, document.path, place_text(citation.paragraph))
    return ", ".join(part for part in parts if part)


def abstention(answer: Answer) -> str:
    """Return the words for an answer that there is none."""
    return f"No answer found. {answer.reason or 'The documents hold no answer to this.'}"


def searched_line(answer: Answer) -> str:
    """Return what was searched and by which index, so that the answer can be traced."""
    searched = answer.searched
    limits = filters_text(searched.filters)
    within = f", limited to {limits}" if limits else ""
    return (
        f"Searched {counted(searched.documents, 'document')}, {counted(searched.paragraphs, 'paragraph')}{within}. "
        f"Answered by: {answer.engine}. Index {answer.index}."
    )


def table_lines(rows: Sequence[Row]) -> list[list[str]]:
    """Return the cells of an answer's rows, the names of the columns first and the number of the source last."""
    has_groups, has_values = any(row.group for row in rows), any(row.value for row in rows)
    lines = [[*row_columns(rows), "Source"]]
    for row in rows:
        cells = [row.group or ""] if has_groups else []
        cells.append(row.label)
        if has_values:
            cells.append(row.value)
        lines.append([*cells, f"[{row.citation}]" if row.citation else ""])
    return lines
