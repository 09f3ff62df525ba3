"""What was fetched into a folder: address, time, hash, and what makes the next request conditional."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PurePosixPath

from corpus.errors import CorpusError

__all__ = ["FILE_NAME", "Entry", "Manifest"]

# Hidden, so that it is never taken for a document.
FILE_NAME = ".fetched.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was fetched.

    `path` is relative to the folder; `fetched` and `checked` are UTC times in ISO 8601: when its bytes came, and
    when the site last said that they are still the same. `etag` and `last_modified` are as the site gave them.
    """

    address: str
    path: str
    fetched: str
    checked: str
    sha256: str
    size_bytes: int
    etag: str | None = None
    last_modified: str | None = None


class Manifest:
    """The entries of a folder by address; every change is on disk at once, so that an interruption loses none."""

    def __init__(self, folder: Path) -> None:
        """Read the folder's manifest, if it has one.

        Raises:
            CorpusError: it cannot be read, or a line is malformed.
        """
        self._folder = folder
        self._file = folder / FILE_NAME
        self._entries: dict[str, Entry] = {}
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines(keepends=True) if self._file.exists() else []
        except (OSError, UnicodeDecodeError) as exc:
            raise CorpusError(f"{self._file}: cannot be read ({exc}); move it away to fetch everything anew") from exc
        # An interruption can cut the last line only: each is written whole before the next.
        whole = [line for line in lines if line.endswith("\n")]
        for number, line in enumerate(whole, start=1):
            entry = self._parsed(line, number)
            self._entries[entry.address] = entry
        if len(self._entries) < len(lines):
            self._rewrite()

    def get(self, address: str) -> Entry | None:
        """Return what was fetched from an address, None where nothing was or the file is gone."""
        entry = self._entries.get(address)
        return entry if entry and (self._folder / entry.path).is_file() else None

    def path_of(self, address: str) -> str | None:
        """Return the path that an address was given before, None where it was given none."""
        entry = self._entries.get(address)
        return entry.path if entry else None

    def owner(self, path: str) -> str | None:
        """Return the address whose file has a path, None where none has."""
        return next((entry.address for entry in self._entries.values() if entry.path == path), None)

    def put(self, entry: Entry) -> None:
        """Write an entry, in place of an earlier one of its address."""
        self._entries[entry.address] = entry
        try:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(_line(entry))
                file.flush()
                os.fsync(file.fileno())
        except OSError as exc:
            raise CorpusError(f"{self._file}: cannot be written ({exc.strerror}); check the disk") from exc

    def _rewrite(self) -> None:
        fresh = self._file.with_name(FILE_NAME + ".new")
        try:
            fresh.write_text("".join(_line(entry) for entry in self._entries.values()), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as exc:
            raise CorpusError(f"{self._file}: cannot be written ({exc.strerror}); check the disk") from exc

    def _parsed(self, line: str, number: int) -> Entry:
        where = f"{self._file}:{number}"
        try:
            values = json.loads(line)
            entry = Entry(**values)
        except (ValueError, TypeError) as exc:
            names = ", ".join(field.name for field in fields(Entry))
            raise CorpusError(
                f"{where}: expected a JSON object with {names}; move the file away to start anew"
            ) from exc
        path = PurePosixPath(entry.path)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.path or ":" in entry.path:
            raise CorpusError(f"{where}: the path {entry.path!r} leads out of the folder; move the file away")
        return entry


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"
