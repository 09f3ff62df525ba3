"""A follow-up with the questions before it, and what the one just before it is about and answered with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.model import Document, Publisher
from index.answering.catalogue.compound_answer import subjects_of
from index.answering.catalogue.measure import Item
from index.answering.catalogue.parsing.statement import CompoundQuery
from index.answering.catalogue.query import CatalogueQuery, Subject
from index.answering.catalogue.reading import Reading, read_catalogue
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.targets import find_targets, ordered
from index.answering.topic import is_asking
from index.answering.wording import join_words
from index.understanding import Knowledge, Understanding, read_question

__all__ = ["GRADE_WORDS", "ITEM_MARK", "Turn", "is_read", "items_of_question", "read_query", "say_inspections"]

ITEM_MARK = r"\s*\(item (\d+|last)\)"
"""How a resolved question says which item of a list it asks for."""
GRADE_WORDS = re.compile(
    r"\b(?:grades?|graded|rated|ratings?|judged|judgements?|outcomes?|doing overall|how (?:did|has) .{1,40} (?:do|done"
    r"|fare|fared)|what did .{1,60} (?:get|score|receive))\b",
    re.IGNORECASE,
)
_ALL_INSPECTIONS = re.compile(
    r"\b(?:all|every|each|which|list|show|what|when|how many|times)\b.{0,30}\b(?:inspections?|inspected|reports?"
    r"|visits?"
    r"|visited)\b",
    re.IGNORECASE,
)
_ONE_INSPECTION = re.compile(r"\b(?:say|said|says|found?|findings?|led|lead|judged?|rated?|grade)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|on|regarding|concerning)\s+(?P<topic>(?:the |its |their )?[^?.,;]+)$", re.IGNORECASE)


_WHICH_ONE = frozenset("first second third fourth last latest middle previous earliest newest oldest recent".split())
_LIKE = re.compile(
    r"^(?:and )?(?:what (?:is|are|was|were) (?P<likened>.+?) like|how (?:good|bad|effective|strong|well) (?:is"
    r"|are|was|were) "
    r"(?P<measured>[^?.,;]+)|how (?:is|are|was|were) (?P<plain>[^?.,;]+))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """A follow-up with the questions before it, oldest first: as asked or resolved, and as understood.

    `now` is the follow-up as understood and `before` the question just before it.
    """

    question: str
    earlier: tuple[str, ...]
    now: Understanding
    before: Understanding
    knowledge: Knowledge
    documents: Sequence[Document]
    words: CatalogueWords

    @cached_property
    def base(self) -> str:
        """The question before, without the mark of an item."""
        return re.sub(ITEM_MARK, "", self.earlier[-1]).strip()

    @property
    def name(self) -> str | None:
        """The authority asked about before, None where it was none or several."""
        return self.before.named[0] if len(self.before.named) == 1 else None

    @property
    def when(self) -> str:
        """The times that the question before named, in its words."""
        return " and ".join(self.before.question[one.start : one.end] for one in self.before.times)

    @cached_property
    def grades(self) -> list[str]:
        """The grades that the question before named, in documents' words."""
        text = re.sub(r"\bhow good\b|\bgood (?:at|enough)\b", "", self.base.lower())
        found = re.findall(alternatives(self.words.grades), text)
        return [self.words.grades[one] for one in found if one in self.words.grades]

    @cached_property
    def area(self) -> str:
        """The area of judgement asked about before, the overall one where none was named."""
        return self.area_in(self.base) or "overall"

    def area_in(self, text: str) -> str | None:
        """Return the area of judgement that a text names, None for none."""
        found = re.findall(alternatives(self.words.areas), text.lower())
        return next((self.words.areas[one] for one in found if one in self.words.areas), None)

    @cached_property
    def is_graded(self) -> bool:
        """Whether the question before asks for a grade."""
        return bool(self.grades or GRADE_WORDS.search(self.base))

    @property
    def topic(self) -> list[str]:
        """The content words of the question before, without those that say which of several inspections."""
        return [word for word in self.before.words if not is_asking(word) and word not in _WHICH_ONE]

    @property
    def topic_phrase(self) -> str | None:
        """What the question before is about, in its own words ('the virtual school'); None where they do not tell."""
        match = _ABOUT.search(self.before.bare) or _LIKE.match(self.before.bare)
        phrase = next((said.strip() for said in match.groups() if said), None) if match else None
        return phrase if phrase and any(word in phrase.lower() for word in self.topic) else None

    @cached_property
    def query(self) -> CatalogueQuery | None:
        """The query over all documents that the question before is, None where it is none."""
        return _query_of(self.reading)

    @cached_property
    def is_of_inspections(self) -> bool:
        """Whether the items of the answer are inspections and not authorities."""
        joined = self.joined
        if joined is not None:
            return joined.subject is Subject.DOCUMENT
        return self.query is None or self.query.subject is Subject.DOCUMENT

    @cached_property
    def joined(self) -> CompoundQuery | None:
        """The joined statements over all documents that the question before is, None where it is none."""
        return None if self.query is not None or self.before.named else self.reading.joined

    @cached_property
    def reading(self) -> Reading:
        """The question before as one about all documents."""
        return read_catalogue(self.base, self.words)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What the question before is answered with, in the order shown: authorities, or inspections."""
        if self.name is not None and _ALL_INSPECTIONS.search(self.base) and not _ONE_INSPECTION.search(self.base):
            held = [one for one in find_targets(self.before, self.documents).documents if one.dated is not None]
            return tuple(Item(self.name, (one,)) for one in held if one.publisher is Publisher.INSPECTORATE)
        return _items_of(self.reading, self.words, self.documents)

    @property
    def is_set(self) -> bool:
        """Whether the question before asks for a list or count over all documents."""
        return self.before.form == "corpus" or self.query is not None or self.joined is not None

    @cached_property
    def at_last_set(self) -> Turn:
        """This turn as a follow-up to the last list over all documents, itself where that is the question before."""
        if self.is_set:
            return self
        for at in range(len(self.earlier) - 1, 0, -1):
            text = self.earlier[at - 1]
            if is_read(text, self.words):
                return replace(self, earlier=self.earlier[:at], before=self.read(text))
        return self

    def with_documents(self, item: Item) -> Document | None:
        """Return the one inspection by which an item answers, the latest of several; None without one."""
        if item.changes:
            return item.changes[-1][1]
        return item.documents[-1] if item.documents else None

    def read(self, question: str) -> Understanding:
        """Understand another question."""
        return read_question(question[:4000], self.knowledge)


def read_query(question: str, words: CatalogueWords) -> CatalogueQuery | None:
    """Return the query that a question about all documents asks, None where not all of it is read.

    A question about one authority is none.
    """
    return _query_of(read_catalogue(question, words))


def _query_of(reading: Reading) -> CatalogueQuery | None:
    parsed = reading.parsed
    if reading.joined is not None or parsed is None or parsed.left_over or len(parsed.query.authorities) == 1:
        return None
    return parsed.query


def is_read(question: str, words: CatalogueWords) -> bool:
    """Whether all of a question about all documents is understood, as one query or as several joined."""
    reading = read_catalogue(question, words)
    return reading.joined is not None or _query_of(reading) is not None


def items_of_question(question: str, words: CatalogueWords, documents: Sequence[Document]) -> tuple[Item, ...]:
    """Return the authorities or inspections that answer a question about all documents; none where it is not read."""
    return _items_of(read_catalogue(question, words), words, documents)


def _items_of(reading: Reading, words: CatalogueWords, documents: Sequence[Document]) -> tuple[Item, ...]:
    if reading.joined is not None:
        return () if reading.joined.each else tuple(subjects_of(reading.joined, documents, words.scale))
    query = _query_of(reading)
    if query is None or query.subject is Subject.INSPECTOR:
        return ()
    return run_query(replace(query, group_by=None), documents, words.scale).items


def say_inspections(chosen: Sequence[Document], documents: Sequence[Document]) -> str:
    """Return words for some inspections: 'the 2018 inspection of Torbay', 'the latest inspections of Devon and Dorset'.

    Args:
        chosen: the inspections, at least one, each of an authority.
        documents: all documents, by which the latest is known, and whether a year says which is meant.
    """
    noun = "visit" if all("visit" in one.kind for one in chosen) else "inspection"
    names = [join_words(list(one.authorities)) for one in chosen]
    days = [_day_words(one, documents) for one in chosen]
    if len(chosen) == 1:
        return f"the {days[0]} {noun} of {names[0]}" if days[0] else f"the {noun} of {names[0]}"
    if all(_is_latest(one, documents) for one in chosen):
        return f"the latest {noun}s of {join_words(names)}"
    if len(set(days)) == 1:
        return f"the {days[0]} {noun}s of {join_words(names)}"
    return f"the {noun}s of {join_words([f'{name} in {day}' for name, day in zip(names, days, strict=True)])}"


def _day_words(document: Document, documents: Sequence[Document]) -> str:
    """Return the year of a document, with the month where its authority has another of that year."""
    if document.dated is None:
        return ""
    year = document.dated.year
    alike = [one for one in _of_authority(document, documents) if one.dated is not None and one.dated.year == year]
    return f"{document.dated:%B %Y}" if len(alike) > 1 else str(year)


def _is_latest(document: Document, documents: Sequence[Document]) -> bool:
    held = ordered(_of_authority(document, documents))
    return bool(held) and held[-1].id == document.id


def _of_authority(document: Document, documents: Sequence[Document]) -> list[Document]:
    names = set(document.authorities)
    return [one for one in documents if one.publisher is document.publisher and names & set(one.authorities)]
