"""The words by which documents and places in them are shown, the same on the terminal, the page and in files."""

from __future__ import annotations

from datetime import date

from corpus.model import Document, Paragraph, Publisher
from index.answer import Filters

__all__ = [
    "PUBLISHER_NAMES",
    "PUBLISHER_NOTES",
    "counted",
    "filters_text",
    "kind_text",
    "place_text",
    "section_text",
    "shown_date",
    "visit_text",
]

PUBLISHER_NAMES = {
    Publisher.INSPECTORATE: "Inspectorate",
    Publisher.COUNCIL: "Council",
    Publisher.PRESS: "Press",
    Publisher.UNKNOWN: "Publisher not stated",
}
PUBLISHER_NOTES = {
    Publisher.INSPECTORATE: "The inspectors’ own words.",
    Publisher.COUNCIL: "The council’s account, not the inspectors’ finding.",
    Publisher.PRESS: "A newspaper’s account, not the inspectors’ finding.",
    Publisher.UNKNOWN: "The document does not say who published it.",
}
_FILTER_NAMES = {
    "authorities": "authority",
    "regions": "region",
    "kinds": "kind",
    "publishers": "publisher",
    "documents": "document",
    "published_from": "from",
    "published_to": "to",
}


def counted(count: int, noun: str, many: str | None = None) -> str:
    """Return '1 document', '1,204 documents', '2 authorities' (`many` where 's' does not make the plural)."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def shown_date(day: date | None) -> str | None:
    """Return a date as '18 May 2018', None for None."""
    return None if day is None else f"{day.day} {day:%B %Y}"


def visit_text(document: Document) -> str | None:
    """Return the days on site, such as '24 April 2018 to 25 April 2018', None where none are stated."""
    first, last = document.visit_start, document.visit_end
    if first is None or last is None or first == last:
        return shown_date(first)
    return f"{shown_date(first)} to {shown_date(last)}"


def kind_text(kind: str) -> str:
    """Return a kind of document as it begins a line: 'Focused visit letter'."""
    return kind[:1].upper() + kind[1:]


def place_text(paragraph: Paragraph, *, with_section: bool = True) -> str:
    """Return where a paragraph stands in its document: page, printed number, section."""
    first, last = paragraph.page_first, paragraph.page_last
    page = None
    if first is not None:
        page = f"pages {first}–{last}" if last not in (None, first) else f"page {first}"
    number = f"paragraph {paragraph.number}" if paragraph.number else None
    section = " › ".join(paragraph.section) if with_section else None
    return ", ".join(part for part in (page, number, section) if part)


def section_text(document: Document, paragraph: Paragraph) -> str:
    """Return the path of headings above a paragraph, without the document's own title at its head."""
    headings = [heading for heading in paragraph.section if heading.casefold() != document.title.casefold()]
    return " › ".join(headings)


def filters_text(filters: Filters) -> str:
    """Return the filters in force in words, or an empty string without any."""
    parts = []
    for name, value in filters.in_force().items():
        if name == "latest_only":
            parts.append("latest only")
        else:
            parts.append(f"{_FILTER_NAMES[name]} {', '.join(value) if isinstance(value, list) else value}")
    return "; ".join(parts)
