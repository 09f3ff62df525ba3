"""The exceptions that the product raises.

InspectionQAError                 base; every message says where, what was found, what to do next
├── ReadError                     a file cannot be read as a document
│   ├── NotADocumentError         its bytes are not what its name promises, or hold no text
│   └── TooLargeError             it is larger than a document may be
├── CorpusError                   a corpus folder is missing or cannot be listed
│   └── FetchError                the publisher's site did not give a page or file
├── FrameworkError                a file in `corpus/frameworks/` is malformed
├── SettingsError                 a setting is unknown or has a wrong value
├── IndexStoreError               the index on disk
│   ├── IndexMissingError         there is none yet
│   ├── IndexLockedError          another process is writing it
│   └── IndexDamagedError         it breaks an invariant
├── EmbeddingError                the embedding model is missing, altered, or failed
├── QuestionError                 a question is empty or too long
├── QuestionFileError             a file of questions is malformed
├── RerankingError                the reranking model is missing, unreachable, or failed
├── CitationError                 a quote is not in the paragraph that it names
└── ModelError                    the configured language model failed
"""

from __future__ import annotations

__all__ = [
    "CitationError",
    "CorpusError",
    "EmbeddingError",
    "FetchError",
    "FrameworkError",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexStoreError",
    "InspectionQAError",
    "ModelError",
    "NotADocumentError",
    "QuestionError",
    "QuestionFileError",
    "ReadError",
    "RerankingError",
    "SettingsError",
    "TooLargeError",
]


class InspectionQAError(Exception):
    """Base of every error that the product raises on purpose."""


class ReadError(InspectionQAError):
    """A file cannot be read as a document."""


class NotADocumentError(ReadError):
    """The bytes are not what the file's name promises, or hold no text."""


class TooLargeError(ReadError):
    """The file is larger than a document may be."""


class CorpusError(InspectionQAError):
    """A corpus folder is missing or cannot be listed."""


class FetchError(CorpusError):
    """The publisher's site did not give a page or file."""


class FrameworkError(InspectionQAError):
    """A file in `corpus/frameworks/` is malformed."""


class SettingsError(InspectionQAError):
    """A setting is unknown or has a wrong value."""


class IndexStoreError(InspectionQAError):
    """The index on disk cannot be used."""


class IndexMissingError(IndexStoreError):
    """There is no index yet."""


class IndexLockedError(IndexStoreError):
    """Another process is writing the index."""


class IndexDamagedError(IndexStoreError):
    """The index breaks one of its invariants."""


class EmbeddingError(InspectionQAError):
    """The embedding model is missing, altered, or failed."""


class RerankingError(InspectionQAError):
    """The reranking model is missing, unreachable, or gave no usable score."""


class QuestionError(InspectionQAError):
    """A question is empty or too long."""


class QuestionFileError(InspectionQAError):
    """A file of questions is malformed."""


class CitationError(InspectionQAError):
    """A quote is not in the paragraph that it names."""


class ModelError(InspectionQAError):
    """The configured language model failed."""
