"""A cited paragraph among its neighbours as the plain values that the source panel draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.labels import PUBLISHER_NAMES, PUBLISHER_NOTES, kind_text, place_text, section_text, shown_date, visit_text
from corpus.model import Document, Paragraph, Role
from index.answer import Citation

__all__ = ["facts_of", "marked", "neighbours", "source_view"]

View = dict[str, Any]

NEIGHBOURS = 1
_SHOWN = frozenset({Role.BODY, Role.LIST_ITEM, Role.TABLE_CELL, Role.QUOTE, Role.FOOTNOTE, Role.HEADING})


def source_view(
    citation: Citation,
    key: str,
    keys: Sequence[str],
    paragraphs: Sequence[Paragraph],
    page: View | None = None,
) -> View:
    """Return what the source panel draws.

    Args:
        citation: the citation that is open.
        key: its key.
        keys: keys of all citations of its answer, in order.
        paragraphs: all paragraphs of its document, in order.
        page: the picture of the page, None where the document has none.
    """
    document, paragraph = citation.document, citation.paragraph
    at = keys.index(key)
    before, after = neighbours(paragraph, paragraphs)
    lead_in = next((other for other in paragraphs if other.id == paragraph.lead_in), None)
    return {
        "key": key,
        "count": f"Source {at + 1} of {len(keys)}",
        "previous": keys[at - 1] if at else None,
        "next": keys[at + 1] if at + 1 < len(keys) else None,
        "title": document.title,
        "publisher": PUBLISHER_NAMES[document.publisher],
        "publisher_kind": document.publisher.value,
        "publisher_note": PUBLISHER_NOTES[document.publisher],
        "place": _place(document, paragraph),
        "section": section_text(document, paragraph),
        "facts": facts_of(document, paragraph),
        "changed": _changed(paragraph, paragraphs),
        "lead_in": _shown(lead_in) if lead_in and lead_in not in before else None,
        "before": [_shown(other) for other in before],
        "paragraph": _shown(paragraph) | {"segments": marked(paragraph, citation.start, citation.end)},
        "quoted_note": _quoted_note(citation),
        "after": [_shown(other) for other in after],
        "page": page,
        "library_url": f"library?document={document.id}&paragraph={paragraph.id}",
        "file_url": f"evidence/file/{document.id}",
        "file_name": document.path.rsplit("/", 1)[-1],
    }


def facts_of(document: Document, paragraph: Paragraph | None = None) -> list[tuple[str, str]]:
    """Return names and values of what is known of a document and the place in it; what is unknown is left out."""
    page = None
    if paragraph and paragraph.page_first is not None:
        last = paragraph.page_last or paragraph.page_first
        page = f"{paragraph.page_first}" if last == paragraph.page_first else f"{paragraph.page_first}–{last}"
        page = f"{page} of {document.page_count}" if document.page_count else page
    found = (
        ("Authority", ", ".join(document.authorities)),
        ("Kind", kind_text(document.kind)),
        ("Visit", visit_text(document)),
        ("Published", shown_date(document.published)),
        ("Section", section_text(document, paragraph) if paragraph else None),
        ("Paragraph", paragraph.number if paragraph else None),
        ("Page", page),
    )
    return [(name, value) for name, value in found if value]


def neighbours(
    paragraph: Paragraph, paragraphs: Sequence[Paragraph], count: int = NEIGHBOURS
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return up to `count` readable paragraphs before and after one, letterheads and boilerplate left out."""
    readable = [other for other in paragraphs if other.role in _SHOWN and other.id != paragraph.id]
    before = [other for other in readable if other.ordinal < paragraph.ordinal][-count:]
    after = [other for other in readable if other.ordinal > paragraph.ordinal][:count]
    return before, after


def marked(paragraph: Paragraph, start: int, end: int) -> list[View]:
    """Return the paragraph's text in pieces, of which `start:end` is marked."""
    text = paragraph.text
    pieces = ((text[:start], False), (text[start:end], True), (text[end:], False))
    return [{"text": piece, "mark": is_marked} for piece, is_marked in pieces if piece]


def _place(document: Document, paragraph: Paragraph) -> str:
    """Return one line: what it is, when it was published, and where in it the words stand."""
    day = shown_date(document.dated)
    published = f"published {day}" if document.published else day
    parts = (kind_text(document.kind), published, place_text(paragraph, with_section=False))
    return ", ".join(part for part in parts if part)


def _shown(paragraph: Paragraph) -> View:
    return {
        "number": paragraph.number,
        "role": paragraph.role.value,
        "depth": paragraph.depth,
        "segments": [{"text": paragraph.text, "mark": False}],
    }


def _changed(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> str | None:
    if any(other.id == paragraph.id for other in paragraphs):
        return None
    return "The document was changed or removed after this answer; this is the text as it was cited."


def _quoted_note(citation: Citation) -> str | None:
    """Say whose words the quote is, where the paragraph quotes somebody."""
    for quotation in citation.paragraph.quotations:
        if quotation.start < citation.end and citation.start < quotation.end:
            if quotation.of_inspectorate:
                return "The words in quotation marks are quoted from the inspectorate."
            if quotation.speaker:
                return f"Words of {quotation.speaker}, as this document quotes them."
    return None
