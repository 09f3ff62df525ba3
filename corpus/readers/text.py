"""Text and Markdown files into blocks."""

from __future__ import annotations

import re

from corpus.blocks import Block, Extraction
from corpus.model import Role

__all__ = ["read_text"]

_ITEM = re.compile(r"^\s*[-*•–]\s+")


def read_text(text: str) -> Extraction:
    """Read text, with or without Markdown, into blocks."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text):
        for line in chunk.splitlines():
            clean = re.sub(r"<[^>]{1,20}>|\*\*", "", line).strip()
            if not clean.strip("-# "):
                continue
            if clean.startswith("#"):
                blocks.append(Block(clean.lstrip("# "), Role.HEADING, len(clean) - len(clean.lstrip("#"))))
            elif _ITEM.match(clean):
                blocks.append(Block(_ITEM.sub("", clean), Role.LIST_ITEM, 1))
            else:
                blocks.append(Block(clean))
    return Extraction(tuple(blocks), "text/plain")
