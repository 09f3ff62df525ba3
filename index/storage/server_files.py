"""The files of a version as records of a Chroma collection, so that other machines can fetch them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from corpus.errors import IndexDamagedError
from index.storage.chroma_server import ChromaServer
from index.storage.manifest import StoredFile

__all__ = ["GRAPH", "RECORDS", "download", "unlike", "upload"]

Report = Callable[[int, int], None]

RECORDS = 300
"""Records in one request, Chroma Cloud's limit (docs.trychroma.com, 'Quotas & limits')."""
VALUE_BYTES = 3072
"""Bytes in one metadata value, 4,096 characters as base64: Chroma Cloud's limit for a value."""
VALUES = 4
BLOCK_BYTES = VALUE_BYTES * VALUES
GRAPH = {"space": "l2", "max_neighbors": 2, "ef_construction": 2, "sync_threshold": 300}
"""The records are read by id; a vector they must have, and a graph nobody searches."""


def upload(server: ChromaServer, collection: Any, folder: Path, files: Mapping[str, int], report: Report) -> None:  # noqa: ANN401 - chromadb has no types
    """Put files, given by relative path with their size, into a collection.

    Raises:
        IndexStoreError: the server failed.
        OSError: a file cannot be read.
    """
    total = sum(_blocks(size) for size in files.values())
    done = 0
    ids: list[str] = []
    values: list[dict[str, str]] = []
    for relative in files:
        for number, block in enumerate(_read(folder / relative)):
            ids.append(_id(relative, number))
            parts = (block[start : start + VALUE_BYTES] for start in range(0, len(block), VALUE_BYTES))
            values.append({str(at): base64.b64encode(part).decode("ascii") for at, part in enumerate(parts)})
            if len(ids) == RECORDS:
                _add(server, collection, ids, values)
                done += len(ids)
                report(done, total)
                ids, values = [], []
    if ids:
        _add(server, collection, ids, values)
    report(total, total)


def download(server: ChromaServer, collection: Any, relative: str, size: int) -> Iterator[bytes]:  # noqa: ANN401 - chromadb has no types
    """Yield the bytes of a file of `size` bytes.

    Raises:
        IndexDamagedError: a part is missing or cannot be understood.
        IndexStoreError: the server failed.
    """
    ids = [_id(relative, number) for number in range(_blocks(size))]
    for start in range(0, len(ids), RECORDS):
        part = ids[start : start + RECORDS]
        found = server.tried(partial(collection.get, ids=part, include=["metadatas"]))
        values = dict(zip(found["ids"], found["metadatas"], strict=True))
        try:
            yield b"".join(_bytes(values[identity]) for identity in part)
        except (KeyError, TypeError, ValueError) as exc:
            raise IndexDamagedError(
                f"{server.address.url}: {relative} in {collection.name} is not whole; run 'inspection-qa index rebuild'"
            ) from exc


def unlike(server: ChromaServer, collection: Any, stored: Mapping[str, StoredFile]) -> Iterator[str]:  # noqa: ANN401 - chromadb has no types
    """Yield the relative paths of files whose bytes on the server are not those of the manifest.

    Raises:
        IndexStoreError: the server failed.
    """
    for relative, file in stored.items():
        digest = hashlib.sha256()
        try:
            for part in download(server, collection, relative, file.size):
                digest.update(part)
        except IndexDamagedError:
            yield relative
            continue
        if digest.hexdigest() != file.sha256:
            yield relative


def _add(server: ChromaServer, collection: Any, ids: list[str], values: list[dict[str, str]]) -> None:  # noqa: ANN401 - chromadb has no types
    vectors = [[float(at)] for at in range(len(ids))]
    server.tried(partial(collection.add, ids=ids, embeddings=vectors, metadatas=values))


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def _blocks(size: int) -> int:
    return -(-size // BLOCK_BYTES)


def _id(relative: str, number: int) -> str:
    return f"{relative}:{number:07}"


def _bytes(values: Mapping[str, str]) -> bytes:
    return b"".join(base64.b64decode(values[str(at)], validate=True) for at in range(len(values)))
