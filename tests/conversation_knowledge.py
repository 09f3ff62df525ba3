"""What is known of the invented corpus, for tests of follow-ups."""

from __future__ import annotations

from answering_corpus import DOCUMENTS

from corpus.framework import load_frameworks
from corpus.register import load_register
from index.storage.lexical import Stemmer
from index.understanding import Abbreviations, Knowledge
from index.understanding.spelling import Vocabulary

__all__ = ["KNOWLEDGE"]

KNOWN = (
    "supervision thresholds caseloads care leavers children grade overall judged led inspection improve reports".split()
)
KNOWLEDGE = Knowledge.of(
    DOCUMENTS,
    load_register(),
    load_frameworks(),
    vocabulary=Vocabulary({stem: 5 for stem in Stemmer().stems(" ".join(KNOWN))}, Stemmer().stems),
    abbreviations=Abbreviations.learn(()),
)
