"""The picture of a document's page with the cited paragraph outlined."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import ReadError
from corpus.model import Box, Document, Paragraph
from index.answer import Citation

__all__ = ["PDF", "outlined_png", "page_picture", "pdfium_turn", "picture_png"]

PDF = "application/pdf"
DPI = 130
POINTS_PER_INCH = 72
OUTLINE = (179, 38, 30)
_KEPT_PICTURES = 24
_MAX_WAIT_S = 20.0
_pdfium = threading.Lock()


@contextmanager
def pdfium_turn(timeout_s: float = -1) -> Iterator[None]:
    """Hold the turn to use PDFium, which cannot be used by two threads at once, not even on two files.

    Raises:
        ReadError: it was not free within the time.
    """
    if not _pdfium.acquire(timeout=timeout_s):
        raise ReadError("the pages cannot be drawn while documents are being read; try again in a moment")
    try:
        yield
    finally:
        _pdfium.release()


def page_picture(
    document: Document, path: Path | None, paragraph: Paragraph, page_no: int | None
) -> dict[str, Any] | None:
    """Return address, description and outlines of a page; None where the document has no pages to show.

    Args:
        document: the document.
        path: its file, None if that is not at hand.
        paragraph: the paragraph to outline.
        page_no: the page to show; None for the one on which the paragraph begins.
    """
    first = paragraph.page_first
    if path is None or document.media_type != PDF or first is None or not document.page_count:
        return None
    number = min(max(page_no or first, 1), document.page_count)
    width, height = _page_size(str(path), document.sha256, number)
    boxes = [_percent(box, width, height) for box in paragraph.boxes if box.page == number]
    outlined = ", with the cited paragraph outlined" if boxes else ""
    return {
        "url": f"evidence/page/{document.id}/{number}.png?v={document.sha256[:12]}",
        "number": number,
        "count": document.page_count,
        "alt": f"Picture of page {number}{outlined}",
        "boxes": boxes,
    }


@lru_cache(maxsize=_KEPT_PICTURES)
def picture_png(path: str, sha256: str, page_no: int) -> bytes | None:
    """Return a page as PNG, None where the file has no such page.

    Args:
        path: a PDF file.
        sha256: hash of its bytes, so that a changed file is drawn anew.
        page_no: the page, counted from 1.

    Raises:
        ReadError: the file cannot be drawn.
    """
    picture = _draw(path, page_no)
    return None if picture is None else _png(picture)


def outlined_png(path: Path, citation: Citation) -> bytes | None:
    """Return the page on which a citation's paragraph begins, as PNG with the paragraph outlined.

    Returns:
        None where the document has no pages, or the paragraph no place on them.
    """
    from PIL import ImageDraw

    paragraph = citation.paragraph
    if citation.document.media_type != PDF or not paragraph.boxes:
        return None
    page_no = paragraph.boxes[0].page
    picture = _draw(str(path), page_no)
    if picture is None:
        return None
    pen, scale = ImageDraw.Draw(picture), DPI / POINTS_PER_INCH
    for box in paragraph.boxes:
        if box.page == page_no:
            corners = (box.x0, picture.height / scale - box.y1, box.x1, picture.height / scale - box.y0)
            pen.rectangle([corner * scale for corner in corners], outline=OUTLINE, width=3)
    return _png(picture)


@lru_cache(maxsize=1024)
def _page_size(path: str, sha256: str, page_no: int) -> tuple[float, float]:
    """Return width and height of a page in points."""
    with _opened(path) as document:
        page = document[page_no - 1]
        width, height = page.get_size()
        page.close()
    return float(width), float(height)


def _draw(path: str, page_no: int) -> Any:  # noqa: ANN401 - a picture of Pillow
    with _opened(path) as document:
        if not 1 <= page_no <= len(document):
            return None
        page = document[page_no - 1]
        picture = page.render(scale=DPI / POINTS_PER_INCH).to_pil()
        page.close()
    return picture


@contextmanager
def _opened(path: str) -> Iterator[Any]:
    import pypdfium2

    with pdfium_turn(_MAX_WAIT_S):
        try:
            document = pypdfium2.PdfDocument(path)
            try:
                yield document
            finally:
                document.close()
        except pypdfium2.PdfiumError as exc:
            raise ReadError(f"{path}: the page cannot be drawn ({exc})") from exc


def _png(picture: Any) -> bytes:  # noqa: ANN401 - a picture of Pillow
    out = io.BytesIO()
    # Pages are black on white: 64 shades look the same and take a third of the bytes.
    picture.convert("P", palette=1, colors=64).save(out, "PNG", compress_level=3)
    return out.getvalue()


def _percent(box: Box, width: float, height: float) -> dict[str, float]:
    """Return where a box lies on its page in percent from the upper left corner, with a little air around it."""
    air = 3.0
    left, right = max(0.0, box.x0 - air), min(width, box.x1 + air)
    top, bottom = max(0.0, height - box.y1 - air), min(height, height - box.y0 + air)
    values = {
        "left": left / width,
        "top": top / height,
        "width": (right - left) / width,
        "height": (bottom - top) / height,
    }
    return {name: round(100 * value, 3) for name, value in values.items()}
