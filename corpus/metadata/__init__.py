"""What a document states about itself: who, about whom, when, with what judgement, each with its paragraph."""

from corpus.metadata.describing import describe

__all__ = ["describe"]
