"""The questions to which the encoder is fitted: each with its paragraph's passages, and those it must be told from."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from eval.fitting_examples import EXAMPLES, SAYS_MUCH_THE_SAME, read_examples
from index.storage import IndexVersion


def test_fitting_example_has_the_passages_of_its_document(sample_index: IndexVersion, tmp_path: Path) -> None:
    document = next(one for one in sample_index.documents if one.path == "aldermere-full-inspection-2023.pdf")
    paragraph = next(one for one in sample_index.paragraphs_of(document.id) if one.role.is_finding)
    file = tmp_path / "fitting.tsv"
    file.write_text(f"{paragraph.id}\tdo the bosses in Aldermere know what goes on?\n", encoding="utf-8")
    (example,) = read_examples(file, sample_index)
    assert (example.document, example.text) == (document.id, "do the bosses know what goes on")
    own = sample_index.passage_paragraph[example.passages]
    assert {sample_index.documents[row].id for row in sample_index.document_row[own]} == {document.id}
    assert sample_index.is_finding[own].all()
    assert set(own[example.is_answer]) == {sample_index.row_of(paragraph)}
    assert sample_index.row_of(paragraph) not in own[~example.is_answer]


def test_fitting_example_leaves_out_what_says_much_the_same(sample_index: IndexVersion, tmp_path: Path) -> None:
    vectors = sample_index.vectors.matrix
    file = tmp_path / "fitting.tsv"
    findings = [
        one
        for document in sample_index.documents
        for one in sample_index.paragraphs_of(document.id)
        if one.role.is_finding
    ]
    file.write_text("".join(f"{one.id}\twho leaves\n" for one in findings), encoding="utf-8")
    examples = read_examples(file, sample_index)
    assert len(examples) == len(findings)
    for example in examples:
        others = example.passages[~example.is_answer]
        nearness = vectors[others] @ vectors[example.passages[example.is_answer]].T
        assert not nearness.size or nearness.max() < SAYS_MUCH_THE_SAME
    of_finding = sample_index.passage_paragraph[sample_index.is_finding[sample_index.passage_paragraph]]
    of_document = np.bincount(sample_index.document_row[of_finding])
    rows = [sample_index.row_of_document[example.document] for example in examples]
    assert any(len(example.passages) < of_document[row] for example, row in zip(examples, rows, strict=True))


def test_fitting_example_of_a_paragraph_that_is_not_there_is_left_out(
    sample_index: IndexVersion, tmp_path: Path
) -> None:
    file = tmp_path / "fitting.tsv"
    file.write_text("00000000-0000000000\twho leaves\n", encoding="utf-8")
    assert read_examples(file, sample_index) == []


def test_fitting_file_names_a_paragraph_and_a_question_in_each_line() -> None:
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 16_509
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{10}(?:-\d+)?\t\S.*\S", line) for line in lines)
