"""Answers about grades of named authorities, from their judgements: what grade, is it so, and was the premise true."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Judgement, Publisher
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.catalogue.facts import NOT_JUDGED, judgement_of
from index.answering.catalogue.query import OVERALL, say_area
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.evidence import judgement_span
from index.answering.metadata_answer import kinds_of
from index.answering.statements import Draft, RowDraft, Statement
from index.answering.targets import ordered
from index.answering.topic import beyond
from index.answering.wording import say_authorities, say_date
from index.understanding.question import Order

__all__ = [
    "answer_grades",
    "areas_named",
    "asked_grades",
    "asks_for_grade",
    "grades_stated",
    "judgements_of",
]

_GRADED = (
    r"\b(?:judged|rated|graded|scored|marked|ranked|given|gave|giving|awarded|received?|got|get|gets|getting"
    r"|earn(?:ed)?"
    r"|leave|leaves|leaving|lose|loses|lost|became|become|considered|deemed|found|called|labelled|branded|is|was|were|are|be|been|being|remain\w*|stay\w*"
    r"|(?:fall|fell|drop\w*|slip\w*|slid\w*|sank|sink|declin\w*|deteriorat\w*|downgrad\w*|upgrad\w*|rise|rose|climb\w*"
    r"|improv\w*|jump\w*|mov\w+|go|goes|went|gone|came|come|return\w*|progress\w*|g[eo]t(?:ten)?|escap\w*)"
    r"(?: (?:back|up|down|again))? (?:to|from|out of|above|below))\b"
)
_GRADE_WORDS = (
    "judged judge judgement judgements judgment rated rate rating ratings graded grade grades given gave give awarded "
    "received receive got get outcome outcomes inspection inspections inspected inspect report reports council "
    "authority "
    "local services service children social care area areas latest recent previous last first ever became become fell "
    "dropped rose remain stay still city county borough effectiveness result results verdict leaders leadership "
    "leavers score scored mark marked deem deemed consider considered slip slipped improve improved fell move moved"
    " each every time times round years history date far",
)
_ASKS_GRADE = re.compile(
    (
        r"\b(?:what|which) (?:\w+ ){0,4}?(?:grades?|ratings?|judge?ments?|outcome|verdict)\b|\bhow (?:was|were|is"
        r"|are|did|has|have|had)\b.{0,80}\b(?:judged|rated|graded|rate|grade|rating|judge?ment)\b"
        r"|\bwhat (?:is|was|were|are|did|has|have)\b.{0,80}\b(?:judged|rated|graded)\b"
        r"|\b(?:ofsted|inspection|overall|latest|last|current|final)(?:['’]s)? (?:outcome|result|verdict|score"
        r"|mark)s?\b"
        r"|\b(?:overall )?(?:grades?|ofsted rating|ratings?|judge?ments?)\b(?! (?:of|about|by) (?:social"
        r"|practi))"
    ),
    re.IGNORECASE,
)


_WHICH_AREAS = re.compile(
    r"\b(?:which|what|list|name|in (?:which|what)|how many)\b(?: \w+){0,3}? "
    r"(?:areas?|judge?ments?|categor(?:y|ies)|grades?|aspects?)\b",
    re.IGNORECASE,
)


def _areas_with(asked: Asked, documents: Sequence[Document], grades: Sequence[str]) -> Draft | None:
    """Return the areas to which the documents meant give one of some grades."""
    shown = documents if _wants_all(asked) else _latest_each(documents)
    areas = [one.area for document in shown for one in document.judgements if one.grade in grades]
    return grades_stated(asked, shown, tuple(dict.fromkeys(areas)), grades) if areas else None


_GETS = re.compile(
    r"\bwhat (?:did|does|has|have|had|was|were)\b.{0,60}\b(?:gets?|got|receive\w*|score\w*|achieve\w*|given)\b",
    re.IGNORECASE,
)


def asks_for_grade(question: str) -> bool:
    """Whether a question asks which grade something was given."""
    return _ASKS_GRADE.search(question) is not None


def answer_grades(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return the grades of the authorities named, latest first, or whether the grade asked about was given.

    None where no authority is named, where none of its documents gives grades, or where no grade is asked for.
    """
    documents = _graded_documents(asked)
    areas = areas_named(asked.question, words)
    gets = bool(areas) and _GETS.search(asked.question) is not None
    if not documents or not (gets or asks_for_grade(asked.question) or asked_grades(asked.question, words)):
        return None
    grades = asked_grades(asked.question, words)
    if beyond(asked, _GRADE_WORDS, words.grades, words.areas, kinds_of(asked.documents)):
        return None
    if grades and _WHICH_AREAS.search(asked.question):
        return _areas_with(asked, documents, grades)
    if grades and asked.understanding.form == "yes/no":
        return _yes_no(asked, documents, areas[0] if areas else OVERALL, grades)
    if grades or not (gets or asks_for_grade(asked.question)):
        return None
    having = [one for one in documents if judgements_of(one, areas)]
    shown = having if _wants_all(asked) else _latest_each(having)
    return grades_stated(asked, shown, areas)


def _graded_documents(asked: Asked) -> list[Document]:
    """Return the documents with grades of the authorities named, at the times named, oldest first."""
    if not asked.understanding.named:
        return []
    targets = asked.targets
    graded = [document for document in targets.documents if document.judgements]
    if graded:
        return graded
    named = set(asked.understanding.named)
    return ordered(one for one in asked.documents if one.judgements and named & set(one.authorities))


def areas_named(question: str, words: CatalogueWords) -> tuple[str, ...]:
    """Return the areas that a question names, in order, once each."""
    plain = re.sub(r"[\s-]+", " ", question.lower())
    found = re.findall(alternatives(words.areas), plain)
    return tuple(dict.fromkeys(words.areas[name] for name in found if name in words.areas))


def asked_grades(question: str, words: CatalogueWords) -> tuple[str, ...]:
    """Return the grades that a question names as grades: after 'judged', 'rated', 'is', or before 'rating'."""
    plain = re.sub(r"[\s-]+", " ", question.lower())
    grade = alternatives(words.grades)
    found: list[str] = []
    for match in re.finditer(
        rf"{_GRADED}(?:\s+[\w']+){{0,5}}?\s+(?P<one>{grade})(?:\s+(?:or|and)\s+(?P<two>{grade}))?(?=\W|$)", plain
    ):
        found += [name for name in (match["one"], match["two"]) if name]
    found += [match["g"] for match in re.finditer(rf"(?P<g>{grade})\s+(?:grade|rating|judge?ment)", plain)]
    found += [
        match["g"]
        for match in re.finditer(
            rf"(?:grades?|ratings?|judge?ments?)(?:\s+(?:of|as|to|was|is|be)){{0,2}}\s+(?P<g>{grade})\b", plain
        )
    ]
    found += [
        name
        for match in re.finditer(rf"\bfrom\s+(?P<b>{grade})\s+to\s+(?P<a>{grade})\b", plain)
        for name in match.groups()
    ]
    return tuple(dict.fromkeys(words.grades[name] for name in found if name in words.grades))


def _wants_all(asked: Asked) -> bool:
    understanding = asked.understanding
    return (
        bool(understanding.times)
        or understanding.form == "timeline"
        or re.search(r"\b(?:ever|all|each|every|history|over)\b", asked.question, re.IGNORECASE) is not None
    )


def _latest_each(documents: Sequence[Document]) -> list[Document]:
    latest = {document.authorities: document for document in ordered(documents)}
    return list(latest.values())


def grades_stated(
    asked: Asked, documents: Sequence[Document], areas: Sequence[str], only: Sequence[str] = ()
) -> Draft | None:
    """Return the grades of documents, latest first, a sentence for each document; `only` some grades if given."""
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    for document in reversed(list(documents)):
        judgements = [one for one in judgements_of(document, areas) if not only or one.grade in only]
        pairs = [(one, span) for one in judgements if (span := judgement_span(asked.corpus, document, one))]
        if not pairs:
            continue
        said = "; ".join(f"{say_area(one.area)}: {one.grade}" for one, _ in pairs)
        head = _head(document)
        statements.append(
            Statement(f"{head}: {said}.", tuple(dict.fromkeys(span for _, span in pairs)), Verdict.SUPPORTED)
        )
        rows += [RowDraft(say_area(one.area), one.grade, span, head) for one, span in pairs]
    return Draft("metadata", tuple(statements), tuple(rows)) if statements else None


def _head(document: Document) -> str:
    """Return 'Anyshire, 4 May 2019', with the kind of document where it is not the inspectorate's own."""
    kind = "" if document.publisher is Publisher.INSPECTORATE else f", according to the {document.kind}"
    return f"{say_authorities(document)}, {say_date(document.dated)}{kind}"


def judgements_of(document: Document, areas: Sequence[str]) -> list[Judgement]:
    """Return the judgements of some areas; of all, the overall one first, where none is named."""
    if not areas:
        given = [one for one in document.judgements if one.grade != NOT_JUDGED]
        return sorted(given, key=lambda one: one.area != OVERALL)
    found = [judgement_of(document, area) or _joint(document, area) for area in areas]
    return list(dict.fromkeys(one for one in found if one is not None))


def _joint(document: Document, area: str) -> Judgement | None:
    """Return the judgement of an area together with another, where there is none of it alone."""
    return next(
        (one for one in document.judgements if one.area.endswith(f" and {area}") and one.grade != NOT_JUDGED), None
    )


def _yes_no(asked: Asked, documents: Sequence[Document], area: str, grades: Sequence[str]) -> Draft | None:
    """Return yes or no with the judgement that decides: of the latest document unless a time or 'ever' is named."""
    understanding = asked.understanding
    has_been = re.search(r"^\W*(?:and |so )*(?:has|have|had)\b.*\bbeen\b(?!.*\bnow\b)", asked.question, re.IGNORECASE)
    ever = _wants_all(asked) or understanding.order is Order.EARLIEST or has_been is not None
    having = [document for document in documents if judgement_of(document, area) or _joint(document, area)]
    looked = having if ever else _latest_each(having)
    held = [(document, one) for document in looked if (one := judgement_of(document, area) or _joint(document, area))]
    if not held:
        return None
    fitting = [(document, one) for document, one in held if one.grade in grades]
    shown = fitting or held
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    for document, one in reversed(shown):
        if (span := judgement_span(asked.corpus, document, one)) is None:
            continue
        head = _head(document)
        lead = "" if statements else ("Yes. " if fitting else "No. ")
        statements.append(Statement(f"{lead}{head}: {say_area(one.area)}: {one.grade}.", (span,), Verdict.SUPPORTED))
        rows.append(RowDraft(head, one.grade, span))
    return Draft("yes/no", tuple(statements), tuple(rows)) if statements else None
