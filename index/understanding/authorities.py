"""Finds the authorities that a question names, mistyped ones and unknown ones too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.understanding.english import is_common
from index.understanding.names import Alias, NameBook, unshorten
from index.understanding.question import AuthorityMention
from index.understanding.words import ASKING, Word, is_lower_case

__all__ = ["find_authorities"]

_ORDINARY = frozenset({"reading", "bath", "bury", "barking", "hull", "slough", "hove", "chester", "stoke"})
"""Names that are ordinary words too, so that a small letter tells against the name."""

_WORDS_FIRST = frozenset({"reading", "bath", "bury", "barking"})
"""Those that may well begin a sentence as ordinary words."""

_AFTER_SMALL_NAMES = frozenset(
    re.findall(
        r"\w+",
        """ofsted ilacs sif inspection inspections inspected grade grades graded report letter rating rated judged
        judgement judgements overall latest v vs versus good inadequate outstanding requires ri""",
    )
)
"""What stands after a name in small letters that may be an ordinary word; years do as well."""
_READERS = frozenset({"was", "were", "am", "been", "be", "i'm", "just", "after", "when", "while"})
"""What stands before 'reading' where somebody reads."""

_BEFORE_NAMES = frozenset(re.findall(r"\w+", "in at for of about by from did does has is was with and to"))
_BEFORE_ORDINARY = frozenset(re.findall(r"\w+", "in at for of about by from did does"))
_AFTER_NAMES = frozenset(re.findall(r"[\w']+", "council council's borough county city children's unitary authority"))


def find_authorities(
    question: str, words: Sequence[Word], book: NameBook, is_word: Callable[[str], bool]
) -> tuple[AuthorityMention, ...]:
    """Find what a question names as authorities.

    Args:
        question: the question as asked.
        words: its words.
        book: names that are known.
        is_word: whether the corpus uses a word (given in lower case), so that it is no misspelt name.

    Returns:
        Mentions in order of place, that do not overlap; the longest name wins.
    """
    lower = is_lower_case(question)
    is_word = cache(is_word)
    mentions: list[AuthorityMention] = []
    at = 0
    while at < len(words):
        if other := _other(words, at, book):
            at += other
            continue
        size, alias, how = _known(words, at, book, lower=lower) or _mistyped(words, at, book, is_word) or (0, None, "")
        if alias is None:
            at += 1
            continue
        start, end = words[at].start, words[at + size - 1].end
        mentions.append(AuthorityMention(alias.place.name, start, end, alias.place.in_corpus, how))
        at += size
    return tuple(sorted([*mentions, *_unknown(words, mentions, is_word, lower=lower)], key=lambda found: found.start))


def _known(words: Sequence[Word], at: int, book: NameBook, *, lower: bool) -> tuple[int, Alias, str] | None:
    """Return the longest known name that begins at a word, with its length in words."""
    for size in range(min(book.longest, len(words) - at), 0, -1):
        run = words[at : at + size]
        key = _key(run)
        aliases = next((found for form in _forms(key) if (found := book.aliases.get(form))), ())
        if aliases and _is_name(words, at, size, aliases[0], lower=lower):
            return size, aliases[0], "short" if key not in book.aliases else aliases[0].how
    return None


def _forms(key: str) -> tuple[str, ...]:
    """Return a name's key, the key written out, and both without an 's' that lacks its apostrophe."""
    forms = (key, unshorten(key))
    return (*forms, *(form[:-1] for form in forms if form.endswith("s") and len(form) > 5))


def _other(words: Sequence[Word], at: int, book: NameBook) -> int:
    """Return the length in words of a name of something else that begins at a word, 0 if none does."""
    sizes = range(min(book.longest, len(words) - at), 0, -1)
    return next((size for size in sizes if _key(words[at : at + size]) in book.others), 0)


def _is_name(words: Sequence[Word], at: int, size: int, alias: Alias, *, lower: bool) -> bool:
    """Whether words that are a name in letters are meant as one."""
    word = words[at]
    if size > 1:
        return True
    before = words[at - 1].key if at else ""
    after = words[at + 1].key if at + 1 < len(words) else ""
    if alias.how == "short":
        return word.text.isupper() or word.key not in ASKING
    if word.key not in _ORDINARY and (lower or not alias.place.also_a_word):
        return True
    if not lower:
        return word.is_capitalised
    if word.key not in _WORDS_FIRST or after in _AFTER_NAMES or before in _BEFORE_ORDINARY:
        return True
    return not (word.key == "reading" and before in _READERS) and (
        after in _AFTER_SMALL_NAMES or re.fullmatch(r"20\d\d", after) is not None
    )


def _mistyped(
    words: Sequence[Word], at: int, book: NameBook, is_word: Callable[[str], bool]
) -> tuple[int, Alias, str] | None:
    """Return the name that a few wrong letters hide, beginning at a word."""
    best: tuple[int, int, str] | None = None
    for size in range(min(book.longest, len(words) - at), 0, -1):
        run = words[at : at + size]
        if all(_is_ordinary(word.key, is_word) or word.key in book.aliases for word in run):
            continue
        if run[0].key in ASKING or run[-1].key in ASKING:
            continue
        key = unshorten(_key(run))
        for name, distance in _near(key, book):
            if best is None or distance < best[0]:
                best = (distance, size, name)
    if best is None:
        return None
    return best[1], book.aliases[best[2]][0], "typo"


def _is_ordinary(word: str, is_word: Callable[[str], bool]) -> bool:
    return word in ASKING or is_word(word) or is_common(word)


def _near(key: str, book: NameBook) -> list[tuple[str, int]]:
    """Return names within the number of wrong letters that a name of this length bears."""
    solid = key.replace(" ", "")
    allowed = 0 if len(solid) < 5 else 1 if len(solid) < 8 else 2 if len(solid) < 12 else 3
    if not allowed:
        return []
    found = process.extract(
        solid, list(book.aliases), scorer=OSA.distance, processor=_solid, score_cutoff=allowed, limit=8
    )
    near = [(str(name), int(distance)) for name, distance, _ in found if book.aliases[name][0].how != "short"]
    near = [(name, distance) for name, distance in near if len(name) >= 5 and (distance < 2 or name[0] == key[0])]
    return sorted(near, key=lambda item: (item[1], not book.aliases[item[0]][0].place.in_corpus, item[0]))


def _solid(name: str) -> str:
    return name.replace(" ", "")


def _unknown(
    words: Sequence[Word], mentions: Sequence[AuthorityMention], is_word: Callable[[str], bool], *, lower: bool
) -> list[AuthorityMention]:
    """Return runs of words that stand where a name of an authority stands, and that nothing knows."""
    taken = {place for mention in mentions for place in range(mention.start, mention.end)}
    strange = [
        word.start not in taken
        and word.key.isalpha()
        and word.key not in ASKING
        and not (_is_ordinary(word.key, is_word) if lower else is_word(word.key))
        for word in words
    ]
    found: list[AuthorityMention] = []
    at = 0
    while at < len(words):
        size = 0
        while at + size < len(words) and strange[at + size] and (lower or words[at + size].is_capitalised):
            size += 1
        if size and _stands_as_name(words, at, size, lower=lower):
            run = words[at : at + size]
            name = " ".join(word.text for word in run)
            found.append(AuthorityMention(name, run[0].start, run[-1].end, in_corpus=False, how="unknown"))
        at += max(size, 1)
    return found


def _stands_as_name(words: Sequence[Word], at: int, size: int, *, lower: bool) -> bool:
    before = words[at - 1].key if at else ""
    after = words[at + size].key if at + size < len(words) else ""
    if after in _AFTER_NAMES:
        return True
    return before in (_BEFORE_NAMES - {"and", "to", "with", "of"} if lower else _BEFORE_NAMES)


def _key(run: Sequence[Word]) -> str:
    joined = " ".join(word.key for word in run)
    return " ".join(joined.replace("&", " and ").replace("-", " ").replace("'", "").replace(".", "").split())
