"""What a version says about itself: what it was made of and by, and the hash of each of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import IndexDamagedError, IndexMissingError
from index.storage.layout import FORMAT, MANIFEST, IndexPaths, write_atomically

__all__ = ["Made", "Manifest", "StoredFile", "current_version", "held", "read_manifest", "switch_to", "write_manifest"]


_ATTEMPTS = 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """What determines a version besides the documents: a change of any of it is a reason to make a new one.

    `reader` and `passages` are digests of the code that reads documents and cuts passages.
    """

    embedder: str
    dimension: int
    reader: str
    passages: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a version: bytes, sha256, and the faster CRC-32 that is checked at every opening."""

    size: int
    sha256: str
    crc32: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version: where it came from, what it holds, and its files by relative path.

    `refused` is what could not be read, by path in the corpus: the sha256 of the file and the message.
    `chroma_tables` is the digest of what Chroma's SQLite file holds, because reading changes its bytes; None where
    the vectors are on a server.
    """

    name: str
    fingerprint: str
    created: str
    made: Made
    corpora: tuple[str, ...]
    documents: int
    paragraphs: int
    passages: int
    files: Mapping[str, StoredFile]
    chroma_tables: str | None = None
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_on_server(self) -> bool:
        """Whether the vectors are in Chroma on a server, and not in the version's folder."""
        return self.chroma_tables is None


def write_manifest(version: Path, manifest: Manifest) -> None:
    """Write the manifest into the version's folder."""
    write_atomically(version / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())


def read_manifest(version: Path, digest: str | None = None) -> Manifest:
    """Read a version's manifest.

    Raises:
        IndexMissingError: there is none.
        IndexDamagedError: it is not the one with this sha256, or cannot be understood.
    """
    path = version / MANIFEST
    try:
        content = path.read_bytes()
    except FileNotFoundError as exc:
        raise IndexMissingError(f"{version}: no such version of the index") from exc
    if digest is not None and hashlib.sha256(content).hexdigest() != digest:
        raise IndexDamagedError(f"{path}: is not what was written; run 'inspection-qa index rebuild'")
    try:
        values = json.loads(content)
        if values["made"]["format"] != FORMAT:
            found = values["made"]["format"]
            raise IndexDamagedError(
                f"{path}: the index has format {found}, this program reads {FORMAT}; run 'inspection-qa index rebuild'"
            )
        return _manifest(values)
    except (ValueError, KeyError, TypeError) as exc:
        raise IndexDamagedError(f"{path}: cannot be understood ({exc}); run 'inspection-qa index rebuild'") from exc


def current_version(paths: IndexPaths) -> tuple[str, str]:
    """Return the name of the version that is served, and the sha256 of its manifest.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: the pointer names none.
    """
    try:
        name, digest = paths.current.read_text(encoding="ascii").split()
    except (FileNotFoundError, NotADirectoryError) as exc:
        raise IndexMissingError(
            f"{paths.root}: there is no index yet; run 'inspection-qa index build --corpus FOLDER'"
        ) from exc
    except (ValueError, UnicodeDecodeError) as exc:
        raise IndexDamagedError(f"{paths.current}: names no version; run 'inspection-qa index rebuild'") from exc
    return name, digest


def held(paths: IndexPaths, opened: Callable[[Path, str], T]) -> T:
    """Open the version that is served.

    Args:
        paths: the files of the index.
        opened: opens a version, given its folder and the sha256 of its manifest, and holds it.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: the pointer names none, or one that is gone.
    """
    for attempt in range(_ATTEMPTS):
        name, digest = current_version(paths)
        try:
            return opened(paths.versions / name, digest)
        except (FileNotFoundError, IndexMissingError) as exc:
            # A writer may have switched and removed the version between the two steps.
            if attempt == _ATTEMPTS - 1 or current_version(paths)[0] == name:
                raise IndexDamagedError(
                    f"{paths.versions / name}: the version in use is gone; run 'inspection-qa index rebuild'"
                ) from exc
    raise AssertionError("the last attempt returns or raises")


def switch_to(paths: IndexPaths, version: Path) -> None:
    """Serve a version from now on; one atomic rename."""
    digest = hashlib.sha256((version / MANIFEST).read_bytes()).hexdigest()
    write_atomically(paths.current, f"{version.name} {digest}\n".encode("ascii"))


def _manifest(values: dict[str, Any]) -> Manifest:
    return Manifest(
        **{
            **values,
            "made": Made(**values["made"]),
            "corpora": tuple(values["corpora"]),
            "files": {path: StoredFile(**file) for path, file in values["files"].items()},
            "refused": {path: (digest, message) for path, (digest, message) in values["refused"].items()},
        }
    )
