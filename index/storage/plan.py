"""What a build has to do: which documents are new, changed, renamed or gone since the version in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.folder import CorpusFile, Refused
from corpus.reading import list_corpora
from index.storage.layout import digest_of_file
from index.storage.manifest import Made, Manifest

__all__ = ["Difference", "Found", "Plan", "compare", "find"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Paths in the corpus; `renamed` holds pairs of old and new path.

    `reasons` says what else calls for a new version, such as another embedding model.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the version in use is what a build would make."""
        return not (self.new or self.changed or self.renamed or self.removed or self.reasons)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in the corpus folders: files with their sha256, and what the listing refused or remarked."""

    corpora: tuple[str, ...]
    files: tuple[tuple[CorpusFile, str], ...]
    refused: tuple[Refused, ...]
    notes: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`to_read` are the files to read; all other files found are unchanged, or `still_refused` as before."""

    difference: Difference
    to_read: tuple[CorpusFile, ...]
    still_refused: tuple[Refused, ...]


def find(corpora: Sequence[Path]) -> Found:
    """List the corpus folders and hash their files; a file that cannot be hashed has an empty hash.

    Raises:
        CorpusError: a folder is missing or cannot be opened.
    """
    listing = list_corpora(corpora)
    files = tuple((file, _hash_or_empty(file.path)) for file in listing.files)
    return Found(tuple(str(path.resolve()) for path in corpora), files, listing.refused, listing.notes)


def compare(found: Found, before: Manifest | None, hashes: Mapping[str, str], made: Made) -> Plan:
    """Compare what lies in the folders with the version in use.

    Args:
        found: what lies there.
        before: manifest of the version in use, None where there is none.
        hashes: sha256 by path of the documents in that version.
        made: what a version would be made by now.
    """
    refused_before = before.refused if before else {}
    reread = before is None or before.made.reader != made.reader
    new: list[tuple[str, str]] = []
    changed: list[tuple[str, str]] = []
    still_refused: list[Refused] = []
    to_read: list[CorpusFile] = []
    unchanged = 0
    for file, sha256 in found.files:
        path = file.relative
        if not reread and sha256 and refused_before.get(path, ("",))[0] == sha256:
            still_refused.append(Refused(path, refused_before[path][1]))
            continue
        if path in hashes and hashes[path] == sha256:
            unchanged += 1
            if reread:
                to_read.append(file)
            continue
        to_read.append(file)
        (changed if path in hashes else new).append((path, sha256))
    present = {file.relative for file, _ in found.files}
    removed = {path: sha256 for path, sha256 in hashes.items() if path not in present}
    renamed = _renamed(new, removed)
    difference = Difference(
        new=tuple(path for path, _ in new if path not in renamed.values()),
        changed=tuple(path for path, _ in changed),
        renamed=tuple(renamed.items()),
        removed=tuple(path for path in removed if path not in renamed),
        unchanged=unchanged,
        reasons=_reasons(before, found.corpora, made),
    )
    return Plan(difference, tuple(to_read), tuple(still_refused))


def _renamed(new: Sequence[tuple[str, str]], removed: Mapping[str, str]) -> dict[str, str]:
    """Pair each removed path with a new one of the same bytes."""
    by_hash = {sha256: path for path, sha256 in reversed(new) if sha256}
    pairs: dict[str, str] = {}
    for path, sha256 in removed.items():
        if (target := by_hash.pop(sha256, None)) is not None:
            pairs[path] = target
    return pairs


def _reasons(before: Manifest | None, corpora: tuple[str, ...], made: Made) -> tuple[str, ...]:
    if before is None:
        return ()
    reasons = []
    if before.made.embedder != made.embedder:
        reasons.append(f"the embedding model is now {made.embedder}, it was {before.made.embedder}")
    elif before.made.dimension != made.dimension:
        reasons.append(f"{made.embedder} now gives {made.dimension} numbers, not {before.made.dimension}")
    if before.made.reader != made.reader:
        reasons.append("the program reads documents differently now, so all are read again")
    if before.made.passages != made.passages:
        reasons.append("the program indexes passages differently now, so all are cut again")
    if before.corpora != corpora:
        reasons.append(f"the corpus folders are now {', '.join(corpora)}")
    return tuple(reasons)


def _hash_or_empty(path: Path) -> str:
    try:
        return digest_of_file(path)
    except OSError:
        return ""
