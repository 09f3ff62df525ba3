"""Tells which words of a question about the corpus were not read, though they may change what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from index.answering.catalogue.parsing.scope import NUMBERS
from index.answering.catalogue.words import CatalogueWords
from index.answering.reading import Reader
from index.support.terms import is_function_word

__all__ = ["LIMITING", "VAGUE", "before_grades", "left_over"]

_CATALOGUE_WORDS = frozenset(
    re.findall(
        r"\S+",
        """among amongst judged judge judging rated rate graded grade grades rating ratings judgement judgements
        judgment judgments received receive receives got get gets given gives gave give awarded award
        found held hold holds inspection inspections inspected inspect report reports letter letters
        document documents visit visits visited paper papers authority authorities council councils local
        la las borough boroughs area areas service services children childrens children's ofsted
        inspectorate inspector inspectors lead led leads leading publish published publishes dated
        carried took place list name names show tell many number count total currently current now today
        present latest recent recently last most least previous previously first earliest oldest newest
        ever never times time twice once overall effectiveness england country corpus collection standing
        stand stands corpus's index database contain contains included result results outcome outcomes
        status level full year years month breakdown broken down split distribution common commonest
        frequent different whole set verdict verdicts places gone put said say says levels everything
        everyone anyone moment picture record records recorded sum together separate separately dates
        date appear appears name's charge responsible head headed conducted undertaken involved spend
        spent stayed onsite lasted league table nationally england's sort sorted arranged back later then
        next take takes worked work works broke break breaks regional national going holding totals
        totalled overview following came coming yet alone either ones subject called due please find
        identify also still been come become became went go undergone trend trends pattern team teams
        kept keep moved move remained remain better worse fell straight ended resulted concluded fared
        fare scored placed deemed considered seen people person carry happen happened hmi hmis regions
        region framework frameworks kind kinds type types long longest shortest days ago every single
        score scores scoring mark marks obtained overall's across altogether far know available
        proportion share percentage percent per cent fraction saw see sees consecutive successive covered
        cover covers coverage anybody anybody's nobody's here start starts started begin began begun end
        ends finish finished ran run runs happening numbers all round turn sit sits sitting stuck
        assessed assessment assessments marked outright exactly precisely includes asked waited wait
        waits gap gaps apart told else even though they're because fact thing things newspaper press
        counting performs perform news story stories in-house often average typical typically usual
        usually managed manage manages directly entire entirely whatsoever leap leaps leaped leapt jump
        jumps land landed landing hand hands handed handing taking up wound actually really simply just basically
        roughly generally particular particularly specifically certain whether mean means meaning way
        ways turned turning turns shows showing shown appearing listed managing sat hit hits reach
        reached reaches achieve achieved achieves obtain earn earned win won secure secured pick picked
        deserve describe described declared pronounced labelled labeled branded ranked classified
        categorised tagged slapped onto dealt faced undergo through throughout use used uses using
        recovered like want wants known hear heard looking look looked check checking main overall-grade
        respective mentioned spot spotted existing exist exists officially formally publicly part bring
        brings brought involve involves consider considers considering regard regards regarded rates
        classed counts highest lowest best worst rank ranking order top bottom compared comparison""",
    )
)


LIMITING = frozenset(
    re.findall(
        r"\S+",
        """else same both no not never without none neither nor except older newer earlier later than fewer less
        nobody unless only more most every again once twice other average better worse lower higher
        highest lowest best worst longest shortest oldest newest earliest latest between before
        after until order sort sorted rank ranked change changed changes first last consecutive
        monday tuesday wednesday thursday friday saturday sunday opposite greater bigger larger smaller majority
        minority decade decades running up down increase increased decrease decreased since until till within
        onwards different differently""",
    )
)
"""Small words that change what is asked; where one of them was not read, the query is not what was asked."""
VAGUE = frozenset(
    re.findall(
        r"\S+",
        """well badly poorly fine okay ok struggling struggle struggles trouble troubled fast faster fastest quick"
        " quickest
        quicker slow slower slowest overdue serious seriously problem problems bad behind ahead somewhere anywhere
        impressive dreadful awful terrible brilliant excellent successful success attempt attempts swing swings worry
        worrying worried concerned progress journey form steady steadily consistent inconsistent erratic stable""",
    )
)
"""Words of praise and blame that no paragraph is about; where nothing else is left, it is not known what is meant."""
_HARMLESS = (
    r"\bdifferent (?=(?:lead |local |full )?(?:councils?|authorit\w+|boroughs|places|inspectors|people|names|years"
    r"|months|regions"
    r"|frameworks?|reports|inspections|visits|areas|kinds|types|sorts|times)\b)|\b(?:many|which) different\b"
    r"|\b(?:yet|but) only\b|\bonly\s*$|\b(?:place|worked|later"
    r"|back|once) (?:on|again)\b|\bonce (?:more|again)\s*$"
    r"|\b(?:the|of) (?:other|same) (?:hand|time)\b|\bmore or less\b|\bat (?:the )?(?:last|least|most)\b"
    r"|\bno (?:less|matter)\b|\b(?:made|makes?|turn\w*|ended?|ends|wound|split\w*|c[oa]mes?|coming"
    r"|add\w*|sum\w*|total\w*|put|show\w*"
    r"|br[eo]a?k\w*|been|line[sd]?|signed|follow\w*|catch|caught|set|written|write|pick\w*|bring|brought"
    r"|open\w*|narrow\w*)"
    r"(?: it| them| this| that| \w+)? (?:up|down)\b|\bup to date\b|\bup (?:for|to|until|till)\b|\bup and"
    r" down (?:the )?(?:country|england)\b"
)
_NOUN = (
    r"(?:reports?|inspections?|times?|areas?|grades?|visits?|judgements?|years?|months?|weeks?|days?"
    r"|steps?|pages?)"
)
_NUMBER = rf"\b(?P<number>one|{'|'.join(NUMBERS)}|\d{{1,3}})(?= (?:[\w-]+ )?{_NOUN}\b)"


def left_over(reader: Reader) -> tuple[str, ...]:
    """Return the words that were not read and that do not merely ask: content words, limits, numbers."""
    text = re.sub(_HARMLESS, " ", reader.text)
    numbers = [match["number"] for match in re.finditer(_NUMBER, text)]
    return (*(word for word in re.findall(r"[^\W_]+(?:'[a-z]+)?", text) if _is_left(word)), *numbers)


def before_grades(left: Iterable[str], text: str, words: CatalogueWords) -> tuple[str, ...]:
    """Return those of the words left that stand before a grade, with no more than small words between."""
    found = {match["word"] for match in _before(words.grade_pattern.pattern).finditer(text)}
    return tuple(word for word in left if word in found)


@lru_cache(maxsize=8)
def _before(grade: str) -> re.Pattern[str]:
    small = r"(?:(?:off|out|up|down|away|back|an?|the|its|their|any|of|from|to|at|on|with)\s+)*"
    return re.compile(rf"\b(?=(?P<word>[^\W_]+(?:'[a-z]+)?)\s+{small}{grade})")


def _is_left(word: str) -> bool:
    if word in LIMITING:
        return True
    bare = re.sub(r"'[a-z]*$", "", word)
    return (
        not is_function_word(bare) and word not in _CATALOGUE_WORDS and bare not in _CATALOGUE_WORDS and len(word) > 1
    )
