"""Reads the grades before and after a move, and which way it went where only one end is named."""

from __future__ import annotations

import re

from index.answering.catalogue.parsing.grades import grades_in, grades_pattern, widened
from index.answering.catalogue.words import CatalogueWords
from index.answering.reading import Reader

__all__ = ["GO", "read_from_to", "way_of"]

GO = (
    r"(?:go|goes|going|gone|went|mov\w+|slid(?:e|es|ing|den)?|slip\w*|drop\w*|fall\w*|fell|sink\w*|sank|sunk|tumbl\w+"
    r"|plung\w+|head\w*|step\w*|jump\w*|leap\w*|leapt|climb\w*|ris(?:e|es|ing|en)|rose|shot|bounc\w+|com(?:e|es|ing)"
    r"|came|mark\w*|push\w*|pull\w*|shift\w*|progress\w*|advanc\w+)"
)
"""Verbs of moving, in all their forms."""
_NOW = r"\b(?:now|currently|today|is|are|presently)\s+(?:now |currently |judged |rated |graded )*"
_UP = r"(?:better|above|higher|worse|below|lower)"


def _listed(text: str | None, words: CatalogueWords) -> tuple[str, ...]:
    """Return the grades meant by 'good', 'good or outstanding', 'requires improvement or worse'."""
    grades = grades_in(text, words)
    up = re.search(rf"\bor\s+{_UP}$", text or "")
    return widened(grades, None, up[0], words.scale) if grades and up else grades


def read_from_to(reader: Reader, words: CatalogueWords) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Read the grades before and after a change, empty where they are not said, and the words that say them."""
    listed = rf"(?:{grades_pattern(words)})(?:\s+or\s+(?:{grades_pattern(words)}|{_UP}))*"
    before, after = rf"(?:being |an? |its |their )*(?P<b>{listed})", rf"(?:being |an? )*(?P<a>{listed})"
    filler = r"(?:overall |straight |directly |all the way |up |down |back |in one go |grade |rating )*"
    forms = (
        rf"(?:\b{GO}\s+)?\bfrom\s+{before}\s+{filler}(?:to|into)\s+{filler}{after}",
        (
            rf"\b(?:used to be|previously|formerly|once|(?:have |has |had )(?:ever |once )?(?:been|had|got)|was"
            rf"|were|had|got"
            rf"|received)\s+(?:judged |rated |graded )?{before}\b.{{0,40}}?"
            rf"\b(?:but|and)\b.{{0,30}}?\b(?:now|is|are|currently|later|then|became|today)\s+(?:judged "
            rf"|rated |graded "
            rf"|currently |now )*{after}"
        ),
        (
            rf"\b(?:once|previously|formerly)\s+(?:been |judged |rated |graded )*{before}\b.{{0,40}}?\b(?:are|is"
            rf"|became)\s+"
            rf"(?:judged |rated |graded |currently |now )*{after}"
        ),
        (
            rf"{_NOW}{after}(?: right)?(?: now| today"
            rf"| currently)?(?: in (?:the )?[\w ]{{4,24}}?)?[\s,]*(?:having (?:once )?been|after"
            rf" (?:being|having been)"
            rf"|when they were"
            rf"|(?:but|that|which|who|and|where they) (?:once )?(?:was|were|had (?:once )?been|used to be|have been)"
            rf"(?: previously| once)?)"
            rf" (?:judged |rated |graded )?{before}(?P<when> (?:before|previously|last time|earlier|in the past"
            rf"|at the previous"
            rf" (?:inspection|one)|at the one before|the time before)\b)?"
        ),
        (
            rf"{_NOW}{after}(?: right)?(?: now| today| currently)?\s+(?:were|was|had been|used to be) (?:judged "
            rf"|rated |graded )?"
            rf"{before} (?:before|previously|last time|earlier)\b"
        ),
        rf"\b(?:{GO}|improv(?:e|ed|es|ing)|declin\w+|got worse|deteriorat\w+)\s+(?:\w+\s+){{0,2}}?"
        rf"(?:out of|off|from|up from|down from|away from)\s+{before}",
        (
            rf"\b(?:escap\w+|shook off|shak\w+ off|emerg\w+ from|recover\w+ from|exit\w*|g[eo]t(?:ting|s)? out of"
            rf"|gotten out of|left"
            rf"|lifted (?:itself|themselves)? ?(?:out of|from)|got rid of|shed|overc\w+me)\s+{before}"
        ),
        rf"\bno longer\s+(?:judged |rated |graded )?{before}",
        rf"\blost (?:its|their|an?|the)\s+{before}",
        (
            rf"\b(?:became|become|becom\w+|got to|gained|reach\w*|achiev\w+ an?|{GO}(?: (?:up|down"
            rf"|back))? (?:to|into)"
            rf"|improved to|declined to|deteriorated to|downgraded to|upgraded to)\s+{filler}{after}"
        ),
    )
    for form in forms:
        if match := reader.take(form):
            part = {"a": None, "b": None} | match.groupdict()
            return _listed(part["b"], words), _listed(part["a"], words), match[0]
    return (), (), ""


_DOWN = (
    r"\b(?:fell|fall\w*|drop\w*|slip\w*|slid\w*|sink\w*|s[au]nk|down\w*|tumbl\w*|plung\w*|lost|declin\w*|deteriorat\w*"
    r"|relegat\w*|demot\w*|backwards?|worse\w*)\b"
)
_UPWARDS = (
    r"\b(?:climb\w*|r[io]se\w*|up\w*|jump\w*|leap\w*|leapt|improv\w*|better\w*|escap\w*|bounc\w*|emerg\w*|recover\w*|reach\w*"
    r"|achiev\w*|gained|promot\w*|advanc\w*|progress\w*)\b"
)


def way_of(said: str) -> str | None:
    """Return which way a grade went that only one end is named of ('fell from good'), None where nothing says it."""
    is_down, is_up = (
        re.search(_DOWN, said) is not None,
        re.search(_UPWARDS, said.replace("improvement", "")) is not None,
    )
    return None if is_down is is_up else "worse" if is_down else "better"
