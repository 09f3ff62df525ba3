"""What a sentence must hold to answer: a sum of money, somebody's name, how to reach them, a number of what is counted.

A question for one of these is not answered by a sentence that only speaks of the same things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.answering.asked import Asked
from index.answering.metadata_answer import kinds_of
from index.answering.selection import Candidate
from index.answering.silence.measured import asks_for_size, what_is_unmeasured
from index.answering.silence.named import what_is_unnamed
from index.answering.targets import falls_within
from index.answering.topic import coverage_of
from index.support.terms import content_stems, stems_of
from index.support.values import find_values
from index.understanding.alternatives import find_alternatives

__all__ = ["COUNTED_IN", "CountFit", "count_fit", "is_count_given", "what_is_missing"]

MIN_OWN = 0.5
"""Share of the question's words that a sentence with a sum must have for the sum to be the one asked for."""
GIVEN_AROUND = 0.25
"""Share of the question's words that a paragraph must have for a sum that it says was given to be the one asked for."""
HEARD_IN = 12
"""Sentences in whose paragraphs a speaker is looked for."""
BEFORE, AFTER = 40, 60
"""Characters around a number within which what it counts is described."""

NOT_BESIDE = -0.8
"""How badly a number may fit what is counted and still be taken for its number (see `CountFit`)."""
NEXT = 3
"""Content words after a number among which the thing counted stands."""

_IS = r"(?:['’]s| is| was| are| were)"
_MONEY = re.compile(
    (
        r"\bhow much (?:[\w'’-]+ ){0,12}?(?:costs?|spen[dt]s?|spending|charge[sd]?|earn(?:s|ed)?|budget|money|cash"
        r"|funding|invest\w*|put into|fees?|worth|owe[sd]?|(?:pays?|paid)(?! (?:attention|heed)))\b"
        rf"|^\W*(?:so |and )?what(?:{_IS}| did| does| do| will| would)\b.{{0,60}}\b(?:salar(?:y|ies)|wages?|price"
        r"|costs?|fees?|budget|overspend|charge[sd]?|spend|pay(?! (?:for|towards?) (?:to|by|in|with|\W))|the bill)\b"
        rf"|\bhow (?:big|large|high){_IS} .{{0,40}}\b(?:budget|overspend|deficit|salar(?:y|ies)|fees?|debts?"
        r"|grants?)\b"
    ),
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:put(?:s|ting)?|add(?:s|ed|ing)?|invest\w*|fund\w*|commit\w*|set aside|g[ai]ve[sn]?|secured|extra|more"
    r"|additional|further)\b",
    re.IGNORECASE,
)
_OF_INSPECTION = re.compile(
    r"\b(?:costs?|price|fees?|charged?|bill)\b.{0,30}\b(?:inspection|visit)\b"
    r"|\b(?:inspection|visit)\b.{0,40}\b(?:costs?|price|fees?|charged?|bill)\b",
    re.IGNORECASE,
)
_INSPECTS = re.compile(r"\b(?:inspect|visit)", re.IGNORECASE)
_ROLE = (
    r"(?:[\w'’-]+ ){0,4}?(?:chief (?:executive|constable|officer|inspector)"
    r"|director|manager|head|(?:head ?)?teacher|leader|chair(?:man|woman|person)?|mayor"
    r"|constable|executive|councillor|minister|mps?|officer|inspector|commissioner|judge|boss|worker|carer|boy|girl"
    r"|child|baby|mother|father|parent|nurse|doctor|psychologist|advis[eo]r|member|dcs|co-?ordinator|lawyer|chief"
    r"|journalist|author|president|secretary|governor|king|queen)"
)
_WHOSE = r"(?:the |its |their |an? |[\w &'’]+['’]s |[\w &]+s['’] )?(?:(?:new|current|present|former|interim|acting) )*"
_PERSON = re.compile(
    (
        rf"^\W*(?:and |so )?(?:who{_IS}|(?:what|which){_IS} the names? of) {_WHOSE}(?P<who>{_ROLE})\b(?!['’]s)"
        rf"|^\W*what{_IS} {_WHOSE}(?P<what>{_ROLE})\b.*\b(?:called|named)\b"
        rf"|\bname of {_WHOSE}(?P<name>{_ROLE})\b|^\W*(?:please )?name {_WHOSE}(?P<given>{_ROLE})\b"
    ),
    re.IGNORECASE,
)
_NOT_INSPECTING = frozenset({"addressee", "author", "speaker"})
"""Roles of those whom documents name for another reason than that they inspected."""
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Professor)\.? [A-Z]")
_CONTACT = re.compile(
    (
        r"\b(?:what|which|give|tell|have|need|find|send)\b.*\b(?:phone|telephone|mobile|contact) (?:number|details)\b"
        r"|\b(?:what|which|give|tell|have|need|find)\b.*\b(?:e-?mail|web(?:site)?|postal) ?(?:address|url)\b"
        r"|\bopening (?:hours|times)\b|^\W*what time (?:do|does|did|is|can)\b|\bwhat.*\b(?:post ?code|passwords?)\b"
    ),
    re.IGNORECASE,
)
_REACHED = re.compile(r"\b0\d(?: ?\d){6,}|@|www\.|\b\d{1,2}(?::\d\d| ?[ap]\.?m\b)")
_MEASURED = re.compile(r"\bhow (?:tall|heavy|wide|rich|old|deep)\b", re.IGNORECASE)
_VOICES = (
    "inspector inspectors ofsted inspectorate hmi majesty's report reports letter letters inspection inspections "
    "visit "
    "visits document documents paper papers article articles authority council borough county city finding findings "
    "people anyone anybody somebody someone everyone paragraph section latest last previous first second third recent "
    "earlier later new newest old oldest full short focused monitoring other final team two three newspaper news "
    "story press magazine cabinet",
)
"""Words for those who speak in the documents anyway."""
_SPEAKER = re.compile(
    r"^\W*(?:and |so )?(?:what|how|why|when|where) (?:did|does|do|has|have) (?:the |an? |its |their )*"
    r"(?P<speaker>(?:[\w'’&-]+ ){1,7}?)(?:say|said|find|found|conclude[ds]?|wr[io]te|written|rule[ds]?|think|thought"
    r"|comment(?:ed)?|reported|report (?:about|on|that)|judge[ds]?|decide[ds]?|announced?|propose[ds]?|promised?"
    r"|have to say"
    r"|do about|order(?:ed)?)\b",
    re.IGNORECASE,
)
_ENDS = (
    r"(?:are|is|was|were|do|does|did|have|has|had|can|could|couldn['’]t|will|would|should|in|on|of|at|for|with|who"
    r"|that|which|to|from|there|gets?|got|by|under|over|as|per|without|against|lives?|works?|sit|not|and|or|left|an?"
    r"|the|went|came|took|between|stays?|stayed|remain(?:s|ed)?|ends?|ended|still|need(?:s|ed)?)"
)
_PHRASE = rf"(?:(?!{_ENDS}\b)[\w'’-]+ ?){{1,5}}"
_LEADING = r"(?:(?:more|other|new|extra|of|the|its|their|these|those|all) )*"
_COUNTED = re.compile(
    rf"(?:\bhow many|\bnumber of|(?:\b(?:percentage|proportion|share|fraction|per ?cent)|%) of) {_LEADING}"
    rf"(?P<thing>{_PHRASE})",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\W*(?:how (?!many|much|large|big|high)|why|by how much)", re.IGNORECASE)
"""How a question begins that has 'number of' in it and asks for something else."""
_SHARE_THAT_IS = re.compile(
    r"(?:\b(?:percentage|proportion|share|fraction|per ?cent)|%) of (?:[\w'’-]+ ){1,5}?(?:are|were|is|was) "
    r"(?P<what>[\w-]+)",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no(?! longer| more| doubt| evidence| clear| further)|none of)\b", re.IGNORECASE)
_ROUGHLY = re.compile(
    r"\b(?:half|a (?:third|quarter|fifth|tenth)|two thirds|three quarters|majority|minority|most|few|handful"
    r"|nearly all"
    r"|almost all|all)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?:percentage|proportion|share|fraction|per ?cent|how much of)\b|%", re.IGNORECASE)
_COUNTS = frozenset({"number", "percent", "ordinal"})
FIRST = 2
"""Sentences of which one that says how much, if not of what, may give the share asked for in other words."""
COUNTED_IN = 12
"""Sentences in which a number is looked for."""


@dataclass(frozen=True, slots=True)
class CountFit:
    """How well the best sentence with a number fits what is to be counted; both from -1, not at all, to 0.

    `beside` is for the thing counted standing at the number, `own` for the question's other words in the sentence.
    A question that counts nothing has 0 for both.
    """

    beside: float = 0.0
    own: float = 0.0


def what_is_missing(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return what the documents do not give of what a question asks for; None where they may give it."""
    question = asked.question
    if _MONEY.search(question) or _COUNTED.search(question) or asks_for_size(question):
        ranked = _of_year(asked, ranked)
    if _MONEY.search(question) and not any(_is_sum(one, question) for one in ranked):
        return "No document here gives a sum of money for this."
    if (named := _PERSON.search(question)) is not None:
        role = str(named["who"] or named["what"] or named["name"] or named["given"])
        stems = frozenset(content_stems(role))
        if not any(_names_somebody(one, stems) for one in ranked):
            return f"No document here names the {role.strip().lower()} asked for."
    if _CONTACT.search(question) and not any(_REACHED.search(one.span.text) for one in ranked):
        return "The documents do not say how or when to reach anybody."
    if _MEASURED.search(question) and not any(_holds(one, _COUNTS | {"duration"}) for one in ranked):
        return "No document here gives a measure of this."
    return (
        _no_number(question, ranked)
        or _no_share(asked, ranked)
        or _unheard(asked, ranked)
        or what_is_unnamed(asked, ranked)
        or what_is_unmeasured(asked, ranked)
    )


def _of_year(asked: Asked, ranked: Sequence[Candidate]) -> Sequence[Candidate]:
    """Keep the sentences that may give a figure for the years that a question names and that reports here are of."""
    times = [time for time in asked.understanding.times if time.first.year == time.last.year]
    named = set(asked.understanding.named)
    held = [one for one in asked.documents if named & set(one.authorities)]
    if not times or not any(falls_within(one, time) for one in held for time in times):
        return ranked
    return [
        one
        for one in ranked
        if any(falls_within(one.span.document, time) or str(time.first.year) in one.span.text for time in times)
    ]


def _no_number(question: str, ranked: Sequence[Candidate]) -> str | None:
    """Return that a number is not given, where no number found stands at anything of what is counted."""
    found = _COUNTED.search(question)
    if found is None or count_fit(question, ranked[:COUNTED_IN]).beside > NOT_BESIDE:
        return None
    if _SHARE.search(question) and any(_quantities(one.span.text, is_share=True) for one in ranked[:FIRST]):
        return None
    return f"No document here gives the number of {found['thing'].strip()} asked for."


def _no_share(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that a share is not given, where the sentences found speak of what has it, and none with a percentage.

    'What percentage of workers are agency?' is not answered by a percentage in a sentence without 'agency'.
    """
    found = _SHARE_THAT_IS.search(asked.question)
    if found is None:
        return None
    wanted = [word for word in coverage_of(asked).words if word.stem in content_stems(found["what"])]
    texts = [candidate.span.text for candidate in ranked[:COUNTED_IN]]
    speaking = [text for text in texts if any(word.found_in(frozenset(content_stems(text))) for word in wanted)]
    if not speaking or any(value.kind == "percent" for text in speaking for value in find_values(text)):
        return None
    return "The documents speak of this, but give no share of it."


def _unheard(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that nothing found speaks of those whose words a question asks for, None where something does."""
    found = _SPEAKER.search(asked.question)
    if found is None:
        return None
    spoken = frozenset(one for one in content_stems(found["speaker"]) if not one.isdigit())
    known = [mention for mention in asked.understanding.authorities if mention.how != "unknown"]
    names = {one for mention in known for one in content_stems(mention.name)}
    stems = spoken - names - stems_of(kinds_of(asked.documents)) - _documents_voices()
    if not stems or (spoken & _documents_voices() and asked.understanding.publishers):
        return None
    others = [other for same in find_alternatives(found["speaker"]) if stems <= same.stems for other in same.others]
    for candidate in ranked[:HEARD_IN]:
        held = content_stems(candidate.span.paragraph.text)
        if _stand_together(stems, held) or any(_stand_together(other, held) for other in others):
            return None
    return f"Nothing in the documents is said by or about {found['speaker'].strip()} on this."


def _stand_together(stems: frozenset[str], held: Sequence[str]) -> bool:
    """Whether some stems stand together in a text's, with at most one other between them."""
    width = len(stems) + 1
    return any(stems <= frozenset(held[at : at + width]) for at, one in enumerate(held) if one in stems)


@cache
def _documents_voices() -> frozenset[str]:
    return stems_of(_VOICES)


def _holds(candidate: Candidate, kinds: frozenset[str], least: float = MIN_OWN) -> bool:
    """Whether a sentence with enough of the question's words has a value of one of some kinds."""
    return candidate.own >= least and any(value.kind in kinds for value in find_values(candidate.span.text))


def _is_sum(candidate: Candidate, question: str) -> bool:
    text = candidate.span.text
    if not _holds(candidate, frozenset({"money"}), least=0.0):
        return False
    is_given = candidate.around >= GIVEN_AROUND and _GIVES.search(question) and _GIVES.search(text)
    if candidate.own < MIN_OWN and not is_given:
        return False
    return _OF_INSPECTION.search(question) is None or _INSPECTS.search(text) is not None


def _names_somebody(candidate: Candidate, role: frozenset[str]) -> bool:
    text = candidate.span.text
    people = [one for one in candidate.span.document.people if one.role in _NOT_INSPECTING]
    known = any(person.name and person.name in text for person in people)
    return (known or _TITLED.search(text) is not None) and bool(
        role & frozenset(content_stems(candidate.span.paragraph.text))
    )


def count_fit(question: str, ranked: Sequence[Candidate]) -> CountFit:
    """Return how well the sentences found give the number of what a question counts."""
    found = None if _OTHERWISE.match(question) else _COUNTED.search(question)
    stems = content_stems(found["thing"]) if found else ()
    if found is None or not stems:
        return CountFit()
    others = [other for same in find_alternatives(found["thing"]) for other in same.others]
    fits = [
        (_beside(candidate.span.text, place, stems, others), candidate.own)
        for candidate in ranked
        for place in _quantities(candidate.span.text, is_share=_SHARE.search(question) is not None)
    ]
    beside, own = max(fits, key=lambda fit: (2 * fit[0] + fit[1], fit), default=(0.0, 0.0))
    return CountFit(beside - 1, own - 1)


def _quantities(text: str, *, is_share: bool) -> list[tuple[int, int]]:
    """Return where a text says how many, also that there are none, or for a share roughly how large it is."""
    found = [(value.start, value.end) for value in find_values(text) if value.kind in _COUNTS]
    found += [one.span() for one in _NONE.finditer(text)]
    return found + ([one.span() for one in _ROUGHLY.finditer(text)] if is_share else [])


def is_count_given(question: str, ranked: Sequence[Candidate]) -> bool:
    """Whether a question counts, and a sentence has a number at the thing counted and half of the question's words."""
    if _OTHERWISE.match(question) or _COUNTED.search(question) is None:
        return False
    fit = count_fit(question, ranked)
    return fit.beside == 0 and fit.own >= MIN_OWN - 1


def _beside(text: str, place: tuple[int, int], stems: Sequence[str], others: Sequence[frozenset[str]]) -> float:
    """Return 0 to 1: half for the last word of what is counted after the number, half for the words around it."""
    start, end = place
    words = [one for one in content_stems(text[end : end + AFTER]) if not one.isdigit()]
    after = frozenset(words[:NEXT])
    around = frozenset(content_stems(text[max(0, start - BEFORE) : end + AFTER]))
    has_other = any(other <= around for other in others)
    head = stems[-1] in after or any(other <= after for other in others)
    return 0.5 * head + 0.5 * sum(one in around or has_other for one in stems) / len(stems)
