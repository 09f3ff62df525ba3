"""Vectors kept by content: never embedded twice, kept through interruptions, damage noticed."""

import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from storage_examples import HashEmbedder

from corpus.errors import EmbeddingError
from index.storage import vector_cache
from index.storage.passages import content_key
from index.storage.vector_cache import VectorCache, check_cache


def texts_by_key(*texts: str) -> dict[bytes, str]:
    return {content_key(text): text for text in texts}


def unwatched(done: int, total: int) -> None:
    return


def test_cache_embeds_each_text_once(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        assert cache.embed(embedder, texts_by_key("one", "two"), unwatched) == 2
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        assert cache.embed(embedder, texts_by_key("two", "three", "one"), unwatched) == 1
        keys = [content_key(text) for text in ("three", "one", "three")]
        np.testing.assert_array_equal(cache.vectors(keys), HashEmbedder().embed(["three", "one", "three"]))
    assert embedder.embedded == 3


def test_cache_models_do_not_mix(tmp_path: Path) -> None:
    with closing(VectorCache(tmp_path, "Model A", 24)) as cache:
        cache.embed(HashEmbedder(), texts_by_key("one"), unwatched)
    with closing(VectorCache(tmp_path, "model-a", 24)) as cache:
        assert cache.missing([content_key("one")]) == {content_key("one")}


def test_cache_keeps_what_was_embedded_before_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_cache, "BATCH", 2)

    class Failing(HashEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if self.embedded >= 4:
                raise EmbeddingError("the address does not answer")
            return super().embed(texts)

    texts = texts_by_key(*(f"text {number}" for number in range(7)))
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        with pytest.raises(EmbeddingError):
            cache.embed(Failing(), texts, unwatched)
        assert len(cache.missing(list(texts))) == 3
        assert cache.embed(HashEmbedder(), texts, unwatched) == 3


def test_cache_progress_counts_what_is_missing(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        cache.embed(HashEmbedder(), texts_by_key("one", "two"), lambda *pair: seen.append(pair))
        cache.embed(HashEmbedder(), texts_by_key("one", "two"), lambda *pair: seen.append(pair))
    assert seen == [(0, 2), (2, 2)]


def test_cache_damaged_vector_is_embedded_again(tmp_path: Path) -> None:
    vector = HashEmbedder().embed(["one"])
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        cache.embed(HashEmbedder(), texts_by_key("one", "two"), unwatched)
        path = cache.path
    content = bytearray(path.read_bytes())
    content[content.index(vector.tobytes()) + 5] ^= 1
    path.write_bytes(content)
    assert check_cache(path) == ["1 vectors are damaged"]
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        assert cache.missing([content_key("one"), content_key("two")]) == {content_key("one")}
        cache.embed(HashEmbedder(), texts_by_key("one"), unwatched)
        np.testing.assert_array_equal(cache.vectors([content_key("one")]), vector)
    assert check_cache(path) == []


def test_cache_page_that_cannot_be_read_costs_only_its_vectors(tmp_path: Path) -> None:
    texts = texts_by_key(*(f"text {number}" for number in range(400)))
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        cache.embed(HashEmbedder(), texts, unwatched)
        path = cache.path
    content = bytearray(path.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    assert len(content) > 8 * page
    content[5 * page : 5 * page + 100] = b"\xff" * 100
    path.write_bytes(content)
    assert check_cache(path) != []
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        missing = cache.missing(list(texts))
        assert 0 < len(missing) < 100
        whole = [key for key in texts if key not in missing]
        np.testing.assert_array_equal(cache.vectors(whole), HashEmbedder().embed([texts[key] for key in whole]))
    assert check_cache(path) == []


def test_cache_vector_under_another_key_is_not_given_out(tmp_path: Path) -> None:
    """As when the index of the table points at another row: whole, but not the vector asked for."""
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        cache.embed(HashEmbedder(), texts_by_key("one", "two"), unwatched)
        path = cache.path
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT checksum, vector, key FROM vectors").fetchall()
        swapped = [(*rows[1][:2], rows[0][2]), (*rows[0][:2], rows[1][2])]
        connection.executemany("UPDATE vectors SET checksum = ?, vector = ? WHERE key = ?", swapped)
    connection.close()
    assert check_cache(path) == ["2 vectors are damaged"]
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        assert len(cache.missing([content_key("one"), content_key("two")])) == 2


def test_cache_of_before_keys_were_part_of_the_checksum_is_kept(tmp_path: Path) -> None:
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        cache.embed(HashEmbedder(), texts_by_key("one", "two"), unwatched)
        path = cache.path
    with sqlite3.connect(path) as connection:
        for key, vector in connection.execute("SELECT key, vector FROM vectors").fetchall():
            connection.execute("UPDATE vectors SET checksum = ? WHERE key = ?", (zlib.crc32(vector), key))
        connection.execute("PRAGMA user_version = 0")
    connection.close()
    assert check_cache(path) == []
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        assert cache.missing([content_key("one"), content_key("two")]) == set()
    assert check_cache(path) == []


def test_cache_file_that_is_no_database_is_put_aside(tmp_path: Path) -> None:
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        path = cache.path
    path.write_bytes(b"not a database" * 500)
    assert check_cache(path) != []
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        assert cache.embed(HashEmbedder(), texts_by_key("one"), unwatched) == 1
    assert [file.suffix.startswith(".damaged-") for file in tmp_path.iterdir() if file != path] == [True]


def test_cache_that_cannot_be_opened_is_not_taken_for_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        cache.embed(HashEmbedder(), texts_by_key("one"), unwatched)
        path = cache.path

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(VectorCache, "_open", full)
        with pytest.raises(OSError, match="disk is full"):
            VectorCache(tmp_path, "hash-24", 24)
    assert [file for file in tmp_path.iterdir() if "damaged" in file.name] == []
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        assert cache.path == path
        assert cache.missing([content_key("one")]) == set()


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_cache_that_cannot_keep_a_batch_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    monkeypatch.setattr(vector_cache, "BATCH", 2)
    texts = texts_by_key(*(f"text {number}" for number in range(6)))
    keep, batches = VectorCache.put, list[int]()

    def put(cache: VectorCache, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        batches.append(len(keys))
        if len(batches) == failing + 1:
            raise OSError(28, "no space left")
        keep(cache, keys, vectors)

    monkeypatch.setattr(VectorCache, "put", put)
    with closing(VectorCache(tmp_path, "hash-24", 24)) as cache:
        with pytest.raises(OSError, match="no space left"):
            cache.embed(HashEmbedder(), texts, unwatched)
        assert batches == [2] * (failing + 1)
        assert len(cache.missing(list(texts))) == 6 - 2 * failing
