"""Corrects a move of a grade, or a lead over another authority, that a question takes for granted and that was not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.model import Document, Publisher
from index.answer import Verdict
from index.answering.asked import Asked
from index.answering.catalogue.query import OVERALL, say_area
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.grades_answer import areas_named, grades_stated, judgements_of
from index.answering.grades_compared import answer_contest
from index.answering.metadata_answer import kinds_of
from index.answering.silence.premise import CLAIM_WORDS, TAKES_FOR_GRANTED
from index.answering.statements import Draft, Statement
from index.answering.targets import falls_within, ordered
from index.answering.topic import beyond

__all__ = ["answer_lead_premise", "answer_move_premise"]

NOTE = "The question takes for granted {claim}."
_GRADE = r"(?:grades?|ratings?|judge?ments?|verdicts?|results?|marks?|inspections?|standing|overall|ofsted)"
_WORSE = (
    r"(?:f[ae]ll(?:en)?|drop\w*|slip\w*|declin\w+|deteriorat\w+|worse\w*|downgrad\w+|(?:went|go|gone"
    r"|going) (?:down(?:hill)?"
    r"|backwards)|slid\w*|los[et] (?:its|their))"
)
_BETTER = (
    r"(?:r[io]se|risen|climb\w*|improv\w+|better|upgrad\w+|(?:went|go|gone|going) up|recover\w*|bounce\w*"
    r"|turn\w* around)"
)
_MOVE_WORDS = (
    "went wrong pull pulled push pushed drag dragged bring brought take took slid slide falling dropping slipping "
    "declining worse worsen worsened better downhill backwards down up bounce turnaround around again between from "
    "more "
    "less higher lower come came out compared bigger fast faster quickly much further",
)
_THAN = re.compile(
    r"\b(?:higher|better|lower|worse|more|less|faster|further)\b.{0,60}\bthan\b|\b(?:ahead of|behind|above|below|over"
    r"t(?:ake|ook)|beat|outperform\w*)\b",
    re.IGNORECASE,
)
_LOWER = re.compile(r"\b(?:lower|worse|less|behind|below)\b", re.IGNORECASE)


def answer_move_premise(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return the grades as they were, where a question takes for granted a move between them that was not.

    'Why did it fall from good to inadequate?', 'what went wrong that its rating dropped?'. None where a move of that
    sort is held, or where the question is about anything but grades.
    """
    named = asked.understanding.named
    if len(named) != 1 or not TAKES_FOR_GRANTED.search(asked.question):
        return None
    plain = re.sub(r"[\s-]+", " ", (asked.understanding.bare or asked.question).lower())
    areas = areas_named(asked.question, words) or (OVERALL,)
    held = _graded(asked, areas)
    moves = _moves(asked, held, areas[0])
    left, lost = _left(plain, words), _lost(plain, words)
    if len(held) < (1 if left or lost else 2):
        return None
    said = _from_to(plain, words)
    stayed = left is not None and re.search(r"\bnever\b|n['’]t\b|\bnot\b", plain) is not None
    if stayed:
        claim = f"that {left} was never left behind"
        is_so = not any(move[0] == left and _step(move, words.scale) > 0 for move in moves)
    elif lost is not None:
        claim = f"that {lost} was lost"
        is_so = any(move[0] == lost and _step(move, words.scale) < 0 for move in moves)
    elif left is not None:
        claim = f"that {left} was left behind"
        is_so = any(move[0] == left and _step(move, words.scale) > 0 for move in moves)
    elif said is not None:
        claim = f"a move from {said[0]} to {said[1]} that no document here gives"
        is_so = said in moves
    elif (step := _direction(asked, plain, words)) is not None:
        claim = f"that the grade went {'up' if step > 0 else 'down'}"
        is_so = any(_step(move, words.scale) * step > 0 for move in moves)
    else:
        return None
    draft = None if is_so else grades_stated(asked, held, areas)
    if draft is None:
        return None
    shows = "The documents do show" if stayed else "No document here shows"
    head = f"{shows} such a move of the grade for {say_area(areas[0])} of {named[0]}."
    spans = tuple(span for one in draft.statements for span in one.spans)
    first = Statement(head, spans, Verdict.SUPPORTED, computed=True)
    return replace(draft, statements=(first, *draft.statements), notes=(NOTE.format(claim=claim),))


def _graded(asked: Asked, areas: Sequence[str]) -> list[Document]:
    """Return the inspectorate's documents about those named that grade the first of some areas, oldest first."""
    named = set(asked.understanding.named)
    return [
        one
        for one in ordered(asked.documents)
        if named & set(one.authorities) and one.publisher is Publisher.INSPECTORATE and judgements_of(one, areas[:1])
    ]


def _moves(asked: Asked, held: Sequence[Document], area: str) -> list[tuple[str, str]]:
    """Return the grades before and after each two inspections that follow each other, in the times named."""
    times = asked.understanding.times
    found: list[tuple[str, str]] = []
    for one, two in pairwise(held):
        is_meant = not times or any(falls_within(two, time) for time in times)
        if is_meant:
            found.append((judgements_of(one, (area,))[0].grade, judgements_of(two, (area,))[0].grade))
    if len(times) > 1:
        of_times = [one for one in held if any(falls_within(one, time) for time in times)]
        found += [
            (judgements_of(one, (area,))[0].grade, judgements_of(two, (area,))[0].grade)
            for one, two in pairwise(of_times)
        ]
    return found


def _step(move: tuple[str, str], scale: Mapping[str, int]) -> int:
    return scale.get(move[1], 0) - scale.get(move[0], 0)


def _from_to(plain: str, words: CatalogueWords) -> tuple[str, str] | None:
    """Return the two grades of 'from good to inadequate', None where a question has no such words."""
    grade = alternatives(words.grades)
    found = re.search(
        rf"\bfrom (?:an? )?(?P<one>{grade}) (?:\w+ ){{0,3}}?(?:to"
        rf"|into) (?:an? )?(?P<two>{grade})",
        plain,
    )
    if found is None or found["one"] not in words.grades or found["two"] not in words.grades:
        return None
    return words.grades[found["one"]], words.grades[found["two"]]


def _left(plain: str, words: CatalogueWords) -> str | None:
    """Return the grade of 'get out of inadequate', None where a question has no such words."""
    grade = alternatives(words.grades)
    found = re.search(
        rf"\b(?:out of|escap(?:ed?|ing)|sh[ao]o?k(?:en?|ing)? off|left behind|leav(?:e|ing) behind|clear of|away from"
        rf"|rid of) (?:an? |the )?(?P<one>{grade})",
        plain,
    )
    return words.grades.get(found["one"]) if found else None


def _lost(plain: str, words: CatalogueWords) -> str | None:
    """Return the grade of 'lose its outstanding rating', None where a question has no such words."""
    grade = alternatives(words.grades)
    found = re.search(
        rf"\b(?:los[et]|losing|forfeit\w*|stripped of|giv(?:e|en|ing) up|gave up|(?:slip|f[ae]ll|drop)\w* from)"
        rf" (?:(?:its|their|the|an?) )?(?P<one>{grade})\b(?! to\b)",
        plain,
    )
    return words.grades.get(found["one"]) if found else None


def _direction(asked: Asked, plain: str, words: CatalogueWords) -> int | None:
    """Return 1 or -1 for the way that a question says the grade went, None where it speaks of anything else."""
    if not re.search(rf"\b{_GRADE}\b", plain) or re.search(alternatives(words.grades), plain):
        return None
    if beyond(asked, CLAIM_WORDS, _MOVE_WORDS, words.areas, kinds_of(asked.documents)):
        return None
    if re.search(r"\b(?:to|must|should|needs?|needed) improve", plain):
        return None
    if re.search(rf"\b{_WORSE}\b", plain):
        return -1
    return 1 if re.search(rf"\b{_BETTER}\b", plain) else None


def answer_lead_premise(asked: Asked, words: CatalogueWords) -> Draft | None:
    """Return both grades with a note, where a question takes for granted that the first authority's is the higher.

    'Why is A rated higher than B?' where B has the higher grade, or both the same.
    """
    names = asked.understanding.named
    if len(names) != 2 or not TAKES_FOR_GRANTED.search(asked.question) or not _THAN.search(asked.question):
        return None
    if beyond(asked, CLAIM_WORDS, _MOVE_WORDS, words.grades, words.areas, kinds_of(asked.documents)):
        return None
    areas = areas_named(asked.question, words) or (OVERALL,)
    ranks: list[int] = []
    for name in names:
        of_one = [one for one in _graded(asked, areas) if name in one.authorities]
        of_one = [one for one in of_one if any(falls_within(one, time) for time in asked.understanding.times)] or of_one
        if not of_one:
            return None
        ranks.append(words.scale.get(judgements_of(of_one[-1], areas)[0].grade, -1))
    lead = ranks[0] - ranks[1]
    is_so = lead < 0 if _LOWER.search(asked.question) else lead > 0
    if is_so:
        return None
    latest = [one for name in names for one in [d for d in _graded(asked, areas) if name in d.authorities][-1:]]
    draft = answer_contest(asked, words) or grades_stated(asked, latest, areas)
    return (
        replace(draft, notes=(*draft.notes, NOTE.format(claim="a lead that the grades do not show"))) if draft else None
    )
