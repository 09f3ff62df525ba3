"""Which items of a list a question asks for, and how items with parts of their own are said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Paragraph
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.statements import Statement, whole
from index.answering.topic import beyond, coverage_of, said_otherwise
from index.support.coverage import Coverage
from index.support.terms import content_stems

__all__ = ["DEMANDS", "LIST_WORDS", "items_on_topic", "say_items"]

DEMANDS = ("areas for priority action", "what needs to improve", "recommendations")
"""Sections, by the names that frameworks give them, of what an authority has to put right, the most urgent first."""

LIST_WORDS = (
    "improve improved improvement improvements need needed needs must should priority priorities action actions area "
    "areas recommend recommended recommendation recommendations asked told do done authority council cabinet letter "
    "report inspection good outstanding inadequate requires require adequate grade grades rating top judged rated went "
    "end despite although even being still concern concerns concerned about regarding relate relates related "
    "mention full list items points urgent immediate pressing ones else wants wanted changed set spell lay run itemise",
)
"""Words that ask for lists of what has to be done, and for nothing within them."""

_BESIDES = re.compile(
    r"\b(?P<leaving>besides|apart from|other than|aside from|except(?: for)?|in addition to|not counting"
    r"|leaving (?:out|aside))\s+"
    r"(?P<what>[^,.;?]+?)(?=[,.;?]|\s+(?:what|which|is|are|has|have|must)\b|$)",
    re.IGNORECASE,
)

RARE = 1.9
"""Weight of a word from which it tells items of a list apart; words of nearly all paragraphs weigh less."""
ON_TOPIC = 0.6
"""Share of the topic's words that an item has to have."""


def items_on_topic(
    asked: Asked, found: Sequence[tuple[Document, tuple[Paragraph, ...]]], *known: Sequence[str]
) -> list[tuple[Document, tuple[Paragraph, ...]]] | None:
    """Return the items on what a question asks about within lists; all where it asks about nothing in particular.

    What it asks beside ('apart from caseloads') is left out.

    Args:
        asked: the question.
        found: the documents with their items.
        known: texts with the words that ask for the list itself.

    Returns:
        The documents with such items, with these; None where no item is on the topic.
    """
    covered = tuple(one for texts in known for one in texts)
    left_out = _BESIDES.search(asked.question)
    covered = (*covered, left_out["leaving"]) if left_out else covered
    stems = {one for one in beyond(asked, covered) - said_otherwise(asked, covered) if asked.rarity(one) >= RARE}
    known_stems = frozenset(content_stems(left_out["what"])) if left_out else frozenset()
    if known_stems := known_stems & stems:
        found = [
            (document, tuple(item for item in items if not known_stems <= frozenset(content_stems(item.text))))
            for document, items in found
        ]
    topic = Coverage(tuple(word for word in coverage_of(asked).words if word.stem in stems - known_stems))
    if not topic.words:
        return [(document, items) for document, items in found if items] or None
    chosen = [(document, _chosen(items, topic)) for document, items in found]
    return [(document, items) for document, items in chosen if items] or None


def _chosen(items: Sequence[Paragraph], topic: Coverage) -> tuple[Paragraph, ...]:
    """Return the items that have the topic's words, alone or with the item that they are parts of, and these."""
    held = {item.id: item for item in items}
    kept: set[str] = set()
    for item in items:
        parent = held.get(item.lead_in or "")
        text = f"{parent.text} {item.text}" if parent else item.text
        if topic.share(content_stems(text)) >= ON_TOPIC:
            kept |= {item.id, *((parent.id,) if parent else ())}
    return tuple(item for item in items if item.id in kept)


def say_items(document: Document, items: Sequence[Paragraph]) -> list[Statement]:
    """Return a sentence for each item; one that introduces others ('..., including:') is said with its parts."""
    parts = [item.lead_in for item in items]
    held = {item.id for item in items}
    said: list[Statement] = []
    for item in items:
        if item.lead_in in held:
            continue
        own = [one for one, lead in zip(items, parts, strict=True) if lead == item.id]
        text = " ".join([item.text, "; ".join(one.text.rstrip(" .;") for one in own)]).strip()
        spans = tuple(whole(document, one) for one in (item, *own))
        # Put together out of several paragraphs it is no longer what stands in any of them.
        said.append(Statement(f"{text}.", spans, Verdict.SUPPORTED) if own else Statement(text, spans))
    return said
