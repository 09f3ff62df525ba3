"""Follow-ups that ask the same again: as a list, shorter, for more of it, for its source or its number."""

from __future__ import annotations

import re

from index.answering.conversation.turn import Turn

__all__ = ["asked_again"]

_ONES = re.compile(
    r"^\W*(?:and |so |ok |okay )*(?:which|what) (?:ones?|are they|are those|of them|were they)\b|"
    r"^\W*(?:list|name|show)(?: me)? (?:them|those|these)\b|^\W*who are they\b"
    r"|^\W*(?:(?:the |a )?(?:list|names?|details?)|show me)(?: please| them)?\W*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^\W*(?:how many|what share of)\b", re.IGNORECASE)
_WHICH = re.compile(r"^\W*(?:and |so )*which ones?\W*$", re.IGNORECASE)
_FORMAT = re.compile(
    r"^\W*(?:(?:can|could) you |please |just )*(?:(?:put|say|give|show|repeat|write|tell)(?: me)? (?:it|that|this"
    r"|me)?\s*)?"
    r"(?:(?:again )?(?:in|as) (?:an? |one |a few |two |three )?(?:single )?(?:sentences?|words?|brief|short"
    r"|bullets?(?: points?)?|nutshell|list|plain english)|shorter|shorten (?:it|that)|sum (?:it|that|this) up"
    r"|summari[sz]e (?:it|that|this)|simpler|simplify (?:it|that)|briefly|(?:make it|be) (?:shorter|brief|briefer)"
    r"|(?:repeat|say) (?:that|it|this)(?: again)?)(?: please)?\W*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:(?:can|could) you |please )*(?:tell me more|more(?: (?:details?|please|about (?:that|this|it)))?"
    r"|go on|say more|what else(?: (?:did|do) (?:they|it|inspectors) (?:say|find))?|anything else|elaborate"
    r"|expand(?: on (?:that|this|it))?|in more detail|explain (?:that|this|it)?|continue)"
    r"(?: (?:about|on) (?:that|this|it))?\W*$",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"^\W*(?:and |so )*how many(?: (?:points?|items?|things?|areas?|actions?|of (?:them|those)|in (?:all|total)"
    r"|altogether"
    r"|(?:is|are|was|were) (?:that|there|those|they|it)|did (?:they|it) (?:list|name|give)))*\W*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^\W*(?:and |but |so )*(?:where (?:does|did) (?:it|that|this|the (?:report|letter)) (?:say|come"
    r"|appear)(?: from| that)?"
    r"|where is that (?:from|written|stated)|(?:what(?:'s|’s| is) )?(?:the|your) source|which (?:page"
    r"|paragraph)(?: is that)?"
    r"|who (?:says|said) (?:so|that|this)|says who|how do you know(?: that)?|(?:show|give) me the (?:source"
    r"|quote|paragraph)s?"
    r"|can i see the (?:source|quote|paragraph)s?|what (?:page|paragraph)(?: is (?:that|it))?)\W*$",
    re.IGNORECASE,
)


def asked_again(turn: Turn) -> str | None:
    """Return the question before in the form in which it is asked again; None where something else is asked."""
    return _as_list(turn) or _again(turn)


def _as_list(turn: Turn) -> str | None:
    is_count = _COUNTED.match(turn.base) is not None
    if (is_count and _ONES.search(turn.question)) or (turn.query is not None and _WHICH.match(turn.question)):
        return _COUNTED.sub("Which", turn.base)
    return None


def _again(turn: Turn) -> str | None:
    if turn.before.form == "list" and not turn.is_set and _COUNT.match(turn.question):
        return turn.base
    if _FORMAT.match(turn.question) or _SOURCE.match(turn.question):
        return turn.base
    return f"Tell me more: {turn.base}" if _MORE.match(turn.question) else None
