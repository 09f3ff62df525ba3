"""How a clause speaks of what it is about: with praise, with criticism, or denying something.

'Plans are clear', 'plans are not vague' and 'plans lack nothing' praise; 'too few plans are clear' criticises. What is
only wished for or has to be done is no praise of what is. The words are in `appraisal.json`: `good` and `bad` ones,
`neutral` phrases that only look like one ('early help', 'best interests'), and `formulas` with what they count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

__all__ = ["Appraisal", "appraise", "speaks_against", "value_of", "wishes"]

WORDS = Path(__file__).with_name("appraisal.json")
SOMEWHAT = 0.6
"""What a word counts that praises or criticises only somewhat, beside 1."""
DENIAL = -0.7
"""What a denial counts that turns no praise or criticism round: 'parents are not asked'."""
REACH = 9
"""Words over which a denial carries within a clause."""

_PREFIXES = ("un", "in", "im", "ir", "dis", "il", "non", "under", "mis")
_DENIALS = frozenset(
    """
    not no never none nobody nothing neither nor without hardly scarcely barely rarely seldom cannot unable refuse
    refuses refused little few less fewer nowhere insufficiently insufficient lack lacks lacked lacking absence fail
    fails failed failing
    """.split()
)
_OF_ITSELF = frozenset(
    "lack lacks lacked lacking absence fail fails failed failing insufficient insufficiently".split()
)
"""Denials that are criticism themselves."""
_COMPARING = frozenset("less fewer without little".split())
"""Denials that deny nothing where no praise or criticism follows."""
_VERBAL = frozenset("not cannot never unable without fail fails failed".split())
_FINITE = frozenset("is are was were has have".split())
"""Verbs at which the reach of 'not' ends: 'decisions that a child cannot return are sound'."""
_LESSENING = frozenset(
    """
    reduce reduced reduces reducing reduction prevent prevents prevented avoid avoids avoided tackle tackled tackles
    address addressed addresses addressing overcome resolve eliminate eliminated cut spare spared end ended remove
    removed free rid halve halved few fewer less solved decrease decreased fixed remedied
    """.split()
)
"""Words after which what is bad becomes good: 'fewer delays'."""
_BEING = frozenset("been was were is are be being".split())
_TOO_FEW = frozenset({"too few", "too little"})
"""Formulas after which praise is criticism: 'too few plans are clear'."""
_ASKED = re.compile(r"(?:required|needed|to do|to be done)$")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DROPPED = re.compile(
    r"\bnot (?:only|just|merely|simply|least)\b|\bno (?:more|less|fewer|later|earlier) than\b|\bwithout exception\b"
    r"|\ba (?:very )?(?:few|little)\b"
    rf"|\bno (?:doubt|illusions?)\b|\b(?:late|early) (?={_MONTHS}|\d|summer|spring|autumn"
    r"|winter)"
)
_NEED = re.compile(
    r"\b(?:needs? to|needed|required to|should|must|ha(?:ve|s|d) to)\b"
    r"|^\s*(?:ensure|improve|strengthen|review|develop|publish|take|make|provide|increase|reduce|accelerate|implement"
    r"|establish|consider|monitor|raise|extend|clarify|address|embed|secure|set|work with|continue)\b"
)
"""What has to be, or is asked for: 'ensure that ...'."""
_AIM = re.compile(
    r"\b(?:working (?:to|towards|with \w+ to)|(?:work|arrangements|steps|action) to|in order to|so as to"
    r"|plan(?:s|ning)? to|aims? to|seek(?:s|ing)? to|hopes? to|intends? to|will)\b"
)
_WORD = re.compile(r"[#@]\w+|[^\W_]+(?:['’-][^\W_]+)*|~")


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What a clause says for and against what it is about.

    `value` is above 0 where it praises and below 0 where it criticises or denies; `worded` is the part of it that
    words of praise and criticism make up; `denials` counts what denies; `against` are the words that criticise.
    """

    value: float
    worded: float
    denials: int
    against: tuple[str, ...] = ()

    @property
    def sign(self) -> int:
        """1 for praise, -1 for criticism or denial, 0 where neither outweighs."""
        return (self.value >= SOMEWHAT) - (self.value <= -SOMEWHAT)


@lru_cache(maxsize=20_000)
def appraise(clause: str) -> Appraisal:
    """Return how a clause speaks of what it is about."""
    words, formulas = _read(clause)
    value, against, used = 0.0, list[str](), set[int]()
    for at, word in enumerate(words):
        name, plain = formulas.get(word, (word, value_of(word)))
        if not plain:
            continue
        denying = [place for place in range(max(0, at - REACH), at) if _carries(words, place, at)]
        counted = _turned(words, at, plain, denying, is_formula=word in formulas)
        if counted < 0:
            against.append(name)
        used |= set(denying)
        value += counted
    bare = [at for at, word in enumerate(words) if _denies(word) and word not in _COMPARING]
    free = [at for at in bare if at not in used and words[at] not in _OF_ITSELF]
    return Appraisal(value + DENIAL * len(free), value, len(bare), tuple(against))


def speaks_against(text: str, besides: str = "") -> bool:
    """Whether a text denies something, or criticises in words that another text has not."""
    found = appraise(text)
    known = besides.lower()
    return found.denials > 0 or any(word not in known for word in found.against)


@lru_cache(maxsize=50_000)
def value_of(word: str) -> float:
    """Return what a word in lower case counts: above 0 for praise, below 0 for criticism, 0 for neither."""
    plain = word.removesuffix("'s")
    values = _values()
    if plain in values:
        return values[plain]
    is_denied = any(plain.startswith(one) and values.get(plain[len(one) :], 0) > 0 for one in _PREFIXES)
    return -1.0 if is_denied else 0.0


def wishes(text: str) -> bool:
    """Whether a text says what has to be, rather than what is."""
    return _NEED.search(text.lower()) is not None


def _read(clause: str) -> tuple[list[str], dict[str, tuple[str, float]]]:
    """Return a clause's words, with marks in place of formulas, and what each mark stands for and counts."""
    text = _DROPPED.sub(" ", clause.lower().replace("’", "'")).replace("not yet", "not")
    if "neither " in text:
        text = text.replace(" nor ", " or ")
    formulas: dict[str, tuple[str, float]] = {}
    for pattern, value in _formulas():
        for match in reversed(list(pattern.finditer(text))):
            mark = f"#{len(formulas)}"
            formulas[mark] = (match[0], value)
            after = " few" if match[0] in _TOO_FEW else " @need" if _ASKED.search(match[0]) else ""
            text = f"{text[: match.start()]} {mark}{after} {text[match.end() :]}"
    text = _AIM.sub(" @aim ", _neutral().sub(" ~ ", text))
    return _WORD.findall(_NEED.sub(" @need ", text)), formulas


def _turned(words: Sequence[str], at: int, value: float, denying: Sequence[int], *, is_formula: bool) -> float:
    """Return what a word counts where it stands."""
    before = words[max(0, at - REACH) : at]
    if words[at] in _OF_ITSELF:
        is_turned = any(word in ("not", "no", "never") for word in before)
    else:
        is_turned = bool(denying)
        if value < 0 and words[at] not in _DENIALS:
            is_turned ^= "@need" not in before and _is_lessened(words, at, denying)
    if is_turned or value < 0 or is_formula:
        return -value if is_turned else value
    if "@need" in before:
        return DENIAL * value
    return 0.0 if "@aim" in before else value


def _is_lessened(words: Sequence[str], at: int, denying: Sequence[int]) -> bool:
    """Whether what a word names is said to get less: 'reduced delays', 'delays have been reduced'."""
    before = [place for place in range(max(0, at - REACH), at) if place not in denying]
    after = range(at + 1, min(len(words), at + REACH))
    return any(words[place] in _LESSENING and not _is_passive(words, place) for place in before) or any(
        words[place] in _LESSENING and _is_passive(words, place) for place in after
    )


def _is_passive(words: Sequence[str], at: int) -> bool:
    return bool(_BEING & set(words[max(0, at - 2) : at]))


def _denies(word: str) -> bool:
    return word in _DENIALS or word.endswith("n't")


def _carries(words: Sequence[str], place: int, at: int) -> bool:
    """Whether the word at a place denies the one that follows at another."""
    if not _denies(words[place]):
        return False
    ends = words[place] in _VERBAL and words[place + 1] != "all"
    return not (ends and any(word in _FINITE for word in words[place + 1 : at]))


@cache
def _stored() -> dict[str, list[Any]]:
    stored: dict[str, list[Any]] = json.loads(WORDS.read_text(encoding="utf-8"))
    return stored


@cache
def _values() -> dict[str, float]:
    counts = {"good": 1.0, "somewhat good": SOMEWHAT, "bad": -1.0, "somewhat bad": -SOMEWHAT}
    return {word: value for name, value in counts.items() for line in _stored()[name] for word in line.split()}


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_stored()['neutral'])})\b")


@cache
def _formulas() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(pattern), float(value)) for pattern, value in _stored()["formulas"])
