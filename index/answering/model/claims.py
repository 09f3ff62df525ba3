"""Reads what a language model wrote as claims with the numbers of the passages that each rests on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.sentences import sentences

__all__ = ["CLAIMS_SCHEMA", "Claim", "read_claims", "read_whole_claims"]

MAX_CLAIMS = 40
MAX_CLAIM_CHARS = 800
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)|\A.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
"""Reasoning; some servers leave out the mark with which it begins."""
_FENCE = re.compile(r"```[\w-]*")
_TRAILING = re.compile(r",(\s*[\]}])")
_MARKER = re.compile(r"\s*[\[(【](?:passages?\s*)?(\d{1,4}(?:\s*(?:,|;|and|&|–|-)\s*\d{1,4})*)[\])】]", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_TEXT_KEYS = ("text", "claim", "sentence", "statement")
_PASSAGE_KEYS = ("passages", "passage", "citations", "citation", "sources", "source")

CLAIMS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "passages": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "passages"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
"""JSON schema of what a model is asked to write."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that a model wrote and the numbers of the passages that it names, as it names them."""

    text: str
    passages: tuple[int, ...] = ()


def read_claims(written: str) -> tuple[Claim, ...]:
    """Return the claims of a reply, one sentence each.

    JSON is taken as asked for, also in a code fence, among other words, with commas too many, or cut off in the
    middle (what is whole of it); anything else is read as prose with numbers in brackets.
    """
    text = _FENCE.sub("", _THOUGHT.sub("", written)).strip()
    items = _items(text)
    found = _of_items(items) if items is not None else _of_prose(text)
    return tuple(found)[:MAX_CLAIMS]


def read_whole_claims(written: str) -> tuple[Claim, ...]:
    """Return the claims that are whole in a reply that is still being written.

    Only those of JSON, whose ends are marked: of prose nobody knows yet what is an answer and what is said around it.
    """
    text = _FENCE.sub("", _THOUGHT.sub("", written)).strip()
    if not text.startswith(("{", "[")):
        return ()
    return tuple(_of_items(list(_whole_objects(text))))[:MAX_CLAIMS]


def _items(text: str) -> list[Any] | None:
    """Return the values of the reply that may be claims; None where it is no JSON."""
    start = min((at for at in (text.find("{"), text.find("[{")) if at >= 0), default=-1)
    if start < 0:
        return None
    for attempt in (text[start:], _TRAILING.sub(r"\1", text[start:])):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(attempt)
        except (json.JSONDecodeError, RecursionError):
            continue
        if isinstance(value, list):
            return value
        if isinstance(value, dict):
            listed = value.get("claims", value.get("answer"))
            return listed if isinstance(listed, list) else [value]
    salvaged = list(_whole_objects(_TRAILING.sub(r"\1", text[start:])))
    return salvaged if salvaged or '"claims"' in text else None


def _whole_objects(text: str) -> Iterator[Any]:
    """Yield the objects of a broken list that are whole."""
    decoder = json.JSONDecoder(strict=False)
    for match in re.finditer(r'\{\s*"(?!claims")', text):
        try:
            yield decoder.raw_decode(text, match.start())[0]
        except (json.JSONDecodeError, RecursionError):
            continue


def _of_items(items: list[Any]) -> Iterator[Claim]:
    for item in items:
        if isinstance(item, str):
            yield from _of_prose(item)
        elif isinstance(item, dict):
            text = next((item[key] for key in _TEXT_KEYS if isinstance(item.get(key), str)), "")
            named: Any = next((item[key] for key in _PASSAGE_KEYS if item.get(key) is not None), [])
            numbers = tuple(dict.fromkeys(_numbers(named)))
            for claim in _of_prose(text):
                yield Claim(claim.text, numbers or claim.passages)


def _numbers(named: Any) -> Iterator[int]:  # noqa: ANN401 - whatever a model wrote
    if isinstance(named, bool):
        return
    if isinstance(named, int):
        yield named
    elif isinstance(named, float) and named.is_integer():
        yield int(named)
    elif isinstance(named, str):
        yield from (int(digits) for digits in re.findall(r"\d{1,4}", named))
    elif isinstance(named, list):
        for one in named:
            yield from _numbers(one)


def _of_prose(text: str) -> Iterator[Claim]:
    """Yield the sentences of prose; a marker after the full stop belongs to the sentence before it."""
    for line in text.splitlines():
        plain = _BULLET.sub("", line).strip()
        held = re.sub(r"([.!?])((?:\s*\[[\d,;\s]+\])+)", r"\2\1", plain)
        for start, end in sentences(held):
            claim = _claim(held[start:end])
            if claim is not None:
                yield claim


def _claim(text: str) -> Claim | None:
    numbers = [int(digits) for marker in _MARKER.finditer(text) for digits in re.findall(r"\d+", marker[1])]
    is_marker = bool(re.search(r"\[\s*(?:passages?\s*)?\d", text, re.IGNORECASE))
    bare = _MARKER.sub("", text) if is_marker else text
    plain = " ".join("".join(char if char.isprintable() else " " for char in bare).split())
    if not any(char.isalpha() for char in plain) or len(plain) > MAX_CLAIM_CHARS:
        return None
    return Claim(plain, tuple(dict.fromkeys(numbers)) if is_marker else ())
