"""What a question is about: its content words without those that only ask, compare, date or name a kind of document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.answering.asked import Asked
from index.support.coverage import Coverage, QuestionWord
from index.support.terms import content_stems, is_function_word, stem, stems_of
from index.understanding.alternatives import find_alternatives

__all__ = ["beyond", "coverage_of", "has_topic", "is_asking", "said_otherwise"]

_ASKING = frozenset(
    stem(word)
    for word in re.findall(
        r"\S+",
        """compare compared comparison contrast differ different difference differently similar similarity change
        changed changes matter extra additional money cash cost costs much many long big describe explain summarise
        summary overview outline main key general generally overall according newspaper news story article press
        paper document documents question answer answers tell told say said says mention mentioned state stated
        list bullet point points item items thing things kind sort amount number exactly actually currently
        thoroughly briefly short detail details words quote quoted quotation happen happened happening going better
        worse best worst versus vs time times year years date dates day days month months ago situation view views
        opinion picture progress since come came go goes went gone deal dealt seem seems turn turned
        talk talked add adds added adding give gives gave given giving provide provided carry carried conduct
        conducted undertake
        undertook undertaken took take taken place identified identify highlighted highlight reason reasons
        someone anyone
        somebody anybody everything anything something come comes came put putting puts whole full fully
        fare fares fared deal deals dealt dealing handle handles handled cope copes doing think thinks
        across throughout anywhere
        good bad well poor poorly strong weak strength ofsted inspectors inspector percentage proportion percent
        cent fraction back again away around exactly roughly end ends beginning mid far call calls called named
        known""",
    )
)
"""Stems of words that ask or judge; a question keeps them only where it has no others."""


def coverage_of(asked: Asked) -> Coverage:
    """Return the words that a question is about, with their weights and other words; rarer ones weigh more.

    A word that the corpus has only in other words weighs no more than these.
    """
    understanding = asked.understanding
    own = stems_of(understanding.words)
    found = find_alternatives(understanding.bare or understanding.question)
    has_others = frozenset(one for same in found for one in same.stems & own)
    topic = own - _ASKING or _first_counted(asked.question) or has_others or own
    others: dict[str, list[frozenset[str]]] = {one: [] for one in sorted(topic)}
    for same in found:
        for one in same.stems & topic:
            others[one] += [other for other in same.others if other != {one}]
    for phrase in understanding.expansions:
        stems = frozenset(content_stems(phrase))
        for one in topic & _standing_for(phrase, understanding.bare or understanding.question):
            others[one].append(stems)
    return Coverage(tuple(QuestionWord(one, _weight(asked, one, held), tuple(held)) for one, held in others.items()))


def has_topic(asked: Asked) -> bool:
    """Whether a question has a word of its own that could be looked for, beyond words that only ask."""
    own = stems_of(asked.understanding.words)
    topic = own - _ASKING or _first_counted(asked.question)
    if not topic:
        found = find_alternatives(asked.understanding.bare or asked.question)
        topic = frozenset(one for same in found for one in same.stems & own)
    return any(re.search(r"[a-z]{2}", one) for one in topic)


def _first_counted(question: str) -> frozenset[str]:
    """Return the first word after 'how many', which is what is asked about where no other word is."""
    found = re.search(r"\bhow many\s+([\w'’-]+)", question.lower())
    return stems_of([found[1]]) if found else frozenset()


def _standing_for(phrase: str, question: str) -> frozenset[str]:
    """Return the stems of the question's words that a phrase is short for ('MASH'), or that are short for it."""
    words = [word for word in re.findall(r"[^\W_]+", question.lower()) if not is_function_word(word)]
    initials = "".join(word[0] for word in words)
    if (at := initials.find(phrase.lower())) >= 0 and len(phrase) > 1:
        return stems_of(words[at : at + len(phrase)])
    first = "".join(word[0] for word in re.findall(r"[^\W_]+", phrase.lower()))
    return stems_of(word for word in words if _is_within(word.removesuffix("s"), first))


def _is_within(letters: str, text: str) -> bool:
    """Whether letters stand in a text in their order, at least two of them."""
    rest = iter(text)
    return len(letters) > 1 and all(letter in rest for letter in letters)


def _weight(asked: Asked, one: str, others: Sequence[frozenset[str]]) -> float:
    own = asked.rarity(one)
    known = [max(map(asked.rarity, other)) for other in others if other and all(map(asked.is_known, other))]
    return min(own, sum(known) / len(known)) if known else own


def is_asking(word: str) -> bool:
    """Whether a word, in lower case, only asks, compares, dates or names a kind of document."""
    return stem(word) in _ASKING


def beyond(asked: Asked, *known: Iterable[str]) -> frozenset[str]:
    """Return the stems of a question's topic that are in none of some texts."""
    covered = {one for texts in known for text in texts for one in content_stems(text)}
    own = frozenset(one for one in stems_of(asked.understanding.words) if one not in _ASKING and not one.isdigit())
    return own - covered


def said_otherwise(asked: Asked, known: Iterable[str]) -> frozenset[str]:
    """Return the stems of a question for which some texts have other words ('put right': 'improve')."""
    held = stems_of(known)
    found = find_alternatives(asked.understanding.bare or asked.understanding.question)
    return frozenset(one for same in found if any(other <= held for other in same.others) for one in same.stems)
