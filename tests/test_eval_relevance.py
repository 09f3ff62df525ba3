"""The questions to which the relevance model is fitted, and that it is fitted to them and runs as it was fitted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from storage_examples import HashEmbedder

from eval.fitting_examples import EXAMPLES
from eval.relevance_examples import (
    ANSWERED,
    SAYS_MUCH_THE_SAME,
    UNANSWERED,
    Asked,
    Sentences,
    read_questions,
    read_sentences,
    sorted_out,
)
from index.storage import IndexVersion


@pytest.fixture(scope="module")
def held(sample_index: IndexVersion) -> Sentences:
    return read_sentences(sample_index, HashEmbedder())


def vector(asked: Asked) -> NDArray[np.float32]:
    found: NDArray[np.float32] = HashEmbedder().embed([asked.text])[0]
    return found


def test_questions_are_read_with_what_answers_them(sample_index: IndexVersion, tmp_path: Path) -> None:
    document = sample_index.documents[0]
    paragraph = next(one for one in sample_index.paragraphs_of(document.id) if one.role.is_finding)
    first, second = tmp_path / "fitting.tsv", tmp_path / "answered.tsv"
    first.write_text(f"{paragraph.id}\tis it any good\n", encoding="utf-8")
    second.write_text(
        f"{document.id}\t-\twho plays the piano\n{document.id}\t{paragraph.id}\thow good is it\nffffffff\t-\twho\n",
        encoding="utf-8",
    )
    assert read_questions(sample_index, (first, second)) == [
        Asked("is it any good", document.id, paragraph.id),
        Asked("who plays the piano", document.id, None),
        Asked("how good is it", document.id, paragraph.id),
    ]


def test_sentences_are_those_of_findings_with_a_vector_each(sample_index: IndexVersion, held: Sentences) -> None:
    assert len(held.texts) == len(held.paragraphs) == len(held.documents) == len(held.vectors) > 300
    for text, identity, document in zip(held.texts, held.paragraphs, held.documents, strict=True):
        paragraph = sample_index.paragraph(str(identity))
        assert paragraph is not None
        assert (text in paragraph.text, paragraph.role.is_finding, paragraph.document_id) == (True, True, document)


def test_sentences_that_answer_are_told_from_those_that_come_near(held: Sentences) -> None:
    for identity in sorted(set(held.paragraphs))[::9]:
        document = str(held.documents[list(held.paragraphs).index(identity)])
        answers, others = sorted_out(Asked("who does what", document, str(identity)), held, vector)
        assert {str(one) for one in held.paragraphs[answers]} == {identity}
        assert set(held.documents[others]) <= {document}
        of_paragraph = held.vectors[held.paragraphs == identity]
        assert not len(others) or (held.vectors[others] @ of_paragraph.T).max() < SAYS_MUCH_THE_SAME


def test_question_that_nothing_answers_meets_the_nearest_sentences(held: Sentences) -> None:
    asked = Asked("how many horses are there", str(held.documents[0]), None)
    answers, others = sorted_out(asked, held, vector)
    assert not len(answers)
    own = np.flatnonzero(held.documents == asked.document)
    cosines = held.vectors[own] @ vector(asked)
    np.testing.assert_allclose(
        held.vectors[others] @ vector(asked), np.sort(cosines)[::-1][:UNANSWERED], rtol=1e-5, atol=1e-6
    )


def test_question_on_a_paragraph_without_sentences_is_left_out(held: Sentences) -> None:
    answers, others = sorted_out(Asked("who", str(held.documents[0]), "none-such"), held, vector)
    assert (len(answers), len(others)) == (0, 0)


def test_questions_of_the_file_are_distinct_and_of_both_sorts() -> None:
    lines = [line.split("\t") for line in ANSWERED.read_text(encoding="utf-8").splitlines()]
    assert {len(line) for line in lines} == {3}
    assert len({(document, question.lower()) for document, _, question in lines}) == len(lines) > 25_000
    unanswered = sum(paragraph == "-" for _, paragraph, _ in lines)
    assert 0.5 < unanswered / len(lines) < 0.65
    assert all(paragraph == "-" or paragraph.startswith(f"{document}-") for document, paragraph, _ in lines)
    assert EXAMPLES.parent == ANSWERED.parent


@pytest.mark.thorough
def test_model_fitted_tells_answers_apart_and_runs_as_it_was_fitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch", reason="fitting needs the extra 'fit'")
    from eval import relevance
    from eval.relevance_model import padded_pairs, write_fitted
    from index.embedding.local import LocalEmbedder
    from index.encoder import make_tokenizer
    from index.relevance import RelevanceModel
    from index.relevance.model import pair_tokens

    texts = ("Caseloads are too high.", "Children are seen often.", "The roof leaks.", "Foster carers are trained.")
    asked = ("are workers rushed", "do they visit", "is the building sound", "do carers learn")
    sentences = Sentences(texts, np.array(list("abcd")), np.array(["d"] * 4), LocalEmbedder(threads=1).embed(texts))
    vectors = LocalEmbedder(threads=1).embed_questions(asked)
    rows = np.arange(len(texts))
    shown = [
        relevance.Shown(text, rows[rows == at], rows[rows != at], vectors[at]) for at, text in enumerate(asked)
    ] * 60
    model = relevance.fit(shown, sentences)
    write_fitted(tmp_path / "relevance.npz", model)
    found = np.stack([RelevanceModel(tmp_path / "relevance.npz").judge(text, texts) for text in asked])
    assert (found.argmax(axis=1) == rows).all()
    tokenizer = make_tokenizer()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        fitted = np.stack(
            [model(*padded_pairs(pair_tokens(tokenizer, text, texts))).float().numpy()[:, 1] for text in asked]
        )
    assert np.corrcoef(fitted.ravel(), found.ravel())[0, 1] > 0.97
