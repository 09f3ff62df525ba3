"""What is understood of a question: values that retrieval and answering work from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.model import Publisher

__all__ = ["FORMS", "AuthorityMention", "Order", "SectionWish", "TimeMention", "Understanding"]

FORMS = (
    "lookup",
    "list",
    "describe",
    "compare",
    "timeline",
    "attribution",
    "yes/no",
    "corpus",
    "metadata",
    "help",
)
"""Forms of question, by the names of `index.answer.Answer.kind`."""


class Order(StrEnum):
    """Which of several documents of one authority a question means."""

    LATEST = "latest"
    PREVIOUS = "previous"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class AuthorityMention:
    """Characters `start:end` of the question that name an authority.

    `name` is the name of documents or of the register. `in_corpus` says whether any document is about it.
    `how` is 'name', 'part', 'short' (abbreviation or contraction), 'typo', 'place' for a town or district of it, or
    'unknown' for what seems to be a name of an authority and is in neither the corpus nor the register.
    """

    name: str
    start: int
    end: int
    in_corpus: bool
    how: str = "name"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Characters `start:end` of the question that speak of a time, and the days meant, both ends included.

    `names_document` says that the words clearly date an inspection or a document ('the 2019 inspection').
    """

    first: date
    last: date
    start: int
    end: int
    names_document: bool = False


@dataclass(frozen=True, slots=True)
class SectionWish:
    """A section of documents that the question asks for, by its id in the framework's file and its headings."""

    id: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question, understood.

    `corrected` is the question with spelling mistakes in ordinary words mended, `bare` the same without names of
    authorities and times, which is what a paragraph may be about, `trade` that in the words of the documents, None
    where these are no others; `words` are its content words, without the
    words of asking; `expansions` further words for the same
    things (abbreviations and their long forms). `missing` are content words that the corpus nowhere has.
    `notes` are remarks for the reader.
    """

    question: str
    form: str
    corrected: str
    bare: str = ""
    trade: str | None = None
    authorities: tuple[AuthorityMention, ...] = ()
    regions: tuple[str, ...] = ()
    times: tuple[TimeMention, ...] = ()
    order: Order | None = None
    kinds: tuple[str, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    people: tuple[str, ...] = ()
    sections: tuple[SectionWish, ...] = ()
    words: tuple[str, ...] = ()
    expansions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Names of authorities that the question names and the corpus has, in order, once each."""
        return tuple(dict.fromkeys(mention.name for mention in self.authorities if mention.in_corpus))

    @property
    def absent(self) -> tuple[str, ...]:
        """Names that the question takes for authorities and the corpus has not, in order, once each."""
        return tuple(dict.fromkeys(mention.name for mention in self.authorities if not mention.in_corpus))
