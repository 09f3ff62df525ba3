"""Clean words from the runs of a page: spaces, ligatures, hyphens at line ends, characters of symbol fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set

from corpus.readers.pdf_text import LINE_HYPHEN, SOFT_HYPHEN, Run

__all__ = ["mend_hyphens", "plain", "words_of"]

_HYPHENS = ("-", "\u2010", "\u2011")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_SPACES = re.compile(r"\s+")
_BROKEN = re.compile(rf"(\w*){LINE_HYPHEN}\s*(\w*)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SUFFIX = re.compile(
    r"(?:t|s|c|x|g)?(?:ion|ions|ing|ings|ment|ments|ed|er|ers|ly|ies|ity|ties|able|ible|ance|ence|al|ally|ive)"
)


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs in one line, with single spaces; line-end hyphens stay marked."""
    parts: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None and (run.line, run.page) != (last.line, last.page):
            parts.append("" if parts[-1].rstrip(" ").endswith(LINE_HYPHEN) else " ")
        parts.append(_readable(run))
        last = run
    return _SPACES.sub(" ", "".join(parts)).strip()


def _readable(run: Run) -> str:
    text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), run.text)
    return "".join(map(_clean, text))


def _clean(char: str) -> str:
    if char.isascii():
        return char if char >= " " or char == LINE_HYPHEN else " " if char in "\t\n\r\f\v" else ""
    if char == SOFT_HYPHEN or char == "\ufffe":
        return LINE_HYPHEN
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cc", "Cf", "Cn", "Cs") or char == "\ufffd":
        return ""
    return char


def words_of(text: str) -> set[str]:
    """Return the words of a text in lower case, hyphenated ones whole; those with marked hyphens left out."""
    return {match.group().lower() for match in _WORD.finditer(_BROKEN.sub(" ", text))}


def mend_hyphens(text: str, known: Set[str]) -> str:
    """Return `text` with each marked line-end hyphen kept or dropped.

    Documents made with a word processor break a line at a hyphen that belongs to the word ('multi-agency');
    typeset ones also break words. The words that the document has elsewhere decide; else a half that is no
    word of the document but a mere ending decides for dropping.
    """
    if LINE_HYPHEN not in text:
        return text
    return _BROKEN.sub(lambda match: _mended(match.group(1), match.group(2), known), text)


def _mended(before: str, after: str, known: Set[str]) -> str:
    if not before or not after:
        return f"{before}-{after}" if before or after else ""
    whole = (before + after).lower()
    if f"{before}-{after}".lower() in known:
        return f"{before}-{after}"
    if whole in known:
        return before + after
    if after.lower() not in known and _SUFFIX.fullmatch(after.lower()):
        return before + after
    return f"{before}-{after}"
