"""Reads a follow-up in the light of the questions before it, without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.understanding import Knowledge, Understanding, read_question

__all__ = ["resolve"]

_SHORT = re.compile(
    r"^\W*(?:and|but|so|ok|okay|also|then|what about|how about|what of|same for|and for|now|or)\b[\s,:]*", re.IGNORECASE
)
_POINTS = re.compile(
    (
        r"\b(?:that|this|it|its|they|their|them|there|those|these|he|she|his|her|the same|(?:that|this"
        r"|the) (?:one|letter|report|visit|inspection|council|authority|document|paper|article))\b"
    ),
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    (
        r"\b(?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|\d+(?:st|nd|rd"
        r"|th))\b(?: (?:one|item|point|bullet|of (?:them|those|these)))?.{0,20}(?:\bin full\b|$)"
        r"|\b(?:number|item|point) (\d+)\b"
    ),
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:the )?(?:year|one|inspection|visit|report|letter|time) before(?: that)?\b|\bpreviously\b|\bbefore that\b",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(
    (
        r"\b(?:the )?(?:year|one|inspection|visit|report|letter) after(?: that)?\b|\bthe next (?:year|one"
        r"|inspection|visit|report)\b"
    ),
    re.IGNORECASE,
)
MAX_SHORT_WORDS = 6


def resolve(question: str, history: Sequence[str], knowledge: Knowledge) -> str:
    """Return the question with what it leaves unsaid taken from the questions before it.

    Args:
        question: the question as asked.
        history: the earlier questions of the conversation, oldest first.
        knowledge: what is known of the index.

    Returns:
        The question itself where it stands on its own.
    """
    earlier = ""
    for one in history:
        if one.strip():
            earlier = _follow(one.strip(), earlier, knowledge) if earlier else one.strip()
    return _follow(question.strip(), earlier, knowledge) if earlier and question.strip() else question


def _follow(question: str, earlier: str, knowledge: Knowledge) -> str:
    """Resolve one question against the one before it."""
    now, before = read_question(question[:4000], knowledge), read_question(earlier[:4000], knowledge)
    if _year_steps(question):
        return _with_year(question, earlier, now, before)
    if _is_fragment(question, now):
        return _replaced(earlier, now, before)
    if _leans(question, now):
        return _carried(question, now, before)
    return question


def _is_fragment(question: str, now: Understanding) -> bool:
    """Whether a question is only a new name, time or topic for the question before it."""
    short = len(question.split()) <= MAX_SHORT_WORDS
    opens = _SHORT.match(question) is not None
    has_verb = re.search(
        r"\b(?:is|are|was|were|did|does|do|has|have|had|who|when|why|how many|how much|list|show|led)\b",
        question,
        re.IGNORECASE,
    )
    names = bool(now.authorities or now.times or now.publishers or now.regions)
    return names and not has_verb and (opens or short)


def _leans(question: str, now: Understanding) -> bool:
    """Whether a question points back to what was asked before, or names no authority after one that was named."""
    if now.authorities or now.form in ("corpus", "help"):
        return False
    return _POINTS.search(question) is not None or _SHORT.match(question) is not None or len(question.split()) <= 12


def _replaced(earlier: str, now: Understanding, before: Understanding) -> str:
    """Return the earlier question with the names and times of the new one in place of its own."""
    swaps: list[tuple[int, int, str]] = []
    base = before.question
    tail: list[str] = []
    if now.authorities:
        new = " and ".join(dict.fromkeys(mention.name for mention in now.authorities))
        if before.authorities:
            swaps += _swap([(one.start, one.end) for one in before.authorities], new, base)
        else:
            tail.append(f"in {new}")
    if now.times:
        new = " and ".join(now.question[one.start : one.end] for one in now.times)
        if before.times:
            swaps += _swap([(one.start, one.end) for one in before.times], new, base)
        else:
            tail.append(f"in {new}")
    if now.regions:
        tail.append(f"in {now.regions[0]}")
    if now.publishers:
        tail.append(f"according to the {now.publishers[0].value}")
    for start, end, text in sorted(swaps, reverse=True):
        base = base[:start] + text + base[end:]
    ending = "?" if base.rstrip().endswith("?") else ""
    base = re.sub(r"\s+", " ", base.rstrip(" ?")).strip()
    extra = " ".join(word for word in now.words if not now.publishers)
    extra = f" {extra}" if extra and not _same_topic(now, before) else ""
    return f"{base}{extra}{' ' if tail else ''}{' '.join(tail)}{ending}"


def _same_topic(now: Understanding, before: Understanding) -> bool:
    return set(now.words) <= set(before.words)


def _swap(places: Sequence[tuple[int, int]], new: str, text: str) -> list[tuple[int, int, str]]:
    """Put the new words where the first old ones stood, and take the others out with the word that joins them."""
    first, *others = sorted(places)
    end = max([first[1], *(other[1] for other in others)]) if others and _are_joined(text, places) else first[1]
    return [(first[0], end, new)]


def _are_joined(text: str, places: Sequence[tuple[int, int]]) -> bool:
    held = sorted(places)
    return all(len(text[one[1] : two[0]].split()) <= 3 for one, two in pairwise(held))


def _carried(question: str, now: Understanding, before: Understanding) -> str:
    """Return the question with the authority, time and kind of the one before it, as far as it names none."""
    added: list[str] = []
    if before.authorities:
        added.append("for " + " and ".join(dict.fromkeys(mention.name for mention in before.authorities)))
    if before.times and not now.times and _keeps_time(question, now):
        added.append("in " + " and ".join(before.question[one.start : one.end] for one in before.times))
    if before.kinds and not now.kinds:
        added.append(f"({before.kinds[0]})")
    topic = before.words if len(now.words) == 0 and _wants_topic(question) else ()
    body = _SHORT.sub("", question).rstrip(" ?")
    words = [f"about {' '.join(topic)}"] if topic else []
    if not added and not words:
        return question
    return " ".join([body, *words, *added]) + "?"


def _keeps_time(question: str, now: Understanding) -> bool:
    return now.order is None and re.search(r"\b(?:ever|now|currently|since|today)\b", question, re.IGNORECASE) is None


def _wants_topic(question: str) -> bool:
    """Whether a question without words of its own asks more about the same thing ('why?')."""
    asks_other = (
        r"\b(?:led|lead|inspector|dated|published|visit(?:ed)?|addressed|signed|written|wrote|grade|judged|rated)\b"
    )
    return re.search(asks_other, question, re.IGNORECASE) is None


def _year_steps(question: str) -> bool:
    return len(question.split()) <= 10 and (_YEAR_BEFORE.search(question) or _YEAR_AFTER.search(question)) is not None


def _with_year(question: str, earlier: str, now: Understanding, before: Understanding) -> str:
    """Return the earlier question for the year, or the inspection, before or after the one it named."""
    names = now.authorities or before.authorities
    step = -1 if _YEAR_BEFORE.search(question) else 1
    says_year = re.search(r"\byear\b", question, re.IGNORECASE) is not None
    base = before.question.rstrip(" ?")
    if before.times and says_year:
        time = before.times[0]
        return f"{base[: time.start]}{time.first.year + step}{base[time.end :]}?"
    if before.times:
        time = before.times[0]
        base = re.sub(r"\s+(?:in|of|from|on)\s*$", "", base[: time.start]) + base[time.end :]
    which = "at the inspection before" if step < 0 else "at the latest inspection"
    base = re.sub(r"\b(?:latest|most recent|last|current(?:ly)?)\b\s*", "", base, flags=re.IGNORECASE)
    if names and not before.authorities:
        base += f" in {names[0].name}"
    return f"{base} {which}?"
