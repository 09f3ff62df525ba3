"""How far, which way and how surely a clause says something: extent, direction, and whether it is done, meant or due.

Extents lie on a scale from 'none' to 'all', so that 'hardly any' and 'only three' are near, 'a few' and 'most' far.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["begins", "direction", "extents", "is_done", "is_due", "is_free", "is_meant", "is_whole"]

_COUNTED = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_SCALE = (
    "none|no one|nobody|not one|not a single",
    "(?:very )?few(?! months| weeks| days| years)|too few|a few|(?:very |a very |a )?small (?:number|minority"
    "|proportion|share|group)|minority|rarely|seldom|hardly (?:any|ever)|scarcely|rare|handful|isolated"
    f"|exceptional(?:ly)?|only (?:a )?(?:{_COUNTED}|few|quarter|third|small)(?: of)?|just {_COUNTED}"
    "|a (?:quarter|fifth|tenth) of",
    r"some(?! \d)|several|sometimes|occasionally|at times|certain|not all|not every\w*|not always|in places"
    "|a number of",
    "too many|many|often|frequently|numerous|large (?:number|proportion|share|group)|commonly|too often|regularly"
    "|a lot of",
    "most(?!ly to)|majority|mostly|usually|generally|nearly all|almost all|almost every|nearly every|largely|typically"
    "|mainly|by and large|on the whole|almost always",
    r"all(?! ages| levels| along| in all)|every(?! day| week| month)|each|always|invariably|consistently"
    "|without exception|everyone|everybody|whole",
)
_TRIED = (4, 2, 1, 0, 5, 3)
"""Order in which classes are looked for, so that 'not all' is not 'all' and 'almost all' neither."""
_EXTENT = re.compile("|".join(rf"(?P<x{at}>\b(?:{_SCALE[at]})\b)" for at in _TRIED), re.IGNORECASE)
_UP = re.compile(
    r"\b(?:more(?! than (?:\d|one|two|three|half))|increas\w+|ris(?:e[sn]?|ing)|rose|grow\w*|grew|higher|greater|larger"
    r"|bigger|(?:gone|going|went) up|up from|doubl\w+|climb\w*|expand\w*|additional|extra)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:fewer|less|reduc\w+|decreas\w+|fall(?:s|en|ing)?|fell|drop\w*|lower|smaller|(?:gone|going|went|come|came"
    r"|brought) down|down from|shr[aiu]nk\w*|declin\w+|halved|cut(?:s|ting)?)\b",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:plan(?:s|ning|ned)? to|intend(?:s|ed) to|intention|aims? to|hopes? to|wants? to|considering|consider whether"
    r"|propos(?:es? to|als?|ed)|will|(?:is|are) to (?:be|become|get)|due to (?:start|open|begin|launch)|about to"
    r"|going to|asked for|requested|would like|yet to|seek(?:s|ing)? to|next year|in future|expected to)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:has|have|had|having|was|were)\s+(?:\w+ly\s+|already\s+|now\s+|been\s+|also\s+|since\s+)*"
    r"(?!(?:to|been|not|asked)\b)(?:\w+ed|set|put|made|taken|begun|brought|given|led|built|grown|become|met|held|done)\b"
    r"|\b(?:is|are) (?:already|now) |\balready\b",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"\b(?:begin\w*|began|begun|start\w*|not yet|yet to|early stages?|in the process of|working (?:to|towards|on)"
    r"|too (?:early|soon)|emerging)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:already|now|fully|completely|entirely|no longer)\b", re.IGNORECASE)
_DUE = re.compile(r"\b(?:must|obliged|compulsory|mandatory|(?:has|have) to(?! improve)|required to)\b", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:may|can|could|might|helpful if|would be (?:very )?helpful|optional|voluntary|not required|need not"
    r"|not needed|do not have to|would like)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def extents(text: str) -> tuple[int, ...]:
    """Return the extents that a text names, in order: 0 none, 1 few, 2 some, 3 many, 4 most, 5 all."""
    return tuple(int((match.lastgroup or "x0")[1:]) for match in _EXTENT.finditer(text))


@lru_cache(maxsize=20_000)
def direction(text: str) -> int:
    """Return 1 where a text says that something is or gets more, -1 for less, 0 for both and neither."""
    up, down = _UP.search(text) is not None, _DOWN.search(text) is not None
    return up - down


def is_meant(text: str) -> bool:
    """Whether a text tells of something planned, asked for or to come."""
    return _MEANT.search(text) is not None


def is_done(text: str) -> bool:
    """Whether a text tells of something that was done."""
    return _DONE.search(text) is not None


def begins(text: str) -> bool:
    """Whether a text tells of something that has only begun, or not yet."""
    return _BEGUN.search(text) is not None


def is_whole(text: str) -> bool:
    """Whether a text tells of something as achieved by now."""
    return _WHOLE.search(text) is not None


def is_due(text: str) -> bool:
    """Whether a text says that something must be."""
    return _DUE.search(text) is not None


def is_free(text: str) -> bool:
    """Whether a text says that something may be, or need not."""
    return _FREE.search(text) is not None
