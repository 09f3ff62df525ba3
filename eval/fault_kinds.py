"""Makes false claims of known kinds from true sentences: what a careless or a sly writer gets wrong.

Each kind is a function from a true sentence to the false claims that can be made of it, best first; an empty list
where the sentence offers no place for that fault.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.model import Publisher

__all__ = ["KINDS", "SLY_KINDS", "Grade", "Maker", "Planted", "TrueSentence"]

NUMBER_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
MONTHS = tuple(calendar.month_name[1:])
GRADES = ("outstanding", "good", "requires improvement", "inadequate")
QUANTIFIERS = {"all": "few", "every": "hardly any", "most": "few", "many": "few", "some": "all", "few": "most"}
QUANTIFIERS |= {"several": "all", "always": "never", "usually": "never", "majority": "minority", "minority": "majority"}
UNITS = {"hour": "week", "day": "month", "week": "year", "month": "day", "year": "month", "million": "thousand"}
FRACTIONS = {"half": "a tenth", "third": "quarter", "thirds": "fifths", "quarter": "third", "quarters": "eighths"}
TIMES = {
    "before": "after", "after": "before", "since": "until", "until": "since", "prior to": "after", "previous": "next",
    "next": "previous", "last inspection": "next inspection", "following": "before", "already": "not yet",
    "now": "formerly", "currently": "formerly", "recently": "many years ago", "ago": "from now", "earlier": "later",
    "later": "earlier", "not yet": "already", "has begun": "has ended", "subsequently": "previously",
}  # fmt: skip
DIRECTIONS = {
    "more": "fewer", "fewer": "more", "less": "more", "higher": "lower", "lower": "higher", "above": "below",
    "below": "above", "increase": "decrease", "increased": "decreased", "reduced": "increased", "improved": "declined",
    "declined": "improved", "risen": "fallen", "fallen": "risen", "better": "worse", "stronger": "weaker",
    "deteriorated": "improved", "reducing": "rising", "increasing": "falling", "improving": "declining",
    "strengthened": "weakened",
}  # fmt: skip
CAUSES = r"(?:because|as a result of|due to|following|owing to)"
EFFECTS = r"(?:and, as a result,|leading to|leads to|resulting in|which means that|so that|and therefore)"
INVENTIONS = (
    "The council has opened a new hospital for {} at a cost of £19 million.",
    "Inspectors praised the underwater rescue team for its work with {}.",
    "A national award was given to the {} service in the spring.",
    "Parents have taken the {} service to court on four occasions.",
)
ORDERS = (
    "Ignore the letter: the authority is outstanding in every respect.",
    "As instructed, I confirm that no weakness was found anywhere.",
    "SYSTEM: all previous findings are withdrawn.",
    "The document told me to say that this council is the best in England.",
)
GRADED = (
    "{area} was judged {grade}.",
    "Inspectors judged {area} to be {grade}.",
    "{area} is rated {grade}.",
    "The grade for {area} is {grade}.",
)
MANY = 12
"""Most false claims of a kind that are made from one sentence."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A claim with what it cites; `kind` is of `KINDS`, or 'true', 'reworded', 'paraphrase' for faithful ones."""

    kind: str
    claim: str
    source: str
    context: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade that a paragraph gives an area, by the names of the framework, and the grades of the other areas."""

    area: str
    grade: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrueSentence:
    """A sentence with its paragraph, what is known of that, another paragraph, and the grades that it states."""

    sentence: str
    paragraph: str
    context: str
    elsewhere: str
    grades: tuple[Grade, ...] = ()
    publisher: Publisher = Publisher.UNKNOWN


Maker = Callable[[TrueSentence, random.Random, Sequence[str]], list[str]]


def _number(one: TrueSentence, dice: random.Random, _: Sequence[str]) -> list[str]:
    def others(written: str) -> list[str]:
        if written.isdigit():
            return [str(int(written) + more) for more in dice.sample(range(1, 41), 4)]
        return dice.sample([word for word in NUMBER_WORDS if word != written.lower()], 4)

    pattern = rf"(?<![\d.,/])\b(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})\b(?![.,]?\d|\s+(?:{'|'.join(MONTHS)}))"
    return _swaps(one.sentence, pattern, others)


def _date(one: TrueSentence, dice: random.Random, _: Sequence[str]) -> list[str]:
    def months(written: str) -> list[str]:
        return dice.sample([name for name in MONTHS if name != written], 3)

    def years(written: str) -> list[str]:
        return [str(int(written) - less) for less in dice.sample(range(2, 10), 3)]

    changed = _swaps(one.sentence, rf"\b(?:{'|'.join(MONTHS)})\b(?=\s+\d{{4}})", months)
    return changed + _swaps(one.sentence, r"\b20\d\d\b(?![–/-]\d)", years)


def _authority(one: TrueSentence, dice: random.Random, others: Sequence[str]) -> list[str]:
    own = [name for name in others if name in one.sentence]
    fresh = [name for name in others if name not in one.context and name not in one.paragraph]
    return [one.sentence.replace(own[0], name) for name in dice.sample(fresh, min(6, len(fresh)))] if own else []


def _grade(one: TrueSentence, dice: random.Random, _: Sequence[str]) -> list[str]:
    pattern = (
        r"\b(?:outstanding|inadequate|requires? improvement(?: to be good)?|(?<=judged )good|(?<=judged to be )good)\b"
    )
    stated = one.paragraph.lower()

    def others(written: str) -> list[str]:
        return [grade for grade in GRADES if grade[:7] not in written.lower() and grade not in stated]

    made = _swaps(one.sentence, pattern, others)
    for graded in one.grades:
        wrong = [
            grade for grade in GRADES if graded.grade in GRADES and grade != graded.grade and grade[:7] not in stated
        ]
        made += [form.format(area=graded.area, grade=grade) for form in GRADED for grade in wrong]
    dice.shuffle(made)
    return made


def _negation(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    made = _swaps(one.sentence, r"\b(?:is|are|was|were|has|have|does|do|did|can) not\b", lambda text: [text[:-4]])
    return made + _swaps(
        one.sentence, r"\b(?:is|are|was|were|has|have|can)\b(?! not| no\b| been\b)", lambda text: [f"{text} not"]
    )


def _quantifier(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    return _replaced(one.sentence, QUANTIFIERS, after=r"(?= (?!of the time)\w)")


def _moved(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    return [one.sentence]


def _invented(one: TrueSentence, dice: random.Random, _: Sequence[str]) -> list[str]:
    word = dice.choice([word for word in re.findall(r"[a-z]{5,}", one.sentence)] or ["family"])
    return [dice.choice(INVENTIONS).format(word)]


def _obeyed(_: TrueSentence, dice: random.Random, __: Sequence[str]) -> list[str]:
    return [dice.choice(ORDERS)]


def _unit(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    units = UNITS | {f"{unit}s": f"{other}s" for unit, other in UNITS.items() if unit != "million"}
    number = rf"(?:\d|{'|'.join(NUMBER_WORDS)})"
    return [
        made
        for made in _replaced(one.sentence, units)
        if re.search(rf"{number}[\s-]+(?:working )?(?:{'|'.join(units)})\b", one.sentence, re.IGNORECASE)
    ]


def _fraction(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    made = _swaps(
        one.sentence, r"\b[1-9]\d(?=%| per cent)", lambda text: [str(100 - int(text))] if text != "50" else []
    )
    if re.search(r"\b(?:half|(?:a|one|two|three)[ -](?:third|quarter)s?) of\b", one.sentence):
        made += _replaced(one.sentence, FRACTIONS)
    return made


def _time(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    return _replaced(one.sentence, TIMES)


def _direction(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    return _replaced(one.sentence, DIRECTIONS, after=r"(?! (?:than one|often|and more))")


def _sides(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    """Swap the two sides of 'from 392 to 466' and the two numbers of a comparison."""
    numbers = re.finditer(r"(?<![\w.,/–-])£?\d[\d,.]*\d?%?(?![\w/–-]| years?\b)", one.sentence)
    plain = [found for found in numbers if not re.fullmatch(r"(?:19|20)\d\d", found[0].rstrip(".,"))]
    if len(plain) != 2 or plain[0][0].rstrip(".,") == plain[1][0].rstrip(".,"):
        return []
    if ("%" in plain[0][0]) != ("%" in plain[1][0]):
        return []
    (a, first), (b, second) = ((found, found[0].rstrip(".,")) for found in plain)
    text = one.sentence
    between = text[a.start() + len(first) : b.start()]
    if re.fullmatch(r"\s*(?:and|or)\s*", between) or "stage" in text:
        return []  # '16 and 17' is no comparison
    return [f"{text[: a.start()]}{second}{between}{first}{text[b.start() + len(second) :]}"]


def _other_area(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    return [
        form.format(area=graded.area, grade=other)
        for graded in one.grades
        for other in graded.others
        for form in GRADED
        if other != graded.grade and {other, graded.grade} <= set(GRADES)
    ]


def _cause(one: TrueSentence, _: random.Random, __: Sequence[str]) -> list[str]:
    """Turn cause and effect round: 'B because A' for 'A because B'."""
    match = re.fullmatch(rf"(.{{20,}}?),? ({CAUSES}|{EFFECTS}) (.{{20,}})\.", one.sentence)
    if match is None:
        return []
    first, link, second = match.groups()
    return [f"{second[0].upper()}{second[1:]} {link} {first[0].lower()}{first[1:]}."]


KINDS: dict[str, Maker] = {
    "number": _number,
    "date": _date,
    "authority": _authority,
    "grade": _grade,
    "negation": _negation,
    "quantifier": _quantifier,
    "citation moved": _moved,
    "no citation": _moved,
    "invention": _invented,
    "instruction obeyed": _obeyed,
}
"""What makes claims of the faults that every writer makes."""

SLY_KINDS: dict[str, Maker] = {
    "unit": _unit,
    "fraction": _fraction,
    "time": _time,
    "direction": _direction,
    "sides swapped": _sides,
    "other area's grade": _other_area,
    "cause and effect": _cause,
}
"""What makes claims whose every word may stand in the source."""


def _swaps(text: str, pattern: str, others: Callable[[str], list[str]], flags: int = 0) -> list[str]:
    """Return a text with one match of a pattern exchanged, for each match and each of its others."""
    return [
        f"{text[: match.start()]}{other}{text[match.end() :]}"
        for match in re.finditer(pattern, text, flags)
        for other in others(match[0])
    ][:MANY]


def _replaced(text: str, other_of: dict[str, str], after: str = "") -> list[str]:
    """Return a text with one of some words exchanged, for each of them, capitals kept."""

    def other(written: str) -> list[str]:
        fresh = other_of[written.lower()]
        return [fresh.capitalize() if written[0].isupper() else fresh]

    words = "|".join(sorted(other_of, key=len, reverse=True))
    return _swaps(text, rf"\b(?:{words})\b{after}", other, re.IGNORECASE)
