"""What a corpus is made of: documents, their paragraphs, and what the documents state about themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = [
    "Box",
    "Document",
    "Evidence",
    "Judgement",
    "Paragraph",
    "Period",
    "Person",
    "Publisher",
    "Quotation",
    "ReadDocument",
    "Role",
]


class Publisher(StrEnum):
    """Who published a document, and so whose words its findings are."""

    INSPECTORATE = "inspectorate"
    COUNCIL = "council"
    PRESS = "press"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a paragraph is for in its document."""

    BODY = "body"
    HEADING = "heading"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    QUOTE = "quote"
    FOOTNOTE = "footnote"
    LETTERHEAD = "letterhead"
    BOILERPLATE = "boilerplate"

    @property
    def is_finding(self) -> bool:
        """Whether a paragraph of this role may answer a question about what a document says."""
        return self in _FINDINGS


_FINDINGS = frozenset({Role.BODY, Role.LIST_ITEM, Role.TABLE_CELL, Role.QUOTE, Role.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the page's lower left corner; `page` counts from 1."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start:end` of a paragraph that are somebody else's words.

    `speaker` is the person or body quoted as the document names it, or None where it names nobody;
    `of_inspectorate` says that the words are quoted from the inspectorate's letter or report.
    """

    start: int
    end: int
    speaker: str | None
    of_inspectorate: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, exactly as it may be cited.

    `start:end` is its character range in the document's extracted text, which is all its paragraphs in
    order with two newlines between them. `section` is the path of headings above it, outermost first.
    `lead_in` is the id of the line that introduces a list item ('What needs to improve: ...'), or None.
    `depth` is 0 for text and 1, 2, ... for list items by nesting. Pages count from 1, None without pages.
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    start: int
    end: int
    role: Role
    number: str | None = None
    section: tuple[str, ...] = ()
    page_first: int | None = None
    page_last: int | None = None
    boxes: tuple[Box, ...] = ()
    lead_in: str | None = None
    depth: int = 0
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which inspectors were there, both ends included."""

    start: date
    end: date
    paragraph_id: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a document names in a role.

    `role` is one of 'lead inspector', 'inspector', 'addressee', 'author', 'speaker', or a role that the
    framework's file names; `title` is the job title as printed.
    """

    name: str
    role: str
    title: str | None = None
    paragraph_id: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A grade that a document gives for an area, by the names of its framework's file.

    `grade` is the framework's name of the grade ('requires improvement'), `wording` the words as printed.
    """

    area: str
    grade: str
    wording: str
    paragraph_id: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the value of a document's field was read: a paragraph, or `source` 'file name'."""

    field: str
    paragraph_id: str | None
    source: str = "text"


@dataclass(frozen=True, slots=True)
class Document:
    """One letter, report, paper or article, and what it states about itself.

    `path` is relative to its corpus folder, with forward slashes. `kind` and `framework` are names from
    `corpus/frameworks/`, or 'council paper', 'press article', 'other'. `authorities` are names of the
    register, or as the document names them where no register knows them. What a document does not state
    is None or empty.
    """

    id: str
    path: str
    sha256: str
    title: str
    kind: str
    publisher: Publisher
    framework: str | None = None
    authorities: tuple[str, ...] = ()
    region: str | None = None
    periods: tuple[Period, ...] = ()
    published: date | None = None
    people: tuple[Person, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    previous_inspection: str | None = None
    page_count: int | None = None
    media_type: str = "text/plain"
    warnings: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def visit_start(self) -> date | None:
        """First day on site, None where the document states none."""
        return min((period.start for period in self.periods), default=None)

    @property
    def visit_end(self) -> date | None:
        """Last day on site, None where the document states none."""
        return max((period.end for period in self.periods), default=None)

    @property
    def dated(self) -> date | None:
        """The day by which documents are ordered: publication, else the last day on site."""
        return self.published or self.visit_end


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with its paragraphs in reading order."""

    document: Document
    paragraphs: tuple[Paragraph, ...] = field(default=())

    @property
    def text(self) -> str:
        """The document's extracted text, into which the paragraphs' `start:end` point."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)
