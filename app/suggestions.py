"""Questions to try, made from what the documents at hand state and kept only if they are answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.selection import newest_first
from corpus.model import Document, Publisher
from index.answering.catalogue.facts import NOT_JUDGED

__all__ = ["answered", "candidates"]

MAX_QUESTIONS = 5


def answered(questions: Iterable[str], abstains: Callable[[str], bool], count: int = MAX_QUESTIONS) -> list[str]:
    """Return the first `count` questions on which the assistant does not abstain."""
    kept: list[str] = []
    for question in questions:
        if len(kept) == count:
            break
        if not abstains(question):
            kept.append(question)
    return kept


def candidates(documents: Sequence[Document]) -> Iterator[str]:
    """Yield questions that these documents should answer, the most telling first, each kind once."""
    inspected = [d for d in documents if d.publisher is Publisher.INSPECTORATE and len(d.authorities) == 1]
    inspected = newest_first(inspected)
    by_count = Counter(document.authorities[0] for document in inspected)
    often = [name for name, count in by_count.most_common() if count > 1]
    latest = inspected[0].authorities[0] if inspected else None
    if latest:
        yield f"What needs to improve in {latest}?"
    yield from _about_grades(inspected)
    for name in often[:1]:
        days = sorted(d.dated for d in inspected if d.authorities[0] == name and d.dated)
        if len(days) > 1 and days[0].year != days[-1].year:
            yield f"What changed in {name} between {days[0].year} and {days[-1].year}?"
        else:
            yield f"What changed in {name} since the visit before?"
    yield from _about_others(documents)
    yield "What have inspectors said about social workers’ caseloads?"
    yield "Where did inspectors criticise supervision?"
    yield from _about_people(inspected)


def _about_grades(documents: Sequence[Document]) -> Iterator[str]:
    given = (judgement.grade for document in documents for judgement in document.judgements)
    grades = Counter(grade for grade in given if grade != NOT_JUDGED)
    if grades:
        rarest = min(grades, key=lambda grade: (grades[grade], grade))
        yield f"Which authorities were judged {rarest}?"


def _about_others(documents: Sequence[Document]) -> Iterator[str]:
    for publisher, question in (
        (Publisher.COUNCIL, "What does the council in {name} say it has done?"),
        (Publisher.PRESS, "What did the press report about {name}?"),
    ):
        names = [d.authorities[0] for d in documents if d.publisher is publisher and d.authorities]
        if names:
            yield question.format(name=names[0])


def _about_people(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        if document.dated and any(person.role == "lead inspector" for person in document.people):
            yield f"Who led the inspection of {document.authorities[0]} in {document.dated.year}?"
            return
