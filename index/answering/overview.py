"""Answers about an authority or a report as a whole: its grades, its opening finding, what must improve."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Document, Paragraph, Publisher, Role
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.catalogue.facts import judgement_of
from index.answering.catalogue.query import OVERALL, say_area
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.evidence import document_span, judgement_span
from index.answering.grades_answer import judgements_of
from index.answering.listing import findings_under, heading_key, headings_of, items_of
from index.answering.metadata_answer import kinds_of
from index.answering.statements import Draft, RowDraft, Span, Statement, whole
from index.answering.topic import beyond
from index.answering.wording import dated_name, join_words, plural, quoted
from index.sentences import sentences

__all__ = ["answer_overview"]

MAX_DOCUMENTS = 3
OPENING_SENTENCES = 2
MIN_OPENING_CHARS = 80
MAX_ITEMS = 8
IMPROVE = ("areas for priority action", "what needs to improve", "recommendations")
"""Sections, by the names that frameworks give them, of what an authority has to put right."""
WHOLE = ("headline findings", "executive summary", "findings")
"""Sections that stand for the document as a whole ('give me a summary'), the shortest first."""

_ASKS_NARROWLY = re.compile(
    r"^\W*(?:(?:and|but|so|ok|also|then|please)\s+)*(?:who|whom|whose|when|where|why|which|is|are|was|were|do|does|did"
    r"|has|have|had|can|could|will|would|should|how (?:many|much|long|often|old|far|big|large|soon))\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\b(?:number|percentage|proportion|share|rate) of\b|\bhow (?:many|much)\b", re.IGNORECASE)
_ASKS_WIDELY = re.compile(
    r"\b(?:say|said|says|find|finds|findings?|found|messages?|points?"
    r"|thinks?|thought|conclu\w+|report(?:ed)?|writ\w+|wrote|make of|see|saw"
    r"|happen\w*|going on|go|went|doing|did|getting on|perform\w*|far(?:e|es|ed|ing)|like|know|state|stor(?:y|ies)"
    r"|situation|picture|upshot|headlines?|nutshell|take-?aways?"
    r"|bottom line|outcome|results?|verdict|gist|deal|differ\w*|the latest (?:on|about|for|from|with))\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"\b(?:why|how come|what made|what led|reasons?|what caused|explain)\b", re.IGNORECASE)
_GRADING_WORDS = (
    "judged rated graded given grade grades rating judgement judgment get got became become fall fell led made caused",
)
_OVERALL_WORDS = (
    "children services service social care local authority council borough county city department "
    "inspection inspections inspected report reports letter letters visit visits findings finding outcome result "
    "results verdict performance perform performing performed overall general gist upshot story state know known "
    "latest last recent previous get getting gets good far headline headlines nutshell takeaway takeaways bottom line",
)


def answer_overview(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return what the documents meant say as a whole, newest first; None where the question has a topic.

    Each document is said by its grades, its first findings, and how many things it wants improved. A question why a
    grade was given gets this of the latest document that gives it, from the section that the grade is for.
    """
    targets = asked.targets
    if targets.undated or not targets.documents:
        return None
    newest_first = list(reversed(targets.documents))
    documents = [one for one in newest_first if _is_meant(asked, one)] or newest_first
    if (explained := _to_explain(asked, words)) is not None:
        area, grades = explained
        documents = [one for one in documents if (held := judgement_of(one, area)) and held.grade in grades][:1]
        return _told(asked, documents, area)
    if not asked.understanding.named and len(documents) > MAX_DOCUMENTS:
        return None
    return _told(asked, documents, OVERALL) if _asks_for_the_whole(asked) else None


def _is_meant(asked: Asked, document: Document) -> bool:
    """Whether a document is the inspectorate's, where a question asks for inspections or for what inspectors say."""
    is_theirs = document.publisher is Publisher.INSPECTORATE
    return is_theirs or not re.search(r"\b(?:inspect\w*|ofsted)\b", asked.question, re.IGNORECASE)


def _told(asked: Asked, documents: Sequence[Document], area: str) -> Draft | None:
    """Return what documents say about an area, or as a whole; the oldest of many are only named."""
    shown, left = documents[:MAX_DOCUMENTS], documents[MAX_DOCUMENTS:]
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    for document in shown:
        graded, grades = _grades(asked, document)
        statements += [*graded, *_opening(asked, document, area, has_grades=bool(grades))]
        statements += _to_improve(asked, document)
        rows += grades
    names = join_words([dated_name(one) for one in left])
    notes = (f"These are the latest {len(shown)}; there are also {names}.",) if left else ()
    return Draft("describe", tuple(statements), tuple(rows), notes=notes) if statements else None


def _asks_for_the_whole(asked: Asked) -> bool:
    """Whether a question names an authority or a kind of document, wants to hear what is said, and has no topic."""
    understanding, question = asked.understanding, asked.question
    has_section = any(wish.id not in WHOLE for wish in understanding.sections)
    is_of_one = len(understanding.named) == 1 or (not understanding.named and understanding.kinds)
    is_narrow = _ASKS_NARROWLY.search(question) or _COUNTS.search(question)
    if not is_of_one or understanding.absent or has_section or is_narrow:
        return False
    if re.match(r"\W*(?:what|how)\b", question, re.IGNORECASE) and not _ASKS_WIDELY.search(question):
        return False
    return not beyond(asked, _OVERALL_WORDS, kinds_of(asked.documents))


def _to_explain(asked: Asked, words: CatalogueWords) -> tuple[str, frozenset[str]] | None:
    """Return the area and the grades for which a question asks the reasons; None where it asks for no reasons."""
    plain = re.sub(r"[\s-]+", " ", asked.question.lower())
    grades = re.findall(alternatives(words.grades), plain)
    if not grades or len(asked.understanding.named) != 1 or not _WHY.search(plain):
        return None
    if beyond(asked, _OVERALL_WORDS, _GRADING_WORDS, words.grades, words.areas):
        return None
    area = next((words.areas[name] for name in re.findall(alternatives(words.areas), plain)), OVERALL)
    return area, frozenset(words.grades[name] for name in grades)


def _grades(asked: Asked, document: Document) -> tuple[list[Statement], list[RowDraft]]:
    """Return a document's grades in one sentence, the overall one first, and a row for each."""
    given = judgements_of(document, ())
    pairs = [(one, span) for one in given if (span := judgement_span(asked.corpus, document, one))]
    if not pairs:
        return [], []
    said = "; ".join(f"{say_area(one.area)}: {one.grade}" for one, _ in pairs)
    spans = tuple(dict.fromkeys(span for _, span in pairs))
    name = dated_name(document)
    rows = [RowDraft(say_area(one.area), one.grade, span, name) for one, span in pairs]
    return [Statement(f"{name}: {said}.", spans, Verdict.SUPPORTED)], rows


def _opening(asked: Asked, document: Document, area: str, *, has_grades: bool) -> Iterator[Statement]:
    """Yield the first findings in the document's own words, under its name where no grades stand above."""
    if not has_grades and (named := document_span(asked.corpus, document)) is not None:
        yield Statement(f"{dated_name(document)}.", (named,), Verdict.SUPPORTED)
    paragraph = _first_finding(asked, document, area)
    if paragraph is not None:
        for start, end in sentences(paragraph.text)[:OPENING_SENTENCES]:
            span = Span(document, paragraph, start, end)
            yield Statement(span.text, (span,))


def _first_finding(asked: Asked, document: Document, area: str) -> Paragraph | None:
    """Return the first paragraph of an area's section, of the headline findings, or of all findings."""
    stated = {one.paragraph_id for one in document.judgements}
    held = [
        one
        for one in asked.corpus.paragraphs_of(document.id)
        if one.role is Role.BODY and len(one.text) >= MIN_OPENING_CHARS and one.id not in stated
    ]
    sections = (area,) if area != OVERALL else WHOLE
    for section in sections if document.publisher is Publisher.INSPECTORATE else ():
        if under := findings_under(held, headings_of(asked.frameworks, section, document)):
            return under[0]
    return held[0] if held else None


def _to_improve(asked: Asked, document: Document) -> list[Statement]:
    """Return in a sentence how many things a document wants improved, citing each."""
    if document.publisher is not Publisher.INSPECTORATE:
        return []
    found: list[Statement] = []
    for section in IMPROVE:
        headings = headings_of(asked.frameworks, section, document)
        if items := items_of(asked, document, section):
            title = next((one for one in items[0].section[-2:] if heading_key(one) in headings), section)
            listed = f": {_listed(items)}" if len(items) <= MAX_ITEMS else "."
            text = f"{plural(len(items), 'item')} under {quoted(title)}{listed}"
            spans = tuple(whole(document, item) for item in items)
            found.append(Statement(text, spans, Verdict.SUPPORTED, computed=True))
    return found


def _listed(items: Sequence[Paragraph]) -> str:
    """Return the items in one line; each keeps its words."""
    return "; ".join(item.text.rstrip(" .;") for item in items) + "."
