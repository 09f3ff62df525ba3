"""Clean words from the runs of a page: spaces, ligatures, hyphens at line ends, characters without meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from functools import cache

from corpus.readers.pdf_text import LINE_HYPHEN, SOFT_HYPHEN, Run

__all__ = ["final", "is_note_mark", "plain", "words_of"]

_LIGATURES = re.compile("[\ufb00-\ufb06]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_SPACES = re.compile(r"\s+")
_BROKEN = re.compile(rf"(\w*){LINE_HYPHEN}\s*(\w*)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ENDING = re.compile(
    r"[a-z]?(?:ion|ions|ional|ing|ings|ment|ments|mental|ed|er|ers|ly|ies|ity|ities|able|ible|ance|ances|ence|ences"
    r"|al|ally|ive|ively|ous|ful|ness|tic|cy|cies|ture|tures|sion|sure|cial|tial|cess|gree|ple)"
)
_MARK = re.compile(r"(?:\d{1,2}|[*†‡])(?:,\s?\d{1,2})*")
_GONE = "\x00"
# Where a mark stood, the words before it and punctuation after it come together, two words stay apart.
_AFTER_MARK = re.compile(rf"\s*{_GONE}\s*([,.;:!?)]|$)?")
_DROPPED = frozenset({"Cc", "Cf", "Cn", "Cs"})
_SPACE_KINDS = frozenset({"Zs", "Zl", "Zp"})


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs in one line with single spaces.

    Marks of footnotes are left out. Line-end hyphens and characters for private use stay: the ones are
    mended when the whole document is known, the others may be bullets.
    """
    parts: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None and is_note_mark(last, run):
            parts.append(_GONE)
            continue
        if last is not None and (run.page, run.line) != (last.page, last.line):
            parts.append("" if parts[-1].rstrip(" ").endswith(LINE_HYPHEN) else " ")
        parts.append(_readable(run.text))
        last = run
    text = "".join(parts)
    if _GONE in text:
        text = _AFTER_MARK.sub(lambda match: match.group(1) or " ", text)
    return _SPACES.sub(" ", text).strip()


def is_note_mark(before: Run, run: Run) -> bool:
    """Return whether a run is the mark of a footnote: small and raised digits after words on one line."""
    return (
        run.look.size <= 0.8 * before.look.size
        and run.x1 > run.x0
        and _MARK.fullmatch(run.text.strip()) is not None
        and 0 <= run.y0 - before.base - 0.15 * before.look.size < before.look.size
        and run.page == before.page
        and -1 < run.x0 - before.x1 < before.look.size
        and not before.text.endswith((" m", " km"))
    )


def _readable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    spelled = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return "".join(map(_clean, spelled))


@cache
def _clean(char: str) -> str:
    if char in (LINE_HYPHEN, SOFT_HYPHEN, "\ufffe"):
        return LINE_HYPHEN
    category = unicodedata.category(char)
    if category in _SPACE_KINDS or char in "\t\n\r\f\v":
        return " "
    return "" if category in _DROPPED or char == "\ufffd" else char


def words_of(text: str) -> set[str]:
    """Return the words of a text in lower case, hyphenated ones whole; those with marked hyphens left out."""
    return {match.group().lower() for match in _WORD.finditer(_BROKEN.sub(" ", text))}


def final(text: str, known: Set[str]) -> str:
    """Return a block's text as it may be cited: line-end hyphens mended, characters for private use gone.

    Args:
        text: as `plain` gives it.
        known: the words of the whole document.
    """
    if text.isascii() and LINE_HYPHEN not in text:
        return text
    mended = _BROKEN.sub(lambda match: _mended(match.group(1), match.group(2), known), text)
    public = _PRIVATE.sub(" ", mended)
    return public if public == mended else _SPACES.sub(" ", public).strip()


def _mended(before: str, after: str, known: Set[str]) -> str:
    # A word processor breaks a line at a hyphen that belongs to the word ('multi-agency'); typeset pages
    # break words too. The words that the document has elsewhere decide, else a half that is a mere ending.
    if not before or not after:
        return f"{before}-{after}" if before or after else ""
    if f"{before}-{after}".lower() in known:
        return f"{before}-{after}"
    broken = after.lower() not in known and _ENDING.fullmatch(after.lower()) is not None
    return before + after if broken or (before + after).lower() in known else f"{before}-{after}"
