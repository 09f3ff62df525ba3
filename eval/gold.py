"""Finds the gold paragraphs of questions in a corpus, and the paragraphs of the same list or section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from corpus.model import Document, Paragraph, Role
from eval.metrics.case import Target
from eval.question_set import GoldParagraph

__all__ = ["Corpus", "find_gold", "matches"]


class Corpus(Protocol):
    """What gold is looked for in; `index.storage.IndexVersion` is one."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""

    def paragraphs_of(self, document_id: str) -> Sequence[Paragraph]:
        """Return the paragraphs of a document in order."""


def find_gold(
    gold: Iterable[Sequence[GoldParagraph]], corpus: Corpus
) -> tuple[tuple[Target, ...], tuple[GoldParagraph, ...]]:
    """Find gold paragraphs; of the alternatives of one entry, any that the corpus has counts.

    Returns:
        What was found, and the alternatives that no paragraph of the corpus meets.
    """
    targets: list[Target] = []
    missing: list[GoldParagraph] = []
    for alternatives in gold:
        found = [target for entry in alternatives if (target := _find(entry, corpus)) is not None]
        missing += [entry for entry in alternatives if _find(entry, corpus) is None]
        if found:
            ids = frozenset().union(*(target.paragraph_ids for target in found))
            targets.append(Target(ids, frozenset().union(*(target.neighbours for target in found))))
    return tuple(targets), tuple(missing)


def matches(entry: GoldParagraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph of the entry's document meets every field that the entry gives."""
    if entry.paragraph_id is not None and paragraph.id != entry.paragraph_id:
        return False
    if entry.number is not None and (paragraph.number or "").rstrip(".") != entry.number.rstrip("."):
        return False
    if entry.page is not None and paragraph.page_first != entry.page:
        return False
    if entry.starts is not None and not paragraph.text.startswith(entry.starts):
        return False
    return entry.section is None or any(entry.section.casefold() in name.casefold() for name in paragraph.section)


def _find(entry: GoldParagraph, corpus: Corpus) -> Target | None:
    for document in corpus.documents:
        if document.path != entry.document:
            continue
        paragraphs = corpus.paragraphs_of(document.id)
        found = [paragraph for paragraph in paragraphs if paragraph.role.is_finding and matches(entry, paragraph)]
        found = found or [paragraph for paragraph in paragraphs if matches(entry, paragraph)]
        if found:
            return Target(frozenset(one.id for one in found), _neighbours(found, paragraphs))
    return None


def _neighbours(found: Sequence[Paragraph], paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """Return ids of the paragraphs under the same headings or the same lead-in line, or that line itself."""
    sections = {one.section for one in found if one.section}
    leads = {one.lead_in for one in found if one.lead_in}
    return frozenset(
        paragraph.id
        for paragraph in paragraphs
        if paragraph.role is not Role.BOILERPLATE
        and (paragraph.section in sections or paragraph.lead_in in leads or paragraph.id in leads)
    )
