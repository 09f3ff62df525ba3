"""What a question is about: its content words without those that only ask, compare, date or name a kind of document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.answering.asked import Asked, wanted_values
from index.support.terms import content_stems, stem, stems_of

__all__ = ["beyond", "topic_weights"]

EXPANSION = 0.25
"""Weight of a further word for the same thing, beside 1 for the question's own word."""

_ASKING = frozenset(
    stem(word)
    for word in re.findall(
        r"\S+",
        """compare compared comparison contrast differ different difference differently similar similarity change
        changed changes matter extra additional money cash cost costs much many long big describe explain summarise
        summary overview outline main key general generally overall according newspaper news story article press
        paper document documents question answer answers tell told say said says mention mentioned state stated
        list bullet point points item items thing things kind sort amount number exactly actually currently
        thoroughly briefly short detail details words quote quoted quotation happen happened happening going better
        worse best worst versus vs time times year years date dates day days month months ago situation view views
        opinion picture progress since identified identify highlighted highlight reason reasons someone anyone
        somebody anybody everything anything something come comes came put putting puts whole full fully
        good bad well poor poorly strong weak strength ofsted inspectors inspector""",
    )
)
"""Stems of words that ask or judge; a question keeps them only where it has no others."""

_MONEY = ("funding funded investment invested financial spending budget cost grant million",)
"""Words with which documents speak of money."""


def topic_weights(asked: Asked) -> dict[str, float]:
    """Return the stems of what a question is about, each with its weight; rarer ones weigh more."""
    own = stems_of(asked.understanding.words)
    topic = frozenset(one for one in own if one not in _ASKING) or own
    weights = {one: asked.rarity(one) for one in sorted(topic)}
    for one in sorted(stems_of(asked.understanding.expansions)):
        weights.setdefault(one, asked.rarity(one) * EXPANSION)
    if "money" in wanted_values(asked.question):
        for one in sorted(stems_of(_MONEY)):
            weights.setdefault(one, asked.rarity(one) * EXPANSION)
    return weights


def beyond(asked: Asked, *known: Iterable[str]) -> frozenset[str]:
    """Return the stems of a question's topic that are in none of some texts."""
    covered = {one for texts in known for text in texts for one in content_stems(text)}
    own = frozenset(one for one in stems_of(asked.understanding.words) if one not in _ASKING)
    return own - covered
