"""Files into blocks of clean text, one module for each format."""

from corpus.readers.file import read_file

__all__ = ["read_file"]
