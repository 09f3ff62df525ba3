"""Requests that no document can meet: orders, opinions, forecasts, advice, small talk."""

from __future__ import annotations

import re

__all__ = ["why_no_question"]

_GRADE = r"(?:outstanding|inadequate|good|requires? improvement)"
_ORDER = re.compile(
    (
        r"^\W*(?:please |can you |could you |now |just )*(?:ignore|disregard|forget|pretend|act as|roleplay|role-play"
        r"|translate|write|compose|draft|sing|tell me a (?:joke|story|poem)|generate|repeat after|reveal|print your"
        r"|show (?:me )?your (?:prompt|instructions|system)"
        r"|(?:e-?mail|send|forward|fax|post|text|tweet|upload|download|delete|remove|print|save|book|order|buy|phone"
        r"|ring|call|remind|schedule|sign|subscribe)\b"
        r"(?= (?:me|us|it|this|that|these|an?|the|my|all|your|\w+(?:['’]s)?)\b)(?! (?:centres?|numbers?|times?|to))"
        r"(?! (?!me\b|us\b).{0,40}\b(?:did|does|do|is|are|was|were)\b))\b"
        r"|\byou are (?:now )?an? (?:\w+ )?(?:model|ai|bot|assistant)\b"
        r"|\byour (?:hidden |secret |system |own )*(?:rules|instructions|prompts?|guidelines|password)\b"
        r"|\b(?:ignore|disregard|forget) (?:all |the |your |any |previous |these )+(?:instructions?|letters?|reports?"
        r"|documents?|rules?|prompts?)\b|\b(?:system prompt|api key)\b"
        r"|^\W*what(?:['’]s| is) the (?:weather|time now|date today)\b"
        r"|^\W*(?:what(?:['’]s| is)|calculate|work out|solve)? ?\d[\d.,]* (?:times|plus|minus|divided by|x|[*+/-]) \d"
    ),
    re.IGNORECASE,
)
_OPINION = re.compile(
    (
        r"\b(?:do|should|are|did) you (?!(?:say|tell|show|give me|list|find|explain|summari[sz]e"
        r"|describe|compare|have|hold|know|please|help|got|mean|cover)\b)"
        r"|\b(?:would|could|will) you (?:\w+ly )?(?:advise|agree|be|believe|bet|buy|call|choose|consider|do if|ever"
        r"|feel|go|hire|let|like|live|love|move|prefer|rate|recommend|send|suggest|think|trust|vote|want|work)\b"
        r"|\b(?:what|which|how|who|whom|where)\b.{0,40}\bwould you (?!say)"
        r"|\b(?:in )?your (?:own|opinion|view|favou?rite|advice|thoughts?|guess|honest)\b"
        r"|\bshould\b.{0,60}\b(?:resign|be (?:sacked|fired|ashamed|dismissed|prosecuted|jailed|closed down)"
        r"|apologi[sz]e|step down|quit|lose (?:his|her|their) job)\b"
        r"|\b(?:is|was) it (?:fair|wrong|right and proper) that\b|\bplace to (?:live|move|grow up|raise)\b"
    ),
    re.IGNORECASE,
)
_ADVICE = re.compile(
    (
        r"\b(?:should|ought|shall) (?:i|we|my|our)\b"
        r"|\b(?:i|we) (?:should|ought to|need to|have to) (?:do|say|tell|go|call|contact|complain|report|appeal)\b"
        r"|\bif you were (?:me|us)\b|\bhow (?:do|would|can|could) (?:i|we|you)\b(?! (?:compare|find|get|read|see|know))"
        r"|\b(?:who|where|what|when) (?:do|can|could) (?:i|we)\b(?! (?:find|get|read|see))"
        r"|\brecommend (?:a|an|me|some|any)\b|\b(?:any|some) (?:tips|advice) (?:for|on how)\b"
    ),
    re.IGNORECASE,
)
_FAMILY = (
    r"(?:neighbou?rs?|sons?|daughters?|child|children|kids?|baby|social worker|school|house|home|ex|husband|wife"
    r"|partner|mum|dad|mother|father|parents|sister|brother|niece|nephew|gran\w*|family|job|friend|dog|cat|landlord)"
)
_PERSONAL = re.compile(
    rf"\bmy (?:\w+ )?{_FAMILY}\b|\bi(?:['’]m| am) (?:worried|looking|being|scared|not happy)\b", re.IGNORECASE
)
_OF_DOCUMENTS = re.compile(
    r"(?:(?:and|so|but|by|in|for|to|at) )?"
    r"(?:(?:what|which|how (?:many|much|often|long|far|well|good)|who|when|where|why)\b"
    r"(?! (?:i|we|my|our|you|your)\b)(?!.{0,40}\b(?:my|me|i)\b)"
    r"|(?:did|does|do|has|have|had|is|are|was|were)\b(?! (?:i|we|my|our|she|he|his|her|him|you|your|it|this|that)\b)"
    r"(?!.{0,40}\b(?:my|me|i|her|his|him|she|he)\b)"
    r"|(?:does|did|do|is|was) (?:it|this|that|such things) (?:often |usually )?(?:happen|occur|common|usual|typical"
    r"|normal|rare|frequent)\b(?! to (?:me|us|her|him)\b))",
    re.IGNORECASE,
)
"""A question for something else than what the person who asks is concerned in."""
_FORECAST = re.compile(
    (
        rf"\b(?:will|won['’]t|going to|gonna|likely to|bound to|about to|predict\w*|forecast|chances?|odds|bet)\b"
        rf".{{0,80}}\b(?:{_GRADE}|rated|judged|graded|grade|rating|judge?ment|pass|fail|improve)\b"
        rf".{{0,40}}\b(?:next|again|future|time)\b"
        rf"|\bnext\b.{{0,30}}\b(?:grade|rating|judge?ment|ofsted result)\b"
        rf"|\b(?:will|won['’]t|going to|likely to)\b.{{0,60}}\b(?:be|get|become|stay|remain|go|drop|rise) "
        rf"(?:rated |judged |graded |back )?(?:to )?{_GRADE}\b|\bwill win\b"
        rf"|^\W*(?:will|won['’]t|can we expect|do we expect)\b.{{0,80}}\b(?:{_GRADE}|by (?:the end of )?20\d\d"
        rf"|next year)\b"
        rf"|\bgoing to (?:stay|be|remain|become|get|come|go|return|drop|fall)\b.{{0,60}}\b(?:{_GRADE}|in 20\d\d)\b"
        r"|^\W*(?:will|is|are)\b.{0,40}\b(?:close down|shut down|be closed|taken? over|take over|scrap|abolish|sack)\b"
        r"|\bwhen (?:will|is|are|would)\b.{0,60}\b(?:inspect\w*|visit\w*|ofsted)\b.{0,40}\b(?:again|next|back"
        r"|return\w*)\b|\bwhen (?:will|is|are)\b.{0,40}\bnext (?:inspection|visit)\b|\bwhen will\b.{0,60}\binspected\b"
    ),
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\bwhat(?:['’]s| is| does)? the law\b|\bis it (?:il)?legal\b|\bagainst the law\b|\blegal (?:age|limit)\b"
    r"|\bwhat (?:fine|penalty|sentence|punishment)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    (
        r"^\W*(?:(?:hi+|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day|night)|thanks?(?: you)?"
        r"|cheers|ta|bye|goodbye|ok(?:ay)?|cool|great|nice|brilliant|lovely|perfect|wow|lol|yes|no|sure"
        r"|never ?mind|sorry|please|testing|there|very|so|a|much|lot|that['’]?s|that is|was|it|all|for|helpful"
        r"|your|the|help|everyone|everybody|mate|bot|again|i see|got it|you)\W*)+$"
    ),
    re.IGNORECASE,
)
_ASK = "Ask what inspectors found, where and when, what had to improve, or which grade was given."
_NO_ADVICE = f"The documents hold findings about services, no advice for a single person or family. {_ASK}"
_REASONS = (
    (_SMALL_TALK, f"This is no question about the documents. {_ASK}"),
    (_ORDER, "This is no question about the documents; only what they say can be asked for."),
    (_FORECAST, f"The documents say what was found, not what will be found next. {_ASK}"),
    (_ADVICE, _NO_ADVICE),
    (_LAW, f"The documents hold findings about services; what the law says is not in them. {_ASK}"),
    (_OPINION, f"Only what the documents say can be told, no opinion about it. {_ASK}"),
)


def why_no_question(question: str) -> str | None:
    """Return why a request is no question that documents could answer, None for any other.

    Orders ('write me a poem'), forecasts ('will they be outstanding next time?'), requests for advice ('should I
    move there?') or an opinion ('do you think it fair?'), and small talk. Who only mentions a family, and then asks for
    what documents say ('my mum is blind - is the report to be had in large print?'), asks a question.
    """
    if question.strip().lower().rstrip("?!. ") in ("help", "please help", "help please"):
        return None
    found = next((reason for pattern, reason in _REASONS if pattern.search(question)), None)
    return found or (_NO_ADVICE if _is_personal(question) else None)


def _is_personal(question: str) -> bool:
    """Whether a request tells of somebody's own family and asks nothing beside."""
    found = _PERSONAL.search(question)
    if found is None:
        return False
    clauses = re.split(r"[.;:?!]\s+|\s[-–—]+\s|,\s+", question)
    return not any(_OF_DOCUMENTS.match(one.strip()) for one in clauses if not _PERSONAL.search(one))
