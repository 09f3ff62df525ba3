"""The bundled embedding model: known vectors, independence of the batch, and refusal of altered files."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EmbeddingError
from index.embedding.local import LocalEmbedder
from index.encoder import bundled


@pytest.fixture(scope="module")
def embedder() -> LocalEmbedder:
    return LocalEmbedder(threads=1)


def test_embedding_local_shape_and_length(embedder: LocalEmbedder) -> None:
    vectors = embedder.embed(["a visit", "", "a much longer text " * 200, "broken \ud800 text"])
    assert (vectors.shape, vectors.dtype) == ((4, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_embedding_local_no_texts(embedder: LocalEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_embedding_local_vector_depends_on_its_text_alone(embedder: LocalEmbedder) -> None:
    texts = [f"Children in area {n} wait {'far ' * (n % 9)}too long for a visit." for n in range(70)]
    together = embedder.embed(texts)
    alone = np.concatenate([embedder.embed([text]) for text in texts])
    np.testing.assert_array_equal(together, alone)


def test_embedding_local_meaning_is_near(embedder: LocalEmbedder) -> None:
    query, near, far = embedder.embed(
        ["young people who have run away", "children missing from home", "the budget for roads"]
    )
    assert query @ near > query @ far + 0.2


def test_embedding_local_reads_256_tokens(embedder: LocalEmbedder) -> None:
    first = "word " * 254
    one, other = embedder.embed([first + "tail", first + "completely different ending"])
    np.testing.assert_array_equal(one, other)


def test_embedding_local_altered_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "false_model"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "model.onnx").write_bytes(b"not the model")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(bundled, "MODEL", ("false_model", "model.onnx", bundled.MODEL[2]))
    with pytest.raises(EmbeddingError, match=r"model\.onnx: sha256 is .* expected 8199be6f"):
        LocalEmbedder().embed(["text"])


def test_embedding_local_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "MODEL", ("no_such_package_here", "model.onnx", ""))
    with pytest.raises(EmbeddingError, match=r"model\.onnx of package no_such_package_here is missing"):
        LocalEmbedder().embed(["text"])


def test_embedding_local_loaded_ahead_gives_the_same(embedder: LocalEmbedder) -> None:
    ahead = LocalEmbedder(threads=1)
    ahead.load_ahead()
    np.testing.assert_array_equal(ahead.embed_questions(["a visit"]), embedder.embed_questions(["a visit"]))


def test_embedding_local_fault_of_loading_ahead_shows_at_the_first_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "MODEL", ("no_such_package_here", "model.onnx", ""))
    ahead = LocalEmbedder()
    ahead.load_ahead()
    with pytest.raises(EmbeddingError, match="install the project again"):
        ahead.embed_questions(["text"])


def test_embedding_local_many_threads_give_the_same(embedder: LocalEmbedder) -> None:
    texts = [f"Children in area {n} wait {'far ' * (n % 9)}too long for a visit." for n in range(150)]
    np.testing.assert_array_equal(LocalEmbedder(threads=3).embed(texts), embedder.embed(texts))
