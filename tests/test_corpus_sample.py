import io
import os
import re
import zipfile
from html import unescape
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from corpus.sample_sources.make_samples import FORMATS, SAMPLES, SOURCES, make_sample
from corpus.sample_sources.source import Kind, Part, read_source
from corpus.sample_sources.tagged_pdf import tagged_pdf

SHARED = Path(__file__).parents[2] / "shared"
RUN = 12


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def sample_text(path: Path) -> str:
    if path.stem in FORMATS:
        return (SOURCES / f"{path.stem}.md").read_text(encoding="utf-8")
    return unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.is_file())


def test_samples_cover_every_format() -> None:
    suffixes = [path.suffix for path in samples()]
    assert len(suffixes) >= 12
    assert {".txt", ".md", ".html", ".docx", ".pdf"} == set(suffixes)


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
def test_sample_says_that_it_is_invented(path: Path) -> None:
    assert "Invented sample document:" in sample_text(path)


@pytest.mark.parametrize("name", FORMATS)
def test_committed_sample_is_what_its_source_makes(name: str) -> None:
    path = SAMPLES / f"{name}.{FORMATS[name]}"
    made = make_sample(name)
    assert made == make_sample(name)
    if path.suffix == ".pdf":
        assert path.read_bytes() == made
        return
    assert contents(path.read_bytes())["word/document.xml"] == contents(made)["word/document.xml"]


def contents(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("name", [name for name, suffix in FORMATS.items() if suffix == "pdf"])
def test_sample_pdf_is_tagged_and_breaks_a_paragraph_over_pages(name: str) -> None:
    pdf = pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf")
    try:
        assert pdfium.FPDFCatalog_IsTagged(pdf)
        assert len(pdf) >= 2
        last_lines = [pdf[page].get_textpage().get_text_bounded().strip()[-1] for page in range(len(pdf) - 1)]
        assert any(mark not in ".:;" for mark in last_lines)
    finally:
        pdf.close()


def test_tagged_pdf_holds_every_word_once_in_order() -> None:
    parts = read_source((SOURCES / "thornwick-full-inspection-2024.md").read_text(encoding="utf-8"))
    title = parts[0].lines[0]
    pdf = pypdfium2.PdfDocument(tagged_pdf(parts, title))
    try:
        seen = []
        for index in range(len(pdf)):
            text = words(pdf[index].get_textpage().get_text_bounded())
            header = [*words(title), str(index + 1)] if index else []
            assert text[: len(header)] == header
            seen += text[len(header) :]
    finally:
        pdf.close()
    assert seen == [word for part in parts for line in part.lines for word in words(line)]


def test_tagged_pdf_escapes_what_would_end_a_string() -> None:
    pdf = pypdfium2.PdfDocument(tagged_pdf([Part(Kind.PARAGRAPH, (r"a (b) \ c",))], "t"))
    try:
        assert pdf[0].get_textpage().get_text_bounded().strip() == r"a (b) \ c"
    finally:
        pdf.close()


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists() and not os.environ.get("CI"), reason="needs ../shared")
def test_samples_share_no_run_of_twelve_words_with_real_documents() -> None:
    real = set()
    for path in sorted((SHARED / "letters").glob("*.txt")):
        real |= runs(path.read_text(encoding="utf-8"))
    for path in sorted((SHARED / "reports").glob("*/*.pdf"))[::4]:
        pdf = pypdfium2.PdfDocument(path)
        try:
            real |= runs(" ".join(page.get_textpage().get_text_bounded() for page in pdf))
        finally:
            pdf.close()
    copied = {path.name: sorted(" ".join(run) for run in runs(sample_text(path)) & real) for path in samples()}
    assert {name: found for name, found in copied.items() if found} == {}
