"""A word that limits a question and that the query has lost is left unread; what it was put as is read as meant."""

from __future__ import annotations

import pytest
from answering_corpus import make_document

from corpus.framework import load_frameworks
from index.answering.catalogue.parsing.parse import parse_query
from index.answering.catalogue.reading import read_catalogue
from index.answering.catalogue.run import run_query
from index.answering.catalogue.words import make_words

DOCUMENTS = (
    make_document("Aldermere", 2015, "inadequate", lead="Ada Marsh", framework="SIF"),
    make_document("Aldermere", 2021, "good", lead="Ada Marsh"),
    make_document("Brackwater", 2016, "outstanding", lead="Ada Marsh", framework="SIF"),
    make_document("Brackwater", 2022, "inadequate", lead="Cleo Winter"),
    make_document("Cressing", 2020, "requires improvement", lead="Dora Quill"),
)
WORDS = make_words(load_frameworks(), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Apart from Ada Marsh, who led inspections in 2022?", "apart"),
        ("Who led inspections other than by Ada Marsh?", "apart"),
        ("How many times has an overall grade moved up by two or more?", "by"),
        ("Aldermere or Brackwater - who is better for leadership?", "better"),
        ("Which councils that were good in their previous report have kept at least that?", "least"),
        ("Name the two councils whose last full inspection report is oldest", "last"),
        ("Which councils had their first good in 2021?", "first"),
        ("Which councils were good in their first inspection and are still good?", "still"),
        ("Whose overall grade has gone up and never come down?", "never"),
        ("Which reports are inadequate for leadership apart from adoption and are inadequate for adoption?", "apart"),
    ],
)
def test_limit_that_was_lost_is_left_unread(question: str, word: str) -> None:
    parsed = parse_query(question, WORDS)
    assert parsed is not None
    assert word in parsed.left_over


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Which councils aren't yet good?", ["Brackwater", "Cressing"]),
        ("never yet reached good, at any inspection: which councils?", ["Cressing"]),
        ("Which councils have never made it to outstanding?", ["Aldermere", "Cressing"]),
        ("Which councils have become inadequate since 2020 that weren't before?", ["Brackwater"]),
        ("any council that held the outstanding grade and then lost it", ["Brackwater"]),
        ("Which inspections were led by Ada Marsh or Dora Quill?", ["Aldermere", "Brackwater", "Cressing"]),
        ("Which councils moved up at their latest inspection?", ["Aldermere"]),
    ],
)
def test_question_is_read_as_it_is_meant(question: str, labels: list[str]) -> None:
    parsed = read_catalogue(question, WORDS).parsed
    assert parsed is not None
    assert parsed.left_over == ()
    assert sorted({item.label for item in run_query(parsed.query, DOCUMENTS, WORDS.scale).items}) == labels
