"""Follow-ups for the other direction or the other end of what was asked ('and down?', 'and the latest?')."""

from __future__ import annotations

import re

from index.answering.conversation.turn import Turn

__all__ = ["follow_reversed"]

_FILLS = (
    r"(?:(?:and|but|so|ok|okay|then|now|what about|how about|which|who|whose|what|those|ones?|that|any|has|have|had|did"
    r"|were|was|the|their|its|grades?|councils?|authorit(?:y|ies)|instead|too|as well|though|on the other hand)\W+)*"
)
_WENT = r"(?:went|gone|go|goes|going|moved|moving|came|come) "
_PAIRS = (
    (
        (rf"{_WENT}up(?:wards?)?|improved|got better|gotten better|rose|risen|climbed|stepped up", "went up"),
        (
            rf"{_WENT}down(?:wards?)?|got worse|gotten worse|declined|fell|fallen|dropped|slipped|deteriorated"
            r"|worsened",
            "went down",
        ),
        (r"up(?:wards?)?|better|higher", r"down(?:wards?)?|worse|lower"),
    ),
    (
        (r"earliest|oldest|first", "earliest"),
        (r"latest|newest|most recent|last", "latest"),
        (r"(?:earliest|oldest|first)(?: one)?", r"(?:latest|newest|most recent|last)(?: one)?"),
    ),
)
"""Of each pair both sides: how a question says it, how it is then said, and how a follow-up alone says it."""
_WAY = {"went up": "up", "rose": "up", "went down": "down", "fell": "down"}
_AFTER_HAVE = re.compile(
    rf"(?P<have>\b(?:have|has|had)(?: \w+ly| ever| never| since| also)?) (?P<verb>{'|'.join(_WAY)})\b", re.IGNORECASE
)
_OF_MANY = re.compile(r"^\W*(?:and )?(?:which|whose|who|how many|list|name|show|what)\b", re.IGNORECASE)


def follow_reversed(turn: Turn) -> str | None:
    """Return the question before with its direction or end turned; None where a follow-up asks no more than that."""
    if turn.before.named or turn.now.named or turn.now.times or not _OF_MANY.match(turn.base):
        return None
    for one, other, (one_alone, other_alone) in _PAIRS:
        for (said, _), (verbs, meant), alone in ((one, other, other_alone), (other, one, one_alone)):
            asked = re.fullmatch(
                rf"\W*{_FILLS}(?:(?P<verb>{verbs})|{alone})(?:\W+(?:instead|too|as well|though))?\W*",
                turn.question,
                re.I,
            )
            if asked is None:
                continue
            turned, count = re.subn(rf"\b(?:{said})\b", asked["verb"] or meant, turn.base, count=1, flags=re.IGNORECASE)
            if count:
                return _AFTER_HAVE.sub(lambda match: f"{match['have']} gone {_WAY[match['verb'].lower()]}", turned)
    return None
