"""Text and Markdown files into blocks."""

from __future__ import annotations

from corpus.blocks import Extraction
from corpus.framework import Frameworks
from corpus.readers.markdown import pieces_of_text
from corpus.readers.structure import blocks_of

__all__ = ["read_text"]


def read_text(text: str, *, media_type: str = "text/plain", frameworks: Frameworks | None = None) -> Extraction:
    """Read text, with or without Markdown and remains of HTML, into clean blocks.

    Args:
        text: the whole file, decoded; a form feed ends a page.
        media_type: what the extraction is said to be.
        frameworks: names of sections and formulas; those that come with the product where None.
    """
    return Extraction(blocks_of(pieces_of_text(text), frameworks), media_type)
