"""How long the command takes that brings an index up to date, on a copy of an index and of its documents."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from eval.speed_processes import run_command
from eval.speed_timings import BUILD_COMMAND, Timing
from index.settings import Settings
from index.storage import IndexVersion, open_index
from index.storage.layout import IndexPaths
from index.storage.vector_cache import VectorCache

__all__ = ["update_timings"]

INDEX, CORPORA = "index", "corpora"


def update_timings(settings: Settings, repeat: int) -> list[Timing]:
    """Measure the whole command with nothing changed, and with one new document whose texts have no vectors yet.

    It is one of middling length.
    The index that the settings name must be one of this machine, and its documents must still be there.

    Raises:
        FileNotFoundError: its documents are no longer there.
    """
    nothing, new, by_processors = [], [], []
    with open_index(settings) as version, tempfile.TemporaryDirectory(prefix="inspection-qa-speed-") as folder:
        scratch = Path(folder)
        passages = {each.id: len(_passages_of(version, each.id)) for each in version.documents}
        document = sorted(version.documents, key=lambda each: passages[each.id])[len(passages) // 2]
        place, aside = _copied(version, document.path, scratch), scratch / "held"
        command = ["index", "build", "--index", str(scratch / INDEX)]
        for corpus in sorted((scratch / CORPORA).iterdir()):
            command += ["--corpus", str(corpus)]
        place.rename(aside)
        run_command(command)
        for _ in range(repeat):
            nothing.append(run_command(command)[0])
            _forget(version, document.id, IndexPaths(scratch / INDEX))
            shutil.copyfile(aside, place)
            before = _of_children()
            new.append(run_command(command)[0])
            by_processors.append(_of_children() - before)
            place.unlink()
            run_command(command)
        note = f"of {passages[document.id]} passages, among {len(passages)}"
    return [
        Timing(f"{BUILD_COMMAND}, nothing changed", "s", tuple(nothing)),
        Timing(f"{BUILD_COMMAND}, one new document", "s", tuple(new), note),
        Timing(f"{BUILD_COMMAND}, one new document, processor time", "s", tuple(by_processors), note),
    ]


def _copied(version: IndexVersion, relative: str, scratch: Path) -> Path:
    """Copy an index and its documents; return where the one of this path lies in the copy."""
    shutil.copytree(version.folder.parent.parent, scratch / INDEX)
    copies = [scratch / CORPORA / f"{number:03}" for number in range(len(version.manifest.corpora))]
    for corpus, copy in zip(version.manifest.corpora, copies, strict=True):
        shutil.copytree(corpus, copy)
    return next(copy / relative for copy in copies if (copy / relative).is_file())


def _forget(version: IndexVersion, document_id: str, paths: IndexPaths) -> None:
    """Remove the vectors of a document that are kept, as if its texts had never been seen."""
    made = version.manifest.made
    with closing(VectorCache(paths.cache, made.embedder, made.dimension)) as cache:
        path = cache.path
    with closing(sqlite3.connect(path)) as connection, connection:
        keys = [(bytes(version.vectors.keys[at]),) for at in _passages_of(version, document_id)]
        connection.executemany("DELETE FROM vectors WHERE key = ?", keys)


def _passages_of(version: IndexVersion, document_id: str) -> range:
    rows = version.rows_of(document_id)
    return range(int(version.passage_range[rows.start]), int(version.passage_range[rows.stop]))


def _of_children() -> float:
    return sum(os.times()[2:4])
