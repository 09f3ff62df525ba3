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
from index.answering.silence.parts import parts_of
from index.answering.targets import falls_within
from index.answering.wording import join_words

__all__ = ["Topic", "read_topics", "unspoken_part", "why_unspoken"]

FILE = Path(__file__).with_name("topics.toml")
_JOINED_AFTER = re.compile(r"(?: \w+)?(?:,| and| or| &|/) ?\w", re.IGNORECASE)
_JOINED_BEFORE = re.compile(r"\w(?:,| and| or| &|/) ?(?:\w+ )?$", re.IGNORECASE)
_OF_OFSTED = re.compile(r"regulates and inspects", re.IGNORECASE)
"""What the inspectorate says of itself in each document: it names prisons, nurseries, schools."""
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

    The documents are those about the authorities named, of the year named where any is of it. A question for several
    things ('gangs and county lines') is not refused for one of them.
    """
    found = _unspoken(asked)
    if found is None or found[1]:
        return None
    return f"{_said(asked, found[0])}{_where(asked, found[0])}"


def unspoken_part(asked: Asked) -> str | None:
    """Return that no document meant speaks of one of several things that a question names; None where each is there."""
    found = _unspoken(asked)
    return _said(asked, found[0]) if found is not None and found[1] else None


def _unspoken(asked: Asked) -> tuple[Topic, bool] | None:
    """Return the first thing that no document speaks of, and whether the question asks for something else besides."""
    named = asked.understanding.named
    if not named:
        return None
    about = [one for one in asked.documents if set(one.authorities) & set(named)]
    times = [time for time in asked.understanding.times if time.first.year == time.last.year]
    about = [one for one in about if any(falls_within(one, time) for time in times)] or about
    question = asked.understanding.bare or asked.question
    asks = [(topic, found) for topic in read_topics() if (found := topic.asks.search(question)) is not None]
    held = [_speak_of(asked.corpus, about, topic) for topic, _ in asks]
    for (topic, found), is_held in zip(asks, held, strict=True):
        if not is_held:
            is_one = len(parts_of(question)) == 1 and not _is_joined(question, found.start(), found.end())
            return topic, not is_one or any(held)
    return None


def _is_joined(question: str, start: int, end: int) -> bool:
    """Whether what stands at `start:end` is one of several things joined by 'and' or 'or'."""
    return bool(_JOINED_AFTER.match(question[end:]) or _JOINED_BEFORE.search(question[:start]))


def _said(asked: Asked, topic: Topic) -> str:
    about = join_words(list(asked.understanding.named), "or")
    return f"No document here about {about} speaks of {topic.name}."


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
    texts = (one.text for one in corpus.paragraphs_of(document.id))
    return any(pattern.search(text) for text in texts if not _OF_OFSTED.search(text))


@cache
def read_topics() -> Sequence[Topic]:
    """Return the things and events of `topics.toml`."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))["topic"]
    return tuple(Topic(one["name"], _pattern(one["asks"]), _pattern(one["says"])) for one in listed)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)
