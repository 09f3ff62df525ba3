"""Puts what is asked of one lead inspector, or of a framework's first and last use, in the words that are read."""

from __future__ import annotations

import re

from index.answering.catalogue.rewording.page_counts import is_of_pages
from index.answering.catalogue.words import CatalogueWords, alternatives

__all__ = ["of_leaders"]

_END = r"(?P<end>first|last|final|earliest|latest|most recent)(?:ly)?"
_INSPECTION = r"(?:full |lead |led )*(?:inspections?|reports?|outings?|jobs?|assignments?|visits?|ones?)"
_PERIOD = (
    r"^(?:(?:in|over|during|between|across|for|from) )?(?:what|which) (?:period|years?|dates?|time|span|stretch"
    r"|months?)s?(?: of (?:time|years))?\b"
    r"|^(?:from when|since when|when|how long|between when)\b"
)


def of_leaders(text: str, words: CatalogueWords) -> str:
    """Return a question, in lower case, on what a lead inspector led, or when a framework was used, in plain words."""
    text = _area_last(text, words)
    name = rf"(?P<who>{alternatives(words.inspectors)})"
    framework = (
        rf"(?:the )?(?P<framework>{alternatives(words.frameworks)}|(?:old|new|current"
        rf"|previous) framework)(?: framework)?"
    )
    if re.search(
        r"\b(?:first and last|earliest and latest"
        r"|last and first)\b",
        text,
    ) and (match := re.search(name, text)):
        return f"which inspections were led by {match['who']}"
    given = r"^(?:what|which) (?:overall )?(?:grades?|judgements?|ratings?) (?:has|have|did|does|do)"
    if match := re.search(rf"{given} {name} (?:ever )?(?:given|give|gave|hand\w*|award\w*|dish\w*|issue\w*)", text):
        return f"grades of inspections led by {match['who']}"
    many = rf"{alternatives(words.inspectors)}(?:(?:,? (?:or|and)|,) {alternatives(words.inspectors)})+"
    if match := re.match(
        rf"who (?P<did>(?:has |have )?\w+ (?:the )?(?:more|fewer|most|fewest)\b.*?)[,:]? (?P<who>{many})$", text
    ):
        return f"which lead inspector {match['did']}, {match['who']}"
    if match := re.match(
        rf"(?:did|has|have|does|do|was|were) (?:it )?(?P<who>{many}) (?:that |who )?(?P<did>.*\b(?:more|fewer|most"
        rf"|fewest)\b.*)$",
        text,
    ):
        return f"which lead inspector {match['did']}, {match['who']}"
    text = _side_by_side(text, words)
    put = r"which was the \g<end> inspection led by \g<who>"
    for form in (
        rf"^.*?\b{name}(?:'s)? (?:very )?{_END} (?:ever )?{_INSPECTION}\b.*$",
        rf"^.*?\b{_END} {_INSPECTION} (?:that |which )?(?:was |were )?(?:led by |by |of |from |for |did |has "
        rf"|had )?{name}\b(?: (?:led|lead|did|done))?.*$",
        rf"^(?:when|(?:in |on )?(?:what|which) (?:year|date|month)) .*?\b{name}\b.*?\b{_END}\b.*$",
        rf"^(?:when|(?:in |on )?(?:what|which) (?:year|date|month)) .*?\b{_END}\b.*?\b{name}\b.*$",
    ):
        if (match := re.search(form, text)) and not _names_grade(text, words):
            return match.expand(put)
    is_when = re.search(_PERIOD, text) and not re.search(r"\b(?:most|fewest|average)\b", text)
    if (match := re.search(name, text)) and is_when and not _names_grade(text, words):
        return f"which inspections were led by {match['who']}"
    used = (
        r"(?:used|introduced|brought in|came in|come in|start\w*|beg[aiu]n\w*|appl(?:y|ied)|appear\w*|published"
        r"|replac\w+|end\w*|stop\w*)"
    )
    for form, end in (
        (
            rf"^(?:when|(?:in )?(?:what|which) (?:year|date|month)) (?:was|did|is|were) {framework} (?:first "
            rf"|initially )?{used}(?: (?:being |getting )?used)?\b.*$",
            "",
        ),
        (
            rf"^(?:when|(?:in )?(?:what|which) (?:year|date|month)) (?:was|did|is|were) {framework} (?:last"
            rf"|finally) {used}\b.*$",
            "last",
        ),
    ):
        if match := re.search(form, text):
            is_last = end or re.search(r"\b(?:end\w*|stop\w*|replac\w+)\b", text)
            return f"which was the {'last' if is_last else 'first'} inspection under {match['framework']}"
    return text


def _area_last(text: str, words: CatalogueWords) -> str:
    """Return 'the same leadership grade as' with the area after the grade."""
    name = alternatives(words.authorities)
    return re.sub(
        rf"\b(?P<how>same|better|higher|lower|worse) (?P<area>{alternatives(words.areas)})"
        rf"(?P<n> (?:grades?|ratings?|judgements?|scores?))?(?= (?:than|as)(?: (?:in|at))? {name}"
        r"| (?:at|in|for|over) (?:its|their|the) (?:last|latest|most recent) two\b)",
        r"\g<how> grade for \g<area>",
        text,
    )


def _side_by_side(text: str, words: CatalogueWords) -> str:
    """Return 'are inspections under one framework longer than under another' as how long each lasts."""
    named = {words.frameworks.get(one[0]) for one in re.finditer(alternatives(words.frameworks), text)}
    if (
        len(named) < 2
        or words.grade_pattern.search(text)
        or not re.match(
            r"(?:are|were|is|was|do|did|does"
            r"|which)\b",
            text,
        )
    ):
        return text
    if re.search(r"\b(?:publish\w*|reports?)\b", text) and re.search(
        r"\b(?:wait\w*|slow\w*|quick\w*"
        r"|fast\w*)\b",
        text,
    ):
        return "average number of days from the end of inspections to publication by framework"
    if is_of_pages(text):
        return "average pages of reports by framework"
    if re.search(r"\b(?:longer|shorter|quicker|last(?:ed)? longer|took longer|take longer)\b", text):
        return "average number of days on site of inspections by framework"
    is_number = re.search(r"\b(?:more|fewer)\b.*\b(?:inspections?|reports?|ones)\b", text)
    return "number of inspections by framework" if is_number else text


def _names_grade(text: str, words: CatalogueWords) -> bool:
    """Whether a grade, a change or an authority is named, which says more than when somebody led."""
    return bool(words.grade_pattern.search(text) or re.search(alternatives(words.authorities), text))
