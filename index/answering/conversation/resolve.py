"""Reads a follow-up in the light of the questions before it, without a model.

A follow-up does one of a few things to the question before it, and each is read in one place, in this order:

- asks it again in another form, or for more of it (`again`), or puts a misreading right (`manners`);
- asks for the list before anew, in another order, whole or without some (`relisted`);
- asks the same of all inspections, areas or councils (`inspected`), or of a region or the latest (`turned`);
- goes back to an authority asked about earlier, asks the same of another, or sets two side by side (`other_names`);
- asks about the inspection at which a grade was given or moved (`events`);
- asks what else the lead inspector has led (`led`);
- points at the answer in a fixed way: the same inspector, been there before, the rest of a set (`pointing`);
- sets the answer against another time or authority (`against`);
- asks why, since when, or whether a grade or finding was always so (`grades`);
- speaks of a person who was the answer (`people`);
- narrows, counts or turns round the set that was the answer (`sets`), or points at items of it (`items`);
- moves to another inspection or year (`times`);
- puts a name, year, grade, area, region or topic in the place of the one asked about (`swaps`, `names`);
- or asks something else about the same authority and time (`carrying`).

What none of them reads stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import replace

from corpus.model import Document
from index.answering.catalogue.words import CatalogueWords, make_words
from index.answering.conversation.again import asked_again
from index.answering.conversation.against import follow_against
from index.answering.conversation.carrying import OPENING, carried, leans
from index.answering.conversation.events import follow_chosen, follow_event
from index.answering.conversation.grades import compared_with, follow_grade, grade_of_area
from index.answering.conversation.inspected import follow_inspected, follow_scope
from index.answering.conversation.items import follow_items, item_of_list, next_of_list, other_end
from index.answering.conversation.led import follow_led
from index.answering.conversation.manners import after_denied, corrected, untagged, without_manners
from index.answering.conversation.names import with_full_name, with_names_of
from index.answering.conversation.other_names import back_to_earlier, placed_earlier, same_of_other, two_compared
from index.answering.conversation.people import follow_person
from index.answering.conversation.pointing import follow_pointing, without_apposition
from index.answering.conversation.referred import up_to_answered
from index.answering.conversation.relisted import follow_relisted, without_order
from index.answering.conversation.sets import ELSEWHERE, follow_set
from index.answering.conversation.stated import follow_stated
from index.answering.conversation.swaps import swap_side, swap_speaker, swap_topic, swap_value
from index.answering.conversation.times import follow_in_time, without_foreign_time, without_now
from index.answering.conversation.turn import ITEM_MARK, Turn, is_read
from index.answering.conversation.turned import follow_told, follow_turned
from index.answering.metadata_fields import asked_field
from index.answering.plain_words import PlainWords
from index.answering.silence.no_question import why_no_question
from index.understanding import Knowledge, Understanding, read_question
from index.understanding.question import Order

__all__ = ["ITEM_MARK", "resolve"]

MAX_SHORT_WORDS = 6
MAX_BARE_WORDS = 3
"""Words up to which a follow-up without a verb, and without 'and' or the like, is taken for another topic."""
_POINTS = re.compile(r"\b(?:it|that|this|they|them|those|these|there|more|what|which|any|really|sure)\b", re.IGNORECASE)
_SAME_FOR = re.compile(
    r"^\W*(?:and )?(?:(?:can|could|would) you )?(?:now )?(?:please )?(?:do )?(?:the )?same (?:question |thing |again )?"
    r"(?:for|about|in|of|but for|at)\b",
    re.IGNORECASE,
)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|did|does|do|has|have|had|who|when|why|how|list|show|led)\b", re.IGNORECASE
)
_AT_SET = re.compile(
    r"\b(?:these|those|them|they|ones?|others?|rest|lists?|which|who|how many|only|just|with|led)\b", re.I
)
"""What points at several, or narrows a list."""
_SIDE = re.compile(r"\b(?:strengths?|weakness(?:es)?|positives?|negatives?|shortcomings?)\b", re.IGNORECASE)
_OWN_VERB = re.compile(
    r"\b(?:is|are|was|were|did|does|do|has|have|had|who|when|why|how many|how much|list|show|led)\b", re.IGNORECASE
)


def resolve(
    question: str,
    history: Sequence[str],
    knowledge: Knowledge,
    documents: Sequence[Document] = (),
    words: CatalogueWords | None = None,
    known: MutableMapping[tuple[str, ...], str] | None = None,
    plain: PlainWords | None = None,
) -> str:
    """Return the question with what it leaves unsaid taken from the questions before it.

    Args:
        question: the question as asked.
        history: the earlier questions of the conversation, oldest first.
        knowledge: what is known of the index.
        documents: the documents there are, by which 'the inspection before' is found.
        words: the words of the catalogue of these documents, made where none are given.
        known: how conversations of this index were read before, from their questions so far; what is read is added,
            so that each further question costs one reading and not one for every earlier question.
        plain: says in plain words what no rule reads.

    Returns:
        The question itself where it stands on its own and is worded plainly.
    """
    if not history:
        return question if plain is None else plain.question(question)
    resolved: list[str] = []
    known = {} if known is None else known
    asked = tuple(one.strip() for one in (*history, question) if one.strip())
    for turn, one in enumerate(asked):
        if not resolved:
            resolved.append(one if plain is None else plain.question(one))
            continue
        so_far = asked[: turn + 1]
        if so_far not in known:
            words = words or make_words(knowledge.frameworks, documents)
            said = _follow(one, resolved, knowledge, documents, words, plain)
            known[so_far] = said if plain is None else plain.question(said)
        resolved.append(known[so_far])
    return resolved[-1] if question.strip() and resolved else question


def _follow(
    question: str,
    earlier: Sequence[str],
    knowledge: Knowledge,
    documents: Sequence[Document],
    words: CatalogueWords,
    plain: PlainWords | None,
) -> str:
    """Resolve one question against those before it, already resolved."""
    earlier = up_to_answered(question, earlier, knowledge, words)
    base = earlier[-1]
    before = read_question(base[:4000], knowledge)

    def turn_of(said: str) -> Turn:
        asked = _SAME_FOR.sub("and for", untagged(without_apposition(without_manners(said))))
        asked = with_full_name(read_question(asked[:4000], knowledge), before, knowledge)
        return Turn(asked, tuple(earlier), read_question(asked[:4000], knowledge), before, knowledge, documents, words)

    read, said = _read(turn := turn_of(question))
    if plain is not None and read in (None, *_GENERAL) and not _is_whole(turn):
        for wording in plain.follow_ups(turn.question):
            reading, meant = _read(turn_of(wording))
            if reading is not None and meant is not None:
                return meant
    return turn.question if said is None else said


def _without_item(said: str, turn: Turn) -> str:
    """Return a question without the item of a list where another authority or time is asked about than that list's."""
    is_other = turn.now.named or turn.now.times or not re.search(rf"{ITEM_MARK}\W*$", said)
    return re.sub(r"\?(?= \w)", "", re.sub(ITEM_MARK, "", said)) if is_other and re.search(ITEM_MARK, said) else said


def _is_whole(turn: Turn) -> bool:
    """Whether a follow-up asks for something that it says in full: a fact of documents, or a list or count."""
    return asked_field(turn.question) is not None or is_read(turn.question, turn.words)


def _read(turn: Turn) -> tuple[Callable[[Turn], str | None] | None, str | None]:
    """Return the first reading of a follow-up that applies, and the question that it makes; None for none."""
    found = ((read, said) for read in _READINGS if (said := read(turn)) is not None)
    return next(((read, without_now(_without_item(said, turn), turn)) for read, said in found), (None, None))


def _corrected(turn: Turn) -> str | None:
    if (said := corrected(turn.question, turn.base)) is not None:
        return said
    meant = after_denied(turn.question)
    if meant is None:
        return None
    inner = replace(turn, question=meant, now=turn.read(meant))
    return next((said for read in _READINGS if read is not _corrected and (said := read(inner)) is not None), None)


def _no_question(turn: Turn) -> str | None:
    return turn.question if why_no_question(turn.question) is not None else None


def _elsewhere(turn: Turn) -> str | None:
    """Return the earlier question without its authority, for 'and elsewhere?'."""
    if not ELSEWHERE.match(turn.question) or not turn.before.authorities:
        return None
    base = turn.base
    for one in sorted(turn.before.authorities, key=lambda mention: -mention.start):
        opening = re.search(r"\s*\b(?:in|at|for|of|by|about|from)?\s*(?:the )?$", base[: one.start])
        base = base[: opening.start() if opening else one.start] + base[one.end :]
    return re.sub(r"\s+", " ", base).replace(" ?", "?")


def _back(turn: Turn) -> str | None:
    """Return a follow-up that goes back to an authority asked about earlier."""
    found = back_to_earlier(turn)
    if found is None:
        return None
    name, rest = found
    same = turn.read(f"and {name}?")
    subject = turn.area if turn.is_graded else turn.topic_phrase or " ".join(turn.topic)
    if not rest and len(turn.before.named) > 1 and turn.before.form == "compare" and subject:
        said = f"What was the {subject} grade of" if turn.is_graded else f"What do inspectors say about {subject} in"
        return f"{said} {name}?"
    if not rest:
        return with_names_of(same, without_foreign_time(same, turn.before, turn.documents))
    held = [read for text in reversed(turn.earlier) if name in (read := turn.read(text)).named]
    asked = OPENING.sub("", rest)
    about = replace(held[0], times=()) if held else same
    inner = replace(turn, question=asked, now=turn.read(asked), before=about)
    return swap_topic(rest, inner.now, held[0]) if held and _is_short(rest) and held else carried(inner, about)


def _of_set(turn: Turn) -> str | None:
    """Return a follow-up to the last list asked for, where another question came between if it points at several."""
    return follow_set(without_order(turn if turn.is_set or not _AT_SET.search(turn.question) else turn.at_last_set))


def _of_items(turn: Turn) -> str | None:
    """Return a follow-up to what answered the question before, or to the other end of the last list asked for."""
    return follow_items(turn) or (other_end(turn.at_last_set) if turn.at_last_set is not turn else None)


def _other_side(turn: Turn) -> str | None:
    """Return a follow-up for the weaknesses or strengths of what was asked about."""
    if turn.is_set or turn.now.named or turn.now.times:
        return None
    is_stated = turn.is_graded or asked_field(turn.base) is not None
    if is_stated and not _SIDE.search(turn.question):
        return None
    when = f" in {turn.when}" if turn.when else " at the latest inspection" if turn.before.order is Order.LATEST else ""
    topic = [] if is_stated or turn.before.form == "list" else turn.topic
    return swap_side(turn.question, turn.before.named, when, topic)


def _swapped(turn: Turn) -> str | None:
    """Return the earlier question with a name, time, grade, person or topic put in the place of its own."""
    question = turn.question
    if (swapped := swap_value(question, turn.now, turn.before, turn.knowledge)) is not None:
        return swapped
    if (asked := grade_of_area(turn)) is not None:
        return asked
    if (swapped := swap_speaker(turn.now, turn.before)) is not None:
        return swapped
    if _is_fragment(question, turn.now):
        return with_names_of(turn.now, without_foreign_time(turn.now, turn.before, turn.documents))
    if not _is_short(question):
        return None
    new, old = _one(turn.now), _one(turn.before)
    if new and old and new != old:
        return re.sub(re.escape(old), new, turn.before.question, flags=re.IGNORECASE)
    return swap_topic(question, turn.now, turn.before)


def _carried(turn: Turn) -> str | None:
    return carried(turn) if leans(turn) else None


_READINGS: tuple[Callable[[Turn], str | None], ...] = (
    asked_again,
    _corrected,
    follow_relisted,
    follow_scope,
    follow_told,
    follow_turned,
    follow_against,
    compared_with,
    two_compared,
    _back,
    placed_earlier,
    same_of_other,
    _elsewhere,
    follow_event,
    follow_chosen,
    follow_led,
    follow_pointing,
    follow_grade,
    _no_question,
    _of_set,
    next_of_list,
    follow_in_time,
    follow_person,
    follow_stated,
    follow_inspected,
    _of_items,
    item_of_list,
    _other_side,
    _swapped,
    _carried,
)
"""What a follow-up may do to the question before it, in the order in which it is tried."""
_GENERAL = (_swapped, _carried)
"""Those that apply to whatever no other reads."""


def _is_short(question: str) -> bool:
    """Whether a question is only a word or two after 'and', 'what about' or the like."""
    rest = OPENING.sub("", question)
    if OPENING.match(question) is None and (len(rest.split()) > MAX_BARE_WORDS or _POINTS.search(rest)):
        return False
    return len(rest.split()) <= MAX_SHORT_WORDS and not _HAS_VERB.search(rest)


def _one(understanding: Understanding) -> str | None:
    """Return the person whom a question names, None where it names none or several."""
    written = [name for name in understanding.people if name.lower() in understanding.question.lower()]
    held = written or list(understanding.people)
    return held[0] if len(held) == 1 else None


def _is_fragment(question: str, now: Understanding) -> bool:
    """Whether a question is only a new name, time or topic for the question before it."""
    short = len(question.split()) <= MAX_SHORT_WORDS
    opens = OPENING.match(question) is not None
    stands_alone = not opens and re.match(
        r"\W*(?:what|which|how|tell|give|describe|compare|summar|explain|in which|on what)", question, re.IGNORECASE
    )
    if stands_alone:
        return False
    names = bool(now.authorities or now.times or now.publishers or now.regions)
    return names and not _OWN_VERB.search(question) and (opens or short)
