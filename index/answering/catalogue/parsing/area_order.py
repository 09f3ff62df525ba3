"""Reads how the grades of two areas of one report compare: 'better for this than for that', 'the same', 'differ'."""

from __future__ import annotations

import re
from dataclasses import replace

from index.answering.catalogue.query import AreaOrder, CatalogueQuery
from index.answering.catalogue.words import CatalogueWords, alternatives
from index.answering.reading import Reader

__all__ = ["compares_areas", "read_orders"]

_MORE = r"better|higher|stronger|ahead|above|more highly|more favourably"
_LESS = r"worse|lower|weaker|poorer|behind|below|less highly|less favourably"
_NOUN = (
    r"(?:\s+(?:grades?|ratings?|judgements?|marks?|scores?|deal|services?|results?|outcomes?|judged"
    r"|rated|graded|marked|scored"
    r"|off))*"
)
_LINK = (
    r"(?:\s+(?:for|in|on|of|with|about|their|its|the|they|it|do|does|did|than|as|that|compared|to"
    r"|grades?|ratings?|judgements?"
    r"|services?|is|are|was|were|get|gets|got|received|given|overall grade|council|authority|judged|rated|graded))*\s+"
)
_SAME = (
    r"(?:exactly )?(?:the )?same(?! (?:report|inspection|visit|time|day|year))|identical|equal|as (?:good|bad|high|low)"
)


def _forms(area: str) -> tuple[tuple[str, str], ...]:
    """Return the patterns of comparisons, each with what it says where no word of it does."""
    how = rf"(?P<how>{_MORE}|{_LESS})"
    filler = r"(?:\s+(?!than\b|and\b|but\b)[\w']+){0,4}?"
    return (
        ("", rf"\b{how}{_NOUN}{_LINK}(?P<a>{area}){filler}\s+than{_LINK}?\s*(?P<b>{area})"),
        ("", rf"(?P<a>{area}){filler}\s+(?:an? )?{how}{_NOUN}\s+(?:than|of)?{_LINK}?\s*(?P<b>{area})"),
        (
            "",
            rf"(?P<a>{area}){filler}\s+(?P<how>above|below|ahead of|behind)\s+(?:the |their |its |that"
            rf" (?:of|for) )*(?P<b>{area})",
        ),
        ("same", rf"\b(?:{_SAME}){_NOUN}{_LINK}(?P<a>{area})\s+(?:as|and){_LINK}?\s*(?P<b>{area})"),
        ("same", rf"(?P<a>{area}){filler}\s+(?:{_SAME}){_NOUN}\s+as{_LINK}?\s*(?P<b>{area})"),
        (
            "other",
            rf"(?P<a>{area}){filler}\s+(?:out of (?:line|step)|at odds|inconsistent|differ\w*"
            rf"|different)(?: with| from| to)?{_LINK}?\s*"
            rf"(?P<b>{area})",
        ),
        ("same", rf"(?P<a>{area})\s+and{_LINK}?\s*(?P<b>{area}){filler}\s+(?:{_SAME}|match\w*|agree\w*){_NOUN}"),
        (
            "other",
            rf"(?P<a>{area}){_NOUN}\s+(?:and|from|to){_LINK}?\s*(?P<b>{area}){filler}\s+(?:differ\w*|not"
            rf" (?:the )?same|do not match"
            rf"|diverge\w*|not agree){_NOUN}",
        ),
        (
            "other",
            rf"\b(?:gaps?|differences?)(?:\s+of)?(?:\s+in\s+grades?)?\s+between{_LINK}?\s*(?P<a>{area})\s+and{_LINK}?\s*(?P<b>{area})",
        ),
        ("other", rf"(?P<a>{area})\s+and{_LINK}?\s*(?P<b>{area}){filler}\s+apart\b"),
        (
            "other",
            rf"\b(?:different{_NOUN}{_LINK}(?P<a>{area})\s+(?:than|from|to|and|as){_LINK}?\s*(?P<b>{area}))",
        ),
    )


def compares_areas(text: str, words: CatalogueWords) -> bool:
    """Whether a text sets the grades of two areas of one report side by side."""
    return any(re.search(form, text) for _, form in _forms(alternatives(words.areas)))


def read_orders(query: CatalogueQuery, reader: Reader, words: CatalogueWords) -> CatalogueQuery:
    """Read 'a better grade for one area than for another', 'the same for both', 'differ'."""
    if query.change is not None or query.orders:
        return query
    steps = _steps(reader) if compares_areas(_STEPS.sub(" ", reader.text), words) else 0
    for said, form in _forms(alternatives(words.areas)):
        match = reader.take(form)
        if match is None:
            continue
        first, second = (words.areas[re.sub(r"[\s-]+", " ", match[name])] for name in ("a", "b"))
        if said:
            order = AreaOrder(first, second, said)
        else:
            is_better = re.fullmatch(_MORE, match["how"].removesuffix(" of")) is not None
            order = AreaOrder(first, second) if is_better else AreaOrder(second, first)
        return replace(query, orders=(replace(order, steps=steps),), area=first)
    return query


_STEPS = re.compile(
    r"\b(?P<least>at least |by at least )?(?:by )?(?P<n>one|two|three|[123])(?P<more> or more)?[ -](?:whole "
    r"|full )?(?:grades?|levels?"
    r"|steps?|notch(?:es)?|rungs?|bands?|places)(?: or more)?\b"
)


def _steps(reader: Reader) -> int:
    """Read by how many grades two areas differ; below 0 the exact number, 0 where any will do."""
    match = _STEPS.search(reader.text)
    if match is None:
        return 0
    reader.blank(match.start(), match.end())
    count = {"one": 1, "two": 2, "three": 3}.get(match["n"]) or int(match["n"])
    return count if match["least"] or "or more" in match[0] else -count
