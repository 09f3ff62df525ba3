"""A conversation as a PDF, with numbered references and the quoted paragraphs; its fonts are in the file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from app.answer_view import said
from app.export_text import abstention, searched_line, sentence_mark, source_line, table_lines
from app.plain_text import clean
from corpus.errors import CorpusError
from index.answer import Answer, Citation, Row

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

__all__ = ["to_pdf"]

TITLE = "Answers from inspection letters and reports"
FONT_PACKAGE = "font_roboto"
FONTS = {"Roboto": "Roboto-Regular.ttf", "Roboto-Bold": "Roboto-Bold.ttf"}
MARGIN_PT = 62
INK, RULE, SHADE = "#1c2126", "#8a939c", "#f2f4f6"
MISSING = "\N{LOZENGE}"
"""Stands for a character that the font does not have."""
MISSING_NOTE = (
    f"{MISSING} stands for a character that this file's font does not have; the Word and Markdown files hold it."
)


def to_pdf(answers: Iterable[Answer]) -> bytes:
    """Return the answers as a PDF of A4 pages; the same answers give the same bytes.

    Raises:
        CorpusError: the font's files are not installed.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    writer = _Writer()
    story = [part for answer in answers for part in writer.answer(answer)]
    if writer.is_lacking:
        story.append(writer.paragraph(MISSING_NOTE, "small"))
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN_PT,
        rightMargin=MARGIN_PT,
        topMargin=MARGIN_PT,
        bottomMargin=MARGIN_PT,
        title=TITLE,
        author="inspection-qa",
        lang="en-GB",
        invariant=1,
    )
    document.build(story, onFirstPage=_page_number, onLaterPages=_page_number)
    return out.getvalue()


class _Writer:
    """Turns answers into reportlab's parts; `is_lacking` once a character was met that the font does not have."""

    def __init__(self) -> None:
        self.is_lacking = False
        self._styles = _styles()
        self._known = _register_fonts()

    def answer(self, answer: Answer) -> Iterator[Any]:
        """Yield the parts of one answer."""
        yield self.paragraph(answer.question, "question")
        if answer.resolved:
            yield self.paragraph(f"Understood as: {answer.resolved}", "small")
        if answer.abstained:
            yield self.paragraph(abstention(answer), "text")
        for note in answer.notes:
            yield self.paragraph(f"\N{BULLET} {note}", "text")
        for sentence in said(answer):
            yield self.paragraph(sentence.text + sentence_mark(sentence), "text")
        if answer.rows:
            yield self._table(answer.rows)
        yield from self._sources("Sources", answer.citations)
        yield from self._sources("Nearest paragraphs, which are no answer", answer.nearest)
        yield self.paragraph(searched_line(answer), "small")

    def paragraph(self, text: str, style: str) -> Any:  # noqa: ANN401 - reportlab has no types
        """Return text as a paragraph in which no character is markup."""
        return self._marked(self._plain(text), style)

    def _marked(self, markup: str, style: str) -> Any:  # noqa: ANN401
        from reportlab.platypus import Paragraph

        return Paragraph(markup, self._styles[style])

    def _plain(self, text: str) -> str:
        """Return text as reportlab's markup for it, with a stand-in for what the font lacks."""
        shown = "".join(
            character if character.isspace() or ord(character) in self._known else MISSING for character in clean(text)
        )
        self.is_lacking = self.is_lacking or MISSING in shown
        return escape(shown)

    def _table(self, rows: tuple[Row, ...]) -> Any:  # noqa: ANN401
        from reportlab.platypus import Table

        head, *lines = table_lines(rows)
        cells = [[self.paragraph(cell, "head") for cell in head]]
        cells += [[self.paragraph(cell, "cell") for cell in line] for line in lines]
        style = [
            ("GRID", (0, 0), (-1, -1), 0.5, RULE),
            ("BACKGROUND", (0, 0), (-1, 0), SHADE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        return Table(
            cells, colWidths=_widths(len(head)), style=style, repeatRows=1, splitInRow=1, spaceBefore=6, spaceAfter=8
        )

    def _sources(self, heading: str, citations: tuple[Citation, ...]) -> Iterator[Any]:
        if citations:
            yield self.paragraph(heading, "heading")
        for citation in citations:
            head = self._plain(f"[{citation.n}] {citation.document.title}")
            yield self._marked(f"<b>{head}</b>, {self._plain(source_line(citation))}", "source")
            text = citation.paragraph.text
            before, after = self._plain(text[: citation.start]), self._plain(text[citation.end :])
            yield self._marked(f"{before}<u>{self._plain(citation.quote)}</u>{after}", "quote")


def _widths(columns: int) -> list[float]:
    """Return the widths of columns: the numbers of sources, which stand last, need little."""
    from reportlab.lib.pagesizes import A4

    source = 50.0
    whole = A4[0] - 2 * MARGIN_PT - 12
    return [(whole - source) / (columns - 1)] * (columns - 1) + [source]


def _page_number(canvas: Any, document: Any) -> None:  # noqa: ANN401
    canvas.setFont("Roboto", 9)
    canvas.drawCentredString(document.pagesize[0] / 2, MARGIN_PT / 2, f"Page {canvas.getPageNumber()}")


@cache
def _register_fonts() -> frozenset[int]:
    """Make the fonts known to reportlab and return the characters that they have."""
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    spec = find_spec(FONT_PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    if not folders:
        raise CorpusError("the font of PDF files is missing; install it: pip install font-roboto")
    try:
        fonts = [TTFont(name, str(Path(folders[0]) / "files" / file)) for name, file in FONTS.items()]
    except (TTFError, OSError) as exc:
        raise CorpusError(f"{folders[0]}: the font of PDF files cannot be read ({exc}); install it again") from exc
    for font in fonts:
        pdfmetrics.registerFont(font)
    for is_bold, name in enumerate(FONTS):
        addMapping("Roboto", is_bold, 0, name)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def _styles() -> dict[str, ParagraphStyle]:
    from reportlab.lib.styles import ParagraphStyle

    text = ParagraphStyle(
        "text", fontName="Roboto", fontSize=10.5, leading=15, textColor=INK, spaceAfter=6, splitLongWords=1
    )
    bold = {"fontName": "Roboto-Bold"}
    return {
        "text": text,
        "small": ParagraphStyle("small", text, fontSize=9, leading=13),
        "question": ParagraphStyle("question", text, fontSize=15, leading=20, spaceBefore=12, keepWithNext=1, **bold),
        "heading": ParagraphStyle("heading", text, fontSize=12, leading=16, spaceBefore=8, keepWithNext=1, **bold),
        "source": ParagraphStyle("source", text, spaceAfter=2, keepWithNext=1),
        "quote": ParagraphStyle("quote", text, leftIndent=14, spaceAfter=9),
        "cell": ParagraphStyle("cell", text, fontSize=9.5, leading=13, spaceAfter=0),
        "head": ParagraphStyle("head", text, fontSize=9.5, leading=13, spaceAfter=0, **bold),
    }
