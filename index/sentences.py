"""Sentences and passages of a paragraph, as exact character ranges of its text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Span", "passages", "sentences"]

PASSAGE_WORDS = 60

_TITLES = re.compile(
    r"mrs?|ms|messrs|dr|prof|rev|revd|hon|st|cllrs?|capt|col|gen|lt|sgt|sir|supt|insp|gov|sen|rep"
    r"|e\.?g|i\.?e|cf|viz|vs?|al|approx|paras?|pp|vols?|figs?|chs?|sec|eds?|art|regs?|dept|govt|est|tel|ext|incl|excl"
)
"""Words after whose full stop a sentence hardly ever ends."""

_BEFORE_NUMBERS = re.compile(
    r"nos?|p|ss?|c|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun"
)
"""Words whose full stop ends no sentence where a number follows ('No. 3', 'Sept. 2018')."""

_STARTERS = re.compile(
    r"the|this|these|those|that|its?|in|we|he|she|they|there|their|however|an?|but|and|as|at|for|from|if|when|where"
    r"|while|although|since|so|some|most|many|all|not?|on|to|what|who|why|how|our|your|his|her|by|with"
)
"""Words with which a sentence begins far more often than a surname ('plan B. The', 'J. Smith')."""

_END = re.compile(
    r"""
    (?P<mark>(?<=[a-z)\]'’"”%])[.!?](?=[0-9]{1,2}\s+["'“‘(]?[A-Z])[0-9]{1,2}   # a footnote's mark glued to the stop
      | [.!?…]+ [)\]"'”’»]* (?:\[[0-9]{1,3}\] | [¹²³⁰-⁹]+)?)
    (?P<gap>\s+ | (?=(?<=[a-z]{2}[.!?])[A-Z][a-z]) | (?=(?<=[a-z]{2}[.!?]["”’])[A-Z][a-z]))
  | \s*\n\s*\n\s*
  | (?<=\S)\s+(?=[•▪◼●‣◦\uf0b7\uf0a7]\s*\w)
    """,
    re.VERBOSE,
)
_LAST_TOKEN = re.compile(r"\S*\Z")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\W_]+)?")
_OPENERS = "\"'“‘«([£$€•▪◼●‣◦–—-"
_WORD = re.compile(r"\S+")


class Span(NamedTuple):
    """Characters `start:end` of a text."""

    start: int
    end: int


def sentences(text: str) -> tuple[Span, ...]:
    """Split a text into sentences.

    Full stops after titles, initials, abbreviations, in numbers and in addresses end none; nor do
    semicolons, so that a list run into one sentence stays whole.

    Returns:
        Ranges in order that do not overlap, have no space at either end, and together hold every
        character of `text` that is no space.
    """
    spans: list[Span] = []
    start = 0
    for found in _END.finditer(text):
        if found["mark"] and not _ends_sentence(text, start, found):
            continue
        cut = found.start() if found["mark"] is None else found.end("mark")
        _add(spans, text, start, cut)
        start = found.end() if found["mark"] is None else cut
    _add(spans, text, start, len(text))
    return tuple(spans)


def passages(text: str, max_words: int = PASSAGE_WORDS) -> tuple[Span, ...]:
    """Cut a paragraph's text into the parts that are embedded one by one.

    Neighbouring sentences are taken together up to `max_words` words, evenly, so that no part is a
    leftover; a longer sentence is cut at its clauses. Not counting space between them, the parts cover
    the whole text.
    """
    pieces = [piece for span in sentences(text) for piece in _clauses(text, span, max_words)]
    sizes = [_word_count(text, piece) for piece in pieces]
    total = sum(sizes)
    parts = max(1, -(-total // max_words))
    target = total / parts
    grouped: list[Span] = []
    held = 0
    for piece, size in zip(pieces, sizes, strict=True):
        if grouped and held + size <= max_words and held + size / 2 <= target:
            grouped[-1] = Span(grouped[-1].start, piece.end)
            held += size
        else:
            grouped.append(piece)
            held = size
    return tuple(grouped)


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Append `text[start:end]` without the space at its ends, if anything is left."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        spans.append(Span(left, right))


def _ends_sentence(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether the punctuation found ends the sentence that began at `start`."""
    following = _NEXT_WORD.match(text, found.end())
    word = following[1] if following and following[1] else ""
    next_char = text[found.end() : found.end() + 1]
    if not next_char:
        return True
    starts = word[:1].isupper() or word[:1].isdigit() or (next_char in _OPENERS and not word[:1].islower())
    if not starts:
        return False
    if found["mark"][0] != "." or found["mark"].startswith(".."):
        return True
    token = _LAST_TOKEN.search(text, start, found.start())
    before = token[0] if token else ""
    if not found["gap"] and re.search(r"[@/.]|www", before):
        return False
    is_first = not text[start : found.start() - len(before)].strip()
    return not _is_abbreviation(before.lstrip("\"'“‘«(["), word if next_char.isalnum() else "", is_first=is_first)


def _is_abbreviation(before: str, word: str, *, is_first: bool) -> bool:
    """Whether a full stop after `before` belongs to it rather than to the sentence, `word` coming next."""
    lowered = before.lower()
    if _TITLES.fullmatch(lowered):
        return True
    if _BEFORE_NUMBERS.fullmatch(lowered) and word[:1].isdigit():
        return True
    if is_first and re.fullmatch(r"\(?(?:[0-9]+(?:\.[0-9]+)*|[A-Za-z]|[ivx]+)\)?", before):
        return True
    is_initial = re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", before) is not None
    return is_initial and word[:1].isalpha() and not _STARTERS.fullmatch(word.lower())


def _clauses(text: str, span: Span, max_words: int) -> list[Span]:
    """Cut a sentence of more than `max_words` words at the clause ends nearest to equal parts."""
    words = [Span(*word.span()) for word in _WORD.finditer(text, span.start, span.end)]
    if len(words) <= max_words:
        return [span]
    parts = -(-len(words) // max_words)
    step = len(words) / parts
    cuts: list[int] = []
    for part in range(1, parts):
        middle = round(part * step)
        reach = max(1, round(step / 4))
        around = range(max(1, middle - reach), min(len(words), middle + 1))
        cuts.append(max(around, key=lambda at: (_cut_strength(text, words[at - 1]), at)))
    bounds = [0, *sorted(set(cuts)), len(words)]
    return [Span(words[first].start, words[last - 1].end) for first, last in pairwise(bounds) if first < last]


def _cut_strength(text: str, word: Span) -> int:
    """How well a passage may end after a word: 2 after a semicolon or colon, 1 after a comma or dash, else 0."""
    last = text[word.end - 1]
    if last in ";:":
        return 2
    return 1 if last in ",–—" else 0


def _word_count(text: str, span: Span) -> int:
    return len(_WORD.findall(text, span.start, span.end))
