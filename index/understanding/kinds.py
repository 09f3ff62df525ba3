"""Finds the kind of document and the publisher that a question speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.model import Publisher

__all__ = ["find_kinds", "find_publishers"]

_SAID = (
    r"(?:sa(?:y|id|ys)|tell|told|claim\w*|argue\w*|respon\w+|repl\w+|admit\w*|promise\w*|think|thought|react\w*"
    r"|acknowledge\w*|plan\w*|state[ds]?|writ\w+|wrote|report\w*)"
)
_COUNCIL = re.compile(
    rf"\b(?:council|authority|borough|county|local authority|councillors?|lead member|cabinet member|cabinet)(?:['’]s)?"
    rf"(?:\s+(?:itself|leader|officers?|committee))?\s+(?:own\s+)?(?:{_SAID}|account|response|reply|view|words"
    rf"|statement|version|action plan|paper)"
    rf"|\b(?:according to|in the words of|from) (?:the |its |their )?(?:council|authority|local authority|borough"
    rf"|councillors?|cabinet|committee)\b"
    rf"|\b(?:council|committee|cabinet|scrutiny|board|briefing|officer)(?:['’]s)? (?:paper|report|minutes|briefing"
    rf"|update)\b"
    r"|\bself[- ](?:assessment|evaluation) (?:say|said|claim)",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"\b(?:news(?:papers?)?|press|media|journalists?|magazine|headlines?|(?:news |press |magazine |online )?articles?"
    r"|news story|coverage|reporters?|BBC|Guardian)\b",
    re.IGNORECASE,
)
_INSPECTORATE = re.compile(
    r"\b(?:inspectors?|inspectorate|ofsted|estyn|hmi|cqc|hmicfrs|watchdog)\b",
    re.IGNORECASE,
)


def find_publishers(question: str) -> tuple[Publisher, ...]:
    """Return whose words a question asks for, empty when it does not say."""
    found: list[Publisher] = []
    if _COUNCIL.search(question):
        found.append(Publisher.COUNCIL)
    if _PRESS.search(question):
        found.append(Publisher.PRESS)
    if _INSPECTORATE.search(question):
        found.append(Publisher.INSPECTORATE)
    return tuple(found)


def find_kinds(question: str, kinds: Iterable[str], other_names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the kinds of document that a question names.

    Args:
        question: the question.
        kinds: the kinds that the corpus has.
        other_names: what else each kind is called.

    Returns:
        Kinds in order of name; of 'focused visit' and 'focused visit letter' only the longer where both are named.
    """
    plain = _plain(question)
    found: dict[str, int] = {}
    for kind in kinds:
        names = {kind, kind.removesuffix(" letter").removesuffix(" report"), *other_names.get(kind, ())}
        lengths = [len(_plain(name)) for name in names if len(name) > 3 and _names(plain, _plain(name))]
        if lengths:
            found[kind] = max(lengths)
    longest = max(found.values(), default=0)
    return tuple(sorted(kind for kind, length in found.items() if length == longest or not _covered(kind, found)))


def _covered(kind: str, found: Mapping[str, int]) -> bool:
    """Whether the name of another kind found holds this one's name."""
    return any(other != kind and kind in other for other in found)


def _names(question: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}s?\b", question) is not None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
