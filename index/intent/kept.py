"""What a plain wording must have in common with what was asked, so that a likely one is not another question.

A small model takes a question that it has not learnt for its nearest neighbour: 'once inadequate, no longer' for
'stayed inadequate'. Of 15,342 wordings that mean the same as a plain one (`eval/questions/wordings.txt`) 209 do
not hold to these rules.
"""

from __future__ import annotations

import re

__all__ = ["is_kept"]

_STAYS = (
    "stay\\w*|same|remain\\w*|kept|keep\\w*|still|unchanged|chang\\w*|stuck|stagnat\\w*|mov\\w*|held|hold\\w*|better"
    "|flat\\w*|standstill|level|budg\\w*|static|shift\\w*|consisten\\w*|put|identical|repeat\\w*|again|twice|progress"
    "|maintain\\w*|retain\\w*|neither|constant|steady|plateau\\w*|equal|match\\w*|improv\\w*|both|cling\\w*|hung|hang\\w*"
    "|stall\\w*|fr[eo]ez\\w*|frozen|stood|each|before|previous|just as|out of"
)
_RUN = (
    "row|running|straight|consecutive\\w*|successive\\w*|back[- ]to[- ]back|twice|again|kept|keep\\w*|each|every"
    "|trot|bounce|spin|repeat\\w*|still|times|succession|one after|next|follow\\w*|consistent\\w*|both|always|two|three"
    "|further"
)
_START = (
    "first|1st|initial\\w*|original\\w*|earliest|start\\w*|began|begin\\w*|debut|oldest|maiden|opening|outset|back then"
    "|before|once|used to|then|day one|kick\\w*|out of the gate|inspection (?:one|1)|top|head|newest|latest|league"
    "|predates"
)
_WANTED = (
    ("first|initial(?:ly)?|original(?:ly)?|debut", "first|earliest|oldest|since|start\\w*|began|between|two|second"),
    ("in a row|consecutive|on the (?:trot|bounce)|back[- ]to[- ]back|successive", f"{_RUN}|between|previous|last|same"),
    (
        "(?<!top )(?:two|three|2|3|a couple of|double|several) (?:whole |full |clear )?(?:grades?|rungs?|steps?"
        "|notch(?:es)?|levels?|bands?)|double (?:drop|jump|leap)",
        "two|three|grades?|more than one|four|all|straight",
    ),
    (
        "no longer(?! than)|any ?(?:more|longer)|formerly|ceased|shed|shaken off|shook off",
        "no longer|now|lost|once|were|from|improved|got|went|better|worse|left|used|not|stopped|ever|swapped|escaped",
    ),
    ("never(?! mind)", "never|not|no|nobody|none|always|every|only|without|first|stayed|neither|stuck|other than"),
    ("(?:start|begin)(?:s|ing|ning)? with (?:an? |the letters? )?['‘“\"]?[a-z]['’”\"]?|alphabet\\w*", "letters?"),
)
"""What a question says, and what a plain wording of it then says."""
_ADDED = (
    ("first", _START),
    ("stayed|same grade|unchanged", _STAYS),
    ("in a row|running|straight(?! (?:from|to))|consecutive\\w*", _RUN),
    ("both frameworks|under both", "both|each|either|two|old|sif|ilacs|as well|versus|vs|before|after|same"),
)
"""What a plain wording says, and what a question that means it then says."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_UP_TO = rf"(?:\W+(?:the|end|start|beginning|of|and|including|in|year|{_MONTH}|\d\d?))*\W+(?:19|20)\d\d\b"
_TIMED = (
    (
        re.compile(
            rf"\b(?:before|prior to|until|up to|(?:up )?till|pre|earlier than|preceding){_UP_TO}", re.IGNORECASE
        ),
        re.compile(r"\b(?:before|prior|until|up to|by|between|pre|earlier|than)\b|\bfrom\b.*\bto\b", re.IGNORECASE),
    ),
    (
        re.compile(rf"\b(?:since|after|post|later than|following|beyond){_UP_TO}|\b20\d\d\W+onwards?\b", re.IGNORECASE),
        re.compile(r"\b(?:since|after|from|onwards|later|between|post|than)\b", re.IGNORECASE),
    ),
)
"""Limits to one side of a year, and how a plain wording says them."""

_PUBLISHED = re.compile(r"\b(?:publish\w*|publication|issued|released)\b", re.IGNORECASE)
_INSPECTED_IN = re.compile(r"\b(?:inspected|visited)\b.*\b(?:19|20)\d\d\b", re.IGNORECASE)
"""What a plain wording says of the days on site, which are not those of publication."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)


_WANTED_OF = tuple((_words(said), _words(meant)) for said, meant in _WANTED)
_ADDED_OF = tuple((_words(said), _words(meant)) for said, meant in _ADDED)


def is_kept(text: str, plain: str) -> bool:
    """Whether a plain wording says nothing of firsts, runs, denials and days that was not asked, and all that was."""
    if _PUBLISHED.search(text) and _INSPECTED_IN.search(plain):
        return False
    return all(meant.search(plain) for said, meant in (*_WANTED_OF, *_TIMED) if said.search(text)) and all(
        meant.search(text) for said, meant in _ADDED_OF if said.search(plain)
    )
