"""The index on disk: immutable versions, each with vectors, lexical index and catalogue."""
