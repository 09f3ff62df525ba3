"""Finds the sections of documents that a question asks for, by headings and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.framework import Section
from index.understanding.phrases import any_of
from index.understanding.question import SectionWish

__all__ = ["DEMANDED", "find_sections"]

_MEND = (
    r"(?:be )?(?:improved?|changed?|do(?:ne)? (?:better|differently)|get better|put right|fix(?:ed)?|sort(?:ed)? out"
    r"|strengthen(?:ed)?|work(?:ed)? on|tackled?|address(?:ed)?|do (?:next|differently)|up (?:its|their) game"
    r"|raise (?:its|their) game)"
)
_OBLIGE = (
    r"(?:needs?|needed|has|have|had|got|ought|was|were|is|are|want(?:s|ed)?|told|tell|asked?|expect(?:s|ed)?|ordered"
    r"|left|leaves?|still|outstanding)"
)
DEMANDED = any_of(
    rf"{_OBLIGE} (?:(?!doing|done)\S+ ){{0,5}}?to {_MEND}",
    rf"(?:must|should) (?:\S+ ){{0,5}}?{_MEND}",
    r"(?:left|still) to do|homework|to-dos?(?: list)?",
    r"(?:jobs?|tasks?|work) (?:\S+ ){0,5}?(?:left|leave|gave|give|set|given)",
    r"(?:wants?|wanted|would like) (?:\S+ ){0,5}?(?:improved?|changed?|put right|fixed|mended|sorted(?: out)?"
    r"|strengthened)",
)
"""A council that must get better at something, whatever verbs say so: asked after 'what' this is a list of demands."""
_CUES = (
    (
        any_of(
            DEMANDED.pattern,
            r"(?:improvements?|areas?|things|points|weaknesses|requirements?) (?:\S+ ){0,5}?(?:needed|required|for "
            r"(?:improvement|development)"
            r"|to (?:improve|work on|fix|put right|address))",
            "(?:improvement|priority|action) (?:areas|actions|points|list)|(?:which|what) improvements",
            "recommend(?:ed|ations?|s)?",
            r"(?:told|asked|ordered|required|instructed|expected|urged) (?:\S+ ){0,4}?to (?:do|act)",
            r"put(?:ting)? (?:\S+ ){0,2}?right|do better|to[- ]do list",
        ),
        any_of("do better", "act on them"),
    ),
    (
        any_of(
            "priority (?:actions?|areas?)|action areas?|most (?:urgent|serious|pressing)|urgent(?:ly)?|straight ?away",
            "immediate(?:ly)?|swiftly and decisively|act on at once",
        ),
        any_of("act on them"),
    ),
    (
        any_of(
            "headlines?|overview|in (?:short|brief|a nutshell|general)|summar(?:y|i[sz]e)|gist|bottom line",
            "(?:main|key) (?:findings|points|messages?)",
        ),
        any_of("in short"),
    ),
    (any_of("strengths|(?:doing|does|did|works|worked) well|good at|praised?|best about"), any_of("to be good")),
    (any_of("look(?:ed|ing)? at|scope|what .{0,20}(?:covered|covers?)|examined?"), any_of("the visit looked at")),
    (any_of("costs?|financ(?:e|es|ial)|money|budget|spend(?:ing)?|fund(?:ed|ing)?"), any_of("it costs")),
    (
        any_of(
            r"(?:councillors|members|committee|cabinet|board) (?:\S+ ){0,2}?(?:asked|invited|recommended|requested"
            r"|to (?:decide|agree|note))",
        ),
        any_of("councillors are asked"),
    ),
)
"""Words of questions, and words in the `meaning` of the sections of a framework's file that they ask for."""
_URGENT = any_of("act on them")
_NOT_URGENT = any_of(
    r"(?:besides|apart from|other than|aside from|excluding|except(?: for)?|not counting|leaving (?:out|aside))"
    r" (?:the |those |its |any )?(?:\w+ )?(?:urgent|priority|immediate|pressing)"
)


def find_sections(question: str, sections: Iterable[Section]) -> tuple[SectionWish, ...]:
    """Return the sections that a question asks for, by their headings or by what they are for.

    Args:
        question: the question.
        sections: the sections of the frameworks; the same id in several frameworks is one wish.
    """
    plain = _plain(question)
    wished: dict[str, dict[str, None]] = {}
    meanings = [meaning for cue, meaning in _CUES if cue.search(question)]
    if _CUES[-1][0].search(question):
        meanings = [_CUES[-1][1]]
    leaves_urgent = _NOT_URGENT.search(question) is not None
    for section in sections:
        if leaves_urgent and _URGENT.search(section.meaning):
            continue
        headed = any(len(_plain(wording)) > 6 and _plain(wording) in plain for wording in section.wordings)
        if headed or any(meaning.search(section.meaning) for meaning in meanings):
            wished.setdefault(section.id, {}).update(dict.fromkeys(section.wordings))
    return tuple(SectionWish(identity, tuple(wordings)) for identity, wordings in wished.items())


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
