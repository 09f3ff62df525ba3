"""Reads short follow-ups of fixed forms: 'shorter, please', 'elsewhere?', 'when?', 'is that better than ...?'."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.model import Document
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.conversation.people import person_meant
from index.answering.topic import is_asking
from index.understanding import Knowledge, Understanding

__all__ = ["ITEM_MARK", "Turn", "lean", "without_thanks"]

ITEM_MARK = r"\s*\(item (\d+|last)\)"
"""How a resolved question says which item of a list it asks for."""
_THANKS = re.compile(
    r"^\W*(?:(?:thanks?(?: you)?|cheers|ok(?:ay)?|great|good|right|i see|perfect|sure|fine|no|nope|sorry|actually"
    r"|well|hmm"
    r"|i (?:meant|mean)|rather|wait)\b[\s,.!;:–-]+)+(?=\S)",
    re.IGNORECASE,
)
_FORMAT = re.compile(
    r"^\W*(?:(?:can|could) you |please |just )*(?:(?:put|say|give|show|repeat|write|tell)(?: me)? (?:it|that|this"
    r"|me)?\s*)?"
    r"(?:(?:again )?(?:in|as) (?:an? |one |a few |two |three )?(?:single )?(?:sentences?|words?|brief|short"
    r"|bullets?(?: points?)?"
    r"|nutshell|list|plain english)|shorter|shorten (?:it|that)|sum (?:it|that|this) up|summari[sz]e (?:it|that|this)"
    r"|simpler|simplify (?:it|that)|briefly|(?:make it|be) (?:shorter|brief|briefer))(?: please)?\W*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^\W*(?:and |what about |how about )*(?:elsewhere|anywhere else|somewhere else|(?:in |at |for )?(?:any |the "
    r"|all )*others?"
    r"(?: councils| authorities| places| ones| letters| reports)?|everywhere else|the rest)(?: too| as well)?\W*$",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"^\W*(?:and |so |but )*(?:is|was|are|were) (?:that|it|this|they|their grade)(?: any| much)? "
    r"(?P<how>better|worse|higher|lower|the same)(?: grade| rating)? (?:than|as)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"^\W*(?:and |so |but )*how does (?:that|it|this) (?:compare|stack up|measure up)(?: with| to| against)?\b",
    re.IGNORECASE,
)
_LAST_TIME = re.compile(
    r"\b(?:last time|before|previously|the (?:previous|last) (?:one|inspection|time))\b", re.IGNORECASE
)
_WHEN = re.compile(
    r"^\W*(?:and |so |but )*(?:when|in (?:which|what) years?|since when)(?: was (?:that|it|this))?\W*$", re.IGNORECASE
)
_NOW = re.compile(
    r"^\W*(?:and |so |but )*(?:(?:what|how) (?:is|are|about) (?:it|that|they|things)?\s*)?(?:now|today|currently"
    r"|these days)\W*$",
    re.IGNORECASE,
)
_WHY = re.compile(r"^\W*(?:and |so |but )*(?:why|how come|why (?:is|was) (?:that|this|it))(?: so)?\W*$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^\W*(?:and |so |but )*(?:has|have|had|was|were|is|did) (?:that|this|it|they|these)(?: \w+){0,3}? (?:an? )?"
    r"(?:problem|issue|concern|raised|mentioned|found|said|come up|recurr\w*|weakness|picked up|happen\w*|new)\b"
    r"(?:.*\b(?:before|earlier|previously|in the past|last time|already)\b)?",
    re.IGNORECASE,
)
_WITH_THEM = re.compile(
    r"^\W*(?:and |so )*who (?:else )?(?:was|were|went|came|inspected|visited) (?:there )?(?:with"
    r"|alongside) (?:him|her|them)\W*$",
    re.IGNORECASE,
)
_THERE = re.compile(r"\bthere\b(?=\W*$)", re.IGNORECASE)
_GRADE_WORDS = re.compile(
    r"\b(?:grades?|graded|rated|ratings?|judged|judgements?|outcomes?|doing overall)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A follow-up with the question before it: as asked and as understood, and what is known of the index."""

    question: str
    base: str
    now: Understanding
    before: Understanding
    knowledge: Knowledge
    documents: Sequence[Document]
    words: CatalogueWords

    @property
    def name(self) -> str | None:
        """The authority asked about before, None where it was none or several."""
        return self.before.named[0] if len(self.before.named) == 1 else None

    @property
    def grades(self) -> list[str]:
        """The grades that the question before named, in documents' words."""
        found = re.findall(alternatives(self.words.grades), self.base.lower())
        return [self.words.grades[one] for one in found if one in self.words.grades]

    @property
    def area(self) -> str:
        """The area of judgement asked about before, the overall one where none was named."""
        found = re.findall(alternatives(self.words.areas), self.base.lower())
        return next((self.words.areas[one] for one in found if one in self.words.areas), "overall")


def without_thanks(question: str) -> str:
    """Return a follow-up without the words of thanks, assent or correction that open it."""
    return _THANKS.sub("", question)


def lean(turn: Turn) -> str | None:
    """Return the whole question that a follow-up of a fixed form asks; None where it is of none."""
    forms: tuple[Callable[[Turn], str | None], ...] = (
        _same_again,
        _elsewhere,
        _graded_against,
        _about_grade,
        _raised_before,
        _of_person,
    )
    return next((said for form in forms if (said := form(turn)) is not None), None)


def _same_again(turn: Turn) -> str | None:
    return turn.base if _FORMAT.match(turn.question) else None


def _elsewhere(turn: Turn) -> str | None:
    """Return the earlier question without its authority, or of those that it leaves out."""
    if not _ELSEWHERE.match(turn.question):
        return None
    if turn.before.form == "corpus" and not turn.before.named:
        turned = re.sub(r"\b(are|is|were|was|(?:has|have) been)\b", r"\1 not", turn.base, count=1)
        return turned if turned != turn.base else None
    base = turn.base
    for one in sorted(turn.before.authorities, key=lambda mention: -mention.start):
        opening = re.search(r"\s*\b(?:in|at|for|of|by|about|from)?\s*(?:the )?$", base[: one.start])
        base = base[: opening.start() if opening else one.start] + base[one.end :]
    return re.sub(r"\s+", " ", base).replace(" ?", "?") if turn.before.authorities else None


def _graded_against(turn: Turn) -> str | None:
    """Return which of two authorities has the higher grade, or how both deal with a topic."""
    match = _THAN.match(turn.question)
    if turn.name is None or not (match or _COMPARES.match(turn.question)):
        return None
    topic = [word for word in turn.before.words if not is_asking(word)]
    is_graded = bool(turn.grades or _GRADE_WORDS.search(turn.base) or turn.area != "overall" or not topic)
    area = "overall effectiveness" if turn.area == "overall" else turn.area
    if turn.now.named:
        if not is_graded:
            return f"Compare {' '.join(topic)} in {turn.name} and {turn.now.named[0]}"
        how = match["how"].lower() if match else "better"
        how = "the same grade as" if "same" in how else f"a {how} grade than"
        return f"Has {turn.name} {how} {turn.now.named[0]} for {area}?"
    if match and is_graded and _LAST_TIME.search(turn.question):
        how = "got worse" if match["how"].lower() in ("worse", "lower") else "improved"
        return f"Has the grade of {turn.name} for {area} {how} since the last inspection?"
    return None


def _about_grade(turn: Turn) -> str | None:
    """Return when, why or how now, about the grade that the question before asked for."""
    if turn.name is None or not (turn.grades or _GRADE_WORDS.search(turn.base)):
        return None
    area = "" if turn.area == "overall" else f" for {turn.area}"
    if _WHEN.match(turn.question) and turn.grades:
        return f"When was {turn.name} judged {turn.grades[0]}{area}?"
    if _NOW.match(turn.question):
        return f"What is the {'overall' if not area else turn.area} grade of {turn.name} now?"
    if _WHY.match(turn.question):
        held = turn.words.latest_grades.get(turn.name, {}).get(turn.area)
        grade = turn.grades[0] if turn.grades else held
        when = " and ".join(turn.base[one.start : one.end] for one in turn.before.times)
        return f"Why was {turn.name} judged {grade}{area}{f' in {when}' if when else ''}?" if grade else None
    return None


def _raised_before(turn: Turn) -> str | None:
    """Return what the inspections of an authority said on the topic of the question before."""
    if turn.name is not None and re.search(ITEM_MARK, turn.before.question) and _BEFORE.match(turn.question):
        return f"What needed to improve at each inspection of {turn.name}?"
    topic = [word for word in turn.before.words if not is_asking(word)]
    if turn.name is None or not topic or not _BEFORE.match(turn.question) or turn.now.named:
        return None
    return f"How has {' '.join(topic)} changed over time in {turn.name}?"


_PERSON = re.compile(r"\b(?P<his>his|her(?= \w)|their)\b|\b(?P<who>he|she|him|her)\b(?:'s(?= ))?", re.IGNORECASE)


def _of_person(turn: Turn) -> str | None:
    """Return the follow-up with the name of the one person that the question before is answered with."""
    if _WITH_THEM.match(turn.question):
        about = " and ".join(turn.before.named)
        when = " and ".join(turn.base[one.start : one.end] for one in turn.before.times)
        return f"Who were the inspectors of {about}{f' in {when}' if when else ''}?" if about else None
    match = _PERSON.search(turn.question)
    if match is None or turn.now.people or (match["his"] or "").lower() == "their":
        return None
    name = person_meant(turn.base, turn.before, turn.documents, turn.words)
    if name is None:
        return None
    put = f"{name}'s" if match["his"] else name
    question = f"{turn.question[: match.start()]}{put}{turn.question[match.end() :]}"
    place = " and ".join(turn.before.named)
    if place and not turn.now.named:
        question = _THERE.sub(f"in {place}", question)
    return question
