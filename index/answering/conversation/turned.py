"""Follow-ups that turn a question on one authority to a region, a list to one authority, and either to the latest."""

from __future__ import annotations

import re

from index.answering.conversation.items import follow_items
from index.answering.conversation.plain import own_words, without_names
from index.answering.conversation.reversed import follow_reversed
from index.answering.conversation.swaps import place_name
from index.answering.conversation.times import inspections_of, untimed
from index.answering.conversation.turn import ITEM_MARK, Turn, is_read, say_inspections
from index.answering.conversation.why import area_words
from index.answering.metadata_fields import asked_field
from index.answering.wording import join_words

__all__ = ["follow_told", "follow_turned"]

MOST_NAMED = 6
"""Authorities of which it is asked together why they were given their grade."""
MOST_LISTED = 40
"""Authorities of which the latest is asked for."""
_AND = r"^\W*(?:and |but |so |then |ok |okay )*(?:(?:what|how) about )?"
_LATEST = re.compile(
    _AND
    + r"(?:(?:only|just|at|in|for) )*(?:(?:the |its |their )?(?P<last>latest|last|most recent|newest|current)(?P<noun>"
    r" (?:one|inspection|report|visit|time))?|(?:right )?(?P<now>now|today|currently|at the moment))\W*$",
    re.IGNORECASE,
)
_WHY = re.compile(_AND + r"(?:why|how come)(?: (?:is|was|are|were) (?:that|it|this))?\W*$", re.IGNORECASE)
_OVERALL = re.compile(_AND + r"(?:for )?(?:the )?overall(?: (?:grade|effectiveness))?\W*$", re.IGNORECASE)
_FOR_AREA = re.compile(_AND + r"(?:for|in|on) (?:the )?(?P<area>[a-z][a-z ,-]+?)\W*$", re.IGNORECASE)
_THEN = re.compile(
    _AND + r"(?:how many(?: (?:was it|were (?:there|they|those|it)|had there been))?|what was it|what about"
    r"|(?:is|was|are|were) (?:that|it|this|there|they)(?: any)? (?:more|fewer|less|higher|lower|up|down|the same)"
    r"(?: than| as)?)(?: (?:there|back))?(?: in| for| during)?\W*$",
    re.IGNORECASE,
)
"""A follow-up to a count without the time that it names, where it asks for the same count then."""
_STATED = {"lead": "Who led {}?", "visit": "When was {}?", "days": "How long were inspectors there at {}?"}
_NTH = re.compile(r"\bthe (?:first|second|third|fourth|fifth|sixth|last|next)\b", re.IGNORECASE)
_STILL = re.compile(r"^\W*(?:still|only|just)\b", re.IGNORECASE)


def follow_turned(turn: Turn) -> str | None:
    """Return the question before turned to the other direction, a region, one authority or the latest inspection.

    None where none of these is asked for.
    """
    if (said := follow_reversed(turn)) is not None:
        return said
    if turn.is_set:
        return _of_set(turn)
    if turn.name is None or turn.now.named or (_is_told(turn) and turn.at_last_set is not turn):
        return None
    if _LATEST.match(turn.question):
        return _latest(turn, turn.name)
    if turn.now.times:
        return _grade_then(turn)
    return _in_region(turn)


def follow_told(turn: Turn) -> str | None:
    """Return another item of the last list, where the question before asks to be told of one ('and the third?')."""
    is_nth = _is_told(turn) and turn.at_last_set is not turn and _NTH.search(turn.question)
    return follow_items(turn.at_last_set) if is_nth else None


def _is_told(turn: Turn) -> bool:
    """Whether the question before asks to be told of an authority, as of one of a list."""
    return re.match(r"tell me about\b", turn.base, re.IGNORECASE) is not None


def _latest(turn: Turn, name: str) -> str | None:
    """Return the question before for the latest inspection of its authority."""
    match = _LATEST.match(turn.question)
    held = inspections_of([name], turn.documents)
    is_item = (turn.before.form == "list" or re.search(ITEM_MARK, turn.earlier[-1])) and match and not match["now"]
    if not held or match is None or (is_item and match["last"].lower() == "last" and not match["noun"]):
        return None
    if turn.is_graded:
        return f"What is the {turn.area} grade of {name} now?"
    field = asked_field(turn.base)
    if field or turn.items:
        return _STATED.get(field or "", "Tell me about {}").format(say_inspections(held[-1:], turn.documents))
    return f"{untimed(turn.before)} at the latest inspection?"


def _grade_then(turn: Turn) -> str | None:
    """Return the grade of a year after a question on how grades moved ('and in 2018?')."""
    if turn.before.form != "timeline" or turn.topic_phrase or not turn.is_graded or own_words(without_names(turn.now)):
        return None
    when = " and ".join(turn.now.question[one.start : one.end] for one in turn.now.times)
    return f"What was the {turn.area} grade of {turn.name} in {when}?"


def _in_region(turn: Turn) -> str | None:
    """Return the question before for the authorities of a region in the place of its own."""
    if len(turn.now.regions) != 1 or own_words(turn.question, ("region", *turn.now.regions[0].lower().split())):
        return None
    place = place_name(turn.now.regions[0])
    if turn.is_graded and turn.grades:
        return f"Which authorities are {turn.grades[0]}{area_words(turn.area)} in {place}?"
    if turn.is_graded:
        asked = "What is the overall" if turn.area == "overall" else f"List the {turn.area}"
        return f"{asked} grade of each council in {place}{'?' if turn.area == 'overall' else ''}"
    first, last = turn.before.authorities[0], turn.before.authorities[-1]
    base = turn.before.question
    return None if asked_field(turn.base) else f"{base[: first.start]}{place}{base[last.end :]}"


def _of_set(turn: Turn) -> str | None:
    """Return a list for the latest, for one authority by name, for its overall grade, or why it has its grade."""
    if turn.now.named:
        return _of_named(turn)
    if turn.now.times and re.match(r"\W*how many\b", turn.base, re.IGNORECASE) and _THEN.match(untimed(turn.now)):
        when = " and ".join(turn.now.question[one.start : one.end] for one in turn.now.times)
        return f"{untimed(turn.before)} in {when}?"
    if (said := _of_other_area(turn)) is not None:
        return said
    match = _LATEST.match(turn.question)
    if match and (match["last"] or "").lower() != "last":
        return _latest_of_set(turn, is_now=match["now"] is not None)
    if _OVERALL.match(turn.question):
        bare = turn.base if turn.area == "overall" else re.sub(r"\s*\b(?:for|in|on) [^?]+", "", turn.base)
        return bare if is_read(bare, turn.words) and turn.read(bare).regions == turn.before.regions else None
    names = list(dict.fromkeys(item.label for item in turn.items))
    if _WHY.match(turn.question) and turn.grades and 1 < len(names) <= MOST_NAMED:
        return f"Why were {join_words(names)} judged {turn.grades[0]}{area_words(turn.area)}?"
    return None


def _of_other_area(turn: Turn) -> str | None:
    """Return a list for another area of judgement in the place of its own ('and for care leavers?')."""
    match = _FOR_AREA.match(turn.question)
    area = match["area"].lower() if match else ""
    if area not in turn.words.areas:
        return None
    held = (name for name in sorted(turn.words.areas, key=len, reverse=True) if name != "overall")
    old = next((name for name in held if re.search(rf"\b{re.escape(name)}\b", turn.base, re.IGNORECASE)), None)
    if old is None or turn.words.areas[old] == turn.words.areas[area]:
        return None
    return re.sub(rf"\b{re.escape(old)}\b", area, turn.base, flags=re.IGNORECASE)


def _of_named(turn: Turn) -> str | None:
    """Return whether the authorities named have the grade that a list asks for ('and Kent?')."""
    query = turn.query
    if query is None or turn.now.times or own_words(without_names(turn.now)) or _STILL.match(turn.question):
        return None
    names = list(dict.fromkeys(turn.now.named))
    if query.change:
        return f"How has the {turn.area} grade of {join_words(names)} changed over time?" if len(names) == 1 else None
    if len(set(turn.grades)) != 1 or query.quantity is not None or query.group_by is not None:
        return None
    when = f" in {turn.when}" if turn.when else ""
    if len(names) > 1:
        return f"What was the {turn.area} grade of {join_words(names)}{when}?"
    grade = f"{turn.grades[0]}{area_words(turn.area)}"
    return f"Was {names[0]} judged {grade}{when}?" if when else f"Is {names[0]} {grade}?"


def _latest_of_set(turn: Turn, *, is_now: bool) -> str | None:
    """Return a list as it is now, or which of its authorities was inspected last."""
    if is_now:
        bare = untimed(turn.before)
        wordings = (f"{bare} now?", f"{bare}?") if turn.grades else (f"{bare}?",)
        return next((one for one in wordings if is_read(one, turn.words)), None)
    names = list(dict.fromkeys(item.label for item in turn.items))
    if turn.is_of_inspections or not 1 < len(names) <= MOST_LISTED:
        return None
    return f"Which authority was inspected most recently: {join_words(names, 'or')}?"
