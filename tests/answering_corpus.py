"""A small catalogue of invented authorities for tests of answers: documents with grades, dates and inspectors."""

from __future__ import annotations

from datetime import date

from corpus.model import Document, Judgement, Paragraph, Period, Person, Publisher, Role
from corpus.paragraphs import document_id

__all__ = ["DOCUMENTS", "FakeCorpus", "make_document", "make_paragraph"]


def make_paragraph(document: Document, text: str, ordinal: int = 0, **fields: object) -> Paragraph:
    """Return a paragraph of a document."""
    return Paragraph(
        id=f"{document.id}-{ordinal:010x}",
        document_id=document.id,
        ordinal=ordinal,
        text=text,
        start=0,
        end=len(text),
        role=fields.pop("role", Role.BODY),  # type: ignore[arg-type]
        **fields,  # type: ignore[arg-type]
    )


def make_document(
    name: str,
    year: int,
    overall: str,
    *,
    leadership: str = "good",
    lead: str = "Ada Marsh",
    region: str = "North",
    days: int = 5,
    month: int = 6,
    framework: str = "ILACS",
    kind: str = "full inspection",
) -> Document:
    """Return a full inspection of an invented authority, its grades in paragraph 1, its people and days in 0."""
    path = f"{name.lower()}-{year}.txt"
    identity = document_id(path)
    first, second = f"{identity}-{0:010x}", f"{identity}-{1:010x}"
    return Document(
        id=identity,
        path=path,
        sha256="0" * 64,
        title=f"Inspection of {name}",
        kind=kind,
        publisher=Publisher.INSPECTORATE,
        framework=framework,
        authorities=(name,),
        region=region,
        periods=(Period(date(year, month, 1), date(year, month, days), first),),
        published=date(year, month + 1, 20),
        people=(Person(lead, "lead inspector", None, first),),
        judgements=(
            Judgement("overall", overall, overall, second),
            Judgement("leadership", leadership, leadership, second),
        ),
    )


class FakeCorpus:
    """Documents whose first two paragraphs state what their catalogue entries say."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        """Make the paragraphs."""
        self.documents = documents
        self._held = {document.id: self._paragraphs(document) for document in documents}

    @staticmethod
    def _paragraphs(document: Document) -> tuple[Paragraph, ...]:
        lead = document.people[0].name
        period = document.periods[0]
        grades = ", ".join(f"{judgement.area} {judgement.wording}" for judgement in document.judgements)
        return (
            make_paragraph(document, f"Led by {lead}, {period.start:%d %B %Y} to {period.end:%d %B %Y}.", 0),
            make_paragraph(document, f"Grades: {grades}.", 1),
        )

    def document(self, document_id: str) -> Document:
        """Return a document."""
        return next(one for one in self.documents if one.id == document_id)

    def paragraph(self, paragraph_id: str) -> Paragraph | None:
        """Return a paragraph, None where there is none."""
        return next((one for held in self._held.values() for one in held if one.id == paragraph_id), None)

    def paragraphs_of(self, document_id: str) -> tuple[Paragraph, ...]:
        """Return a document's paragraphs."""
        return self._held[document_id]

    def paragraphs_with(self, words: str) -> list[Paragraph]:
        """Return the paragraphs that have all of some words."""
        wanted = set(words.lower().split())
        return [one for held in self._held.values() for one in held if wanted <= set(one.text.lower().split())]


DOCUMENTS = (
    make_document("Aldermere", 2015, "inadequate", lead="Ada Marsh"),
    make_document("Aldermere", 2018, "requires improvement", lead="Ben Okoro"),
    make_document("Aldermere", 2022, "good", lead="Ada Marsh", leadership="outstanding"),
    make_document("Brackwater", 2016, "good", lead="Cleo Winter", region="South"),
    make_document("Brackwater", 2021, "inadequate", lead="Ada Marsh", region="South", leadership="inadequate"),
    make_document("Cressing", 2019, "good", lead="Ben Okoro", days=12),
    make_document("Dunholt", 2017, "outstanding", lead="Cleo Winter", region="South", framework="SIF"),
)
