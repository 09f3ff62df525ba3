"""What each version was made of, kept after the version itself is gone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexDamagedError, IndexMissingError
from index.settings import Settings
from index.storage.layout import IndexPaths, write_atomically
from index.storage.manifest import current_version
from index.storage.plan import Difference
from index.storage.records import digest
from index.storage.server_index import where

__all__ = ["Past", "damaged", "diff", "history", "remember"]

KEPT = 50
"""Versions whose documents are remembered."""


@dataclass(frozen=True, slots=True)
class Past:
    """A version that is or was: when it was made, by which embedder, and the content digest of each path."""

    name: str
    created: str
    fingerprint: str
    embedder: str
    documents: dict[str, str]


def remember(paths: IndexPaths, past: Past) -> None:
    """Write down what a version was made of; forget the oldest."""
    paths.history.mkdir(exist_ok=True)
    content = {name: getattr(past, name) for name in Past.__slots__}
    write_atomically(_file(paths, past.name), json.dumps({**content, "digest": digest(content)}).encode())
    for file in sorted(paths.history.glob("*.json"))[:-KEPT]:
        file.unlink(missing_ok=True)


def history(source: Settings | Path) -> tuple[Past, ...]:
    """Return the versions remembered on this machine, oldest first."""
    paths = where(source)[0]
    return tuple(_read(_file(paths, name)) for name in _names(paths))


def damaged(paths: IndexPaths) -> list[Path]:
    """Return the files of versions remembered that are not what was written."""
    found = []
    for file in sorted(paths.history.glob("*.json")):
        try:
            _read(file)
        except IndexDamagedError:
            found.append(file)
    return found


def diff(source: Settings | Path, before: str | None = None, after: str | None = None) -> Difference:
    """Compare the documents of two versions.

    Args:
        source: settings, or the folder of an index on this machine.
        before: name of the older version; None for the one before `after`.
        after: name of the newer version; None for the one in use.

    Raises:
        IndexMissingError: there is no such version; names those that are remembered.
        IndexDamagedError: what is remembered of one was altered.
    """
    paths = where(source)[0]
    after = after or current_version(paths)[0]
    if before is None:
        earlier = [name for name in _names(paths) if name < after]
        if not earlier:
            raise IndexMissingError(f"{paths.root}: no version before {after} is remembered")
        before = earlier[-1]
    return _compared(_named(paths, before), _named(paths, after))


def _compared(before: Past, after: Past) -> Difference:
    new = {path: content for path, content in after.documents.items() if path not in before.documents}
    gone = {path: content for path, content in before.documents.items() if path not in after.documents}
    both = before.documents.keys() & after.documents.keys()
    changed = sorted(path for path in both if before.documents[path] != after.documents[path])
    reasons = (
        (f"the embedding model is {after.embedder}, it was {before.embedder}",)
        if before.embedder != after.embedder
        else ()
    )
    return Difference(
        new=tuple(sorted(new)),
        changed=tuple(changed),
        removed=tuple(sorted(gone)),
        unchanged=len(both) - len(changed),
        reasons=reasons,
    )


def _names(paths: IndexPaths) -> list[str]:
    return sorted(file.stem for file in paths.history.glob("*.json"))


def _named(paths: IndexPaths, name: str) -> Past:
    file = _file(paths, name)
    if not file.is_file():
        known = ", ".join(_names(paths)) or "none"
        raise IndexMissingError(f"{paths.root}: no version {name} is remembered; known are: {known}")
    return _read(file)


def _read(file: Path) -> Past:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        stated = content.pop("digest", None)
        # What was remembered before there were digests has none.
        if stated is None or stated == digest(content):
            return Past(**content)
    except (ValueError, TypeError, AttributeError) as exc:
        raise _altered(file) from exc
    raise _altered(file)


def _altered(file: Path) -> IndexDamagedError:
    return IndexDamagedError(f"{file}: is not what was written; remove it, only 'inspection-qa index diff' reads it")


def _file(paths: IndexPaths, name: str) -> Path:
    return paths.history / f"{Path(name).name}.json"
