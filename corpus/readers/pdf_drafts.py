"""Drafts: blocks on their way from the page to the reader's blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.model import Role
from corpus.readers.pdf_fragments import Fragment
from corpus.readers.pdf_text import LINE_HYPHEN

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A block with its role, heading level or list depth, and number; `bullet` says that it had one."""

    block: Fragment
    text: str
    role: Role
    level: int = 0
    number: str | None = None
    bullet: bool = False

    def followed_by(self, other: Draft) -> Draft:
        """Return one draft of the words of both."""
        gap = "" if self.text.endswith(LINE_HYPHEN) else " "
        block = replace(self.block, runs=self.block.runs + other.block.runs)
        return replace(self, block=block, text=self.text + gap + other.text)
