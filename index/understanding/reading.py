"""Reads a question: puts together what each module finds in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.errors import QuestionError
from index.understanding.alternatives import in_trade_words
from index.understanding.authorities import find_authorities
from index.understanding.english import is_common
from index.understanding.forms import find_form
from index.understanding.kinds import find_kinds, find_publishers
from index.understanding.knowledge import Knowledge
from index.understanding.people import find_people
from index.understanding.places import PlaceMention, find_places
from index.understanding.question import AuthorityMention, TimeMention, Understanding
from index.understanding.sections import find_sections
from index.understanding.times import find_order, find_times
from index.understanding.words import ASKING, Word, split_words

__all__ = ["MAX_QUESTION_CHARS", "read_question"]

MAX_QUESTION_CHARS = 4000
_PREPOSITION = re.compile(r"\b(?:in|at|for|of|by|from|on|during)\s+(?:the\s+)?\Z", re.IGNORECASE)


def read_question(question: str, knowledge: Knowledge) -> Understanding:
    """Understand a question.

    Args:
        question: the question, its follow-up words already replaced.
        knowledge: what is known of the index that will be searched.

    Raises:
        QuestionError: the question is empty or longer than `MAX_QUESTION_CHARS`.
    """
    asked = " ".join(question.split())
    if not asked:
        raise QuestionError("the question is empty; ask one in words")
    if len(asked) > MAX_QUESTION_CHARS:
        raise QuestionError(f"the question has {len(asked)} characters; at most {MAX_QUESTION_CHARS} are read")
    words = split_words(asked)
    people = find_people(words, knowledge.people, knowledge.names.aliases)
    mentions = find_authorities(asked, words, knowledge.names, knowledge.vocabulary.knows)
    times = find_times(asked, knowledge.today)
    mentions, notes = _in_this_corpus(_without_times(_without_people(mentions, people), times), knowledge)
    mentions, notes = _with_places(asked, words, mentions, notes, people, knowledge)
    cut = _named_only(asked, mentions, _free_words(words, mentions, times, people), knowledge)
    free = _free_words(words, cut, times, people)
    mended = {word.key: stem for word in free if (stem := knowledge.vocabulary.mended(word.key))}
    corrections = [(word.start, word.end, mended[word.key]) for word in free if word.key in mended]
    bare = _bare(asked, corrections, cut, times)
    trade = in_trade_words(_written_out(bare, knowledge))
    content = tuple(dict.fromkeys(mended.get(word.key, word.key) for word in free if word.key not in ASKING))
    return Understanding(
        question=asked,
        form=find_form(asked, authorities=len({mention.name for mention in mentions}), times=len(times)),
        corrected=_replaced(asked, corrections),
        bare=bare,
        trade=trade if trade != bare else None,
        authorities=mentions,
        regions=knowledge.register.find_regions(asked),
        times=times,
        order=find_order(asked),
        kinds=find_kinds(asked, knowledge.kinds, knowledge.frameworks.kind_names),
        publishers=tuple(each for each in find_publishers(asked) if each in knowledge.publishers),
        people=people,
        sections=find_sections(asked, (section for each in knowledge.frameworks for section in each.sections)),
        words=content,
        expansions=_expansions(bare, free, knowledge),
        missing=tuple(word for word in content if not knowledge.vocabulary.knows(word)),
        notes=notes,
    )


def _without_times(mentions: Iterable[AuthorityMention], times: Sequence[TimeMention]) -> tuple[AuthorityMention, ...]:
    """Return mentions without what only seems to name an authority and is part of a date ('in Feb 2023')."""
    return tuple(
        one
        for one in mentions
        if one.how != "unknown" or all(one.end <= time.start or time.end <= one.start for time in times)
    )


def _without_people(mentions: Iterable[AuthorityMention], people: Iterable[str]) -> tuple[AuthorityMention, ...]:
    """Leave out what is part of a person's name here."""
    names = {part for person in people for part in person.lower().split()}
    return tuple(mention for mention in mentions if not set(mention.name.lower().split()) <= names)


def _in_this_corpus(
    mentions: Iterable[AuthorityMention], knowledge: Knowledge
) -> tuple[tuple[AuthorityMention, ...], tuple[str, ...]]:
    """Replace an authority that the corpus has not by the one that took its place, and say what is not there."""
    settled: list[AuthorityMention] = []
    notes: dict[str, None] = {}
    for mention in mentions:
        others = () if mention.in_corpus else knowledge.counterparts(mention.name)
        for other in others:
            settled.append(AuthorityMention(other, mention.start, mention.end, in_corpus=True, how=mention.how))
            notes[f"{mention.name} is not in the documents; {other} stands in its place."] = None
        if not others:
            settled.append(mention)
        if not others and not mention.in_corpus:
            notes[f"No document here is about {mention.name}."] = None
        if mention.how == "typo":
            notes[f"Read as {mention.name}."] = None
    return tuple(settled), tuple(notes)


def _with_places(
    asked: str,
    words: Sequence[Word],
    mentions: tuple[AuthorityMention, ...],
    notes: tuple[str, ...],
    people: Sequence[str],
    knowledge: Knowledge,
) -> tuple[tuple[AuthorityMention, ...], tuple[str, ...]]:
    """Add the authorities around towns and districts, where a question names no authority or compares one with them."""
    known = [mention for mention in mentions if mention.how != "unknown"]
    around, said = _around(find_places(words), people, knowledge)
    if not around or (known and find_form(asked, authorities=len(known), times=0) != "compare"):
        return mentions, notes
    apart = [one for one in mentions if all(one.end <= place.start or place.end <= one.start for place in around)]
    left = tuple(note for note in notes if all(one in apart or one.name not in note for one in mentions))
    return tuple(sorted([*apart, *around], key=lambda one: one.start)), (*left, *said)


def _named_only(
    asked: str, mentions: Iterable[AuthorityMention], free: Sequence[Word], knowledge: Knowledge
) -> list[AuthorityMention]:
    """Return the mentions that are no words to search for: documents may speak of a town by its own name."""
    has_topic = any(word.key not in ASKING for word in free)
    return [
        one
        for one in mentions
        if one.how != "place" or not has_topic or not _is_known(asked[one.start : one.end], knowledge)
    ]


def _around(
    places: Iterable[PlaceMention], people: Iterable[str], knowledge: Knowledge
) -> tuple[tuple[AuthorityMention, ...], tuple[str, ...]]:
    """Take a town or district for the authority around it, and say so; what the corpus has not is absent."""
    names = {part for person in people for part in person.lower().split()}
    found: list[AuthorityMention] = []
    notes: dict[str, None] = {}
    for place in places:
        if set(place.name.lower().split()) <= names:
            continue
        here = (place.within,) if place.within in knowledge.in_corpus else knowledge.counterparts(place.within)
        for name in here:
            found.append(AuthorityMention(name, place.start, place.end, in_corpus=True, how="place"))
            notes[f"{place.name} is read as {name}, whose council is responsible for children's services there."] = None
        if not here:
            found.append(AuthorityMention(f"{place.name} ({place.within})", place.start, place.end, in_corpus=False))
            notes[f"No document here is about {place.name} ({place.within})."] = None
    return tuple(found), tuple(notes)


def _is_known(name: str, knowledge: Knowledge) -> bool:
    """Whether the corpus has all words of a name."""
    return all(knowledge.vocabulary.knows(word.key) for word in split_words(name))


def _free_words(
    words: Sequence[Word],
    mentions: Iterable[AuthorityMention],
    times: Iterable[TimeMention],
    people: Iterable[str],
) -> list[Word]:
    """Return the words that are no part of a name or a time."""
    taken = [(mention.start, mention.end) for mention in mentions] + [(time.start, time.end) for time in times]
    names = {part for person in people for part in person.lower().split()}
    return [
        word
        for word in words
        if word.key not in names and not any(start < word.end and word.start < end for start, end in taken)
    ]


def _bare(
    question: str,
    corrections: Iterable[tuple[int, int, str]],
    mentions: Iterable[AuthorityMention],
    times: Iterable[TimeMention],
) -> str:
    """Return the question mended and without names of authorities and times."""
    gone = [(mention.start, mention.end) for mention in mentions] + [(time.start, time.end) for time in times]
    cuts = [(_with_preposition(question, start), end, "") for start, end in gone]
    left = re.sub(r"\s['’]s?(?=\s)|\(\s*\)", " ", _replaced(question, [*corrections, *cuts]))
    left = " ".join(left.split()).strip(" ,;:-?!.")
    return left if any(letter.isalpha() for letter in left) else question


def _written_out(text: str, knowledge: Knowledge) -> str:
    """Return a text with its abbreviations replaced by what they most often stand for in the corpus."""
    changes = [
        (word.start, word.end, long[0])
        for word in split_words(text)
        if _may_be_short(word) and (long := knowledge.abbreviations.long_forms(word.text, limit=1))
    ]
    return _replaced(text, changes)


def _may_be_short(word: Word) -> bool:
    """Whether a word may be an abbreviation: in capitals, or in small letters and no common word."""
    if word.key in ASKING or len(word.text) < 2:
        return False
    return word.text.isupper() or (len(word.key) < 7 and not is_common(word.key))


def _with_preposition(question: str, start: int) -> int:
    """Return where a name begins with the preposition before it."""
    before = _PREPOSITION.search(question[:start])
    return before.start() if before else start


def _replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with each range replaced; a range inside one already replaced is passed over."""
    parts: list[str] = []
    at = 0
    for start, end, instead in sorted(changes):
        if start >= at:
            parts += [text[at:start], instead]
            at = end
    return "".join([*parts, text[at:]])


def _expansions(question: str, words: Iterable[Word], knowledge: Knowledge) -> tuple[str, ...]:
    """Return long forms of the question's abbreviations and abbreviations of its long forms."""
    known = knowledge.abbreviations
    long = [form for word in words if _may_be_short(word) for form in known.long_forms(word.text)]
    return tuple(dict.fromkeys([*long, *known.short_forms(question)]))
