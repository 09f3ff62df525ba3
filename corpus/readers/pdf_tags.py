"""The structure tree of a tagged PDF: for each marked-content id of a page, the elements that hold it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

__all__ = ["Tag", "page_tags"]

MAX_DEPTH = 60
MAX_ELEMENTS = 50_000


@dataclass(frozen=True, slots=True)
class Tag:
    """The elements that hold a marked content, outermost first.

    `kinds` are their types after the role map ('Table', 'TR', 'TD', 'P'); `steps` are the indices of the
    children that lead there from the root, so that `steps[: n + 1]` identifies the n-th element in the
    whole document (the tree of each page has placeholders for the elements of other pages).
    """

    kinds: tuple[str, ...]
    steps: tuple[int, ...]


_Step = tuple[raw.FPDF_STRUCTELEMENT, tuple[str, ...], tuple[int, ...]]


def page_tags(page: pdfium.PdfPage) -> dict[int, Tag]:
    """Return the tag of each marked-content id of a page; empty for an untagged page."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    tags: dict[int, Tag] = {}
    try:
        todo: list[_Step] = [
            (child, (), (index,))
            for index in range(max(0, raw.FPDF_StructTree_CountChildren(tree)))
            if (child := raw.FPDF_StructTree_GetChildAtIndex(tree, index))
        ]
        _walk(todo, tags)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return tags


def _walk(todo: list[_Step], tags: dict[int, Tag]) -> None:
    # An explicit stack: a hostile tree may be deeper than Python's.
    seen = 0
    while todo and seen < MAX_ELEMENTS:
        element, outer, steps = todo.pop()
        seen += 1
        kinds = (*outer, _string(raw.FPDF_StructElement_GetType, element))
        for index in range(max(0, raw.FPDF_StructElement_CountChildren(element))):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child and len(kinds) < MAX_DEPTH:
                todo.append((child, kinds, (*steps, index)))
                continue
            mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mcid >= 0:
                tags.setdefault(mcid, Tag(kinds, steps))


def _string(function: Callable[..., int], element: raw.FPDF_STRUCTELEMENT) -> str:
    length = function(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    function(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16le", "replace")
