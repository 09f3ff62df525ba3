"""Whether a claim denies what a text affirms, or the other way round.

'Not yet read' and 'waiting to be read' say the same, and 'are read' does not. So a word that is negated on one side
only is a contradiction unless the other side says something like it in other words near that word: 'limited', 'until',
'lacking', 'unread'. Where a claim has a sentence's own words, nothing of the sort excuses it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sentences import sentences
from index.support.polarity import Token, count_negations, is_negating, tokens
from index.support.terms import content_stems, stem

__all__ = ["contradicted", "hints_in"]

_WINDOW = 8
"""Words on either side of a word in which a hint of negation is looked for."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_HINTS = frozenset(
    stem(word)
    for word in re.findall(
        r"\S+",
        """
        limited low lower poor weak weaken too only little few fewer less rare rarely seldom delay delayed late later
        slow slowly short shortage miss missing blank empty omit omitted prevent avoid stop cease end ended wait waiting
        until before below under outside remain yet still need needs must difficult difficulty hard harder struggle
        hamper gap shortfall shortcoming weakness vacant vacancy overdue decline deteriorate exclude ignore overlook
        neglect neglected variable rather reluctant deny reject drop zero nil minority past blind away free lost lose
        divert spare stand standing behind beyond anymore spared overturn overturned reverse reversed
        """,
    )
)
_WEAK_HINTS = frozenset("still need needs end must remain yet away little behind past rather reverse".split())
"""Hints that tell something only beside the word in question."""
_NEGATIVE_START = re.compile(r"(?:un(?!i|der|til|derst)|in(?!f|s|t|v|d|c(?!on|om|apa|orr))|mis|under)[a-z]{4,}")
"""Beginnings such as 'unregistered', 'inconsistent', 'misunderstood', 'underdeveloped'."""


def contradicted(claim: str, aligned: str, *, is_copy: bool) -> tuple[str, ...]:
    """Return words that are plainly negated on one side and nowhere so on the other.

    Args:
        claim: one sentence.
        aligned: the sentences that it is about.
        is_copy: whether it has a sentence's own words, so that it must be negated as that is.
    """
    spans = [aligned[start:end] for start, end in sentences(aligned)]
    counts = [count_negations(text) for text in spans]
    if spans and count_negations(claim) in {counts[_nearest(claim, spans)], sum(counts)} and sum(counts):
        return ()  # as often negated, in other words: a flip changes how often
    mine, theirs = tokens(claim), tokens(aligned)
    wrong = [one for one in mine if one.near and _only(theirs, one.stem, negated=False)]
    if not is_copy:
        wrong = [one for one in wrong if not _has_hint(aligned, one)]
    lost = [
        one
        for one in theirs
        if one.near and _only(mine, one.stem, negated=False) and not _plainly_there(theirs, one.stem)
    ]
    if not is_copy:
        lost = [one for one in lost if not _has_hint(claim, one)]
    return tuple(dict.fromkeys(one.word for one in [*wrong, *lost]))


def hints_in(text: str, besides: str = "") -> bool:
    """Whether a text has a word that hints at a denial ('delay', 'unregistered') and that another text has not."""
    known = {stem(word) for word in _WORD.findall(besides.lower())}
    words = _WORD.findall(text.lower().replace("’", "'"))
    return any(_hints(word) and stem(word) not in known and word not in _WEAK_HINTS for word in words)


def _nearest(claim: str, spans: Sequence[str]) -> int:
    """Return the place of the text that shares most words with a claim."""
    own = frozenset(content_stems(claim))
    return max(range(len(spans)), key=lambda at: (len(own & frozenset(content_stems(spans[at]))), -at))


def _only(words: Sequence[Token], wanted: str, *, negated: bool) -> bool:
    """Whether a word stands in a text, and each time with this polarity."""
    held = [one for one in words if one.stem == wanted]
    return bool(held) and all(one.negated is negated for one in held)


def _plainly_there(words: Sequence[Token], wanted: str) -> bool:
    return any(one.stem == wanted and not one.negated for one in words)


def _has_hint(text: str, token: Token) -> bool:
    """Whether a text says something like a negation near a word."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    places = [at for at, word in enumerate(words) if stem(word) == token.stem or token.word == word]
    return any(
        _hints(word) for at in places for word in (*words[max(0, at - _WINDOW) : at], *words[at + 1 : at + _WINDOW + 1])
    )


def _hints(word: str) -> bool:
    return is_negating(word) or stem(word) in _HINTS or _NEGATIVE_START.fullmatch(word) is not None
