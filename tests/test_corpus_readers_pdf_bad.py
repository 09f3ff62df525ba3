import zlib
from io import BytesIO
from pathlib import Path

import pytest
from made_pdf import Line, made_pdf, pdf_of, stream
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import NotADocumentError, ReadError, TooLargeError
from corpus.readers.pdf import read_pdf

GOOD = made_pdf([[Line("Children in Aldermere are well cared for.", 72, 700, (("P", 0),))]])


def refusal(tmp_path: Path, data: bytes) -> ReadError:
    path = tmp_path / "bad \n“file”.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_pdf(path)
    message = str(caught.value)
    assert message.startswith("bad \\n“file”.pdf: ")
    assert "\n" not in message
    return caught.value


def page_with(content: bytes, more: bytes = b"") -> bytes:
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream(content, more),
        ]
    )


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", NotADocumentError, "empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", NotADocumentError, "a web page"),
        (b"PK\x03\x04 something else", NotADocumentError, "is not a PDF"),
        (b"%PDF-1.7\n", ReadError, "damaged or cut off"),
        (GOOD[:300], ReadError, "damaged or cut off"),
        (page_with(b""), NotADocumentError, "without text or pictures"),
    ],
)
def test_bad_bytes_are_refused_with_what_to_do(tmp_path: Path, data: bytes, error: type[ReadError], words: str) -> None:
    found = refusal(tmp_path, data)
    assert type(found) is error
    assert words in str(found)
    assert any(advice in str(found) for advice in ("again", "save", "remove"))


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        read_pdf(tmp_path / "none.pdf")


def test_encrypted_file_asks_for_a_copy_without_password(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(72, 700, "Children in Aldermere")
    canvas.save()
    assert "needs a password" in str(refusal(tmp_path, out.getvalue()))


def test_file_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("", "owner", canPrint=0))
    canvas.drawString(72, 700, "Children in Aldermere")
    canvas.save()
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    assert [block.text for block in read_pdf(tmp_path / "a.pdf").blocks] == ["Children in Aldermere"]


def test_ten_thousand_empty_pages_are_refused(tmp_path: Path) -> None:
    kids = b" ".join(b"%d 0 R" % (3 + index) for index in range(10_000))
    pages = b"<< /Type /Pages /MediaBox [0 0 595 842] /Count 10000 /Kids [%s] >>" % kids
    page = b"<< /Type /Page /Parent 2 0 R >>"
    data = pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, *[page] * 10_000])
    assert type(refusal(tmp_path, data)) is TooLargeError


def test_stream_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"q Q " * 250_000) for _ in range(20)) + packer.flush()
    bomb = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    whole = page_with(b"").replace(stream(b""), bomb)
    assert len(whole) < 50_000
    assert "unpacks to more than" in str(refusal(tmp_path, whole))


def test_stream_packed_twice_is_unpacked_twice(tmp_path: Path) -> None:
    once = zlib.compress(b" " * 50_000_000, 9)
    data = page_with(once).replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]")
    assert len(data) < 5_000
    assert type(refusal(tmp_path, data)) is TooLargeError


def scanned(*texts: str | None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    picture = ImageReader(Image.new("L", (200, 280), 200))
    for text in texts:
        canvas.drawImage(picture, 0, 0, 595, 842)
        if text:
            canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_scanned_file_needs_ocr(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned(None, None))
    extraction = read_pdf(tmp_path / "scan.pdf")
    assert extraction.blocks == ()
    assert extraction.warnings == ("needs OCR: its pages are pictures and hold no text",)
    assert extraction.page_count == 2


def test_scanned_pages_among_others_are_named(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned("Children in Aldermere", None, "are safe."))
    extraction = read_pdf(tmp_path / "scan.pdf")
    assert extraction.warnings == ("needs OCR: page 2 of 3 without text but with pictures",)
