"""Reads a follow-up in the light of the questions before it, without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Document, Publisher
from index.answering.catalogue.words import CatalogueWords, make_words
from index.answering.conversation.catalogue import follow_catalogue
from index.answering.conversation.leaning import ITEM_MARK, Turn, lean, without_thanks
from index.answering.conversation.names import with_names_of
from index.answering.conversation.swaps import swap_value
from index.answering.conversation.times import steps_in_time, with_year, without_foreign_time
from index.answering.silence.no_question import why_no_question
from index.answering.topic import is_asking
from index.understanding import Knowledge, Understanding, read_question

__all__ = ["ITEM_MARK", "resolve"]

_SHORT = re.compile(
    r"^\W*(?:and|but|so|ok|okay|also|then|what about|how about|what of|same for|and for|now|or)\b[\s,:]*", re.IGNORECASE
)
_POINTS = re.compile(
    (
        r"\b(?:that|this|it|its|they|their|them|there|those|these|he|she|his|her|the same|(?:that|this"
        r"|the) (?:one|letter|report|visit|inspection|council|authority|document|paper|article))\b"
    ),
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:ever|now|currently|since|today|chang\w+|improv\w+|better|worse|moved on|progress\w*|develop\w*|over time)\b",
    re.IGNORECASE,
)
MAX_SHORT_WORDS = 6
MAX_OWN_WORDS = 12
"""Words up to which a question without an authority is taken to be about the one asked about before."""


_ONES = re.compile(
    r"^\W*(?:and |so |ok |okay )*(?:which|what) (?:ones?|are they|are those|of them|were they)\b|"
    r"^\W*(?:list|name|show)(?: me)? (?:them|those|these)\b|^\W*who are they\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:the two|both|them|these|those|which (?:of them|one|of the two))\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:compare|better|worse|differ\w*|contrast)\b", re.IGNORECASE)
_WHICH_ONE = re.compile(
    r"^\W*(?:and |so |but )?(?:which|who)(?: one)? (?:is|was|has|had|does|did|are|were|looks?|seems?|comes?)\b.{0,30}"
    r"\b(?:better|worse|higher|lower|stronger|weaker|best|worst)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^\W*(?:show|read|give|quote|tell|explain|what(?:'s| is| was| does| did| about)?|how about|and|expand on|the"
    r"|number"
    r"|item|point)\b.{0,20}?\b(?:the |number |item |point |no\.? ?)?"
    r"(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final"
    r"|(?<=number )(?:one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?<=item )(?:one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?<=point )(?:one|two|three|four|five|six|seven|eight|nine|ten)|\d{1,2}(?!\d))(?:st|nd|rd|th)?\b"
    r"(?! (?:inspection|visit|report|letter|time|one before))",
    re.IGNORECASE,
)
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINAL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MORE = re.compile(
    r"^\W*(?:(?:can|could) you |please )*(?:tell me more|more(?: (?:details?|please|about (?:that|this|it)))?"
    r"|go on|say more"
    r"|what else|anything else|elaborate|expand(?: on (?:that|this|it))?|in more detail|explain (?:that|this|it)?"
    r"|continue)"
    r"(?: (?:about|on) (?:that|this|it))?\W*$",
    re.IGNORECASE,
)
_SAME_FOR = re.compile(
    r"^\W*(?:and )?(?:the )?same (?:question |thing |again )?(?:for|about|in|of|but for)\b", re.IGNORECASE
)
_NOUN = re.compile(
    r"\b(?:the|this|that|its|their|\d{4}|latest|last|first|council|cabinet|news)\W+(?:\w+\W+){0,2}?"
    r"(?P<noun>letter|report|paper|article|visit)\b",
    re.IGNORECASE,
)


def resolve(
    question: str,
    history: Sequence[str],
    knowledge: Knowledge,
    documents: Sequence[Document] = (),
    words: CatalogueWords | None = None,
) -> str:
    """Return the question with what it leaves unsaid taken from the questions before it.

    Args:
        question: the question as asked.
        history: the earlier questions of the conversation, oldest first.
        knowledge: what is known of the index.
        documents: the documents there are, by which 'the inspection before' is found.
        words: the words of the catalogue of these documents, made where none are given.

    Returns:
        The question itself where it stands on its own.
    """
    resolved: list[str] = []
    for one in (*history, question):
        if one.strip() and not resolved:
            resolved.append(one.strip())
        elif one.strip():
            words = words or make_words(knowledge.frameworks, documents)
            resolved.append(_follow(one.strip(), resolved, knowledge, documents, words))
    return resolved[-1] if history and question.strip() and resolved else question


def _follow(
    question: str,
    earlier: Sequence[str],
    knowledge: Knowledge,
    documents: Sequence[Document],
    words: CatalogueWords,
) -> str:
    """Resolve one question against those before it, already resolved."""
    question = without_thanks(question)
    now, before = (read_question(text[:4000], knowledge) for text in (question, earlier[-1]))
    base = re.sub(ITEM_MARK, "", earlier[-1]).strip()
    if _ONES.search(question) and re.match(r"\W*how many\b", base, re.IGNORECASE):
        return re.sub(r"^\W*how many\b", "Which", base, flags=re.IGNORECASE)
    if (leant := lean(Turn(question, base, now, before, knowledge, documents, words))) is not None:
        return leant
    if why_no_question(question) is not None:
        return question
    if _MORE.match(question):
        return f"Tell me more: {base}"
    if (followed := follow_catalogue(question, base, now, before, words, documents)) is not None:
        return followed
    if (match := _ITEM.search(question)) and _is_item(question, now, before):
        return f"{base} (item {_number(match['nth'])})"
    if _COMPARES.search(question) and (_BOTH.search(question) or _WHICH_ONE.match(question)) and not now.authorities:
        return _compared(question, earlier, before, knowledge)
    if steps_in_time(question):
        return with_year(question, now, before, documents)
    return _swapped(question, now, before, knowledge, documents)


def _is_item(question: str, now: Understanding, before: Understanding) -> bool:
    """Whether 'the second' is an item of the list asked for before, and no year, place or inspection."""
    return not now.authorities and not now.times and before.form != "corpus" and len(question.split()) <= 9


def _number(word: str) -> str:
    """Return an ordinal as a number, 'last' as it is."""
    lowered = word.lower()
    for names in (_NTH, _CARDINAL):
        if lowered in names:
            return str(names.index(lowered) + 1)
    return "last" if lowered == "final" else lowered


def _compared(question: str, earlier: Sequence[str], before: Understanding, knowledge: Knowledge) -> str:
    """Return a comparison of the last two authorities asked about, on what was asked last."""
    sides: dict[str, str] = {}
    for text in reversed(earlier):
        read = read_question(text[:4000], knowledge)
        when = " and ".join(text[one.start : one.end] for one in read.times)
        for name in read.named:
            sides.setdefault(name, when)
    if len(sides) < 2:
        return question
    topic = [word for word in before.words if not is_asking(word)]
    about = " ".join(topic) or ("the overall grades" if before.form == "metadata" else "them")
    last, first = list(sides.items())[:2]
    same = first[1] == last[1]
    shown = [f"{name} in {when}" if when and not same else name for name, when in (first, last)]
    tail = f" in {last[1]}" if same and last[1] else ""
    return f"Compare {about} in {shown[0]} and {shown[1]}{tail}"


def _swapped(
    question: str, now: Understanding, before: Understanding, knowledge: Knowledge, documents: Sequence[Document]
) -> str:
    """Return the earlier question with a name, time, grade, person or topic put in the place of its own."""
    question = _SAME_FOR.sub("and", question)
    if (swapped := swap_value(question, now, before, knowledge)) is not None:
        return swapped
    if _is_fragment(question, now):
        return with_names_of(now, without_foreign_time(now, before, documents))
    if _is_short(question):
        new, old = _one(now), _one(before)
        if new and old and new != old:
            return re.sub(re.escape(old), new, before.question, flags=re.IGNORECASE)
        if topic := _with_topic(question, now, before):
            return topic
    return _carried(question, now, before) if _leans(question, now, before) else question


def _is_short(question: str) -> bool:
    """Whether a question is only a word or two after 'and', 'what about' or the like."""
    has_verb = r"\b(?:is|are|was|were|did|does|do|has|have|had|who|when|why|how|list|show|led)\b"
    rest = _SHORT.sub("", question)
    opens = _SHORT.match(question) is not None
    return opens and len(rest.split()) <= MAX_SHORT_WORDS and not re.search(has_verb, rest, re.IGNORECASE)


def _one(understanding: Understanding) -> str | None:
    """Return the person whom a question names, None where it names none or several."""
    written = [name for name in understanding.people if name.lower() in understanding.question.lower()]
    held = written or list(understanding.people)
    return held[0] if len(held) == 1 else None


def _with_topic(question: str, now: Understanding, before: Understanding) -> str | None:
    """Return the earlier question about another topic, None where it has none that could be replaced."""
    rest = _SHORT.sub("", question).strip(" ?")
    base = before.question.rstrip(" ?")
    if not now.words or now.authorities:
        return None
    if link := re.match(r"(?:for|on|about|with|in|among|regarding)\b", rest, re.IGNORECASE):
        told = re.search(rf"\b{link[0]}\s+(?:the\s+)?(?P<topic>(?:[\w'’-]+\s*)+)$", base, re.IGNORECASE)
        is_topic = told is not None and any(word in told["topic"].lower() for word in before.words)
        named = told is not None and any(one.end > told.start("topic") for one in before.authorities)
        return f"{base[: told.start()]}{rest}?" if told is not None and is_topic and not named else f"{base} {rest}?"
    places = [
        match.span() for word in before.words for match in re.finditer(rf"\b{re.escape(word)}\b", base, re.IGNORECASE)
    ]
    if not places:
        return None
    start, end = min(places)[0], max(place[1] for place in places)
    held = [(one.start, one.end) for one in before.authorities] + [(one.start, one.end) for one in before.times]
    if any(start < last and first < end for first, last in held):
        return None
    return f"{base[:start]}{rest}{base[end:]}?"


def _is_fragment(question: str, now: Understanding) -> bool:
    """Whether a question is only a new name, time or topic for the question before it."""
    short = len(question.split()) <= MAX_SHORT_WORDS
    opens = _SHORT.match(question) is not None
    has_verb = re.search(
        r"\b(?:is|are|was|were|did|does|do|has|have|had|who|when|why|how many|how much|list|show|led)\b",
        question,
        re.IGNORECASE,
    )
    stands_alone = not opens and re.match(
        r"\W*(?:what|which|how|tell|give|describe|compare|summar|explain|in which|on what)", question, re.IGNORECASE
    )
    if stands_alone:
        return False
    names = bool(now.authorities or now.times or now.publishers or now.regions)
    return names and not has_verb and (opens or short)


def _leans(question: str, now: Understanding, before: Understanding) -> bool:
    """Whether a question points back to what was asked before, or names no authority after one that was named.

    After an authority that no document is about, a question that does not point back stands for itself.
    """
    if now.authorities or now.form in ("corpus", "help"):
        return False
    if _POINTS.search(question) is not None or _SHORT.match(question) is not None:
        return True
    return len(question.split()) <= MAX_OWN_WORDS and (bool(before.named) or not before.absent)


def _carried(question: str, now: Understanding, before: Understanding) -> str:
    """Return the question with the authority, time and kind of the one before it, as far as it names none."""
    added: list[str] = []
    if before.authorities:
        added.append("for " + " and ".join(dict.fromkeys(mention.name for mention in before.authorities)))
    if before.times and not now.times and _keeps_time(question, now):
        added.append("in " + " and ".join(before.question[one.start : one.end] for one in before.times))
    if before.kinds and not now.kinds:
        added.append(f"({before.kinds[0]})")
    elif not _NOUN.search(question) and not now.kinds and (noun := _noun(before)):
        added.append(f"({noun})")
    is_empty = all(is_asking(word) for word in now.words)
    topic = before.words if is_empty and _wants_topic(question) else ()
    body = _SHORT.sub("", question).rstrip(" ?")
    words = [f"about {' '.join(topic)}"] if topic else []
    if not added and not words:
        return question
    return " ".join([body, *words, *added]) + "?"


def _noun(before: Understanding) -> str | None:
    """Return what sort of document a question is about, by its own word for it; None where it has none."""
    if len(before.publishers) == 1:
        return {Publisher.PRESS: "article", Publisher.COUNCIL: "paper"}.get(before.publishers[0])
    found = _NOUN.search(before.question)
    return found["noun"].lower() if found else None


def _keeps_time(question: str, now: Understanding) -> bool:
    return now.order is None and _OTHER_TIME.search(question) is None


def _wants_topic(question: str) -> bool:
    """Whether a question without words of its own asks more about the same thing ('why?')."""
    asks_other = (
        r"\b(?:how long|how many days|who|when|led|lead|inspector|dated|published|visit(?:ed)?|addressed|signed"
        r"|written|wrote|grade|judged|rated)\b"
    )
    return re.search(asks_other, question, re.IGNORECASE) is None
