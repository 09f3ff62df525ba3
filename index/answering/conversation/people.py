"""The one person that a question is answered with, so that 'she' in the next question can be read."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answering.catalogue.parse import parse_query
from index.answering.catalogue.query import Subject
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import CatalogueWords
from index.answering.metadata_fields import asked_field
from index.answering.targets import find_targets
from index.understanding import Understanding

__all__ = ["person_meant"]

_ROLES = {"lead": "lead inspector", "addressee": "addressee", "author": "author"}


def person_meant(base: str, before: Understanding, documents: Sequence[Document], words: CatalogueWords) -> str | None:
    """Return the person that a question names or is answered with; None where there is none, or several.

    Args:
        base: the question.
        before: it as understood.
        documents: the documents there are.
        words: the words of the catalogue.
    """
    if len(before.people) == 1:
        return before.people[0]
    role = _ROLES.get(asked_field(base) or "")
    if role and before.named:
        held = [
            one
            for one in find_targets(before, documents).documents
            if one.publisher is Publisher.INSPECTORATE and any(person.role == role for person in one.people)
        ]
        names = [person.name for person in held[-1].people if person.role == role] if held else []
        if role == "author" and held and not names:
            names = [person.name for person in held[-1].people if person.role == "lead inspector"]
        return names[0] if len(names) == 1 else None
    parsed = parse_query(base, words)
    if parsed is None or parsed.left_over:
        return None
    if parsed.query.inspector is not None:
        return parsed.query.inspector
    if parsed.query.subject is not Subject.INSPECTOR:
        return None
    labels = {item.label for item in run_query(parsed.query, documents, words.scale).items}
    return labels.pop() if len(labels) == 1 else None
