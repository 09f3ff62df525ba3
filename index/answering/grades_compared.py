"""Answers how grades of named authorities moved, and whose is higher: from their judgements, each with its date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from corpus.model import Document, Judgement, Publisher
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.catalogue.query import OVERALL, say_area
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.evidence import document_span, judgement_span
from index.answering.grade_history import STOPPED
from index.answering.grades_answer import areas_named, asked_grades, grades_stated, judgements_of
from index.answering.metadata_answer import kinds_of
from index.answering.statements import Draft, RowDraft, Span, Statement
from index.answering.targets import falls_within, ordered
from index.answering.topic import beyond
from index.answering.wording import join_words, say_date

__all__ = ["answer_contest", "answer_path", "answer_when"]

_GRADE = r"(?:grades?|graded|ratings?|rated|judge?ments?|judged|outcomes?|results?|verdicts?|overall effectiveness)"
_MOVED = (
    r"(?:chang\w+|improv(?!ement)\w+|declin\w+|deteriorat\w+|worsen\w*|slip\w*|drop\w*|fall(?:en)?|fell|rise[ns]?|rose|climb\w*|move[ds]?"
    r"|(?:got|get|gets|getting|gone|go|goes|went|come|came) (?:any )?(?:better|worse|up|down|on)|progress\w*"
    r"|evolv\w+|develop\w*|(?:better|worse)(?: off)?(?: now)? than (?:it|they|before|previously|last time))"
)
_PATH = re.compile(
    rf"\b{_GRADE}\b.{{0,60}}\b(?:over (?:time|the years)|through the years|history|so far"
    rf"|from (?:one )?inspection to)\b"
    rf"|^\W*(?:and |so |but )?(?:has|have|had|did|does|is|are|was|were|how|why)\b.*\b{_MOVED}\b|\b(?:history"
    rf"|track record|timeline|trajectory|trend)\b.{{0,40}}\b{_GRADE}\b"
    rf"|\b{_GRADE} (?:history|trend|timeline|over)\b|\b(?:all|every"
    rf"|each of)\b.{{0,30}}\b{_GRADE}\b.{{0,40}}\b(?:ever|had|received|given)\b",
    re.IGNORECASE,
)
_DIRECTION = (
    (
        "worse",
        r"\b(?:declin\w+|deteriorat\w+|worse\w*|slip\w*|drop\w*|fall(?:en)?|fell|(?:gone|go|went|goes) down|lower)\b",
    ),
    (
        "better",
        r"\b(?:improv(?!ement)\w+|better|rise[ns]?|rose|climb\w*|(?:gone|go|went|goes) up|higher|progress\w*)\b",
    ),
)
_YES_NO = re.compile(r"^\W*(?:and |so |but )?(?:is|are|was|were|did|does|do|has|have|had|will)\b", re.IGNORECASE)
_EITHER = re.compile(
    r"\b(?:up|better|improve\w*|rise|rose) or (?:\w+ ){0,2}(?:down|worse|decline\w*|fall|fell)\b", re.IGNORECASE
)
_AFTER = re.compile(r"\b(?:after|since|following)\b", re.IGNORECASE)
_HIGHER = re.compile(
    rf"\b(?P<how>higher|better|lower|worse|same|best|worst|highest|lowest|equal)\b(?=.*{_GRADE}|.* than\b"
    rf"|.*\bthan\b)|{_GRADE}"
    r".{0,60}?\b(?P<other>higher|better|lower|worse|the same|best|worst|highest|lowest|as (?:good|high|low|bad) as)\b"
    rf"|\bcompare\b.*\b(?P<plain>{_GRADE})\b|\bwho\b.{{0,30}}\b(?P<who>better|higher|worse|lower|best|worst)\b.{{0,20}}{_GRADE}",
    re.IGNORECASE,
)
_WORDS = (
    "change changed changes improve improved improves improvement decline declined deteriorate deteriorated"
    " worsen worsened "
    "slip slipped drop dropped fall fallen fell rise risen rose climb climbed move moved better worse up down"
    " history track "
    "record timeline trajectory trend years time inspection inspections inspected inspect report reports judged judge "
    "judgement judgements judgment rated rate rating ratings graded grade grades given got get gets gone outcome"
    " outcomes "
    "result results verdict council authority local services service children social care latest recent previous last "
    "first next overall effectiveness city county borough higher lower highest lowest same equal best worst compare "
    "progress progressed develop developed success successive level levels moved ofsted leaders leadership"
    " leavers area "
    "areas who whos who's they're strong weak stronger weaker strongest weakest ahead behind fared faring each"
    " ever between performance fare fared after following direction high low",
)


def answer_path(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return an authority's grades over time where a question asks how they moved, and in nothing particular.

    A question for yes or no is answered by the latest two grades, or by that of a year named and the latest. None
    where several authorities or a topic are named, or where no document about the authority gives a grade.
    """
    understanding = asked.understanding
    if len(understanding.named) != 1 or not (understanding.form == "timeline" or _PATH.search(asked.question)):
        return None
    if beyond(asked, _WORDS, words.grades, words.areas, kinds_of(asked.documents)):
        return None
    areas = areas_named(asked.question, words) or (OVERALL,)
    having = _graded(asked, understanding.named[0], areas)
    if not having:
        return None
    drafted = grades_stated(asked, having, areas)
    if drafted is None:
        return None
    verdict = _moved(asked, having, areas[0], words.scale) if _YES_NO.match(asked.question) else None
    if verdict is None and len(having) < 2:
        return None
    return replace(drafted, kind="timeline", statements=(*((verdict,) if verdict else ()), *drafted.statements))


_WHEN = re.compile(
    r"^\W*(?:and |so )?(?:when|(?:in )?(?:which|what) (?:year|inspection|report)|how long ago|since when)\b",
    re.IGNORECASE,
)


def answer_when(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return when a named authority was last, or first, given a grade; None where that is not asked or never was so."""
    grades = asked_grades(asked.question, words) or _last_grade(asked.question, words)
    names = asked.understanding.named
    if not names or not grades or not _WHEN.search(asked.question) or re.search(STOPPED, asked.question.lower()):
        return None
    if beyond(asked, _WORDS, words.areas, words.grades, kinds_of(asked.documents)):
        return None
    areas = areas_named(asked.question, words) or (OVERALL,)
    shown: list[Document] = []
    for name in names:
        held = [
            one for one in _graded(asked, name, areas) if {it.grade for it in judgements_of(one, areas)} & set(grades)
        ]
        is_first = re.search(r"\b(?:first|become|became|since when)\b", asked.question, re.IGNORECASE) is not None
        is_last = (
            re.search(r"\b(?:last|latest|most recent\w*|how long ago)\b", asked.question, re.IGNORECASE) is not None
        )
        shown += held[:1] if is_first else held[-1:] if is_last else held
    return grades_stated(asked, ordered(shown), areas) if shown else None


def _last_grade(question: str, words: CatalogueWords) -> tuple[str, ...]:
    """Return the grade named after 'last', 'first' or 'most recently'."""
    found = re.search(
        rf"\b(?:last|first|most recently|ever)\s+(?P<grade>{alternatives(words.grades)})", question.lower()
    )
    return (words.grades[found["grade"]],) if found and found["grade"] in words.grades else ()


def _graded(asked: Asked, name: str, areas: Sequence[str]) -> list[Document]:
    """Return the inspectorate's documents with a grade for one of some areas, oldest first; else others'."""
    held = ordered(one for one in asked.documents if name in one.authorities and judgements_of(one, areas))
    return [one for one in held if one.publisher is Publisher.INSPECTORATE] or held


def _moved(asked: Asked, having: Sequence[Document], area: str, scale: Mapping[str, int]) -> Statement | None:
    """Return the sentence that says whether the grade moved as asked; None where the question names no direction."""
    wanted = next((name for name, pattern in _DIRECTION if re.search(pattern, asked.question, re.IGNORECASE)), None)
    times = asked.understanding.times
    before = [one for one in having if times and falls_within(one, times[0])]
    start, end = (having[-2] if len(having) > 1 else None, having[-1])
    if before:
        start, end = (before[0], before[-1]) if len(before) > 1 else (before[0], having[-1])
    spans = tuple(span for one in (start, end) if one is not None for span in _spans(asked, one, area))
    if start is None or start is end:
        if wanted is None and not _AFTER.search(asked.question):
            return None
        return _nothing_later(asked, end, spans)
    one, two = (judgements_of(document, (area,))[0].grade for document in (start, end))
    step = scale.get(two, 0) - scale.get(one, 0)
    if wanted is None:
        return None
    is_so = step < 0 if wanted == "worse" else step > 0
    yes = "" if _EITHER.search(asked.question) else "Yes: " if is_so else "No: "
    move = f"stayed {two}" if step == 0 else f"went from {one} to {two}"
    moved = f"{say_area(area)} {move} between {say_date(start.dated)} and {say_date(end.dated)}."
    text = f"{yes}{moved}" if yes else f"{moved[0].upper()}{moved[1:]}"
    return Statement(text, spans, Verdict.SUPPORTED, computed=True)


def _nothing_later(asked: Asked, end: Document, spans: tuple[Span, ...]) -> Statement:
    """Return that no later grade is held, and which later visits are."""
    text = f"No grade after that of {say_date(end.dated)} is held here, so the documents do not say by grade"
    names = set(end.authorities)
    later = [
        one
        for one in ordered(asked.documents)
        if names & set(one.authorities)
        and one.publisher is Publisher.INSPECTORATE
        and (one.dated or date.min) > (end.dated or date.max)
    ]
    cited = [span for one in later if (span := document_span(asked.corpus, one)) is not None]
    if later:
        text += f"; later, without grades: {join_words([f'{one.kind}, {say_date(one.dated)}' for one in later])}"
    return Statement(f"{text}.", (*spans, *cited), Verdict.SUPPORTED, computed=True)


def _spans(asked: Asked, document: Document, area: str) -> tuple[Span, ...]:
    found = (judgement_span(asked.corpus, document, one) for one in judgements_of(document, (area,)))
    return tuple(span for span in found if span is not None)


_SIDES = re.compile(r"\b(?:compar\w*|versus|vs|against|side by side|next to)\b", re.IGNORECASE)
_FARED = re.compile(
    r"\b(?P<how>better|worse|stronger|weaker|higher|lower|best|worst|strongest|weakest|ahead|behind)\b"
    r"|\b(?:how|what|compare)\b.*\b(?:do|did|does|fare[ds]?|perform\w*|compare|rated|judged|score[ds]?)?\b",
    re.IGNORECASE,
)
"""How two authorities are set side by side on an area of judgement."""


def answer_contest(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return the grades of several named authorities side by side and whose is higher; None where that is not asked.

    The grades are those at the time named, else the latest.
    """
    names = asked.understanding.named
    match = _HIGHER.search(asked.question)
    if match is None:
        match = (_FARED if areas_named(asked.question, words) else _SIDES).search(asked.question)
    if len(names) < 2 or match is None or beyond(asked, _WORDS, words.areas, words.grades, kinds_of(asked.documents)):
        return None
    area = (areas_named(asked.question, words) or (OVERALL,))[0]
    sides: list[tuple[str, Document, Judgement]] = []
    for name in names:
        held = _graded(asked, name, (area,))
        if asked.understanding.times:
            held = [one for one in held if any(falls_within(one, time) for time in asked.understanding.times)]
        if not held:
            return None
        sides.append((name, held[-1], judgements_of(held[-1], (area,))[0]))
    return _side_by_side(
        asked,
        area,
        sides,
        words.scale,
        next(filter(None, (match.groupdict().get(one) for one in ("how", "other", "who"))), "").lower(),
    )


def _side_by_side(
    asked: Asked, area: str, sides: list[tuple[str, Document, Judgement]], scale: Mapping[str, int], how: str
) -> Draft:
    ranks = [scale.get(judgement.grade, -1) for _, _, judgement in sides]
    statements: list[Statement] = []
    rows: list[RowDraft] = []
    for name, document, judgement in sides:
        span = judgement_span(asked.corpus, document, judgement)
        spans = (span,) if span else ()
        day = say_date(document.dated)
        statements.append(Statement(f"{name}, {day}: {say_area(area)}: {judgement.grade}.", spans, Verdict.SUPPORTED))
        rows.append(RowDraft(name, judgement.grade, span, day))
    cited = tuple(span for one in statements for span in one.spans)
    head = Statement(_verdict(asked, area, sides, ranks, how), cited, Verdict.SUPPORTED, computed=True)
    return Draft("compare", (head, *statements), tuple(rows))


def _verdict(
    asked: Asked, area: str, sides: list[tuple[str, Document, Judgement]], ranks: Sequence[int], how: str
) -> str:
    """Return 'No: both were judged good for overall effectiveness.' or 'Anyshire had the higher grade for ...'."""
    top = [name for (name, _, _), rank in zip(sides, ranks, strict=True) if rank == max(ranks)]
    if len(top) == len(sides):
        many = "both" if len(sides) == 2 else "all"
        said = f"{many} were judged {sides[0][2].grade} for {say_area(area)}"
        is_so = "same" in how or "as " in how or "equal" in how
    else:
        said = f"{join_words(top)} had the {'higher' if len(sides) == 2 else 'highest'} grade for {say_area(area)}"
        is_low = how in ("lower", "worse", "lowest", "worst")
        is_so = (sides[0][0] in top) is not is_low and "same" not in how
    if not _YES_NO.match(asked.question):
        return f"{said[0].upper()}{said[1:]}."
    return f"{'Yes' if is_so else 'No'}: {said}."
