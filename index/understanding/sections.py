"""Finds the sections of documents that a question asks for, by headings and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.framework import Section
from index.understanding.question import SectionWish

__all__ = ["find_sections"]

_CUES = (
    (
        re.compile(
            r"\b(?:needs?|needed|has|have|had|ha[sd]n['’]t|must|should|what) (?:\w+ ){0,4}?to "
            r"(?:be )?(?:improved?|changed?|do better|get better|do differently|put right|fix(?:ed)?|sort(?:ed)? out"
            r"|address(?:ed)?|strengthen(?:ed)?|tackled?)\b"
            r"|\b(?:improvements?|areas?|things|points|weaknesses|requirements?) (?:\w+ ){0,2}?(?:needed|required"
            r"|for (?:improvement|development)|to improve|to work on|to (?:fix|put right))\b"
            r"|\brecommend(?:ed|ations?|s)?\b|\b(?:told|asked|ordered|required|instructed|expected|urged) "
            r"(?:\w+ ){0,3}?to (?:do|improve|fix|change|put right|act)\b"
            r"|\bput(?:ting)? (?:\w+ ){0,2}?right\b|\bmust (?:improve|change|do (?:better|next))\b|\bdo better\b"
            r"|\bto[- ]do list\b|\bpriority for improvement\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\bdo better\b|\bact on them\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\b(?:priority actions?|priority areas?|most (?:urgent|serious|pressing)|urgent(?:ly)?|straight ?away"
            r"|immediate(?:ly)?|swiftly and decisively|act on at once)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\bact on them\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\b(?:headlines?|overview|in (?:short|brief|a nutshell|general)|overall|summar(?:y|ise|ize)|main "
            r"(?:findings|points|message)|key (?:findings|points|messages)|bottom line|gist)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\bin short\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\b(?:strengths|doing well|does well|did well|good at|works well|worked well|praised?|best about)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\bto be good\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\b(?:look(?:ed|ing)? at|scope|cover(?:ed|s)|focus(?:s?ed)? on|examine[ds]?|about which topic)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\bthe visit looked at\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\b(?:cost(?:s|ed)?|financ(?:e|es|ial)|money|budget|spend(?:ing)?|pay|fund(?:ed|ing)?)\b", re.IGNORECASE
        ),
        re.compile(
            r"\bcosts\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\b(?:councillors|members|committee|cabinet|board) (?:\w+ )?(?:asked|invited|recommended|requested|to "
            r"(?:decide|agree|note))\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\bcouncillors are asked\b",
            re.IGNORECASE,
        ),
    ),
)
"""Words of questions, and words in the `meaning` of the sections of a framework's file that they ask for."""


def find_sections(question: str, sections: Iterable[Section]) -> tuple[SectionWish, ...]:
    """Return the sections that a question asks for, by their headings or by what they are for.

    Args:
        question: the question.
        sections: the sections of the frameworks; the same id in several frameworks is one wish.
    """
    plain = _plain(question)
    wished: dict[str, dict[str, None]] = {}
    meanings = [meaning for cue, meaning in _CUES if cue.search(question)]
    for section in sections:
        headed = any(len(_plain(wording)) > 6 and _plain(wording) in plain for wording in section.wordings)
        if headed or any(meaning.search(section.meaning) for meaning in meanings):
            wished.setdefault(section.id, {}).update(dict.fromkeys(section.wordings))
    return tuple(SectionWish(identity, tuple(wordings)) for identity, wordings in wished.items())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
