"""Answers on a terminal: every source is named, and no text of a document controls the terminal."""

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from made_answers import HOSTILE, made_abstention, made_answer, made_document

from app.plain_text import clean, wrapped
from app.terminal import answer_text, document_text, documents_text
from index.answer import Row


def test_answer_names_each_source_and_who_says_it() -> None:
    text = answer_text(made_answer(notes=("No document is about Borchester.",)), width=200)
    assert text.split("\n\n") == [
        "Supervision is too brief. [1] Leaders acted on this in 2018. [2] (only partly supported by its source)",
        "Note: No document is about Borchester.",
        "Sources",
        "[1] Focused visit to Aldermere\n"
        "    Inspectorate, 18 May 2018, letters/visit.txt, page 1, paragraph 12, Findings\n"
        "    “Supervision is too brief.”",
        "[2] Cabinet paper\n"
        "    Council, papers/plan.md, page 2, paragraph 13, Findings\n"
        "    “Leaders acted on this in 2018.”",
        "Searched 2 documents, 16 paragraphs, limited to authority Aldermere; from 2018-01-02. 0.01 s, extractive.",
    ]


def test_abstention_shows_the_nearest_as_no_answer() -> None:
    blocks = answer_text(made_abstention(), width=200).split("\n\n")
    assert blocks[0] == "No document says anything about a budget."
    assert blocks[1] == "Nearest paragraphs, which are no answer"
    assert "Sources" not in blocks


def test_rows_carry_side_value_and_citation() -> None:
    rows = (Row("Aldermere", "inadequate", 1, "2018"), Row("Thornwick", ""))
    lines = answer_text(made_answer(rows=rows), width=200).splitlines()
    assert "  2018: Aldermere - inadequate [1]" in lines
    assert "  Thornwick" in lines


def test_document_shows_what_it_states_and_all_paragraphs() -> None:
    document, paragraphs = made_document(judgements=[("overall effectiveness", "good")])
    text = document_text(document, paragraphs, width=120)
    assert "addressee: Rowan Tate, Director" in text
    assert f"overall effectiveness: good ({paragraphs[2].id})" in text
    assert all(paragraph.id in text for paragraph in paragraphs)


def test_list_has_two_lines_for_each_document() -> None:
    documents = [made_document(f"{n}.txt", title=f"Letter {n}")[0] for n in range(3)]
    assert len(documents_text(documents, width=200).splitlines()) == 6


def test_hostile_text_does_not_reach_the_terminal() -> None:
    document, paragraphs = made_document(title=HOSTILE)
    shown = document_text(replace(document, warnings=(HOSTILE,)), paragraphs)
    assert not any(character in shown for character in "\x1b\u202e\x07")


@given(st.text())
def test_cleaned_text_has_no_control_characters_but_line_breaks_and_tabs(text: str) -> None:
    assert all(unicodedata.category(character) != "Cc" or character in "\n\t" for character in clean(text))


@given(st.text(st.characters(categories=["L", "N", "Zs"]), max_size=300))
def test_wrapping_loses_no_word(text: str) -> None:
    assert "".join(wrapped(text, 40, "  ").split()) == "".join(text.split())
