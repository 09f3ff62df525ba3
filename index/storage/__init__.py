"""The index on disk: immutable versions, each with vectors, lexical index and catalogue."""

from index.storage.version import IndexVersion, current_name, open_index

__all__ = ["IndexVersion", "current_name", "open_index"]
