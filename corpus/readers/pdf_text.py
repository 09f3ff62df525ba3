"""The characters of one PDF page as runs: one line, one marked-content id, one look.

PDFium's own page text is taken as the truth about words, because it knows where spaces belong; text objects
joined by hand have stray spaces inside words. Each character's text object tells its marked-content id.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

__all__ = ["LINE_HYPHEN", "Look", "Run", "page_runs"]

LINE_HYPHEN = "\x02"
"""A hyphen at the end of a line, as PDFium reports it (the Unicode function gives U+0002, text U+FFFE)."""

SOFT_HYPHEN = "\u00ad"
WIDE_GAP = 1.2
"""A gap between characters of more than this share of the type size separates cells or columns."""

_SYMBOL_FONTS = ("symbol", "wingding", "webding", "dingbat")


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: size in points, weight, colour as 0xRRGGBB, and whether the font is of symbols."""

    size: float
    bold: bool = False
    colour: int = 0
    symbol: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow each other on one line, of one marked-content id and one look.

    `page` counts from 1; `mcid` is -1 for content outside the structure tree; `line` counts the lines of
    the page from 0. The box is that of the inked characters, in PDF points; it is empty (x1 <= x0) where
    there are none. `base` is the height of the baseline.
    """

    page: int
    line: int
    mcid: int
    text: str
    look: Look
    x0: float
    y0: float
    x1: float
    y1: float
    base: float

    @property
    def is_blank(self) -> bool:
        """Whether the run holds nothing but spaces."""
        return not self.text.strip()


@dataclass(slots=True)
class _Pen:
    """Gathers the characters of one run."""

    mcid: int = -1
    look: Look = field(default_factory=lambda: Look(0.0))
    chars: list[str] = field(default_factory=list)
    x0: float = math.inf
    y0: float = math.inf
    x1: float = -math.inf
    y1: float = -math.inf
    base: float = 0.0

    def widen(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Widen the box by a character's."""
        self.x0, self.y0 = min(self.x0, x0), min(self.y0, y0)
        self.x1, self.y1 = max(self.x1, x1), max(self.y1, y1)

    def lift(self, page_no: int, line: int) -> Iterator[Run]:
        """Give the run gathered so far, if any, and start afresh."""
        if self.chars:
            box = (self.x0, self.y0, self.x1, self.y1) if self.x1 > self.x0 else (0.0, 0.0, 0.0, 0.0)
            yield Run(page_no, line, self.mcid, "".join(self.chars), self.look, *box, self.base)
        self.chars = []
        self.x0 = self.y0 = math.inf
        self.x1 = self.y1 = -math.inf


def page_runs(page: pdfium.PdfPage, page_no: int, *, max_chars: int) -> list[Run]:
    """Return the runs of a page in the order of its text.

    Args:
        page: an open page.
        page_no: its number, from 1.
        max_chars: no more characters than this are read.
    """
    text_page = page.get_textpage()
    try:
        return list(_read(text_page.raw, page_no, min(raw.FPDFText_CountChars(text_page.raw), max_chars)))
    finally:
        text_page.close()


def _read(text_page: raw.FPDF_TEXTPAGE, page_no: int, count: int) -> Iterator[Run]:
    objects: dict[int, tuple[int, Look]] = {}
    edges = left, right, bottom, top = tuple(ctypes.c_double() for _ in range(4))
    pointers = tuple(ctypes.byref(edge) for edge in edges)
    pen, line = _Pen(), 0
    for index in range(count):
        char = chr(raw.FPDFText_GetUnicode(text_page, index))
        if char in "\r\n":
            yield from pen.lift(page_no, line)
            line += char == "\n"
            continue
        if text_object := raw.FPDFText_GetTextObject(text_page, index):
            address = ctypes.addressof(text_object.contents)
            known = objects.get(address)
            if known is None:
                known = objects[address] = (raw.FPDFPageObj_GetMarkedContentID(text_object), _look(text_object))
            if known[0] != pen.mcid or known[1] != pen.look:
                yield from pen.lift(page_no, line)
                pen.mcid, pen.look = known
        if not char.isspace() and raw.FPDFText_GetCharBox(text_page, index, *pointers):
            if left.value - pen.x1 > WIDE_GAP * pen.look.size and pen.chars:
                yield from pen.lift(page_no, line)
            if pen.x1 < pen.x0:
                pen.base = _baseline(text_page, index)
            pen.widen(left.value, bottom.value, right.value, top.value)
        pen.chars.append(char)
        if char == LINE_HYPHEN:
            # PDFium gives no line break after a hyphen at the end of a line.
            yield from pen.lift(page_no, line)
            line += 1
    yield from pen.lift(page_no, line)


def _baseline(text_page: raw.FPDF_TEXTPAGE, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    return y.value


def _look(text_object: raw.FPDF_PAGEOBJECT) -> Look:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text_object, size)
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFPageObj_GetMatrix(text_object, matrix):
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    name = _font_name(text_object)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(text_object, red, green, blue, alpha)
    return Look(
        size=round(size.value * scale * 2) / 2,
        bold="bold" in name or "black" in name or "heavy" in name,
        colour=red.value << 16 | green.value << 8 | blue.value,
        symbol=any(part in name for part in _SYMBOL_FONTS),
    )


def _font_name(text_object: raw.FPDF_PAGEOBJECT) -> str:
    font = raw.FPDFTextObj_GetFont(text_object)
    if not font:
        return ""
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace").lower()
