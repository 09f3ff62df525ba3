"""A conversation as a Word document, with numbered references and the quoted paragraphs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.answer_view import said
from app.export_text import abstention, searched_line, sentence_mark, source_line, table_lines
from index.answer import Answer, Citation, Row

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["to_word"]

_FORBIDDEN = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def to_word(answers: Iterable[Answer]) -> bytes:
    """Return the answers as a .docx file."""
    from docx import Document as new_document
    from docx.shared import Pt

    word = new_document()
    word.styles["Normal"].font.name = "Arial"
    word.styles["Normal"].font.size = Pt(11)
    word.core_properties.title = "Answers from inspection letters and reports"
    word.core_properties.author = "inspection-qa"
    for answer in answers:
        _answer(word, answer)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _answer(word: WordDocument, answer: Answer) -> None:
    word.add_heading(_printable(answer.question), level=1)
    if answer.resolved:
        word.add_paragraph(_printable(f"Understood as: {answer.resolved}"))
    if answer.abstained:
        word.add_paragraph(_printable(abstention(answer)))
    for note in answer.notes:
        word.add_paragraph(_printable(note), style="List Bullet")
    for sentence in said(answer):
        word.add_paragraph(_printable(sentence.text + sentence_mark(sentence)))
    if answer.rows:
        _table(word, answer.rows)
    _sources(word, "Sources", answer.citations)
    _sources(word, "Nearest paragraphs, which are no answer", answer.nearest)
    word.add_paragraph(_printable(searched_line(answer)))


def _table(word: WordDocument, rows: tuple[Row, ...]) -> None:
    names, *lines = table_lines(rows)
    table = word.add_table(rows=1, cols=len(names), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for line in lines:
        for cell, value in zip(table.add_row().cells, line, strict=True):
            cell.text = _printable(value)


def _sources(word: WordDocument, heading: str, citations: tuple[Citation, ...]) -> None:
    if not citations:
        return
    word.add_heading(heading, level=2)
    for citation in citations:
        head = word.add_paragraph()
        head.paragraph_format.keep_with_next = True
        head.add_run(_printable(f"[{citation.n}] {citation.document.title}")).bold = True
        head.add_run(_printable(f", {source_line(citation)}"))
        text = citation.paragraph.text
        quote = word.add_paragraph(style="Quote")
        for piece, is_quote in (
            (text[: citation.start], False),
            (citation.quote, True),
            (text[citation.end :], False),
        ):
            if piece:
                run = quote.add_run(_printable(piece))
                run.italic, run.underline = False, is_quote


def _printable(text: str) -> str:
    """Return text without the control characters that no XML file may hold."""
    return _FORBIDDEN.sub("", text)
