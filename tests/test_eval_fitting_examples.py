"""The questions to which the encoder is fitted: each with its paragraph's passages, and those it must be told from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from storage_examples import HashEmbedder

from eval.fitting_examples import EXAMPLES, SAYS_MUCH_THE_SAME, read_examples
from index.settings import Settings
from index.storage import IndexVersion, open_index
from index.storage.build import build

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexVersion]:
    made = Settings(index=tmp_path_factory.mktemp("sample") / "index", processes=1)
    build(made, [SAMPLE], embedder=HashEmbedder())
    with open_index(made) as opened:
        yield opened


def test_fitting_example_has_the_passages_of_its_document(index: IndexVersion, tmp_path: Path) -> None:
    document = next(one for one in index.documents if one.path == "aldermere-full-inspection-2023.pdf")
    paragraph = next(one for one in index.paragraphs_of(document.id) if one.role.is_finding)
    file = tmp_path / "fitting.tsv"
    file.write_text(f"{paragraph.id}\tdo the bosses in Aldermere know what goes on?\n", encoding="utf-8")
    (example,) = read_examples(file, index)
    assert (example.document, example.text) == (document.id, "do the bosses know what goes on")
    own = index.passage_paragraph[example.passages]
    assert {index.documents[row].id for row in index.document_row[own]} == {document.id}
    assert index.is_finding[own].all()
    assert set(own[example.is_answer]) == {index.row_of(paragraph)}
    assert index.row_of(paragraph) not in own[~example.is_answer]


def test_fitting_example_leaves_out_what_says_much_the_same(index: IndexVersion, tmp_path: Path) -> None:
    vectors = index.vectors.matrix
    file = tmp_path / "fitting.tsv"
    findings = [one for document in index.documents for one in index.paragraphs_of(document.id) if one.role.is_finding]
    file.write_text("".join(f"{one.id}\twho leaves\n" for one in findings), encoding="utf-8")
    examples = read_examples(file, index)
    assert len(examples) == len(findings)
    for example in examples:
        others = example.passages[~example.is_answer]
        nearness = vectors[others] @ vectors[example.passages[example.is_answer]].T
        assert not nearness.size or nearness.max() < SAYS_MUCH_THE_SAME
    of_finding = index.passage_paragraph[index.is_finding[index.passage_paragraph]]
    of_document = np.bincount(index.document_row[of_finding])
    rows = [index.row_of_document[example.document] for example in examples]
    assert any(len(example.passages) < of_document[row] for example, row in zip(examples, rows, strict=True))


def test_fitting_example_of_a_paragraph_that_is_not_there_is_left_out(index: IndexVersion, tmp_path: Path) -> None:
    file = tmp_path / "fitting.tsv"
    file.write_text("00000000-0000000000\twho leaves\n", encoding="utf-8")
    assert read_examples(file, index) == []


def test_fitting_file_names_a_paragraph_and_a_question_in_each_line() -> None:
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 16_509
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{10}(?:-\d+)?\t\S.*\S", line) for line in lines)
