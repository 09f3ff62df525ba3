"""A conversation as Markdown, with numbered references and the quoted paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.answer_view import said
from app.export_text import abstention, searched_line, sentence_mark, source_line, table_lines
from index.answer import Answer, Citation, Row

__all__ = ["to_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


def to_markdown(answers: Iterable[Answer]) -> str:
    """Return the answers as CommonMark with tables; no character of a document acts as markup."""
    return "\n\n".join(block for answer in answers for block in _answer(answer)) + "\n"


def _answer(answer: Answer) -> Iterator[str]:
    yield f"## {_plain(answer.question)}"
    if answer.resolved:
        yield f"Understood as: {_plain(answer.resolved)}"
    if answer.abstained:
        yield _plain(abstention(answer))
    for note in answer.notes:
        yield f"- {_plain(note)}"
    for sentence in said(answer):
        yield _plain(sentence.text + sentence_mark(sentence))
    if answer.rows:
        yield _table(answer.rows)
    if answer.citations:
        yield "### Sources"
        yield from (_source(citation) for citation in answer.citations)
    if answer.nearest:
        yield "### Nearest paragraphs, which are no answer"
        yield from (_source(citation) for citation in answer.nearest)
    yield _plain(searched_line(answer))


def _table(rows: tuple[Row, ...]) -> str:
    names, *cells = table_lines(rows)
    lines = [names, ["---"] * len(names), *([_plain(cell) for cell in line] for line in cells)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _source(citation: Citation) -> str:
    head = f"\\[{citation.n}\\] **{_plain(citation.document.title)}** {_plain(source_line(citation))}"
    text, start, end = citation.paragraph.text, citation.start, citation.end
    marked = f"{_plain(text[:start])}**{_plain(text[start:end].strip())}**{_plain(text[end:])}"
    quoted = "\n".join(f"> {line}" for line in marked.splitlines())
    return f"{head}\n\n{quoted}"


def _plain(text: str) -> str:
    """Return text in which no character is markup, on one line."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text)))
