"""What is indexed and embedded with a paragraph beside its own words, and never cited."""

from __future__ import annotations

from corpus.model import Document, Paragraph, Publisher, Role

__all__ = ["context_line", "embedded_text"]

MAX_LEAD_WORDS = 30
_PUBLISHERS = {Publisher.COUNCIL: "by the council", Publisher.PRESS: "by the press"}


def context_line(document: Document, paragraph: Paragraph, lead_in: Paragraph | None = None) -> str:
    """Say where a paragraph stands: authority, kind, month, section and the line that introduces a list item.

    Args:
        document: the paragraph's document.
        paragraph: the paragraph.
        lead_in: the paragraph named by `paragraph.lead_in`, if any.

    Returns:
        One line such as 'Anyshire. Monitoring visit letter, May 2018. Leadership. What needs to improve:'.
        What the document does not state is left out; it may be empty.
    """
    day = document.dated
    about = [document.kind, _PUBLISHERS.get(document.publisher, ""), f"{day:%B %Y}" if day else ""]
    parts = [
        " and ".join(document.authorities),
        ", ".join(word for word in about if word),
        *paragraph.section[-2:],
        _lead_words(lead_in.text) if lead_in else "",
    ]
    return " ".join(part if part.endswith((".", ":", "?")) else f"{part}." for part in parts if part.strip())


def embedded_text(paragraph: Paragraph, start: int, end: int, lead_in: Paragraph | None = None) -> str:
    """Return the text whose vector stands for characters `start:end` of a paragraph.

    These characters alone, but for a list item, which says little without the line that introduces it or the
    heading over it. Authority, kind and date are left out on purpose: with them in the vector a tenth of the
    first ten results was lost (`docs/decisions/003-retrieval.md`); documents are chosen by what is known of them.
    """
    passage = paragraph.text[start:end]
    if lead_in is not None:
        return f"{_lead_words(lead_in.text)} {passage}"
    if paragraph.role is Role.LIST_ITEM and paragraph.section:
        return f"{paragraph.section[-1]} {passage}"
    return passage


def _lead_words(text: str) -> str:
    """Return the end of a lead-in line, which is what introduces the item."""
    return " ".join(text.split()[-MAX_LEAD_WORDS:])
