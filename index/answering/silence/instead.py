"""Help where an answer is missing or has a gap: what could be asked instead, and which words were not met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.model import Paragraph
from index.answering.asked import Asked
from index.answering.silence.subjects import subjects_of
from index.answering.statements import Span
from index.answering.topic import coverage_of, has_topic
from index.answering.wording import join_words, quoted
from index.support.terms import content_stems, is_function_word, stem

__all__ = ["say_gap", "suggest"]

MAX_GAP = 3
NEAR = 0.4
"""Cosine from which a question is near a subject."""
TELLING = 0.6
"""Share of the mean weight of a question's words from which one of them tells what it is about."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def suggest(asked: Asked, nearest: Sequence[Span], reason: str) -> str:
    """Return a question that the documents are likelier to answer, made of the words that the nearest paragraph has.

    What the reason for the refusal names is not suggested: the documents have just been said not to speak of it.
    """
    named = asked.understanding.named
    where = f" in {named[0]}" if named else ""
    phrase = (_met(asked, nearest[0].paragraph) if nearest and has_topic(asked) else "") or _subject(asked)
    if phrase and not _is_refused(phrase.lower(), reason.lower()):
        return f"You could ask: {quoted(f'What is said about {phrase}{where}?')}"
    if named:
        asks = (f"What needs to improve{where}?", f"What did inspectors find{where}?")
        return f"You could ask: {join_words([quoted(one) for one in asks], 'or')}"
    return f"You could ask: {quoted('What can I ask?')}"


def _is_refused(phrase: str, reason: str) -> bool:
    """Whether a reason names a phrase, or says of a word of it that no document has it."""
    return phrase in reason or any(repr(word) in reason for word in phrase.split())


def _subject(asked: Asked) -> str | None:
    """Return the subject of inspections that a question is near, None where it is nearer to anything else."""
    subjects = subjects_of(asked)
    is_near = subjects.near_inside >= NEAR and subjects.near_inside > subjects.near_outside
    return subjects.inside if is_near else None


def _met(asked: Asked, paragraph: Paragraph) -> str:
    """Return the longest run of the question's words that stand together in a paragraph, as the question has them."""
    held = frozenset(content_stems(paragraph.text))
    words = coverage_of(asked).words
    usual = sum(word.weight for word in words) / max(1, len(words))
    topic = {word.stem for word in words} & held
    if not any(word.stem in topic and word.weight >= TELLING * usual for word in words):
        return ""
    runs: list[list[str]] = [[]]
    for word in _WORD.findall(asked.understanding.bare or asked.question):
        plain = re.sub(r"['’]s?$", "", word)
        if stem(plain.lower()) in topic and not is_function_word(plain.lower()):
            runs[-1].append(plain)
        elif runs[-1]:
            runs.append([])
    plain = " ".join(_WORD.findall(paragraph.text.lower()))
    phrases = [" ".join(run) for run in runs if len(run) > 1 and " ".join(run).lower() in plain]
    return max(phrases, key=len, default="")


def say_gap(asked: Asked, cited: Iterable[Paragraph]) -> str | None:
    """Return which of the question's weightier words no cited paragraph has, in its own or another form; else None."""
    words = coverage_of(asked).words
    if not words:
        return None
    held = [frozenset(content_stems(" ".join((*one.section, one.text)))) for one in cited]
    usual = sum(word.weight for word in words) / len(words)
    missed = {word.stem for word in words if word.weight >= usual and not any(word.found_in(one) for one in held)}
    shown = [word for word in _WORD.findall(asked.understanding.bare or asked.question) if stem(word.lower()) in missed]
    unmet = list(dict.fromkeys(shown))[:MAX_GAP]
    if not unmet:
        return None
    return f"What is cited does not speak of {join_words([quoted(word) for word in unmet], 'or')} in so many words."
