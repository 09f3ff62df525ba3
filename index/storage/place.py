"""Where the versions of an index are made and served: on this machine, or on a Chroma server with a copy here."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamagedError, IndexMissingError
from index.settings import Settings
from index.storage.assembly import Store
from index.storage.chroma import digest_of_tables
from index.storage.growing import Grown, StoreBefore, grow_store
from index.storage.layout import CHROMA, MANIFEST, digest_of_file, sync_folder, sync_tree
from index.storage.lock import REMOVED, writing
from index.storage.manifest import Manifest, switch_to
from index.storage.replica import fetching, remove_others
from index.storage.server_index import where
from index.storage.stored_files import CHROMA_TABLES, changed_checksums, unchecked_at_opening
from index.storage.version import IndexVersion, open_index

__all__ = ["BUILDING", "Place"]

BUILDING = ".building-"
Report = Callable[[int, int], None]


class Place:
    """An index as its writer sees it."""

    def __init__(self, settings: Settings) -> None:
        """Take the index that the settings name; nothing is opened yet."""
        self._settings = settings
        self.paths, self.server = where(settings, patient=True)

    def close(self) -> None:
        """Let go of the server."""
        if self.server is not None:
            self.server.close()

    @contextmanager
    def previous(self) -> Iterator[tuple[IndexVersion | None, str | None]]:
        """Open the version in use; None and the reason where there is none, or it is damaged and not to be kept.

        What opening does not verify is verified here.

        Raises:
            IndexStoreError: the server cannot be asked.
        """
        try:
            version = open_index(self._settings, patient=True)
        except IndexMissingError:
            yield None, "there is no index yet"
            return
        except IndexDamagedError as exc:
            yield None, f"the version in use is damaged: {exc}"
            return
        with version:
            if altered := changed_checksums(version.folder, unchecked_at_opening(version.manifest.files)):
                yield None, f"the version in use is damaged: {version.folder / altered[0]}"
            elif version.manifest.is_on_server and self.server is None:
                yield version, "the vectors were on a Chroma server, and are to be on this machine"
            else:
                yield version, None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer; what an interrupted one left is removed.

        Raises:
            IndexLockedError: somebody else is, on this machine or another one that uses the same server.
            OSError: the folder cannot be written.
        """
        self.paths.versions.mkdir(parents=True, exist_ok=True)
        self.paths.cache.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            held.enter_context(writing(self.paths))
            if self.server is not None:
                held.enter_context(self.server.writing())
            for folder in self.paths.versions.iterdir():
                if folder.name.startswith((BUILDING, REMOVED)):
                    shutil.rmtree(folder, ignore_errors=True)
            yield

    def store_of(self, name: str) -> Store:
        """Return what stores the vectors of the version of this name."""
        server = self.server

        def store(
            folder: Path,
            previous: IndexVersion | None,
            keys: NDArray[np.bytes_],
            vectors: NDArray[np.float32],
            rows: NDArray[np.intp],
            report: Report,
        ) -> Grown:
            if server is not None:
                server.write_vectors(name, [key.decode("ascii") for key in keys.tolist()], vectors, rows, report)
                return Grown(keys)
            return grow_store(folder / CHROMA, _store_of(previous), keys, vectors, rows, report)

        return store

    def digest_of_store(self, folder: Path) -> str | None:
        """Return the digest of what Chroma's tables in a version's folder hold, None where it is on a server."""
        return None if self.server is not None else digest_of_tables(folder / CHROMA_TABLES)

    def opened(self, folder: Path) -> IndexVersion:
        """Open a version in the making, whose files were hashed for its manifest a moment ago."""
        return IndexVersion(folder, None, where(self._settings)[1], is_verified=True)

    def serve(self, folder: Path, manifest: Manifest, report: Report) -> None:
        """Force a finished version to disk, and from now on serve it; one atomic change.

        Raises:
            IndexStoreError: the server failed.
            OSError: the disk did.
        """
        if self.server is not None:
            self.server.write_files(folder, manifest, report)
        sync_tree(folder)
        target = self.paths.versions / manifest.name
        with ExitStack() as held:
            if self.server is not None:
                held.enter_context(fetching(self.paths))
            folder.rename(target)
            sync_folder(self.paths.versions)
            if self.server is not None:
                self.server.switch_to(manifest.name, digest_of_file(target / MANIFEST))
            switch_to(self.paths, target)

    def tidy(self, keep: str) -> None:
        """Remove every version but one, unless somebody reads it; only for the writer."""
        if self.server is None:
            remove_others(self.paths, keep)
            return
        with fetching(self.paths):
            remove_others(self.paths, keep)
        self.server.tidy()


def _store_of(version: IndexVersion | None) -> StoreBefore | None:
    """Return the Chroma store of a version, None where it is on a server."""
    if version is None or version.manifest.chroma_tables is None:
        return None
    return StoreBefore(version.folder / CHROMA, version.chroma_keys, version.manifest.chroma_tables)
