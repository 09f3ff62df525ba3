from io import BytesIO
from pathlib import Path

import pytest
from made_pdf import Line, made_pdf
from PIL import Image

from corpus.errors import ReadError
from corpus.model import Box
from corpus.readers.pdf import read_pdf
from corpus.readers.pdf_render import render_page

WORDS = Line("Children are safe.", 100, 600, (("P", 0),))


def rendered(tmp_path: Path, *, rotate: int = 0, boxes: bool) -> tuple[Image.Image, tuple[Box, ...]]:
    path = tmp_path / "page.pdf"
    path.write_bytes(made_pdf([[WORDS]], rotate=rotate))
    (block,) = read_pdf(path).blocks
    png = render_page(path, 1, 72, block.boxes if boxes else ())
    return Image.open(BytesIO(png)), block.boxes


def coloured(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is neither grey nor white."""
    saturation = picture.convert("HSV").getchannel("S").point(lambda value: 255 if value > 30 else 0)
    box = saturation.getbbox()
    assert box is not None
    return box


def test_box_is_drawn_around_its_words(tmp_path: Path) -> None:
    picture, (box,) = rendered(tmp_path, boxes=True)
    assert picture.size == (595, 842)
    left, top, right, bottom = coloured(picture)
    assert (left, right) == pytest.approx((box.x0 - 2, box.x1 + 2), abs=2)
    assert (top, bottom) == pytest.approx((842 - box.y1 - 2, 842 - box.y0 + 2), abs=2)


def test_box_is_drawn_around_its_words_on_a_turned_page(tmp_path: Path) -> None:
    picture, (box,) = rendered(tmp_path, rotate=90, boxes=True)
    assert picture.size == (842, 595)
    left, top, right, bottom = coloured(picture)
    assert (left, right) == pytest.approx((box.y0 - 2, box.y1 + 2), abs=2)
    assert (top, bottom) == pytest.approx((box.x0 - 2, box.x1 + 2), abs=2)


def test_page_without_boxes_has_no_colour(tmp_path: Path) -> None:
    picture, _ = rendered(tmp_path, boxes=False)
    assert picture.convert("HSV").getchannel("S").getbbox() is None


def test_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(made_pdf([[WORDS]]))
    with pytest.raises(ReadError, match=r"page\.pdf: has no page 2; its pages are 1 to 1"):
        render_page(path, 2)


@pytest.mark.parametrize("dpi", [0, 301])
def test_dpi_out_of_range_is_refused(tmp_path: Path, dpi: int) -> None:
    with pytest.raises(ValueError, match="dpi"):
        render_page(tmp_path / "none.pdf", 1, dpi)
