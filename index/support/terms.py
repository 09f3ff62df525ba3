"""Content words of a text as stems, which is how two wordings are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

__all__ = ["content_stems", "is_function_word", "stem", "stems_of"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDING = re.compile(r"['’](?:s|re|ve|ll|d)?$")
_FUNCTION = frozenset(
    re.findall(
        r"\S+",
        """
        a about above after again all also although am an and another any are as at be because been before
        being below between both but by can cannot could did do does doing done down during each either etc
        even ever every few for from further had has have having he her here hers him his how however i if
        in into is it its itself just less may me might more most much must my neither no nor not now of off
        on once one only onto or other our ours out over own per rather same shall she should since so some
        such than that the their theirs them themselves then there these they this those though through to
        too under until up upon us very via was we were what when where whether which while who whom whose
        why will with within without would yet you your yours s t""",
    )
)


@lru_cache(maxsize=20_000)
def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text's content words in order, repeats kept."""
    return tuple(stem(word) for word in _words(text) if word not in _FUNCTION)


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the content words of several texts."""
    return frozenset(one for text in words for one in content_stems(text))


def is_function_word(word: str) -> bool:
    """Whether a word, in lower case, carries grammar rather than content."""
    return word in _FUNCTION


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the English (Porter 2) stem of a word in lower case."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


def _words(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [_ENDING.sub("", word) if "'" in word or "’" in word else word for word in words]


@cache
def _stemmer() -> _Stemmer:
    import Stemmer

    made: _Stemmer = Stemmer.Stemmer("english")
    return made


class _Stemmer:
    """What is used of PyStemmer, which has no types of its own."""

    def stemWord(self, word: str) -> str:
        """Return the word's stem."""
        raise NotImplementedError
