"""Follow-ups that ask why: why a grade was given, to the one asked about or one of several, or why a finding is so."""

from __future__ import annotations

import re

from index.answering.conversation.plain import own_words
from index.answering.conversation.times import inspections_of, moved_to, neighbour
from index.answering.conversation.turn import Turn
from index.answering.moves import FALLEN, RISEN
from index.answering.targets import find_targets
from index.understanding.question import Order

__all__ = ["GRADE_FILLS", "area_words", "follow_why", "grade_then"]

_AND = r"^\W*(?:and |but |so |then |ok |okay )*"
_WHY = re.compile(
    _AND + r"(?:(?:and |explain |tell me )*why|how come|what for|how so|for (?:what|which) reasons?|on what grounds"
    r"|(?:(?:what|which)(?:['’]s| is| was| were| are)? )?(?:the )?(?:main )?(?:reasons?|grounds?|causes?|explanations?"
    r"|rationale|thinking)|what(?:['’]s| is| was| lies| lay)? (?:behind|to blame|went wrong|happened)|what (?:caused"
    r"|led to|made|explains|explained|drove|brought about|earned|went (?:wrong|right)))\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
GRADE_FILLS = tuple(
    """grade grades graded rating ratings rated judgement judgements judgment judged judge score scored mark marked
    verdict result outcome council authority inspection report say think decide decided conclude concluded behind
    made make wrong right afterwards later next subsequently earn earned happen happened get got give gave given end
    ended""".split()
)
_NEXT = re.compile(_AND + r"what happened (?:next|then|after(?:wards)?|later)\W*$", re.IGNORECASE)
_DENIED = re.compile(r"\bnot\b|n['’]t\b|\bno longer\b", re.IGNORECASE)
_AFTERWARDS = re.compile(r"\b(?:afterwards?|later(?: on)?|since(?: then)?|subsequently|next|after)\W*$", re.IGNORECASE)
_MOVES = re.compile(rf"{FALLEN}|{RISEN}|(?:chang|mov|develop|evolv|trend|histor|shift|journey|path)\w*", re.IGNORECASE)
_YES_NO = re.compile(r"\W*(?P<aux>does|do|did|is|are|was|were|has|have|had|can|could|will|would)\s+(?P<rest>.+)", re.I)


def follow_why(turn: Turn) -> str | None:
    """Return the whole question of a follow-up that asks why; None where it asks something else."""
    if not _is_why(turn) or turn.now.times:
        return None
    if turn.is_set and len(turn.now.named) == 1:
        return _why_of_set(turn, turn.now.named[0])
    name = turn.name or _only_name(turn)
    return _why(turn, name) if name is not None and not turn.now.named else None


def _why_of_set(turn: Turn, name: str) -> str | None:
    """Return why one of the authorities that answered a question on grades was given its grade."""
    grade = turn.grades[-1] if turn.grades else turn.words.latest_grades.get(name, {}).get(turn.area)
    return f"Why was {name} judged {grade}{area_words(turn.area)}?" if grade else None


def _only_name(turn: Turn) -> str | None:
    """Return the one authority that answers a question about all, None for several."""
    names = {item.label for item in turn.items}
    return names.pop() if len(names) == 1 else None


def area_words(area: str) -> str:
    """Return words for an area of judgement after a grade; none for the overall one."""
    return "" if area == "overall" else f" for {area}"


def _is_why(turn: Turn) -> bool:
    """Whether a follow-up asks why, and says nothing else of its own than how a grade moved."""
    match = _WHY.match(turn.question)
    if match is None or _NEXT.match(turn.question):
        return False
    rest = re.sub(rf"\b(?:{FALLEN}|{RISEN})\b", " ", match["rest"], flags=re.IGNORECASE)
    spoken = [turn.question[one.start : one.end] for one in turn.now.authorities]
    return not own_words(rest, GRADE_FILLS, *(said.split() for said in spoken))


def _why(turn: Turn, name: str) -> str | None:
    """Return why an authority was given the grade that was asked for, or was the answer; or why a finding is so."""
    is_of_area = turn.area != "overall" and turn.before.form in ("compare", "timeline")
    if not (turn.is_graded or turn.is_set or is_of_area) and any(not _MOVES.fullmatch(word) for word in turn.topic):
        return _why_so(turn)
    year = _year_meant(turn) if turn.name else None
    if year is not None and (moved := _grade_in(turn, name, year)):
        return f"Why was {name} judged {moved}{area_words(turn.area)} in {year}?"
    held = turn.words.latest_grades.get(name, {}).get(turn.area)
    if turn.name and not turn.when and _DENIED.search(turn.question) and held not in turn.grades:
        return f"Why was {name} judged {held}{area_words(turn.area)}?"
    is_lost = re.search(rf"\b{FALLEN}\b", turn.base, re.IGNORECASE)
    is_then = turn.before.form != "timeline"
    dated = grade_then(turn, name, even_named=is_lost is not None) if is_then else None
    grade = dated or (turn.grades[0] if turn.grades and is_then else held)
    times = turn.before.times if turn.name and is_then else ()
    said = [turn.before.question[one.start : one.end] for one in sorted(times, key=lambda time: time.last)]
    when = f" in {said[-1]}" if said else ""
    if not when and turn.before.order is Order.LATEST and turn.name:
        when = " at the latest inspection"
    return f"Why was {name} judged {grade}{area_words(turn.area)}{when}?" if grade else None


def _why_so(turn: Turn) -> str | None:
    """Return why what was asked about is, or is not, so ('Why does Devon not have enough foster carers?')."""
    match = _YES_NO.match(turn.base)
    if match is None or turn.name is None:
        return None
    is_denied = _DENIED.search(turn.question) is not None
    first = turn.before.authorities[0]
    subject = turn.base[match.start("rest") : first.end]
    if not is_denied or first.start != match.start("rest"):
        return f"Why {match['aux'].lower()} {match['rest']}"
    return f"Why {match['aux'].lower()} {subject} not{turn.base[first.end :]}"


def _year_meant(turn: Turn) -> int | None:
    """Return the year of the inspection to which a follow-up moves ('why did it go wrong after that')."""
    place, year = moved_to(turn)
    if place is not None or not _AFTERWARDS.search(turn.question):
        return year
    time = turn.before.times[0] if turn.before.times else None
    return neighbour(inspections_of([turn.name or ""], turn.documents), time, 1)


def _grade_in(turn: Turn, name: str, year: int) -> str | None:
    """Return the grade that an authority was given at the inspection of a year."""
    held = [one for one in inspections_of([name], turn.documents) if one.dated is not None and one.dated.year == year]
    return next((one.grade for held_then in held for one in held_then.judgements if one.area == turn.area), None)


def grade_then(turn: Turn, name: str, *, even_named: bool) -> str | None:
    """Return the grade that an authority was given at the time asked about; None where no time was named."""
    if turn.name is None or not turn.before.times or (turn.grades and not even_named):
        return None
    held = [one for one in find_targets(turn.before, turn.documents).documents if name in one.authorities]
    found = [judged.grade for one in held for judged in one.judgements if judged.area == turn.area]
    return found[-1] if found else None
