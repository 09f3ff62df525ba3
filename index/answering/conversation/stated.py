"""Follow-ups of a word or two on what inspections state of themselves: when they were, how long, led by whom."""

from __future__ import annotations

import re

from index.answering.conversation.turn import Turn, say_inspections
from index.answering.metadata_fields import asked_field
from index.answering.targets import find_targets

__all__ = ["follow_stated"]

_AND = r"^\W*(?:and |but |so |then )*"
_END = r"\W*$"
_THAT = r"(?: (?:was|is|were|did) (?:that|it|this|they)(?: (?:be|been|happen|done|take place|all))?)?"
_ASKED = (
    (
        re.compile(
            _AND + r"(?:for )?how (?:long|many days)(?: for)?" + _THAT + r"(?: (?:stay|remain|last|go on"
            r"|(?:on site|there|around)))*" + _END,
            re.IGNORECASE,
        ),
        "How long were inspectors there at {}?",
    ),
    (
        re.compile(
            _AND
            + r"(?:when|on (?:what|which) (?:date|day)s?|what (?:date|year|month|day)s?|(?:in )?(?:which|what) (?:year"
            r"|month))" + _THAT + _END,
            re.IGNORECASE,
        ),
        "When was {}?",
    ),
    (
        re.compile(
            _AND
            + r"(?:by whom?|who by|under whom|led by whom?|who led|who did (?:it|that|this(?: one)?)|(?:who(?:'s| is"
            r"| was) )?(?:the )?(?:lead )?inspectors?|whose inspection was (?:it|that))" + _END,
            re.IGNORECASE,
        ),
        "Who led {}?",
    ),
    (
        re.compile(
            _AND + r"when (?:was (?:it|that|this) (?:published|released|issued)|did (?:it|that) come out)" + _END, re.I
        ),
        "When was the report of {} published?",
    ),
)


def follow_stated(turn: Turn) -> str | None:
    """Return when, how long or by whom the inspection was that the question before asks about; None for all else."""
    if turn.now.named or turn.now.times:
        return None
    shape = next((said for pattern, said in _ASKED if pattern.match(turn.question)), None)
    if shape is None or turn.name is None:
        return None
    is_stated = asked_field(turn.base) is not None or turn.is_graded
    held = find_targets(turn.before, turn.documents).documents if is_stated else ()
    if not held or not (turn.before.times or len({one.authorities for one in held}) == 1):
        return None
    if turn.before.times and len(held) > 1:
        return None
    return shape.format(say_inspections(held[-1:], turn.documents))
