"""Puts what is asked of the length of reports, which is their pages and not the days of visits, in one plain form."""

from __future__ import annotations

import re

__all__ = ["in_pages", "is_of_pages"]

_DOCUMENT = r"(?:reports?|letters?|documents?|papers?)"
_MEAN = r"(?:average|mean|typical|usual)"
_ON_AVERAGE = r"(?:on average|on the whole|typically|usually|generally|normally)"
_GROUP = r"(?:region|year|framework|(?:sort|type|kind) of (?:council|authority))"
_END = r"(?P<end>longest|shortest)"
_ONE = r"(?:very )?(?:latest|last|most recent|newest|first|earliest|oldest|second|third)"
_LONGER = re.compile(r"\b(?:longer|shorter|lengthier|briefer)\b")
_OF_DAYS = re.compile(
    r"\b(?:inspections?|visits?|on[- ]site|days?|weeks?|months?|last(?:s|ed)?|took|take|takes|publish\w*|wait\w*)\b"
)
_SAID: tuple[tuple[str, str], ...] = (
    (
        rf"^(?:what (?:is|was) |what's )?(?:the )?(?:(?P<median>median)|{_MEAN})"
        r" (?:number of pages|page (?:count|number|length)s?|length in pages)"
        r"(?= (?:by|per|under|for each|in each|across|from|before|after|since)\b|$)",
        "average pages of reports",
    ),
    (
        rf"^how many pages (?:do|are|is|does|did|were) (?:the |an? )?(?P<x>(?:[\w-]+ ){{0,2}}?{_DOCUMENT}),? "
        rf"(?:(?:have|has|run to),? )?{_ON_AVERAGE},? (?P<by>(?:by|per|in each|for each) .+)$",
        r"average pages of \g<x> \g<by>",
    ),
    (
        rf"^how (?:many pages|long) (?:is|are|was|were|does|do|did|has|have)(?: there)?(?: in)? (?:the )?"
        rf"(?P<x>{_ONE} (?:[\w-]+ ){{0,4}}?{_DOCUMENT}\b.*?)(?: (?:have|has|contain|run to|in pages|long))*$",
        r"pages of the \g<x>",
    ),
    (
        rf"^(?:(?:which|what) (?:lead )?inspector(?:s|'s|s')?|whose) (?:{_DOCUMENT} (?:is|are|was|were)"
        rf"|(?:writes|wrote|has written|has|had|produces|produced)(?= .*{_DOCUMENT}.* {_ON_AVERAGE}))"
        rf" (?:{_ON_AVERAGE} )?(?:the )?{_END}(?: {_DOCUMENT})? {_ON_AVERAGE}$",
        r"\g<end> average pages of reports by lead inspector",
    ),
    (
        rf"^(?:which|what) (?P<u>{_GROUP})(?:s|'s|s')? (?:{_DOCUMENT} (?:is|are|was|were)"
        rf"|(?:writes|wrote|has written|has|had|produces|produced)(?= .*{_DOCUMENT}))"
        rf" (?:{_ON_AVERAGE} )?(?:the )?{_END}(?: {_DOCUMENT})?(?: {_ON_AVERAGE})?$",
        r"in which \g<u> is the average pages of reports \g<end>",
    ),
)
_PUT = tuple((re.compile(said), put) for said, put in _SAID)


def in_pages(text: str) -> str:
    """Return a question, in lower case, on the length of reports as one on their pages."""
    for said, put in _PUT:
        match = said.search(text)
        if match is None:
            continue
        put = put.replace("average", "median") if match.groupdict().get("median") else put
        return f"{text[: match.start()]}{match.expand(put)}{text[match.end() :]}"
    return text


def is_of_pages(text: str) -> bool:
    """Whether it is reports that are longer or shorter than others, and not visits."""
    named = re.search(rf"\b{_DOCUMENT}\b", text) is not None
    return named and _LONGER.search(text) is not None and _OF_DAYS.search(text) is None
