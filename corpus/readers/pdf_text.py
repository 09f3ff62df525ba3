"""The characters of one PDF page as runs: one line, one marked-content id, one look.

PDFium's own page text is taken as the truth about words, because it knows where spaces belong; text objects
joined by hand have stray spaces inside words. Each character's text object tells its marked-content id.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

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


def page_runs(page: pdfium.PdfPage, page_no: int, *, max_chars: int) -> list[Run]:
    """Return the runs of a page in the order of its text.

    Args:
        page: an open page.
        page_no: its number, from 1.
        max_chars: no more characters than this are read.
    """
    text_page = page.get_textpage()
    try:
        pen = _Pen(text_page.raw, page_no)
        pen.read(min(raw.FPDFText_CountChars(text_page.raw), max_chars))
        return pen.runs
    finally:
        text_page.close()


class _Pen:
    """Gathers characters into runs. Millions of characters pass through it: it is written for speed."""

    def __init__(self, text_page: raw.FPDF_TEXTPAGE, page_no: int) -> None:
        self.runs: list[Run] = []
        self._text_page = text_page
        self._page_no = page_no
        self._line = 0
        self._chars: list[str] = []
        self._box = [math.inf, math.inf, -math.inf, -math.inf]
        self._base = 0.0
        self._style = (-1, Look(0.0))
        self._objects: dict[int, tuple[int, Look]] = {}
        self._styles: dict[tuple[int, Look], tuple[int, Look]] = {}

    def read(self, count: int) -> None:
        """Read the first `count` characters of the page."""
        edges = array("d", bytes(32))
        left, right, bottom, top = (ctypes.c_void_p(edges.buffer_info()[0] + 8 * place) for place in range(4))
        text_page, objects, current = ctypes.cast(self._text_page, ctypes.c_void_p), self._objects, None
        code_of, object_of, box_of = _quick_calls()
        for index in range(count):
            char = chr(code_of(text_page, index))
            if char in "\r\n":
                self._end_line(char == "\n")
                continue
            text_object = object_of(text_page, index)
            if text_object and text_object != current:
                # The address is the same for all characters of one text object.
                current = text_object
                style = objects.get(text_object) or self._learn(text_object)
                if style is not self._style:
                    self._lift()
                    self._style = style
            if not char.isspace() and box_of(text_page, index, left, right, bottom, top):
                self._ink(char, index, *edges)
            else:
                self._chars.append(char)
            if char == LINE_HYPHEN:
                # PDFium gives no line break after a hyphen at the end of a line.
                self._end_line(True)
        self._lift()

    def _ink(self, char: str, index: int, left: float, right: float, bottom: float, top: float) -> None:
        """Add a character that stands between these edges."""
        box = self._box
        if char == SOFT_HYPHEN and right - left < 0.1:
            return
        if self._chars and left - box[2] > WIDE_GAP * self._style[1].size:
            self._lift()
            box = self._box
        if box[2] < box[0]:
            self._base = _baseline(self._text_page, index)
        if left < box[0]:
            box[0] = left
        if bottom < box[1]:
            box[1] = bottom
        if right > box[2]:
            box[2] = right
        if top > box[3]:
            box[3] = top
        self._chars.append(char)

    def _learn(self, address: int) -> tuple[int, Look]:
        """Return the marked-content id and look of a text object, the same tuple for equal ones."""
        text_object = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
        style = (raw.FPDFPageObj_GetMarkedContentID(text_object), _look(text_object))
        style = self._objects[address] = self._styles.setdefault(style, style)
        return style

    def _end_line(self, is_new: bool) -> None:
        self._lift()
        self._line += is_new

    def _lift(self) -> None:
        """End the run gathered so far, if any, and start afresh."""
        if self._chars:
            x0, y0, x1, y1 = self._box if self._box[2] > self._box[0] else (0.0, 0.0, 0.0, 0.0)
            mcid, look = self._style
            text = "".join(self._chars)
            self.runs.append(Run(self._page_no, self._line, mcid, text, look, x0, y0, x1, y1, self._base))
            self._chars = []
            self._box = [math.inf, math.inf, -math.inf, -math.inf]


@cache
def _quick_calls() -> tuple[Callable[..., int], Callable[..., int | None], Callable[..., int]]:
    """Return the calls that each character takes, for pointers as `c_void_p` and numbers as they are.

    They do not let go of Python's lock, and their arguments are not compared with a signature: a third of the time.
    """
    names = (raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject, raw.FPDFText_GetCharBox)
    addresses = [ctypes.cast(name, ctypes.c_void_p).value or 0 for name in names]
    results = (ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
    code_of, object_of, box_of = (
        ctypes.PYFUNCTYPE(result)(address) for result, address in zip(results, addresses, strict=True)
    )
    return code_of, object_of, box_of


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
