"""Takes from a question what frames it: greetings, asides, tails ('and which ones?'), what it says twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["ways_to_read", "without_frame"]

_OPENERS = re.compile(
    r"^(?:(?:please|hi|hello|hey|thanks|ok|okay|so|well|now|right|and|but|also|just|quick question|one"
    r" more|help|sorry"
    r"|(?:can|could|would|will) (?:you|we|i|anyone)(?: please| kindly)? ?(?:tell|show|give|list|find|let"
    r"|say|remind|check)?"
    r"(?: me| us| out)?(?: know)?|(?:do|does|did) (?:you|we|anyone) (?:happen to )?know|(?:tell|show"
    r"|remind) (?:me|us)"
    r"|i(?:'d| would)? (?:want|need|like|wonder|am wondering|was wondering|am trying)(?: you)?(?:"
    r" to)?(?: know| find out| see"
    r"| hear| be told| work out)?|i(?:'m| am) (?:wondering|curious|trying to \w+(?: out)?|after|looking"
    r" for)|wondering"
    r"|any idea|what i(?:'d| would)? (?:want|need|like)(?: to know)? is|for (?:my|our|the|a) [a-z ]{3,30}?[,:]"
    r"|as an? [a-z ]{3,30}?,|in (?:your|the|this|our) (?:data|index|collection|corpus|files|documents|reports)[,:])"
    r"(?:[\s,:!–-]+(?:if|whether)(?=\s)|[\s,:!–-]+))+(?=\w)"
)
_ASKER = re.compile(
    r"^(?:(?:our|the|my|a|one|some) [a-z]+(?: [a-z]+)? (?:asked|asks|wants to know|has asked|is asking"
    r"|was asking|wondered|wonders|needs|is after|wants [a-z ]{2,30})"
    r"(?: me| us)?(?: to (?:find out|check|know))?(?:,? (?:so|hence))?[,:]? |[^,?]{2,60}?\b(?:i|i've|i'm"
    r"|we|we've|we're|our|my"
    r"|me|us)\b[^,?]{0,50}(?:,? (?:so|hence|and so|therefore))?[,:–-] ?)"
    r"(?=(?:which|who|whose|how (?:many|often)|what|where|when|name|list|is|are|has|have|did|do|any|every|all)\b)"
)
_TAIL = re.compile(
    r"[\s,;.?!–-]*(?:\b(?:and|or|&)\s+)?\b(?:(?:for |of |at |in )?(?:which|what) (?:ones?|are they|were"
    r" they|councils?|authorit(?:y|ies)"
    r"|places)|(?:please )?(?<!she )(?<!he )(?<!they )(?:name|list|give|show)(?: me)? (?:them|it"
    r"|the names?)(?: all)?(?: please)?"
    r"|who (?:are|were|is|was|got|has|had|have) (?:they|it|those)|how many(?: (?:was|were|is|are) (?:it"
    r"|that|they|there))?"
    r"|(?:by )?how (?:much|long)(?: for)?|(?:where|when)(?: (?:was|were|is) (?:it|that|they))?|what"
    r" year(?:s)?(?: (?:was|were) (?:it|that|they))?"
    r"|if (?:so|any)(?:,? (?:which|who|where|how many|when|what)(?: ones?)?)?|there may be (?:a tie|ties"
    r"|several|more than one|two)"
    r"|please|thanks?(?: you)?|cheers|ta|in (?:here|your (?:data|files|index|reports|documents|records))"
    r"|(?:that )?(?:do )?(?:you|we) (?:have|hold|know of|know|got|have got))\s*[?.!]*$"
)
_CONCESSION = re.compile(r"[\s,]*\b(?:even (?:if|when)|regardless|no matter|whether or not|never mind)\b[^?.;]*")
_MEANING = re.compile(
    r"[,;:(–-][\s,;:(–-]*(?:i\.? ?e\.?|that is|that's|meaning|by which i mean|i mean|in other words|namely"
    r"|specifically)[,:]?\s+(?P<said>[^?]+)"
)
_RANK = re.compile(
    r"\b(?:where|how) (?:does|do|is|did|would) (?:it|we|they|our council|my council|[a-z ,]{3,40}?) (?:rank|come"
    r"|stand|place"
    r"|sit|compare|measure up|stack up|fare|do) (?:in the (?:rankings?|league table|table|list|pecking order)"
    r"|(?:against|among"
    r"|amongst|compared (?:with|to)|with|next to|alongside) (?:all )?(?:the )?(?:others?|rest|other (?:councils"
    r"|authorities"
    r"|places)))\b"
)
"""A question where one place stands among all: their order answers it."""
_ONLY = re.compile(
    r"^(?:so )?(?P<be>is|was|are|were) (?:it (?:only|just) (?P<a>[^,?]{3,60}?) (?:that|which|who) (?:is |was |are "
    r"|were )?"
    r"|(?P<b>[^,?]{3,60}?) (?:the only|alone as an?|the sole) (?:one|council|(?:local )?authority|place|area|borough)s?"
    r"(?: (?:that|which|to|who))?(?: (?:is|was|are|were|be))?(?: in being)? ?)(?P<said>[^?]+)$"
)
"""A question whether one place is the only one of which something is so; all of which it is so answer it."""
_GRADE = re.compile(r"\b(?:outstanding|good|inadequate|requires? improvement|(?:19|20)\d\d)\b")
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|we|we're|we've|our|my|us|me)\b")
_ASKS = re.compile(
    r"\b(?:which|who|whose|what|where|when|how many|how often|list|name|show|count|any|has|have|is|are|did|do)\b"
)
_HEAD = re.compile(
    r"^(?:which|what|how many|list|name|show)(?: \w+){0,2}? (?:councils?|authorit(?:y|ies)|(?:lead"
    r" )?inspectors?|reports?|inspections?)\b"
)


def without_frame(text: str) -> str:
    """Return a question, in lower case, without greetings at its start, concessions and what its tail adds."""
    asker = _ASKER.match(text)
    if asker is not None and not _GRADE.search(asker[0]):
        text = text[asker.end() :]
    text = _OPENERS.sub("", text)
    text = _CONCESSION.sub("", text)
    for _ in range(2):
        shorter = _TAIL.sub("", text)
        if len(shorter.split()) < 3:
            break
        text = shorter
    return text.strip(" ,;?!.–-")


def ways_to_read(text: str) -> Iterator[str]:
    """Yield a question, in lower case, and then what it comes down to where it says more than it asks."""
    yield text
    if _RANK.search(text):
        yield "rank all councils from best to worst"
    if match := _ONLY.match(text):
        yield f"which councils {match['be']} {match['said']}"
    if match := _MEANING.search(text):
        said, head = match["said"], _HEAD.match(text)
        yield f"{head[0] if head else 'which authorities'} {_with_verb(said)}"
        yield said
    sentences = [
        one.strip(" ,") for one in re.split(r"(?<=[a-z)'\"\d][.?!])\s+(?=\w)|\s[–-]\s", text) if one.strip(" ,.?!")
    ]
    asking = [one for one in sentences if _ASKS.search(one) and not _FIRST_PERSON.search(one)]
    if len(sentences) > 1 and len(asking) == 1:
        told = [one for one in sentences if one not in asking]
        if all(_FIRST_PERSON.search(one) for one in told):
            yield asking[0].strip(" ?!.")


def _with_verb(said: str) -> str:
    """Return what is meant, with a verb where it begins with none."""
    has_verb = re.match(
        r"(?:they |it |that |who |which )?(?:is|are|was|were|has|have|had|got|led|gave|handed|improved"
        r"|went|rated|judged|with)\b",
        said,
    )
    return said if has_verb else f"are {said}"
