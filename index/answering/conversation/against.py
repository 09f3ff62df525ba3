"""Follow-ups that set what was asked against another time or authority: 'longer than in 2019?', 'versus Kent'."""

from __future__ import annotations

import re

from index.answering.conversation.names import with_names_of
from index.answering.conversation.plain import own_words, without_names
from index.answering.conversation.times import inspections_of, neighbour, untimed
from index.answering.conversation.turn import Turn
from index.answering.metadata_fields import asked_field
from index.answering.targets import find_targets

__all__ = ["follow_against"]

_AGAINST = re.compile(
    r"\b(?:than|before or after|earlier or later|compar(?:e[sd]?|ing)(?: (?:it|that|this))?(?: (?:to|with))?|(?:set "
    r")?against|versus|vs|(?:same"
    r"|different)"
    r" (?:as|from|to)|relative to|next to|alongside)\b",
    re.IGNORECASE,
)
_LAST_TIME = re.compile(
    r"\b(?:(?:the )?last time|before(?:hand)?|earlier|previously|(?:the )?(?:time|one|inspection|report|visit) before"
    r"|(?:the )?previous(?: (?:time|one|inspection|report|visit))?)\b",
    re.IGNORECASE,
)
_FILLS = """longer shorter more less fewer higher lower better worse bigger smaller larger greater same different
    stronger
    weaker stricter harsher kinder compare compared comparing compares stack measure up against versus vs relative
    next alongside inspection report visit last previous before earlier previously stand improvement any
    change""".split()


def follow_against(turn: Turn) -> str | None:
    """Return the earlier question for both times or authorities; None where the follow-up says more, or grades tell."""
    match = _AGAINST.search(turn.question)
    if turn.is_set or turn.name is None or match is None:
        return None
    own = re.sub(r"^\W*(?:and|but|so|then)\b\W*", "", turn.question[: match.start()], flags=re.IGNORECASE).strip()
    if asked_field(own) and not turn.now.named and (years := _years(turn)) is not None:
        return f"{own} in {turn.name} in {years[0]} and {years[1]}?"
    if own_words(without_names(turn.now), _FILLS):
        return None
    field = asked_field(turn.base)
    if turn.now.named and not turn.now.times:
        return _with_other(turn) if field and not turn.is_graded else None
    years = _years(turn)
    if years is None or turn.now.named:
        return None
    both = f"{years[0]} and {years[1]}"
    if turn.is_graded:
        area = "overall" if turn.area == "overall" else turn.area
        return f"What was the {area} grade of {turn.name} in {both}?" if turn.now.times else None
    if field:
        asked = re.sub(r"\b(?:the )?(inspection|report|visit)\b", r"the \1s", untimed(turn.before), count=1)
        asked = re.sub(r"\bwas(?= the (?:inspection|report|visit)s\b)", "were", asked)
        return f"{asked} in {both}?"
    topic = turn.topic_phrase or " ".join(turn.topic)
    return f"Compare {topic} in {turn.name} in {both}" if topic else None


def _with_other(turn: Turn) -> str:
    """Return the question before for its authority and the one that it is set against."""
    other = turn.now.named[0]
    both = turn.read(f"{turn.name} and {other}")
    return with_names_of(both, turn.before)


def _years(turn: Turn) -> tuple[int, int] | None:
    """Return the year asked about before and the one it is set against, the earlier first; None where one lacks."""
    held = inspections_of([turn.name or ""], turn.documents)
    asked = [one for one in find_targets(turn.before, turn.documents).documents if one in held] or held[-1:]
    if not asked or asked[-1].dated is None:
        return None
    start = turn.before.times[0] if turn.before.times else None
    then = start.first.year if start is not None else asked[-1].dated.year
    if turn.now.times:
        other: int | None = turn.now.times[0].first.year
    else:
        other = neighbour(held, start, -1) if _LAST_TIME.search(turn.question) else None
    return None if other is None or other == then else (min(then, other), max(then, other))
