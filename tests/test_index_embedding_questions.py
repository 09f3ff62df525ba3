"""The bundled model fitted to questions: what it adds to the model, and that a damaged file of it is refused."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.errors import EmbeddingError
from index.embedding import make_embedder
from index.embedding.local import FILE, LocalEmbedder
from index.encoder.bundled import MODEL
from index.encoder.weights import Fitted, read_fitted
from index.settings import Settings

HEAD = b"head of the file"


@given(seed=st.integers(0, 10_000), inputs=st.integers(1, 20), outputs=st.integers(1, 20), rank=st.integers(1, 4))
def test_fit_is_added_to_the_matrix_at_its_place_in_the_file(seed: int, inputs: int, outputs: int, rank: int) -> None:
    numbers = np.random.default_rng(seed)
    weights = numbers.integers(-127, 128, (inputs, outputs)).astype(np.int8)
    scales = numbers.uniform(0.001, 0.01, outputs).astype(np.float32)
    down = numbers.normal(size=(inputs, rank)).astype(np.float32)
    up = numbers.normal(size=(rank, outputs)).astype(np.float32)
    content = HEAD + weights.tobytes() + b"between" + scales.tobytes() + b"end"
    places = {"one.weights": len(HEAD), "one.scales": len(HEAD) + weights.size + len(b"between")}
    fitted = Fitted({"one.down": down, "one.up": up}, places)
    found = fitted.changed(content, "one", (inputs, outputs))
    np.testing.assert_allclose(found, weights * scales + down @ up, rtol=1e-5, atol=1e-5)


def without_changes(path: Path, *, model: str = MODEL[2], offset: float = 0.25) -> Path:
    """Write the bundled fit again with nothing that it adds, for a model of that hash."""
    with np.load(io.BytesIO(FILE.read_bytes())) as stored:
        arrays = {name: stored[name] for name in stored.files}
    arrays |= {name: np.zeros_like(array) for name, array in arrays.items() if name.endswith(".up")}
    np.savez(path, allow_pickle=False, **{**arrays, "model": np.array(model), "offset": np.array(offset)})
    return path


def test_fit_of_another_model_is_refused(tmp_path: Path) -> None:
    embedder = LocalEmbedder(fit=without_changes(tmp_path / "fit.npz", model="abc"))
    with pytest.raises(EmbeddingError, match=r"fit\.npz: made for the model abc, found .*; install the project again"):
        embedder.embed_questions(["a question"])


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 cut"])
def test_damaged_fit_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "fit.npz").write_bytes(content)
    with pytest.raises(EmbeddingError, match=r"fit\.npz: cannot be read: .*; install the project again"):
        _ = LocalEmbedder(fit=tmp_path / "fit.npz").question_offset


def test_missing_fit_is_told_at_the_first_question(tmp_path: Path) -> None:
    embedder = LocalEmbedder(fit=tmp_path / "none.npz")
    assert embedder.embed(["a text"]).shape == (1, 384)
    with pytest.raises(EmbeddingError, match=r"none\.npz: cannot be read"):
        embedder.embed_questions(["a question"])


def test_fit_of_the_setting_is_used_and_without_one_questions_are_as_texts_but_for_eight_bits(tmp_path: Path) -> None:
    unchanged = make_embedder(Settings(question_encoder=without_changes(tmp_path / "none.npz")))
    bundled = make_embedder(Settings())
    texts = ["who leaves", "are caseloads too high for the newest social workers in the assessment teams"]
    of_texts = unchanged.embed(texts)
    assert (unchanged.embed_questions(texts) * of_texts).sum(axis=1).min() > 0.98
    assert (unchanged.question_offset, bundled.question_offset) == (0.25, 0.12)
    assert (bundled.embed_questions(texts) * of_texts).sum(axis=1).max() < 0.9


def test_question_has_the_same_vector_alone_and_among_others() -> None:
    embedder = LocalEmbedder(threads=2)
    texts = ["who leaves", "word " * 400, "", "broken \ud800 text", "are caseloads too high"]
    together = embedder.embed_questions(texts)
    assert (together.shape, together.dtype) == ((5, 384), np.float32)
    np.testing.assert_array_equal(together, np.concatenate([embedder.embed_questions([one]) for one in texts]))
    assert embedder.embed_questions([]).shape == (0, 384)


def test_question_is_read_to_its_256th_token() -> None:
    first = "word " * 254
    one, other = LocalEmbedder().embed_questions([first + "tail", first + "completely different ending"])
    np.testing.assert_array_equal(one, other)


def test_bundled_fit_is_of_the_bundled_model_and_of_all_its_matrices() -> None:
    arrays = read_fitted(FILE, MODEL[2]).arrays
    sizes = dict.fromkeys(("query", "key", "value", "attended"), (384, 384)) | {
        "wide": (384, 1536),
        "narrow": (1536, 384),
    }
    for layer in range(6):
        for part, size in sizes.items():
            name = f"layer{layer}.{part}"
            assert (arrays[f"{name}.down"].shape[0], arrays[f"{name}.up"].shape[1]) == size


PAIRS = [
    (
        "do the bosses know what is going on",
        "Senior leaders have an accurate understanding of practice.",
        "Foster carers receive good support.",
    ),
    (
        "are the runaways looked for",
        "Children who go missing are offered return home interviews promptly.",
        "Care leavers live in suitable accommodation.",
    ),
    (
        "is anybody rushed off their feet",
        "Caseloads are too high for many social workers.",
        "Assessments consider the child's identity.",
    ),
    ("do kids get a say", "Children's wishes and feelings inform plans.", "The court is notified of delays."),
    (
        "what happens when you turn eighteen",
        "Personal advisers support care leavers into independence.",
        "Referrals are screened on the same day.",
    ),
    (
        "who picks up the phone first",
        "The multi-agency safeguarding hub responds swiftly to contacts.",
        "Adopters are prepared well.",
    ),
    (
        "who checks the files",
        "Audits of casework are regular and lead to learning.",
        "Children in care enjoy stable placements.",
    ),
    ("do the staff keep leaving", "Turnover of social workers remains high.", "Children achieve well at school."),
    (
        "somewhere to live for young adults",
        "Some care leavers are in unsuitable accommodation.",
        "Strategy meetings are timely.",
    ),
    (
        "are the carers trained",
        "Prospective foster carers are assessed and prepared thoroughly.",
        "Pre-proceedings work drifts.",
    ),
]


def test_questions_in_everyday_words_come_nearer_to_what_answers_them() -> None:
    embedder = LocalEmbedder(threads=1)
    questions, answers, others = zip(*PAIRS, strict=True)
    lead = (embedder.embed(answers) - embedder.embed(others)).T

    def right(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        margins: NDArray[np.float32] = np.diag(vectors @ lead)
        return margins

    plain, asked = right(embedder.embed(questions)), right(embedder.embed_questions(questions))
    assert (asked > 0).sum() == len(PAIRS)
    assert asked.mean() > plain.mean() + 0.05
