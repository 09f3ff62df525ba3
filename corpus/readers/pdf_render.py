"""Renders a page of a PDF as a PNG picture with boxes drawn on it, to show where a paragraph stands."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import ReadError
from corpus.folder import shown
from corpus.model import Box
from corpus.readers.pdf import open_pdf

__all__ = ["MAX_DPI", "render_page"]

MAX_DPI = 300
MAX_PIXELS = 40_000_000
MARGIN_PT = 2.0
"""How far a drawn box stands off the words in it."""

_OUTLINE = (200, 60, 0, 255)
_FILL = (255, 190, 60, 70)


def render_page(path: Path, page: int, dpi: int = 150, boxes: Iterable[Box] = ()) -> bytes:
    """Return a page as PNG.

    Args:
        path: the PDF.
        page: its number, from 1.
        dpi: pixels per inch, 1 to 300; a page too large for that is drawn smaller.
        boxes: drawn where they are on this page, left out where they are on others.

    Raises:
        ReadError: the PDF cannot be opened, or has no such page.
        ValueError: `dpi` is out of range.
    """
    if not 1 <= dpi <= MAX_DPI:
        raise ValueError(f"dpi {dpi} is not between 1 and {MAX_DPI}")
    document = open_pdf(path)
    try:
        if not 1 <= page <= len(document):
            raise ReadError(f"{shown(path.name)}: has no page {page}; its pages are 1 to {len(document)}")
        return _rendered(document[page - 1], dpi, [box for box in boxes if box.page == page])
    except pdfium.PdfiumError as exc:
        raise ReadError(f"{shown(path.name)}: page {page} cannot be drawn; the file may be damaged") from exc
    finally:
        document.close()


def _rendered(page: pdfium.PdfPage, dpi: int, boxes: list[Box]) -> bytes:
    from PIL import Image, ImageDraw

    width, height = page.get_size()
    scale = min(dpi / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale)
    picture = bitmap.to_pil().convert("RGB")
    if boxes:
        layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        draw = ImageDraw.Draw(layer)
        for box in boxes:
            draw.rectangle(_pixels(page, box, picture.size), fill=_FILL, outline=_OUTLINE, width=max(1, round(scale)))
        picture = Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)
    bitmap.close()
    page.close()
    return out.getvalue()


def _pixels(page: pdfium.PdfPage, box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a box on the picture; PDFium knows about rotation and crop."""
    corners = [
        _pixel(page, x, y, size)
        for x, y in ((box.x0 - MARGIN_PT, box.y0 - MARGIN_PT), (box.x1 + MARGIN_PT, box.y1 + MARGIN_PT))
    ]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return xs[0], ys[0], xs[1], ys[1]


def _pixel(page: pdfium.PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value
