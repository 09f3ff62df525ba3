"""Writes a small tagged PDF: pages, a structure tree, marked content, and nothing that changes between runs.

Made because the PDF libraries for Python that we know of draw pages without a structure tree. The syntax is that
of ISO 32000-1: 14.6 marked content, 14.7 logical structure, 14.8 tagged PDF. Letters are those of
WinAnsiEncoding in the standard fonts Helvetica and Helvetica-Bold, which need no embedding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.sample_sources.source import Kind, Part

__all__ = ["tagged_pdf"]

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
LEFT, RIGHT, TOP, BOTTOM = 72, 523, 770, 92
INDENT = 18
COLUMN = 360
LEADING = 1.35


@dataclass(frozen=True, slots=True)
class _Style:
    font: str
    size: float
    after: float

    def width(self, text: str) -> float:
        name = {"F1": "Helvetica", "F2": "Helvetica-Bold"}[self.font]
        return float(stringWidth(text, name, self.size))


BODY = _Style("F1", 11, 8)
TITLE = _Style("F2", 17, 12)
HEADING = _Style("F2", 13, 8)
SMALL = _Style("F1", 8.5, 0)


@dataclass(slots=True)
class _Element:
    """A structure element; its children are elements or marks (page index, marked-content id)."""

    tag: str
    children: list[_Element | tuple[int, int]] = field(default_factory=list)

    def child(self, tag: str) -> _Element:
        element = _Element(tag)
        self.children.append(element)
        return element


@dataclass(slots=True)
class _Page:
    drawn: list[str] = field(default_factory=list)
    owners: list[_Element] = field(default_factory=list)


class _Layout:
    """Sets lines on pages from the top down and marks what it draws with the element it belongs to."""

    def __init__(self, running: str) -> None:
        self.running = running
        self.pages: list[_Page] = []
        self.y = 0.0
        self.new_page()

    def new_page(self) -> None:
        """Begin a page; from the second on it bears the running header, outside the structure."""
        self.pages.append(_Page())
        self.y = TOP
        number = len(self.pages)
        if number > 1:
            self._artifact(LEFT, PAGE_HEIGHT - 44, self.running)
            self._artifact(RIGHT - 8, PAGE_HEIGHT - 44, str(number))

    def text(self, element: _Element, text: str, style: _Style, left: float = LEFT, right: float = RIGHT) -> None:
        """Draw text that may run over pages; each page's share is one marked content of the element."""
        lines = _wrap(text, style, right - left)
        while lines:
            room = max(int((self.y - BOTTOM) / (style.size * LEADING)), 0)
            share, lines = lines[:room], lines[room:]
            if share:
                self._mark(element, share, style, left)
            if lines:
                self.new_page()
        self.y -= style.after

    def row(self, element: _Element, cells: Sequence[str], header: bool) -> None:
        """Draw one row of a table of two columns."""
        top = lowest = self.y
        for cell, left, right in zip(cells, (LEFT, COLUMN), (COLUMN - 12, RIGHT), strict=True):
            self.y = top
            self.text(element.child("TH" if header else "TD").child("P"), cell, BODY, left, right)
            lowest = min(lowest, self.y)
        self.y = lowest

    def _mark(self, element: _Element, lines: Sequence[str], style: _Style, left: float) -> None:
        page = self.pages[-1]
        mark = len(page.owners)
        page.owners.append(element)
        element.children.append((len(self.pages) - 1, mark))
        page.drawn.append(f"/{element.tag} <</MCID {mark}>> BDC")
        for line in lines:
            self.y -= style.size * LEADING
            page.drawn.append(_show(style, left, self.y, line))
        page.drawn.append("EMC")

    def _artifact(self, x: float, y: float, text: str) -> None:
        self.pages[-1].drawn += ["/Artifact <</Type /Pagination>> BDC", _show(SMALL, x, y, text), "EMC"]


def tagged_pdf(parts: Iterable[Part], title: str) -> bytes:
    """Return the bytes of a tagged PDF of the parts; the same parts give the same bytes.

    Args:
        parts: what stands on the pages, in reading order; tables have two columns.
        title: the document's title, also the running header from the second page on.
    """
    layout = _Layout(title)
    root = _Element("Document")
    for part in parts:
        _place(layout, root, part)
    return _file(layout.pages, root, title)


def _place(layout: _Layout, root: _Element, part: Part) -> None:
    if part.kind is Kind.TABLE:
        table = root.child("Table")
        for index, line in enumerate(part.lines):
            layout.row(table.child("TR"), line.split(" | "), header=index == 0)
    elif part.kind is Kind.BULLETS:
        bullets = root.child("L")
        for line in part.lines:
            layout.text(bullets.child("LI").child("LBody"), f"• {line}", BODY, LEFT + INDENT)
    elif part.kind is Kind.NUMBERED:
        item = root.child("L").child("LI")
        layout.text(item.child("LBody"), " ".join(part.lines), BODY)
    else:
        tag, style = {Kind.TITLE: ("H1", TITLE), Kind.HEADING: ("H2", HEADING)}.get(part.kind, ("P", BODY))
        for line in part.lines:
            layout.text(root.child(tag), line, style)


def _wrap(text: str, style: _Style, width: float) -> list[str]:
    """Break text into lines; every line but the last keeps its space, as word processors write it."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and style.width(f"{line} {word}") > width:
            lines.append(line + " ")
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _show(style: _Style, x: float, y: float, text: str) -> str:
    return f"BT /{style.font} {style.size:g} Tf 1 0 0 1 {x:g} {y:.2f} Tm ({_escape(text)}) Tj ET"


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(pages: Sequence[_Page], root: _Element, title: str) -> bytes:
    """Number the objects and write them: catalogue, pages and their contents, fonts, structure."""
    objects: dict[int, str] = {}
    page_ids = [5 + 2 * index for index in range(len(pages))]
    fonts, tree, parents = 5 + 2 * len(pages), 7 + 2 * len(pages), 8 + 2 * len(pages)
    numbers: dict[int, int] = {}
    _number(root, numbers, parents + 1)
    objects[1] = (
        f"<</Type /Catalog /Pages 2 0 R /StructTreeRoot {tree} 0 R /MarkInfo <</Marked true>> "
        "/Lang (en-GB) /ViewerPreferences <</DisplayDocTitle true>>>>"
    )
    kids = " ".join(f"{number} 0 R" for number in page_ids)
    objects[2] = f"<</Type /Pages /Kids [{kids}] /Count {len(pages)}>>"
    objects[3] = f"<</Title ({_escape(title)}) /Producer (inspection-qa sample documents)>>"
    objects[4] = f"<</Font <</F1 {fonts} 0 R /F2 {fonts + 1} 0 R>>>>"
    for index, (number, page) in enumerate(zip(page_ids, pages, strict=True)):
        content = "\n".join(page.drawn)
        objects[number] = (
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] /Resources 4 0 R "
            f"/Contents {number + 1} 0 R /StructParents {index} /Tabs /S>>"
        )
        objects[number + 1] = f"<</Length {len(_encode(content))}>>\nstream\n{content}\nendstream"
    for offset, name in enumerate(("Helvetica", "Helvetica-Bold")):
        objects[fonts + offset] = f"<</Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding>>"
    objects[tree] = f"<</Type /StructTreeRoot /K {numbers[id(root)]} 0 R /ParentTree {parents} 0 R>>"
    owners = (
        f"{index} [{' '.join(f'{numbers[id(owner)]} 0 R' for owner in page.owners)}]"
        for index, page in enumerate(pages)
    )
    objects[parents] = f"<</Nums [{' '.join(owners)}]>>"
    _write_elements(root, tree, numbers, page_ids, objects)
    return _bytes(objects)


def _number(element: _Element, numbers: dict[int, int], first: int) -> None:
    numbers[id(element)] = first + len(numbers)
    for child in element.children:
        if isinstance(child, _Element):
            _number(child, numbers, first)


def _write_elements(
    element: _Element, parent: int, numbers: dict[int, int], page_ids: Sequence[int], objects: dict[int, str]
) -> None:
    number = numbers[id(element)]
    kids = []
    for child in element.children:
        if isinstance(child, _Element):
            kids.append(f"{numbers[id(child)]} 0 R")
            _write_elements(child, number, numbers, page_ids, objects)
        else:
            kids.append(f"<</Type /MCR /Pg {page_ids[child[0]]} 0 R /MCID {child[1]}>>")
    objects[number] = f"<</Type /StructElem /S /{element.tag} /P {parent} 0 R /K [{' '.join(kids)}]>>"


def _bytes(objects: dict[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number in range(1, len(objects) + 1):
        offsets.append(len(out))
        out += _encode(f"{number} 0 obj\n{objects[number]}\nendobj\n")
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += _encode(f"xref\n0 {size}\n0000000000 65535 f \n{table}")
    out += _encode(f"trailer\n<</Size {size} /Root 1 0 R /Info 3 0 R>>\nstartxref\n{start}\n%%EOF\n")
    return bytes(out)


def _encode(text: str) -> bytes:
    return text.encode("cp1252")
