"""What a sentence must hold to answer: a sum of money, somebody's name, how to reach them, a number of what is counted.

A question for one of these is not answered by a sentence that only speaks of the same things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.answering.asked import Asked
from index.answering.metadata_answer import kinds_of
from index.answering.selection import Candidate
from index.answering.silence.counted import (
    COUNTED_IN,
    CountFit,
    asks_for_count,
    count_fit,
    is_count_given,
    why_no_count,
)
from index.answering.silence.measured import asks_for_size, what_is_unmeasured
from index.answering.silence.named import what_is_unnamed
from index.answering.targets import falls_within
from index.support.terms import content_stems, stems_of
from index.support.values import find_values
from index.understanding.alternatives import find_alternatives

__all__ = ["COUNTED_IN", "CountFit", "count_fit", "is_count_given", "what_is_missing"]

MIN_OWN = 0.5
"""Share of the question's words that a sentence with a sum must have for the sum to be the one asked for."""
GIVEN_AROUND = 0.25
"""Share of the question's words that a paragraph must have for a sum that it says was given to be the one asked for."""
MIN_MEASURED = 0.3
"""The same for a measure, such as an age."""
OF_SPEAKER = 2
"""Words of a speaker, the last ones, that must be there: 'older care leavers' are care leavers."""
HEARD_IN = 12
"""Sentences in whose paragraphs a speaker is looked for."""
_IS = r"(?:['’]s| is| was| are| were)"
_MONEY = re.compile(
    (
        r"\bhow much (?:[\w'’-]+ ){0,12}?(?:costs?|spen[dt]s?|spending|(?<!in )charge[sd]?|earn(?:s|ed)?|budget|money"
        r"|cash|funding|invest\w*|put into|fees?|worth|owe[sd]?|(?:pays?|paid)(?! (?:attention|heed)))\b"
        rf"|^\W*(?:so |and )?what(?:{_IS}| did| does| do| will| would)\b.{{0,60}}\b(?:salar(?:y|ies)|wages?|price"
        r"|costs?|fees?|budget|overspend|(?<!in )charge[sd]?|spend|pay(?! (?:for|towards?) (?:to|by|in|with|\W))"
        r"|the bill)\b"
        r"|\b(?:what|which) (?:\w+ ){0,4}allowances?\b|\bwhat\b.{0,50}\b(?:is|are|was|were|gets?|got) paid\b(?! for)"
        r"|\bwhat(?:['’]s| is| was) the (?:bill|cost|price)\b"
        rf"|\bhow (?:big|large|high){_IS} .{{0,40}}\b(?:budget|overspend|deficit|salar(?:y|ies)|fees?|debts?"
        r"|grants?)\b"
    ),
    re.IGNORECASE,
)
_NO_SUM = re.compile(r"\bno (?:[\w-]+ ){0,3}(?:financial|cost|budget|revenue|funding)\b", re.IGNORECASE)
_GIVES = re.compile(
    r"\b(?:put(?:s|ting)?|promis\w*|pledg\w*|add(?:s|ed|ing)?|invest\w*|fund\w*|commit\w*|set aside|g[ai]ve[sn]?"
    r"|secured|extra|more|additional|further)\b",
    re.IGNORECASE,
)
_OF_INSPECTION = re.compile(
    r"\b(?:costs?|price|fees?|charged?|bill)\b.{0,30}\b(?:inspection|visit)\b"
    r"|\b(?:inspection|visit)\b.{0,40}\b(?:costs?|price|fees?|charged?|bill)\b",
    re.IGNORECASE,
)
_INSPECTS = re.compile(r"\b(?:inspect|visit)", re.IGNORECASE)
_ROLE = (
    r"(?!\w+ing (?:the|an?|its|their|these|those|this)\b)"
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
        r"(?!['’\"]? (?:there|here|supposed|meant|expected|able|allowed|said|told|asked|being)\b)"
        rf"|^\W*what{_IS} {_WHOSE}(?P<what>{_ROLE})\b.*\b(?:called|named)\b"
        rf"|\bname of {_WHOSE}(?P<name>{_ROLE})\b|^\W*(?:please )?name {_WHOSE}(?P<given>{_ROLE})\b"
    ),
    re.IGNORECASE,
)
_NOT_INSPECTING = frozenset({"addressee", "author", "speaker"})
"""Roles of those whom documents name for another reason than that they inspected."""
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Professor)\.? [A-Z]")
_UNFILLED = re.compile(r"\b(?:no|not have|without|vacan\w+|unfilled|lapse\w*|in between)\b(?! longer)", re.IGNORECASE)
"""Words for a post that nobody holds, which is an answer too."""
_CONTACT = re.compile(
    (
        r"\b(?:what|which|give|tell|have|need|find|send)\b.*\b(?:phone|telephone|mobile|contact) (?:number|details)\b"
        r"|\b(?:what|which|give|tell|have|need|find)\b.*\b(?:e-?mail|web(?:site)?|postal) ?(?:address|url)\b"
        r"|\bopening (?:hours|times)\b|^\W*what time (?:do|does|did|is|can)\b|\bwhat.*\b(?:post ?code|passwords?)\b"
    ),
    re.IGNORECASE,
)
_OLD = re.compile(r"\bhow old\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:aged?|ages|birthday|until|beyond|turn(?:s|ed|ing)?)\b(?:\W+\w+){0,3}?\W+\d{1,2}\b"
    r"|\b\d{1,2}(?:th birthday|[- ]years?\b|[- ]year-olds?\b)|\b\w+ years? old\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^\W*(?:and |so )?(?:when(?: exactly)? (?:did|was|were|is|are|does|do|has|will)"
    r"|(?:in |from |since )?(?:what|which) (?:year|month|date|day)(?: exactly)?)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:since|recent\w*|now|currently|ago|last|previous\w*|early|earlier|late|soon|after|before|during|when|while"
    r"|spring|summer|autumn|winter|week|month|year|quarter|daily|time)s?\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""Words for times, also rough ones."""
_SIZES = frozenset({"number", "percent", "ordinal", "duration"})
_REACHED = re.compile(r"\b0\d(?: ?\d){6,}|@|www\.|\b\d{1,2}(?::\d\d| ?[ap]\.?m\b)")
_MEASURED = re.compile(r"\bhow (?:tall|heavy|wide|rich|old|deep)\b", re.IGNORECASE)
_AVERAGE = re.compile(r"\b(?:average|(?<=the )mean|(?<=a )mean|median|typical) (?P<what>[a-z]{3,})", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:average|mean|median|typical\w*|generally|usually)\b", re.IGNORECASE)
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


def what_is_missing(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return what the documents do not give of what a question asks for; None where they may give it."""
    question = asked.question
    if _MONEY.search(question) or asks_for_count(question) or asks_for_size(question):
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
    if _MEASURED.search(question) and not any(_is_measured(one, question) for one in ranked):
        return "No document here gives a measure of this."
    if _WHEN.search(question) and not any(_is_dated(one) for one in ranked[:HEARD_IN]):
        return "No document here says when that was."
    if (average := _AVERAGE.search(question)) is not None and not any(
        _is_average(one, average["what"]) for one in ranked[:HEARD_IN]
    ):
        return "No document here gives an average of this."
    return (
        why_no_count(asked, ranked)
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


def _unheard(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that nothing found speaks of those whose words a question asks for, None where something does."""
    found = _SPEAKER.search(asked.question)
    if found is None:
        return None
    speaker = re.split(r" (?:round|around|near|in|at|across|from|of|within) ", found["speaker"])[0]
    spoken = frozenset(one for one in content_stems(speaker) if not one.isdigit())
    known = [mention for mention in asked.understanding.authorities if mention.how != "unknown"]
    names = {one for mention in known for one in content_stems(mention.name)}
    stems = spoken - names - stems_of(kinds_of(asked.documents)) - _documents_voices()
    heads = frozenset([one for one in content_stems(speaker) if one in stems][-OF_SPEAKER:])
    if not stems or (spoken & _documents_voices() and asked.understanding.publishers):
        return None
    others = [other for same in find_alternatives(found["speaker"]) if stems <= same.stems for other in same.others]
    for candidate in ranked[:HEARD_IN]:
        held = content_stems(candidate.span.paragraph.text)
        if _stand_together(heads, held) or any(_stand_together(other, held) for other in others):
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
    if _NO_SUM.search(text) and _OF_INSPECTION.search(question) is None:
        return True
    if not _holds(candidate, frozenset({"money"}), least=0.0):
        return False
    is_given = candidate.around >= GIVEN_AROUND and _GIVES.search(question) and _GIVES.search(text)
    if candidate.own < MIN_OWN and not is_given:
        return False
    return _OF_INSPECTION.search(question) is None or _INSPECTS.search(text) is not None


def _is_measured(candidate: Candidate, question: str) -> bool:
    if _OLD.search(question):
        return candidate.own >= MIN_MEASURED and _AGE.search(candidate.span.text) is not None
    return _holds(candidate, _SIZES, MIN_MEASURED)


def _is_average(candidate: Candidate, what: str) -> bool:
    """Whether a sentence gives an average of something; a time or an age may be given as such."""
    text = candidate.span.text
    is_of_it = frozenset(content_stems(what)) <= frozenset(content_stems(text)) or _MEAN.search(text) is not None
    return is_of_it and _holds(candidate, _SIZES | {"money", "date"}, MIN_MEASURED)


def _is_dated(candidate: Candidate) -> bool:
    """Whether a sentence on what is asked says when."""
    is_on_it = max(candidate.own, candidate.around) >= MIN_MEASURED
    text = candidate.span.text
    return is_on_it and (_TIMES.search(text) is not None or any(one.kind == "date" for one in find_values(text)))


def _names_somebody(candidate: Candidate, role: frozenset[str]) -> bool:
    text = candidate.span.text
    people = [one for one in candidate.span.document.people if one.role in _NOT_INSPECTING]
    known = any(person.name and person.name in text for person in people)
    held = frozenset(content_stems(text))
    if role <= held and _UNFILLED.search(text):
        return True
    return (known or _TITLED.search(text) is not None) and bool(
        role & frozenset(content_stems(candidate.span.paragraph.text))
    )
