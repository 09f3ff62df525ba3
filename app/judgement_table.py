"""The inspectorate's judgements as records: what the overview plots and lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.framework import load_frameworks
from corpus.model import Document, Publisher

__all__ = ["Record", "areas_of", "grade_order", "latest_of_each", "records_of"]


@dataclass(frozen=True, slots=True)
class Record:
    """One judgement of one authority in one document of the inspectorate."""

    authority: str
    region: str | None
    day: date
    area: str
    grade: str
    document_id: str
    paragraph_id: str
    title: str

    @property
    def url(self) -> str:
        """Address of the paragraph that states it, in the library."""
        return f"library?document={self.document_id}&paragraph={self.paragraph_id}"


def records_of(documents: Iterable[Document]) -> list[Record]:
    """Return the dated judgements that the inspectorate's own documents state, oldest first."""
    records = [
        Record(
            authority=authority,
            region=document.region,
            day=document.dated,
            area=judgement.area,
            grade=judgement.grade,
            document_id=document.id,
            paragraph_id=judgement.paragraph_id,
            title=document.title,
        )
        for document in documents
        if document.publisher is Publisher.INSPECTORATE and document.dated
        for authority in document.authorities
        for judgement in document.judgements
    ]
    return sorted(records, key=lambda record: (record.day, record.authority, record.area))


def areas_of(records: Sequence[Record]) -> list[str]:
    """Return the areas judged: the overall judgement first, then the most often judged."""
    counts: dict[str, int] = {}
    for record in records:
        counts[record.area] = counts.get(record.area, 0) + 1
    return sorted(counts, key=lambda area: ("overall" not in area, -counts[area], area))


def latest_of_each(records: Iterable[Record]) -> list[Record]:
    """Return each authority's newest record, by the authority's name."""
    newest: dict[str, Record] = {}
    for record in records:
        if record.authority not in newest or record.day >= newest[record.authority].day:
            newest[record.authority] = record
    return [newest[name] for name in sorted(newest)]


def grade_order(records: Iterable[Record]) -> list[str]:
    """Return the grades that occur, best first, in the order of the frameworks; unknown ones last."""
    present = {record.grade for record in records}
    known = [grade.id for framework in load_frameworks() for grade in framework.grades]
    ordered = [grade for grade in dict.fromkeys(known) if grade in present]
    return ordered + sorted(present - set(ordered))
