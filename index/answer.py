"""What a question is answered with: sentences, each with citations whose quotes are checked on creation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.errors import CitationError
from corpus.model import Document, Paragraph, Publisher

__all__ = [
    "Answer",
    "AnswerSentence",
    "Citation",
    "Filters",
    "Row",
    "SearchResult",
    "Searched",
    "Verdict",
]


class Verdict(StrEnum):
    """How far what a sentence cites supports it."""

    VERBATIM = "verbatim"
    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; an empty field does not limit. Dates are of publication, ends included."""

    authorities: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    documents: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None
    latest_only: bool = False

    def in_force(self) -> dict[str, str | bool | list[str]]:
        """Return the fields that limit, as JSON values."""
        shown: dict[str, str | bool | list[str]] = {}
        for name in ("authorities", "regions", "kinds", "publishers", "documents"):
            if values := getattr(self, name):
                shown[name] = [str(value) for value in values]
        for name in ("published_from", "published_to"):
            if (day := getattr(self, name)) is not None:
                shown[name] = day.isoformat()
        if self.latest_only:
            shown["latest_only"] = True
        return shown


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of one paragraph, cited under the number `n` in an answer.

    Raises:
        CitationError: `paragraph.text[start:end]` is not `quote`, or the paragraph is of another document.
    """

    n: int
    document: Document
    paragraph: Paragraph
    quote: str
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a citation whose quote is not where it says."""
        where = f"citation {self.n} of {self.document.path}, paragraph {self.paragraph.id}"
        if self.paragraph.document_id != self.document.id:
            raise CitationError(f"{where}: the paragraph is of document {self.paragraph.document_id}")
        found = self.paragraph.text[self.start : self.end]
        if not self.quote or found != self.quote:
            raise CitationError(f"{where}: characters {self.start}-{self.end} are {found!r}, not {self.quote!r}")


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer with the numbers of its citations.

    `computed` says that no single paragraph says this sentence: it counts, compares or sums up ('2 of 6 documents').
    Then `verdict` 'supported' means that each thing counted is stated by one of its citations or by a row's, and that
    the counting is the program's.
    """

    text: str
    citations: tuple[int, ...] = ()
    verdict: Verdict = Verdict.VERBATIM
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, count or comparison; `group` is the side or date it belongs to."""

    label: str
    value: str
    citation: int | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer was looked for in."""

    documents: int
    paragraphs: int
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A paragraph found for a question.

    `score` is at least 0, higher is better, comparable within one search only. `best_start:best_end` are
    the characters of the paragraph that match best. `scores` holds the score of each piece by name.
    """

    document: Document
    paragraph: Paragraph
    score: float
    best_start: int
    best_end: int
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the word that there is none.

    `kind` is the form of the question ('lookup', 'list', 'describe', 'compare', 'timeline', 'attribution',
    'yes/no', 'corpus', 'metadata', 'help'). `resolved` is the question with its follow-up words replaced,
    where that differs. When it abstains, `reason` says why and `nearest` cites the nearest paragraphs,
    which are no answer. `notes` are remarks for the reader, such as a name that the corpus has not.

    `rows` are the answer as data: one for each item of a list, each authority or report of a count, each side of a
    comparison, with its citation; what a computed sentence counts are its rows. `rows_are_said` tells whether they say
    nothing that the sentences do not, so that a page shows one or the other.
    """

    question: str
    kind: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    searched: Searched
    engine: str
    index: str
    seconds: float
    rows: tuple[Row, ...] = ()
    abstained: bool = False
    reason: str | None = None
    nearest: tuple[Citation, ...] = ()
    resolved: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def rows_are_said(self) -> bool:
        """Whether a sentence says each row's value, beside its label where that is more than a number of the list."""
        return all(
            any(
                row.value in one.text and (row.label in one.text or not any(map(str.isalpha, row.label)))
                for one in self.sentences
            )
            for row in self.rows
        )

    @property
    def text(self) -> str:
        """The answer in one string with citation numbers in brackets."""
        return " ".join(sentence.text + "".join(f" [{n}]" for n in sentence.citations) for sentence in self.sentences)
