"""Reads the source text of a sample document into its parts.

The sources are plain text: parts stand apart by empty lines; `# ` and `## ` begin headings, `- ` a bullet,
`| a | b |` a table row; anything else is a paragraph, whose line breaks stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Kind", "Part", "read_source"]


class Kind(StrEnum):
    """What a part of a sample document is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NUMBERED = "numbered paragraph"
    BULLETS = "bullets"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `lines` are the bullets, the table's rows with `|` between cells, or the lines of text."""

    kind: Kind
    lines: tuple[str, ...]


def read_source(text: str) -> tuple[Part, ...]:
    """Return the parts of a source text in order."""
    return tuple(_part(chunk.split("\n")) for chunk in text.strip().split("\n\n"))


def _part(lines: list[str]) -> Part:
    first = lines[0]
    if first.startswith("## "):
        return Part(Kind.HEADING, (first[3:],))
    if first.startswith("# "):
        return Part(Kind.TITLE, (first[2:],))
    if first.startswith("- "):
        return Part(Kind.BULLETS, tuple(line[2:] for line in lines))
    if first.startswith("| "):
        return Part(Kind.TABLE, tuple(line.strip("| ") for line in lines))
    number, dot, _ = first.partition(". ")
    if dot and number.isdigit():
        return Part(Kind.NUMBERED, tuple(lines))
    return Part(Kind.PARAGRAPH, tuple(lines))
