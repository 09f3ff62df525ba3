"""Says a question in the words of the documents: people write 'kids who run away', reports 'children missing'."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

__all__ = ["in_trade_words"]

FILE = Path(__file__).parent / "everyday_words.toml"


def in_trade_words(question: str) -> str:
    """Return a question with its everyday phrases replaced by those of `everyday_words.toml`."""
    pattern, meanings = _table()
    return pattern.sub(lambda found: meanings[str(found.lastgroup)], question)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern of all phrases, longest first, and what each of its groups stands for."""
    words: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))["words"]
    phrases = [(phrase, instead) for key, instead in words.items() for phrase in key.split("|")]
    phrases.sort(key=lambda item: (-len(item[0]), item[0]))
    groups = (f"(?P<p{number}>{_pattern(phrase)})" for number, (phrase, _) in enumerate(phrases))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])", re.IGNORECASE)
    return pattern, {f"p{number}": instead for number, (_, instead) in enumerate(phrases)}


def _pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", r"\w*").replace("'", "['’]").replace(r"\ ", r"\s+")
