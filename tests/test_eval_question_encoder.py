"""The model as it is fitted is the bundled one, and fitting it changes what the bundled one makes of questions.

Needs PyTorch (`pip install -e '.[fit]'`), so it runs with the thorough tests only.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from eval.fitting_examples import Example
from index.embedding.local import LocalEmbedder
from index.encoder.bundled import MODEL, verified

pytestmark = pytest.mark.thorough
torch = pytest.importorskip("torch", reason="fitting needs the extra 'fit'")

ANSWERS = [
    "Caseloads are too high for many social workers.",
    "Children who go missing are offered return home interviews.",
    "Care leavers live in suitable accommodation.",
    "Senior leaders know their services well.",
]
QUESTIONS = [
    "is anybody rushed off their feet",
    "what about runaways",
    "where do they live at nineteen",
    "are the bosses any good",
]


def examples() -> tuple[list[Example], NDArray[np.float32]]:
    passages = np.arange(len(ANSWERS))
    asked = [Example(text, "d", passages, passages == at) for at, text in enumerate(QUESTIONS)]
    return asked, LocalEmbedder(threads=1).embed(ANSWERS)


def test_model_before_fitting_is_the_bundled_one() -> None:
    from eval.minilm import QuestionModel, padded
    from eval.question_encoder import tokens_of

    model = QuestionModel(verified(*MODEL), rank=2)
    with torch.no_grad():
        vectors = model(*padded(tokens_of(QUESTIONS))).numpy()
    np.testing.assert_allclose(vectors, LocalEmbedder(threads=1).embed(QUESTIONS), atol=1e-4)


def test_model_fitted_brings_answers_first_and_runs_as_it_was_fitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eval import question_encoder
    from eval.encoder_file import write_encoder
    from eval.minilm import padded

    monkeypatch.setattr(question_encoder, "EPOCHS", 12)
    asked, vectors = examples()
    model = question_encoder.fit(asked, vectors)
    assert question_encoder.hits(model, asked, vectors)[1] == 1.0
    write_encoder(tmp_path / "fit.npz", model, {}, numbers={"offset": 0.0})
    found = LocalEmbedder(threads=1, fit=tmp_path / "fit.npz").embed_questions(QUESTIONS)
    with torch.no_grad():
        fitted = model(*padded(question_encoder.tokens_of(QUESTIONS))).numpy()
    assert (found * fitted).sum(axis=1).min() > 0.98
    assert (np.argmax(found @ vectors.T, axis=1) == np.arange(len(QUESTIONS))).all()
