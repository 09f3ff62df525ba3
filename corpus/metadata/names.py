"""Names of people as they are printed, in lists and with what stands after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["HONORIFIC", "NAME", "PrintedName", "read_names"]

HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor|Rev|Revd)\b\.?"
# A word in capitals is an abbreviation ('HMI'), unless it is a single initial.
_WORD = r"(?:d'|l')?(?![A-Z]{2,}\b)[A-ZÀ-ÖØ-Þ](?:\w+(?:['-]\w+)*|'\w+(?:-\w+)*|\.|(?= ))"
_PARTICLE = r"(?:de|da|di|del|della|du|la|le|van|von|der|den|ten|ter|bin|al|el|st)"
# Words that begin with a capital where a name might go on but are none.
_NOT_A_NAME = (
    r"(?!(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Her|His|HMI|The|This|Lead|Deputy|Team|Inspectors?|Inspection|Judgements?|Grade|Report|Senior|Quality|"
    r"Shadow|Additional|Regulatory|Associate|Contracted|Seconded|Social|Ofsted|Data|Overall|Director|Executive|"
    r"Interim|Corporate|Chief|Strategic|Head|Acting|Any|All|Dear|Yours|Council|Date|Cabinet|Children|Children's|"
    r"Services|And|Majesty's|Supernumerary|Manager|Analyst|Published|Age|Section|Member|Leader|Assistant|Group|"
    r"Statutory|Managing|Service|Portfolio|Contact|Officer|Telephone|Email)\b)"
)
NAME = rf"{_NOT_A_NAME}{_WORD}(?:(?: {_PARTICLE}){{0,2}} {_NOT_A_NAME}{_WORD}){{1,4}}"
_NAME = re.compile(NAME)
_HONORIFIC = re.compile(HONORIFIC + " ?")
_SEPARATOR = re.compile(r"\s*(?:,|;|\band\b|&|[\s|]|\.(?=\s))\s*", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\((?P<title>[^()]{2,60})\)")
# Without a comma or 'and' before it, a name goes on a list only where it has the line to itself.
_ENDS_LINE = re.compile(r"[ .|]*(?:[,;\n&]|and\b|$)")
_STRAY = re.compile(r"[\s.:;,*•|-]*")


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name with the title printed after it, at characters `start:end` of the text."""

    name: str
    title: str | None
    start: int
    end: int


def read_names(text: str, start: int, end: int, titles: Sequence[re.Pattern[str]]) -> list[PrintedName]:
    """Read the list of names that begins at `start`, with the titles after each, until something else comes.

    Args:
        text: folded text.
        start: where the list begins.
        end: where it ends at the latest.
        titles: what may stand after a name ('HMI'); one in the plural after the last name goes for all.
    """
    found: list[PrintedName] = []
    position = _title(text, start, end, titles)[1]
    while position < end:
        before, position = position, _skip(text, position, end, first=not found)
        match = _NAME.match(text, position, end) or _broken_name(text, position, end)
        if match is None:
            break
        title, after = _title(text, match.end(), end, titles)
        if found and not text[before:position].strip() and not _ENDS_LINE.match(text, after, end):
            break
        position = after
        found.append(PrintedName(re.sub(r"\s+", " ", match.group()), title, match.start(), match.end()))
    return _shared_title(found)


def _skip(text: str, position: int, end: int, *, first: bool) -> int:
    if first:
        stray = _STRAY.match(text, position, end)
        position = stray.end() if stray else position
    while (separator := _SEPARATOR.match(text, position, end)) and separator.end() > position:
        position = separator.end()
    honorific = _HONORIFIC.match(text, position, end)
    return honorific.end() if honorific else position


def _broken_name(text: str, position: int, end: int) -> re.Match[str] | None:
    """Match a name whose first word ends a line and whose second begins the next."""
    return re.compile(rf"{_NOT_A_NAME}{_WORD}\n{_NOT_A_NAME}{_WORD}(?: {_NOT_A_NAME}{_WORD})?").match(
        text, position, end
    )


def _title(text: str, position: int, end: int, titles: Sequence[re.Pattern[str]]) -> tuple[str | None, int]:
    bracket = _BRACKET.match(text, position, end)
    if bracket is not None:
        return re.sub(r"\s+", " ", bracket["title"]).strip(), bracket.end()
    after = re.compile(r"[\s,:|-]*").match(text, position, end)
    begin = after.end() if after else position
    matches = [match for pattern in titles if (match := pattern.match(text, begin, end))]
    if not matches:
        return None, position
    best = max(matches, key=lambda match: match.end())
    return re.sub(r"\s+", " ", best.group()).strip(), best.end()


def _shared_title(names: list[PrintedName]) -> list[PrintedName]:
    """Give a title in the plural after the last name ('..., Her Majesty's Inspectors') to all."""
    if not names or not (names[-1].title or "").lower().endswith("inspectors"):
        return names
    title = (names[-1].title or "").removesuffix("s")
    return [
        PrintedName(each.name, each.title if each is not names[-1] and each.title else title, each.start, each.end)
        for each in names
    ]
