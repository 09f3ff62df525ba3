"""What Word's styles and numbering say of a paragraph: heading, bold, list level and the number that Word prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

__all__ = ["Label", "Numbering", "heading_level", "is_bold"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list\s+(?:bullet|number)\s*(\d)?", re.IGNORECASE)
_PART = re.compile(r"%(\d)")
_MAX_LEVELS = 9
_MAX_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Label:
    """What Word prints before a list item: `level` from 0, `number` without its punctuation, None for bullets."""

    level: int
    number: str | None
    marker: str


class Numbering:
    """Counts the numbered paragraphs of one document, asked for in order."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        """Take in the styles and lists of a python-docx document."""
        self._names = {style.style_id: style.name or "" for style in document.styles}
        self._styles = {style.style_id: style.element for style in document.styles}
        self._counts: dict[str, list[int]] = {}
        self._levels = _levels(document)

    def style_of(self, paragraph: Any) -> str | None:  # noqa: ANN401
        """Return the name of a paragraph's style."""
        identity = _value(paragraph, "pPr", "pStyle")
        return None if identity is None else self._names.get(identity)

    def label(self, paragraph: Any) -> Label | None:  # noqa: ANN401
        """Return what Word prints before a paragraph, None if it is no item; counts it."""
        number_id, level = self._list_of(paragraph)
        style = _LIST_STYLE.fullmatch(self.style_of(paragraph) or "")
        if number_id is None:
            return Label(int(style[1] or 1) - 1, None, "•") if style else None
        if number_id == "0":
            return None
        if style and style[1]:
            level = max(level, int(style[1]) - 1)
        level = min(level, _MAX_LEVELS - 1)
        counts = self._counts.setdefault(number_id, [0] * _MAX_LEVELS)
        formats, starts = self._levels.get(number_id, ({}, {}))
        counts[level] = counts[level] + 1 if counts[level] else starts.get(level, 1)
        counts[level + 1 :] = [0] * (_MAX_LEVELS - level - 1)
        form, text = formats.get(level, ("bullet", "•"))
        if form in ("bullet", "none"):
            return Label(level, None, "•")
        return _numbered(level, text or f"%{level + 1}.", counts, formats)

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:  # noqa: ANN401
        """Return the id of a paragraph's list and its level there, from the paragraph or its style."""
        number_id = _value(paragraph, "pPr", "numPr", "numId")
        level = _value(paragraph, "pPr", "numPr", "ilvl")
        identity = _value(paragraph, "pPr", "pStyle")
        for _ in range(_MAX_PARENTS):
            style = self._styles.get(identity or "")
            if number_id is not None or style is None:
                break
            number_id = _value(style, "pPr", "numPr", "numId")
            level = level or _value(style, "pPr", "numPr", "ilvl")
            identity = _value(style, "basedOn")
        return number_id, int(level) if level and level.isdecimal() else 0


def heading_level(paragraph: Any, style: str | None) -> int | None:  # noqa: ANN401
    """Return the level of a heading by its style or outline, None for text."""
    if style is not None:
        if match := _HEADING.fullmatch(style.strip()):
            return int(match[1])
        if style.casefold() == "title":
            return 1
    outline = _value(paragraph, "pPr", "outlineLvl")
    return int(outline) + 1 if outline is not None and outline.isdecimal() and int(outline) < _MAX_LEVELS else None


def is_bold(paragraph: Any) -> bool:  # noqa: ANN401
    """Tell whether all words of a paragraph are bold or underlined by themselves."""
    runs = [run for run in paragraph.iter(f"{_W}r") if any((text.text or "").strip() for text in run.iter(f"{_W}t"))]
    return bool(runs) and all(_is_on(run, "b") or _is_on(run, "u") for run in runs)


def _is_on(run: Any, name: str) -> bool:  # noqa: ANN401
    properties = run.find(f"{_W}rPr")
    mark = None if properties is None else properties.find(f"{_W}{name}")
    return mark is not None and mark.get(_VAL) not in ("0", "false", "none")


def _value(element: Any, *path: str) -> str | None:  # noqa: ANN401
    for name in path:
        element = element.find(f"{_W}{name}")
        if element is None:
            return None
    value = element.get(_VAL)
    return value if isinstance(value, str) else None


def _levels(document: Any) -> dict[str, tuple[dict[int, tuple[str, str]], dict[int, int]]]:  # noqa: ANN401
    """Return, for each list id, format and text of its levels, and where their counts start."""
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    if part is None:
        return {}
    root = part.element
    abstracts = {abstract.get(f"{_W}abstractNumId"): abstract for abstract in root.iter(f"{_W}abstractNum")}
    found: dict[str, tuple[dict[int, tuple[str, str]], dict[int, int]]] = {}
    for number in root.iter(f"{_W}num"):
        abstract = abstracts.get(_value(number, "abstractNumId"))
        identity = number.get(f"{_W}numId")
        if abstract is None or identity is None:
            continue
        formats: dict[int, tuple[str, str]] = {}
        starts: dict[int, int] = {}
        for level in abstract.iter(f"{_W}lvl"):
            at = level.get(f"{_W}ilvl") or ""
            start = _value(level, "start") or ""
            if at.isdecimal() and int(at) < _MAX_LEVELS:
                formats[int(at)] = (_value(level, "numFmt") or "decimal", _value(level, "lvlText") or "")
                starts[int(at)] = int(start) if start.isdecimal() else 1
        found[identity] = (formats, starts)
    return found


def _numbered(level: int, text: str, counts: list[int], formats: dict[int, tuple[str, str]]) -> Label:
    """Return the number as Word prints it: '%1.%2' is '3.1'."""

    def printed(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        return _in_form(counts[at] or 1, formats.get(at, ("decimal", ""))[0]) if at < _MAX_LEVELS else ""

    full = _PART.sub(printed, text).strip()
    number = full.strip("().[] ")
    is_dotted = "." in number and number.replace(".", "").isdigit()
    if is_dotted:
        return Label(level, number, "1.1")
    kind = "1" if number.isdigit() else "a"
    return Label(
        level, number or None, f"({kind})" if full.startswith("(") else kind + (full[-1:] if full[-1:] in ".)" else ".")
    )


def _in_form(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    return str(count)


def _roman(count: int) -> str:
    parts = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    roman = ""
    for value, sign in parts:
        roman += sign * (count // value)
        count %= value
    return roman
