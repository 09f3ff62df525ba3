"""Answers how the grade of one authority stood over its inspections: always, ever, since when, at best."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Document, Judgement, Publisher
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.catalogue.facts import NOT_JUDGED, judgement_of, order_of
from index.answering.catalogue.query import OVERALL, say_area
from index.answering.catalogue.words import CatalogueWords
from index.answering.evidence import judgement_span
from index.answering.grades_answer import areas_named, asked_grades
from index.answering.moves import FALLEN, RISEN
from index.answering.statements import Draft, RowDraft, Statement
from index.answering.topic import beyond
from index.answering.wording import join_words, plural, say_date

__all__ = ["STOPPED", "answer_history"]

_ALWAYS = (
    r"\b(?:always|(?:at|in|on) every|every (?:single )?time|throughout|consistently|all along"
    r"|(?:ever )?since (?:(?:19|20)\d\d|then))\b"
)
_OTHER = r"\b(?:anything|ever|something) (?:but|other than|except|besides)\b"
_ANY = (
    r"\b(?:any|some|an?|one|single) (?:\w+ )?(?:area|judge?ment|categor|heading|grade|rating|thing)\w*\b"
    r"|\banything\b|\bany (?:outstanding|inadequate|good)\b"
)
_SINCE_WHEN = (
    r"\bhow long (?:has|have|was|were|did)\b|\bsince when\b|\bwhen (?:did|was|has) .{0,60}\b(?:first"
    r"|become|became|turn\w*|start\w*)\b"
)
STOPPED = (
    r"\bwhen (?:did|was|has)\b.*\b(?:stop\w*|no longer|lose|lost|leave|left|cease\w*"
    r"|shake|shook|escap\w*|out of|(?:ris\w+|rose|g[eo]t|climb\w*|mov\w*|com\w+) above)\b"
)
_BEST = r"\b(?:highest|best|top) (?:overall )?(?:grade|rating|judge?ment|result)\b"
_WORST = r"\b(?:lowest|worst|poorest) (?:overall )?(?:grade|rating|judge?ment|result)\b"
_SAME = (
    r"\b(?:the same|any different|different|unchanged|differ\w*)\b.*\b(?:(?:19|20)\d\d) (?:and|as|from|to"
    r"|than in|as in) (?:19|20)\d\d\b"
)
_CHANGED = r"\bwhen\b.*\b(?:chang\w*|mov\w*|shift\w*)\b"
_WORDS = (
    "always every single time throughout consistently along ever since anything other except besides"
    " area areas judgement judgements "
    "grade grades grading rating ratings rated judged graded long first become became turn turned start"
    " started stop stopped longer last lose "
    "lost leave left get come cease shake highest best top lowest worst poorest overall result same"
    " different unchanged true "
    "been had council authority inspection inspections report reports history ofsted services service"
    " children social care now "
    "drop dropped fall fell fallen slip slipped slide slid decline declined deteriorate deteriorated worsen worsened "
    "downgraded downgrade worse down back improve improved rise rose risen climb climbed upgraded upgrade better up "
    "recover recovered around came escape escaped above getting got climbed rise risen move moved change changed "
    "shift shifted go goes went gone marked "
    "still score scored any outstanding held hold given received awarded effectiveness and or of"
)


@dataclass(frozen=True, slots=True)
class _Record:
    """An authority's graded documents, oldest first, with what is asked of them."""

    name: str
    documents: tuple[Document, ...]
    area: str
    grades: tuple[str, ...]
    scale: Mapping[str, int]
    question: str

    def grade(self, document: Document) -> str | None:
        """Return the grade of a document for the area, None where it gives none."""
        held = judgement_of(document, self.area)
        return held.grade if held else None

    def is_so(self, document: Document) -> bool:
        """Whether a document gives one of the grades asked about."""
        return self.grade(document) in self.grades


Found = tuple[str, Sequence[Document]]


def answer_history(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return how the grade of the one authority named stood over its inspections; None where that is not asked."""
    record = _record(asked, words)
    if record is None:
        return None
    for pattern, answer in _FORMS:
        if re.search(pattern, record.question) and (found := answer(record)) is not None:
            return _said(found, record, asked)
    return None


def _record(asked: Asked, words: CatalogueWords) -> _Record | None:
    names = asked.understanding.named
    if len(names) != 1 or beyond(asked, (_WORDS,), words.grades, words.areas):
        return None
    areas = areas_named(asked.question, words)
    area = areas[0] if areas else OVERALL
    held = [
        one
        for one in asked.documents
        if names[0] in one.authorities and one.publisher is Publisher.INSPECTORATE and judgement_of(one, area)
    ]
    question = asked.question.lower()
    if not held or len(areas) > 1:
        return None
    ordered = tuple(sorted(held, key=order_of))
    return _Record(names[0], ordered, area, asked_grades(asked.question, words), words.scale, question)


def _always(record: _Record) -> Found | None:
    """Whether the grade was so each time, or each time since a year."""
    year = re.search(r"\bsince ((?:19|20)\d\d)\b", record.question)
    held = [one for one in record.documents if not year or (one.dated and one.dated.year >= int(year[1]))]
    if not record.grades or not held:
        return None
    others = [one for one in held if not record.is_so(one)]
    since = f" since {year[1]}" if year else ""
    said = join_words(list(record.grades), "or")
    if others:
        return f"No: {record.name} was not {said} each time{since}", held
    return f"Yes: {record.name} was {said} at {_each(held)}{since}", held


def _each(held: Sequence[Document]) -> str:
    return "its one inspection" if len(held) == 1 else f"each of its {len(held)} inspections"


def _otherwise(record: _Record) -> Found | None:
    """Whether it ever had another grade."""
    if not record.grades:
        return None
    others = [one for one in record.documents if not record.is_so(one)]
    said = join_words(list(record.grades), "or")
    if others:
        return f"Yes: {record.name} was otherwise than {said} at {plural(len(others), 'inspection')}", record.documents
    return f"No: {record.name} was {said} at {_each(record.documents)}", record.documents


def _since_when(record: _Record) -> Found | None:
    """Since when it has had the grade without a break."""
    if not record.grades:
        return None
    run: list[Document] = []
    for document in reversed(record.documents):
        if not record.is_so(document):
            break
        run.insert(0, document)
    said = join_words(list(record.grades), "or")
    if not run:
        now = record.grade(record.documents[-1])
        return f"{record.name} is not {said} now: its latest grade is {now}", record.documents
    return f"{record.name} has been {said} since the report of {say_date(run[0].dated)}", record.documents


def _stopped(record: _Record) -> Found | None:
    """When it last went from the grade to another."""
    pairs = list(zip(record.documents, record.documents[1:], strict=False))
    left = [two for one, two in pairs if record.is_so(one) and not record.is_so(two)]
    if not record.grades or not any(map(record.is_so, record.documents)):
        return None
    said = join_words(list(record.grades), "or")
    if left and re.search(r"\bfirst\b", record.question):
        new = record.grade(left[0])
        text = f"{record.name} first stopped being {said} with the report of {say_date(left[0].dated)}: {new}"
        return text, record.documents
    if not left or record.is_so(record.documents[-1]):
        return f"{record.name} has not stopped being {said}: it is its latest grade", record.documents
    new = record.grade(left[-1])
    return f"{record.name} stopped being {said} with the report of {say_date(left[-1].dated)}: {new}", record.documents


def _moved(record: _Record, *, up: bool | None) -> Found | None:
    """When the grade fell, rose, or (`up` None) moved either way."""
    if record.grades or len(record.documents) < 2:
        return None
    moves: list[str] = []
    for one, two in pairwise(record.documents):
        old, new = record.grade(one), record.grade(two)
        step = record.scale.get(new or "", 0) - record.scale.get(old or "", 0)
        if step and (up is None or (step > 0) is up):
            moves.append(f"from {old} to {new} with the report of {say_date(two.dated)}")
    how = "changed" if up is None else "rose" if up else "fell"
    of = f"The {say_area(record.area)} grade of {record.name}"
    if not moves:
        return (
            f"{of} has not {how.replace('rose', 'risen').replace('fell', 'fallen')} in these reports",
            record.documents,
        )
    return f"{of} {how} {join_words(moves)}", record.documents


def _end(record: _Record, *, best: bool) -> Found:
    """The best, or the worst, grade it ever had, and when."""
    ranks = [record.scale.get(record.grade(one) or "", 0) for one in record.documents]
    end = max(ranks) if best else min(ranks)
    held = [one for one, rank in zip(record.documents, ranks, strict=True) if rank == end]
    when = join_words([say_date(one.dated) for one in held])
    return (
        f"The {'highest' if best else 'lowest'} grade of {record.name} was {record.grade(held[0])} ({when})",
        record.documents,
    )


def _same_in(record: _Record) -> Found | None:
    """Whether the grade was the same in two years."""
    years = [int(one) for one in re.findall(r"\b(?:19|20)\d\d\b", record.question)][:2]
    held = [next((one for one in record.documents if one.dated and one.dated.year == year), None) for year in years]
    both = [one for one in held if one is not None]
    if len(both) < len(years):
        return None
    same = record.grade(both[0]) == record.grade(both[1])
    verb = "was the same" if same else "was not the same"
    return f"The grade {verb} in {years[0]} and {years[1]}", both


_FORMS: tuple[tuple[str, Callable[[_Record], Found | None]], ...] = (
    (_OTHER, _otherwise),
    (STOPPED, _stopped),
    (_SINCE_WHEN, _since_when),
    (_ALWAYS, _always),
    (_BEST, lambda record: _end(record, best=True)),
    (_WORST, lambda record: _end(record, best=False)),
    (_SAME, _same_in),
    (rf"\bwhen\b.*\b{FALLEN}\b", lambda record: _moved(record, up=False)),
    (rf"\bwhen\b.*\b{RISEN}\b", lambda record: _moved(record, up=True)),
    (_CHANGED, lambda record: _moved(record, up=None)),
    (_ANY, lambda record: _anywhere(record)),
)


def _anywhere(record: _Record) -> Found | None:
    """Whether any area was given the grade, at the latest inspection or ever."""
    if not record.grades or record.area != OVERALL:
        return None
    is_ever = re.search(r"\b(?:ever|was|were|had|been|did|never)\b", record.question) is not None
    held = record.documents if is_ever else record.documents[-1:]
    found = [
        (one, each)
        for one in held
        for each in one.judgements
        if each.grade in record.grades and each.grade != NOT_JUDGED
    ]
    said = join_words(list(record.grades), "or")
    if not found:
        return f"No: no area of {record.name} {'was ever' if is_ever else 'is'} {said}", held
    areas = join_words([f"{say_area(each.area)} ({say_date(one.dated)})" for one, each in found])
    return f"Yes: {areas} {'was' if len(found) == 1 else 'were'} {said}", [one for one, _ in found]


def _areas_shown(document: Document, text: str, record: _Record) -> list[Judgement]:
    """Return the judgements that show what is said of any area; none where one area is meant."""
    if text.startswith("No: no area"):
        return [one for one in document.judgements if one.grade != NOT_JUDGED]
    is_any = text.startswith("Yes:") and "(" in text
    return [one for one in document.judgements if is_any and one.grade in record.grades]


def _said(found: Found, record: _Record, asked: Asked) -> Draft:
    """Return the sentence and, for each inspection looked at, its grade."""
    text, held = found
    lines: list[Statement] = []
    rows: list[RowDraft] = []
    for document in dict.fromkeys(reversed(list(held))):
        shown = (
            [one for one in document.judgements if one.grade in record.grades]
            if text.startswith("Yes:") and "(" in text
            else []
        )
        judgement = judgement_of(document, record.area)
        for one in shown or ([judgement] if judgement else []):
            span = judgement_span(asked.corpus, document, one)
            label = f"{record.name}, {say_date(document.dated)}"
            value = f"{say_area(one.area)}: {one.grade}"
            rows.append(RowDraft(label, value, span))
            lines.append(Statement(f"{label}: {value}.", (span,) if span else (), Verdict.SUPPORTED))
    spans = tuple(span for line in lines for span in line.spans)
    head = Statement(f"{text}.", spans, Verdict.SUPPORTED, computed=True)
    return Draft(asked.understanding.form, (head, *lines), tuple(rows))
