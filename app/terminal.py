"""An answer, search results and documents as plain text for a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator

from app.answer_view import said
from app.labels import PUBLISHER_NAMES, counted, filters_text, place_text, shown_date, visit_text
from app.plain_text import clean, wrapped
from corpus.model import Document, Paragraph
from index.answer import Answer, AnswerSentence, Citation, Row, SearchResult, Verdict

__all__ = ["answer_text", "document_text", "documents_text", "results_text", "sentence_text"]

VERDICT_NAMES = {
    Verdict.PARTLY: "only partly supported by its source",
    Verdict.UNSUPPORTED: "not supported by its source",
}
MAX_WIDTH = 100


def answer_text(answer: Answer, width: int | None = None, *, with_sentences: bool = True) -> str:
    """Return an answer with its rows, its sources and what was searched, in lines of at most `width`."""
    width = width or _width()
    sentences = [" ".join(_sentence(one) for one in said(answer))] if with_sentences else []
    body = [*(wrapped(text, width) for text in sentences), *_body(answer, width)]
    parts = [*_head(answer, width), *body, *_sources(answer, width), _searched(answer, width)]
    return "\n\n".join(part for part in parts if part)


def sentence_text(sentence: AnswerSentence, width: int | None = None) -> str:
    """Return one sentence with the numbers of its citations, in lines of at most `width`."""
    return wrapped(_sentence(sentence), width or _width())


def results_text(results: Iterable[SearchResult], width: int | None = None) -> str:
    """Return ranked paragraphs, best first, each with where it stands."""
    width = width or _width()
    shown = [
        f"{rank}. {clean(result.document.title)}  ({result.score:.2f})\n"
        f"{wrapped(_source_line(result.document, result.paragraph), width, '   ')}\n"
        f"{wrapped(result.paragraph.text, width, '   ')}"
        for rank, result in enumerate(results, start=1)
    ]
    return "\n\n".join(shown)


def documents_text(documents: Iterable[Document], width: int | None = None) -> str:
    """Return documents, a few lines for each."""
    width = width or _width()
    lines = []
    for document in documents:
        about = (shown_date(document.dated), PUBLISHER_NAMES[document.publisher], document.kind, document.path)
        lines.append(
            f"{wrapped(document.title, width)}\n{wrapped(', '.join(part for part in about if part), width, '    ')}"
        )
    return "\n".join(lines)


def document_text(document: Document, paragraphs: Iterable[Paragraph], width: int | None = None) -> str:
    """Return what a document states about itself, and all of its paragraphs with their numbers and roles."""
    width = width or _width()
    facts = [
        ("id", document.id),
        ("path", document.path),
        ("publisher", PUBLISHER_NAMES[document.publisher]),
        ("kind", document.kind),
        ("authority", "; ".join(document.authorities)),
        ("region", document.region),
        ("visit", visit_text(document)),
        ("published", shown_date(document.published)),
        ("pages", str(document.page_count) if document.page_count else None),
        *((person.role, ", ".join(part for part in (person.name, person.title) if part)) for person in document.people),
        *((judgement.area, f"{judgement.grade} ({judgement.paragraph_id})") for judgement in document.judgements),
        *(("warning", warning) for warning in document.warnings),
    ]
    head = "\n".join(clean(f"{name}: {value}") for name, value in facts if value)
    body = "\n\n".join(_numbered(paragraph, width) for paragraph in paragraphs)
    return f"{wrapped(document.title, width)}\n{head}\n\n{body}"


def _numbered(paragraph: Paragraph, width: int) -> str:
    place = place_text(paragraph, with_section=False)
    return f"[{', '.join(part for part in (paragraph.role.value, place) if part)}] {paragraph.id}\n" + wrapped(
        paragraph.text, width, "    "
    )


def _width() -> int:
    return min(shutil.get_terminal_size().columns, MAX_WIDTH)


def _head(answer: Answer, width: int) -> Iterator[str]:
    if answer.resolved:
        yield wrapped(f"Understood as: {answer.resolved}", width)
    if answer.abstained:
        yield wrapped(answer.reason or "The documents hold no answer to this.", width)


def _sentence(sentence: AnswerSentence) -> str:
    marks = "".join(f" [{n}]" for n in sentence.citations)
    doubt = VERDICT_NAMES.get(sentence.verdict)
    return sentence.text + marks + (f" ({doubt})" if doubt else "")


def _body(answer: Answer, width: int) -> Iterator[str]:
    yield "\n".join(_row(row, width) for row in answer.rows)
    yield "\n".join(wrapped(f"Note: {note}", width) for note in answer.notes)


def _row(row: Row, width: int) -> str:
    group = f"{row.group}: " if row.group else ""
    value = f" - {row.value}" if row.value else ""
    mark = f" [{row.citation}]" if row.citation else ""
    return wrapped(f"{group}{row.label}{value}{mark}", width, "  ")


def _sources(answer: Answer, width: int) -> Iterator[str]:
    if answer.citations:
        yield "Sources"
        yield "\n\n".join(_citation(citation, width) for citation in answer.citations)
    if answer.nearest:
        yield "Nearest paragraphs, which are no answer"
        yield "\n\n".join(_citation(citation, width) for citation in answer.nearest)


def _citation(citation: Citation, width: int) -> str:
    where = _source_line(citation.document, citation.paragraph)
    quote = wrapped(f"“{citation.quote}”", width, "    ")
    return f"[{citation.n}] {clean(citation.document.title)}\n{wrapped(where, width, '    ')}\n{quote}"


def _source_line(document: Document, paragraph: Paragraph) -> str:
    published = shown_date(document.published)
    parts = (PUBLISHER_NAMES[document.publisher], published, document.path, place_text(paragraph))
    return ", ".join(part for part in parts if part)


def _searched(answer: Answer, width: int) -> str:
    searched = answer.searched
    limits = filters_text(searched.filters)
    within = f", limited to {limits}" if limits else ""
    counts = f"{counted(searched.documents, 'document')}, {counted(searched.paragraphs, 'paragraph')}"
    return wrapped(f"Searched {counts}{within}. {answer.seconds:.2f} s, {answer.engine}.", width)
