"""Things and events that a question names and of which no document that it means speaks in any of their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.model import Document
from index.answering.asked import Asked, Corpus
from index.answering.wording import join_words

__all__ = ["Topic", "read_topics", "why_unspoken"]

FILE = Path(__file__).with_name("topics.toml")
MAX_OTHERS = 40
"""Documents of other authorities that are looked through for the thing."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing or an event by its name; how a question says it, and in which words a document may speak of it."""

    name: str
    asks: re.Pattern[str]
    says: re.Pattern[str]


def why_unspoken(asked: Asked) -> str | None:
    """Return that no document meant speaks of a thing that a question names; None where one does.

    The documents are those about the authorities named, of the time named where there are any of it.
    """
    named = asked.understanding.named
    if not named:
        return None
    about = [one for one in asked.documents if set(one.authorities) & set(named)]
    question = asked.understanding.bare or asked.question
    for topic in read_topics():
        if not topic.asks.search(question) or _speak_of(asked.corpus, about, topic):
            continue
        return f"No document here about {join_words(list(named), 'or')} speaks of {topic.name}.{_where(asked, topic)}"
    return None


def _where(asked: Asked, topic: Topic) -> str:
    """Return which others speak of a thing, in a sentence of its own; nothing where none is found."""
    named = set(asked.understanding.named)
    others: list[str] = []
    for document in [one for one in asked.documents if not named & set(one.authorities)][:MAX_OTHERS]:
        if not set(document.authorities) & set(others) and _has(asked.corpus, document, topic.asks):
            others += document.authorities
        if len(others) > 2:
            break
    return f" Those about {join_words(others)} do." if others else ""


def _speak_of(corpus: Corpus, documents: Iterable[Document], topic: Topic) -> bool:
    return any(_has(corpus, document, topic.says) for document in documents)


def _has(corpus: Corpus, document: Document, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(paragraph.text) for paragraph in corpus.paragraphs_of(document.id))


@cache
def read_topics() -> Sequence[Topic]:
    """Return the things and events of `topics.toml`."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))["topic"]
    return tuple(Topic(one["name"], _pattern(one["asks"]), _pattern(one["says"])) for one in listed)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)
