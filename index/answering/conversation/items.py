"""Follow-ups that point at what answered a question: 'who led that inspection?', 'the second', 'and the worst?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document
from index.answering.catalogue.measure import Item
from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.query import Subject
from index.answering.conversation.turn import GRADE_WORDS, ITEM_MARK, Turn, read_query, say_inspections
from index.answering.wording import join_words

__all__ = ["follow_items", "item_of_list", "next_of_list", "other_end"]

MOST_NAMED = 12
"""Authorities or inspections that a follow-up names in the place of 'those' at most."""
MAX_WORDS = 16
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINAL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AND = r"^\W*(?:and |but |so |then |ok |okay )*"
_ONE = re.compile(
    rf"\b(?:the |that |which )(?P<nth>{'|'.join((*_NTH, 'last', 'final', 'middle'))})(?: (?:one|authority|council"
    rf"|inspection|report|visit|place)"
    r"| of (?:them|these|those|the list|the lot)| on (?:the|that|your) list| listed| named)*\b(?! (?:time|year"
    r"|inspected|visited|judged|rated))",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\bthe (?P<dated>later|latest|latter|newer|newest|more recent|most recent|earlier|earliest|older|oldest|former)"
    r" (?:one|inspection|report|visit|of (?:them|those|these|the two))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:number|no\.?|item|point) (?P<number>\d{1,2}|" + "|".join(_CARDINAL) + r")\b", re.IGNORECASE
)
_THAT = re.compile(
    r"\b(?:(?:each|every) (?:authority|council|one|place|inspection|report|visit)|each of (?:them|these|those)|all "
    r"of (?:them|these|those)|both of (?:them|these|those)|(?:that|this"
    r"|the|its|those"
    r"|these|their|the same) (?:authorit(?:y|ies)|councils?|ones?|places?|inspections?|reports?|visits?)(?:'s|’s)?"
    r"(?: that (?:found|said|gave) (?:that|it|this|so))?|they|them|those|these|it|its|their|there|that)\b"
    r"(?: (?:inspections?|reports?|authorities|councils|ones|places|visits?))?",
    re.IGNORECASE,
)
_OF_INSPECTION = re.compile(
    r"\b(?:led|lead|in charge|when|how long|how many days|inspectors?|dated|published|headed|ran)\b", re.IGNORECASE
)
_ASKS_OF_IT = re.compile(
    _AND + r"(?:who (?:led|was (?:in charge|(?:the )?lead)|headed|ran)|(?:under )?(?:which"
    r"|what) (?:lead )?inspector|by whom?|who by"
    r"|under whom|what (?:was |is )?(?:the |their )?(?:overall )?(?:grade|rating)|how long|how many days"
    r"|what date)\b.{0,40}$",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"^\W*what (?:(?:did|was|were) )?(?P<what>the .+?)(?:'s)? (?:conclude|find|say|come to|decide|judge|result|verdict"
    r"|conclusion|outcome)(?: in the end)?(?: overall)?\W*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    _AND + r"(?:(?:show|tell|give|read|describe)(?: me)?(?: more)?(?: about| of)?|(?:which|what|who)(?: one)? (?:was"
    r"|is)|what about|how about|more about|and) *$",
    re.IGNORECASE,
)
_IN_FULL = re.compile(r"\W*(?:(?:in|with) (?:full|more detail|details?|all details)|please|again)?\W*", re.IGNORECASE)


def follow_items(turn: Turn) -> str | None:
    """Return the whole question of a follow-up that points at what answered the one before; None where none does."""
    if turn.is_set and (other := other_end(turn) or _at_end(turn) or _dates(turn)) is not None:
        return other
    if turn.now.named or len(turn.question.split()) > MAX_WORDS:
        return None
    if turn.is_set or turn.items:
        return _with_names(turn) or (_of_its_own(turn) if turn.is_set else None)
    return None


_ENDS = (
    (r"first(?: ever)?|earliest|oldest", r"last|latest|most recent|newest|first(?: ever)?|earliest|oldest"),
    (r"latest|most recent(?:ly)?|newest|last", r"first(?: ever)?|earliest|oldest"),
    (r"longest|lengthiest|biggest|slowest", r"shortest|briefest|quickest|fastest"),
    (r"shortest|briefest|quickest|fastest", r"longest|lengthiest|slowest"),
    (r"best|highest(?: rated)?|strongest", r"worst|lowest(?: rated)?|weakest"),
    (r"worst|lowest(?: rated)?|weakest", r"best|highest(?: rated)?|strongest"),
    (r"most", r"fewest|least"),
    (r"fewest|least", r"most"),
    (r"improved|(?:got|gone|went) (?:better|up)|went up", r"got worse|went down|declined|dropped|fell|worsened"),
    (r"got worse|went down|declined|dropped|fell|worsened", r"improved|got better|went up"),
)
_ADVERB = {"most recent": "most recently", "newest": "most recently", "latest": "most recently"}
_TOP = re.compile(_AND + r"who(?:'s| is|se) (?:at the )?(?:top|number one|busiest|most)\b\W*$", re.IGNORECASE)


def other_end(turn: Turn) -> str | None:
    """Return the earlier question with the other superlative ('and the latest?'), or for the one who did most."""
    if _TOP.match(turn.question):
        parsed = parse_query(turn.base, turn.words)
        return "Who led the most inspections?" if parsed and parsed.query.subject is Subject.INSPECTOR else None
    for one, other in _ENDS:
        old = re.search(rf"\b(?:{one})\b", turn.base, re.IGNORECASE)
        new = re.search(
            _AND + r"(?:what about |how about |which (?:ones? )?(?:is |was |are |were |has |have )?|who(?:(?:'|’)s"
            r"| is| was| has| does)? "
            rf"|where (?:is |was )?|the ones? (?:that|who|which) )*(?:the )?(?P<end>{other})\b"
            r"(?: ones?| inspections?| reports?| rated| council| authority| place| of all| overall)*\W*$",
            turn.question,
            re.IGNORECASE,
        )
        if old and new and old[0].lower() != new["end"].lower():
            end = _ADVERB.get(new["end"].lower(), new["end"]) if old[0].lower().endswith("ly") else new["end"]
            return f"{turn.base[: old.start()]}{end}{turn.base[old.end() :]}"
    return None


_AT_END = re.compile(
    _AND
    + r"(?:which (?:one |inspection |of (?:them|those|these) )?(?:is|was|came) )?(?:the )?(?:(?P<first>earliest|first"
    r"|oldest)|latest|last|newest|most recent)(?: one| inspection| report| of (?:them|those|these|all))?\W*$",
    re.IGNORECASE,
)


def _at_end(turn: Turn) -> str | None:
    """Return when the first or last of the inspections was that are the answer ('and the earliest?')."""
    match = _AT_END.match(turn.question)
    if match is None or not turn.is_of_inspections or len(turn.items) < 2:
        return None
    held = [document for item in turn.items if (document := turn.with_documents(item)) is not None]
    held.sort(key=lambda one: str(one.dated))
    chosen = held[:1] if match["first"] else held[-1:]
    return f"When was {say_inspections(chosen, turn.documents)}?" if chosen else None


_WHEN = re.compile(
    _AND
    + r"(?:when|since when|in (?:which|what) years?|what years?|how long ago|which years?)(?: (?:was|were|did|have|has)"
    r" (?:that|it|this|those|they|these)(?: each)?(?: been)?(?: happen(?:ed)?|so|that)?)?\W*$",
    re.IGNORECASE,
)


def _dates(turn: Turn) -> str | None:
    """Return the earlier list, which says the day of each item, where a follow-up asks only when."""
    if not _WHEN.match(turn.question) or not turn.items:
        return None
    body = re.sub(r"^\W*how many\b", "Which", turn.base, flags=re.IGNORECASE).rstrip(" ?.")
    asked = f"{body}, and when?"
    return asked if read_query(asked, turn.words) is not None else f"{body}?"


_ASKS = re.compile(
    _AND + r"(?P<asks>how many|which(?: ones)?|who|what share|what about (?:the ones?|those) (?:that|which|who)"
    r"|the ones? (?:that|which|who))\b(?: of (?:them|those))?\s*(?P<rest>.+)$",
    re.IGNORECASE,
)


def _of_its_own(turn: Turn) -> str | None:
    """Return a follow-up with a verb of its own ('and how many got worse?') as a question over the same authorities."""
    match = _ASKS.match(turn.question)
    before = turn.query
    if match is None or before is None:
        return None
    asks = match["asks"].lower()
    asks = asks if asks in ("how many", "what share") else "which"
    noun = "inspectors" if before.subject is Subject.INSPECTOR else "authorities"
    whole = f"{asks.capitalize()}{' of the' if 'share' in asks else ''} {noun} {match['rest'].strip(' ?.')}"
    query = read_query(whole, turn.words)
    if query is None or not (query.change or query.times or query.legs):
        return None
    tail = f" in {join_words(before.regions)}" if before.regions and not query.regions else ""
    return f"{whole}{tail}?"


def _with_names(turn: Turn) -> str | None:
    """Return the follow-up with what answers the earlier question in the place of 'that', 'those' or 'the second'."""
    question = turn.question
    nth = (
        _ONE.search(question)
        or (_DATED.search(question) if turn.is_of_inspections else None)
        or _NUMBERED.search(question)
    )
    place = nth or _THAT.search(question)
    if place is None and turn.is_set and _ASKS_OF_IT.match(question) and 0 < len(turn.items) <= MOST_NAMED:
        said = _said(list(turn.items), "that inspection", False, turn)
        by = re.match(r"^\W*(?:and )?(?:by whom?|who by|whose)\W*$", question, re.IGNORECASE)
        return f"Who led {said}?" if by else f"{_without_opening(question).rstrip(' ?.')} at {said}?"
    if place is None or (nth is not None and not _may_count(turn)):
        return None
    items = list(turn.items) if nth is None else _nth(nth, turn)
    if not items or len(items) > MOST_NAMED:
        return None
    put = _said(items, place[0], nth is not None, turn)
    rest = re.match(
        r"\W*[,:;–-]\s*(?P<asks>\w.*?)\b(?:it|that|they)\b(?P<end>.*)", question[place.end() :], re.IGNORECASE
    )
    if nth is not None and rest is not None:
        return f"{rest['asks']}{put}{rest['end']}"
    if _BARE.match(question[: place.start()] or "and") and _IN_FULL.fullmatch(question[place.end() :]):
        return f"Tell me about {put}"
    if re.match(r"(?:its|their)\b(?! (?:inspections?|reports?|visits?))|.*['’]s$", place[0], re.IGNORECASE):
        put = f"{put}'s"
    whole = f"{question[: place.start()]}{put}{question[place.end() :]}"
    whole = re.sub(r"\b(?:was|is)(?= the (?:[\w ]+ )?inspections of\b)", "were", whole)
    return _concluding(_without_opening(whole))


def _without_opening(question: str) -> str:
    return re.sub(r"^\W*(?:and|but|so|then)\b[\s,]*", "", question, count=1, flags=re.IGNORECASE)


def _concluding(question: str) -> str:
    """Return 'what did the inspection conclude' as the question for its overall grade."""
    match = _CONCLUDES.match(question)
    return f"What was the overall grade at {match['what']}?" if match and "inspection" in match["what"] else question


def _may_count(turn: Turn) -> bool:
    """Whether 'the second' may be one of several answers, and not a point within one."""
    return len(turn.items) > 1 and re.search(ITEM_MARK, turn.earlier[-1]) is None


def _nth(match: re.Match[str], turn: Turn) -> list[Item]:
    """Return the item that an ordinal names: in the order shown, by date where inspections are dated by the word."""
    held = match.groupdict()
    items = list(turn.items)
    word = (held.get("nth") or held.get("number") or held.get("dated") or "").lower()
    if held.get("dated"):
        items.sort(key=lambda item: ((found := turn.with_documents(item)) is not None and str(found.dated)) or "")
        return items[:1] if re.match(r"e|o|form", word) else items[-1:]
    if word == "middle":
        return items[len(items) // 2 : len(items) // 2 + 1] if len(items) % 2 else []
    if turn.is_of_inspections and (word in ("first", "last", "final") or turn.name is not None):
        items.sort(key=lambda item: ((found := turn.with_documents(item)) is not None and str(found.dated)) or "")
    if word in ("last", "final"):
        return items[-1:]
    at = next((names.index(word) for names in (_NTH, _CARDINAL) if word in names), None)
    at = int(word) - 1 if at is None else at
    return items[at : at + 1]


def _said(items: Sequence[Item], pointing: str, is_nth: bool, turn: Turn) -> str:
    """Return words for some items: by the inspection where that is asked about, else by the authority."""
    found = [document for item in items if (document := turn.with_documents(item)) is not None]
    names = list(dict.fromkeys(item.label for item in items))
    noun = re.search(r"\b(?:inspections?|reports?|visits?)\b", pointing, re.IGNORECASE)
    is_one = bool(turn.is_of_inspections and (is_nth or len(items) == 1))
    is_graded = turn.is_of_inspections and turn.is_set and GRADE_WORDS.search(turn.question) is not None
    if found and (noun or is_one or is_graded or _OF_INSPECTION.search(turn.question)):
        if "last inspected" in turn.question.lower():
            return join_words(names)
        return say_inspections(_each_once(found), turn.documents)
    return join_words(names)


def _each_once(documents: Sequence[Document]) -> list[Document]:
    return list({one.id: one for one in documents}.values())


_LIST_ITEM = re.compile(
    r"\b(?:the |number |item |point |no\.? ?)?"
    r"(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final"
    r"|(?<=number )(?:one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?<=item )(?:one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?<=point )(?:one|two|three|four|five|six|seven|eight|nine|ten)|(?<=number )\d{1,2}|(?<=item )\d{1,2}"
    r"|(?<=point )\d{1,2}|\b\d{1,2}(?=(?:st|nd|rd|th)\b))(?:st|nd|rd|th)?\b"
    r"(?! (?:inspection|visit|report|letter|time|one before))",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"^\W*(?:(?:can|could|would) (?:you|i) )?(?:please )?(?:and|show|read|give|quote|tell|explain|see|have"
    r"|expand|what|spell|set|write|quote|detail|describe|let|i(?:'d)?|elaborate|open|repeat"
    r"|how|the|number|item|point|more|just|say)\b",
    re.IGNORECASE,
)


_ALONE = re.compile(
    r"^\W*(?:(?:and|only|just|ok) )*(?:the )?(?:\w+|\d+(?:st|nd|rd|th))(?: (?:one|item|point))?(?: (?:only|alone"
    r"|please))?\W*$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^\W*(?:and |then |ok |now )*(?:the |show me the )?(?:(?P<on>next|following)|previous|preceding)(?: one| item| "
    r"point)?"
    r"(?: please)?\W*$",
    re.IGNORECASE,
)


def next_of_list(turn: Turn) -> str | None:
    """Return the earlier question for the item after, or before, the one of its list that it asked for."""
    step, held = _NEXT.match(turn.question), re.search(ITEM_MARK, turn.earlier[-1])
    if step is None or held is None or not held[1].isdigit():
        return None
    return f"{turn.base} (item {max(1, int(held[1]) + (1 if step['on'] else -1))})"


def item_of_list(turn: Turn) -> str | None:
    """Return the earlier question with the number of the item of its list that is asked for ('show me the second')."""
    match = _LIST_ITEM.search(turn.question)
    if (
        match is None
        or not (_SHOWS.match(turn.question) or _ALONE.match(turn.question))
        or turn.now.named
        or turn.now.times
        or turn.is_set
    ):
        return None
    if len(turn.question.split()) > 9 or turn.items:
        return None
    word = match["nth"].lower()
    number = next((str(names.index(word) + 1) for names in (_NTH, _CARDINAL) if word in names), word)
    return f"{turn.base} (item {'last' if number == 'final' else number})"
