"""The line of context that is embedded and indexed with a passage, and never cited."""

from __future__ import annotations

from corpus.model import Document, Paragraph, Publisher

__all__ = ["context_line"]

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


def _lead_words(text: str) -> str:
    """Return the end of a lead-in line, which is what introduces the item."""
    return " ".join(text.split()[-MAX_LEAD_WORDS:])
