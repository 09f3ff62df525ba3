"""The change that fits the bundled model to questions: what it adds, and that a damaged file of it is refused."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.errors import EmbeddingError
from index.embedding import fitted, local, make_embedder
from index.embedding.fitted import Change, Fit, read_fit, with_changes, write_fit
from index.embedding.local import LocalEmbedder
from index.settings import Settings

BEFORE = b"head of the file"


def model(weights: NDArray[np.int8], scales: NDArray[np.float32]) -> bytes:
    return BEFORE + weights.tobytes() + b"between" + scales.tobytes() + b"end"


def change(weights: NDArray[np.int8], down: NDArray[np.float32], up: NDArray[np.float32]) -> Change:
    return Change(len(BEFORE), len(BEFORE) + weights.size + len(b"between"), down, up)


def read(content: bytes, weights: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return the weights of a changed file times their factors."""
    stored = np.frombuffer(content, np.int8, weights.size, len(BEFORE)).reshape(weights.shape)
    scales = np.frombuffer(content, np.float32, weights.shape[1], len(BEFORE) + weights.size + len(b"between"))
    product: NDArray[np.float32] = stored * scales
    return product


@given(seed=st.integers(0, 10_000), inputs=st.integers(1, 20), outputs=st.integers(1, 20), rank=st.integers(1, 4))
def test_changes_are_added_to_within_half_a_step_of_eight_bits(seed: int, inputs: int, outputs: int, rank: int) -> None:
    numbers = np.random.default_rng(seed)
    weights = numbers.integers(-127, 128, (inputs, outputs)).astype(np.int8)
    scales = numbers.uniform(0.001, 0.01, outputs).astype(np.float32)
    down = numbers.normal(size=(inputs, rank)).astype(np.float32)
    up = numbers.normal(size=(rank, outputs)).astype(np.float32)
    content = with_changes(model(weights, scales), [change(weights, down, up)])
    wanted = weights * scales + down @ up
    step = np.abs(wanted).max(axis=0) / 127
    assert (np.abs(read(content, weights) - wanted) <= step * 0.5001 + 1e-6).all()


def test_changes_touch_nothing_but_the_matrix_and_its_factors() -> None:
    weights, scales = np.full((3, 2), 5, np.int8), np.full(2, 0.5, np.float32)
    content = model(weights, scales)
    changed = with_changes(content, [change(weights, np.ones((3, 1), np.float32), np.ones((1, 2), np.float32))])
    assert len(changed) == len(content)
    assert (changed[: len(BEFORE)], changed[-3:]) == (BEFORE, b"end")
    assert changed[len(BEFORE) + 6 : len(BEFORE) + 13] == b"between"
    np.testing.assert_allclose(read(changed, weights), 3.5, rtol=1e-6)


def test_changes_that_cancel_a_column_leave_zeros() -> None:
    weights, scales = np.ones((2, 1), np.int8), np.ones(1, np.float32)
    down, up = -np.ones((2, 1), np.float32), np.ones((1, 1), np.float32)
    np.testing.assert_array_equal(
        read(with_changes(model(weights, scales), [change(weights, down, up)]), weights), np.zeros((2, 1))
    )


def test_changes_are_read_as_written(tmp_path: Path) -> None:
    one = Change(7, 99, np.full((3, 2), 0.25, np.float32), np.full((2, 4), -1.5, np.float32))
    write_fit(tmp_path / "fit.npz", "abc", Fit((one, one), 0.25))
    fit = read_fit(tmp_path / "fit.npz", "abc")
    found = fit.changes
    assert fit.offset == 0.25
    assert [(each.weights_at, each.scales_at) for each in found] == [(7, 99), (7, 99)]
    np.testing.assert_array_equal(found[1].down, one.down)
    np.testing.assert_array_equal(found[1].up, one.up)


def test_changes_of_another_model_are_refused(tmp_path: Path) -> None:
    write_fit(tmp_path / "fit.npz", "abc", Fit((), 0.0))
    with pytest.raises(EmbeddingError, match=r"fit\.npz: made for the model abc, found def; install the project again"):
        read_fit(tmp_path / "fit.npz", "def")


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 cut"])
def test_changes_of_a_damaged_file_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "fit.npz").write_bytes(content)
    with pytest.raises(EmbeddingError, match=r"fit\.npz: cannot be read: .*; install the project again"):
        read_fit(tmp_path / "fit.npz", "abc")


def test_changes_missing_are_told_at_the_first_question(tmp_path: Path) -> None:
    embedder = LocalEmbedder(fit=tmp_path / "none.npz")
    assert embedder.embed(["a text"]).shape == (1, 384)
    with pytest.raises(EmbeddingError, match=r"none\.npz: cannot be read"):
        embedder.embed_questions(["a question"])


def test_changes_of_the_setting_are_used(tmp_path: Path) -> None:
    write_fit(tmp_path / "none.npz", local.MODEL[2], Fit((), 0.0))
    unchanged = make_embedder(Settings(question_encoder=tmp_path / "none.npz"))
    texts = ["who leaves"]
    np.testing.assert_array_equal(unchanged.embed_questions(texts), unchanged.embed(texts))
    assert (unchanged.question_offset, make_embedder(Settings()).question_offset) == (0.0, 0.12)
    assert (make_embedder(Settings()).embed_questions(texts) != unchanged.embed(texts)).any()


def test_changes_bundled_are_of_the_bundled_model_and_of_all_its_matrices() -> None:
    changes = read_fit(fitted.FILE, local.MODEL[2]).changes
    assert [(len(each.down), each.up.shape[1]) for each in changes] == 6 * [
        (384, 384),
        (384, 384),
        (384, 384),
        (384, 384),
        (384, 1536),
        (1536, 384),
    ]


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
