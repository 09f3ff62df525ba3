"""PDF files of answers, opened and read back."""

from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import HOSTILE, made_abstention, made_answer

from app import export_pdf
from app.export_pdf import MISSING, to_pdf
from corpus.errors import CorpusError
from index.answer import Row


def text_of(content: bytes) -> str:
    """Return the words of all pages, one space between them."""
    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def test_pdf_holds_question_sentences_table_and_sources_in_order() -> None:
    answer = made_answer(rows=(Row("Aldermere", "good", 1, "2018"),), notes=("A remark.",))
    text = text_of(to_pdf([answer, made_abstention()]))
    told = [
        "What needs to improve?",
        "A remark.",
        "Supervision is too brief. [1]",
        "Leaders acted on this in 2018. [2] (only partly supported by its source)",
        "Side Item What it says Source",
        "2018 Aldermere good [1]",
        "Sources",
        "[1] Focused visit to Aldermere, Inspectorate, 18 May 2018, letters/visit.txt, page 1, paragraph 12, Findings",
        "Social workers know the children. Supervision is too brief.",
        "[2] Cabinet paper, Council",
        "Searched 2 documents, 16 paragraphs, limited to authority Aldermere",
        "What does the budget say?",
        "No answer found. No document says anything about a budget.",
        "Nearest paragraphs, which are no answer",
        "Page 1",
    ]
    assert [part for part in told if part not in text] == []
    places = [text.index(part) for part in told[:-1]]
    assert places == sorted(places)


def test_pdf_is_the_same_bytes_for_the_same_answers() -> None:
    assert to_pdf([made_answer()]) == to_pdf([made_answer()])


def test_pdf_has_its_fonts_inside_and_no_link_script_or_form() -> None:
    content = to_pdf([made_answer(HOSTILE)])
    assert b"/FontFile2" in content
    assert [
        name for name in (b"/URI", b"/JavaScript", b"/AcroForm", b"/Launch", b"/OpenAction") if name in content
    ] == []


def test_text_is_no_markup_in_a_pdf() -> None:
    text = text_of(to_pdf([replace(made_answer(HOSTILE), notes=("<b>bold</b> &amp; <img src='x'/> <font size=99>",))]))
    assert '<img src=x onerror="alert(1)"> [a](http://192.0.2.1) **b** =1+1' in text
    assert "<b>bold</b> &amp; <img src='x'/> <font size=99>" in text


def test_letters_of_many_languages_are_there_and_a_missing_one_is_told() -> None:
    text = text_of(to_pdf([made_answer("Ŵyn ŷ Łukasz Ångström Ελλάς Ирина – “it’s” £5 ½ €")]))
    assert "Ŵyn ŷ Łukasz Ångström Ελλάς Ирина – “it’s” £5 ½ €" in text
    assert MISSING not in text
    lacking = text_of(to_pdf([made_answer("中文 here")]))
    assert f"{MISSING}{MISSING} here" in lacking
    assert f"{MISSING} stands for a character" in lacking


def test_rows_longer_than_a_page_and_words_longer_than_a_line_fit() -> None:
    rows = tuple(Row(f"Label {n}", "word " * 900, 1) for n in range(3))
    content = to_pdf([made_answer("w" * 900, rows=rows)])
    text = text_of(content)
    assert text.count("word") == 2700
    assert text.replace(" ", "").count("w" * 900) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_a_pdf(words: str) -> None:
    assert to_pdf([made_answer(words, rows=(Row(words or "x", words, 1),))]).startswith(b"%PDF-")


def test_missing_font_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    export_pdf._register_fonts.cache_clear()
    monkeypatch.setattr(export_pdf, "FONT_PACKAGE", "no_such_package_of_fonts")
    with pytest.raises(CorpusError, match="pip install font-roboto"):
        to_pdf([made_answer()])
    export_pdf._register_fonts.cache_clear()
