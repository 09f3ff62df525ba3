"""Whether what was found speaks of the very thing that is asked.

That is the noun after 'which', what one side is more of ('cheaper than'), what is taken for done ('why did they ...').
Other words of a question may be the asker's own; these may not. 'Which software is used?' is not answered where
nothing found has software, in this or another word for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.answering.asked import Asked
from index.answering.selection import Candidate
from index.answering.statements import Span
from index.answering.topic import coverage_of, is_asking
from index.support.coverage import QuestionWord
from index.support.terms import content_stems, is_function_word, stem
from index.understanding.near import near_stems

__all__ = ["unmet_share", "what_is_unmet"]

LOOKED_IN = 10
"""Sentences in whose paragraphs the thing asked for is looked for."""
BEGINS = 6
"""Letters in which words that are formed from each other ('clinician', 'clinical') agree."""
_AFTER = (
    r"(?:is|are|was|were|do|does|did|[a-z]+n['’]t|has|have|had|can|could|will|would|should|must|in|of|for|at|that|who"
    r"|with|on|to|by|from|about|still|there|got|gets?|[a-z]+ed|need|needs|make|makes|made|went|come|comes|came|say"
    r"|says"
    r"|said|use|uses|take|takes|took|keep|keeps|kept|run|runs|goes|go|let|help|helps|stop|stops|cause|causes|hold"
    r"|holds)"
)
_WHICH = re.compile(
    rf"^\W*(?:and |so |but )?(?:(?:in|for|at|by|to|of|on|from|under|through|with) )?(?:which|what) "
    rf"(?P<thing>(?:(?!{_AFTER}\b)[a-z'’-]+ ){{1,3}}?){_AFTER}\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:(?P<er>[a-z]{3,}er)|(?:more|less) (?P<more>[a-z]{4,})) than\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MANNER = re.compile(r"\b\w+ly\b", re.IGNORECASE)
"""Words such as 'closely', which say nothing of closing."""
_NO_DEGREES = frozenset(
    "better higher lower fewer other rather later earlier older younger newer larger smaller bigger greater longer "
    "shorter faster slower quicker stronger weaker closer further sooner ever never under over either together "
    "whether "
    "likely children people social care often recent than".split()
)
_WHO = (
    r"(?:ofsted|inspectors?|the inspectorate|hmi|government|ministers?|council(?:lors)?|local authority|authority"
    r"|leaders?"
    r"|managers?|director|staff|social workers?|judges?|courts?|police|they|it|he|she|we|children|families|parents)"
)
_WHY_DID = re.compile(
    rf"^\W*(?:and |so |but )?(?:why|how come) (?:did|does|do|has|have)\s+(?:the |its |their |['’]s )?"
    rf"(?:{_WHO}\s+)?(?:not |never |also |then |have to |ever |to )?(?P<verb>[a-z]{{4,}})\b",
    re.IGNORECASE,
)
_WHAT_DID = re.compile(
    rf"^\W*(?:and |so |but )?what (?:did|does|do)\s+(?:the |its |their )?{_WHO}(?: of)?\s+"
    r"(?P<verb>[a-z]{4,})\b",
    re.IGNORECASE,
)
_THAT_DID = re.compile(
    rf"\b(?:evidence|proof|sign|suggestion|claim)s? (?:is there |are there |was there )?(?:that|of)(?: the"
    rf"| its)?(?: {_WHO})?"
    r" (?P<verb>[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_THE_EVENT = re.compile(
    r"^\W*(?:and |so |but )?(?:did|does|was|were|has|had|what (?:caused|was|were|did"
    r"|happened (?:to|at|in|after|during))|(?:how|why|when|where) (?:did|was|were)"
    r"|who (?:caused|started|stopped|organi[sz]ed)) the "
    r"(?P<verb>(?!same|whole|most|least|first|last|next)[a-z]{4,}) (?:by|at|of|in|on|over|about|caused|that|which)\b",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(r"^\W*(?:what|why) (?:was|were|is|are)\b.*\b(?P<verb>[a-z]{3,}ed)(?: for)?\W*$", re.IGNORECASE)
_PLAIN = frozenset(
    stem(word)
    for word in (
        "else other thing way kind type sort area effect impact role part step help support evidence aspect point "
        "difference improvement strength weakness problem concern challenge finding recommendation change priority "
        "action progress service practice people person staff worker child children family group grade judgement "
        "rating date year month day inspection inspector report letter council authority document difficulty barrier "
        "reason cause factor need risk issue failing good bad percentage proportion share number fraction rate amount "
        "extra information detail example response arrangement measure opportunity quality idea figure work job sort "
        "respond react reply comment explain accept agree judge rate grade give get fall rise drop improve decline "
        "struggle fail succeed score receive want happen "
        "success mistake gap criticism praise message result outcome consequence decision position state view word "
        "place team agency region information record time stage standard level size extent lesson evidence kid figure "
        "young youngster parent pupil user public exactly sense plan system approach model became become happened else"
    ).split()
)
"""Stems of nouns that ask for no particular thing."""


def what_is_unmet(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that nothing found speaks of the thing asked for; None where something does, or none is asked for."""
    word = _head(asked.question) or _degree(asked.question) or _deed(asked.understanding.bare or asked.question)
    if word is None:
        return None
    if _is_met(asked, word, [candidate.span.paragraph.text for candidate in ranked[:LOOKED_IN]]):
        return None
    return f"No document here speaks of {word!r} in this, in that or another word."


def _head(question: str) -> str | None:
    """Return the noun after 'which' or 'what', None where it asks for no particular thing."""
    found = _WHICH.match(question)
    words = found["thing"].lower().split() if found else []
    return _particular(words[-1]) if words else None


def _degree(question: str) -> str | None:
    """Return the adjective of which one side is said to have more, in its plain form; None for usual ones."""
    found = _MORE.search(question)
    if found is None:
        return None
    word = (found["er"] or found["more"]).lower()
    if word in _NO_DEGREES:
        return None
    if found["er"]:
        word = word.removesuffix("er")
        word = f"{word[:-1]}y" if word.endswith("i") else word
    return _particular(word)


def _deed(question: str) -> str | None:
    """Return what a question takes for done, or for an event: 'why did they ...', 'were they ...ed', 'the ... at'."""
    found = (
        _WHY_DID.match(question) or _WHAT_DID.match(question) or _THAT_DID.search(question) or _WAS_DONE.match(question)
    )
    return _particular(found["verb"].lower()) if found else None


def _particular(word: str) -> str | None:
    plain = re.sub(r"['’]s?$", "", word)
    usual = stem(plain) in _PLAIN or is_asking(plain) or is_function_word(plain)
    return None if usual or len(plain) < 3 else plain


def unmet_share(asked: Asked, spans: Sequence[Span]) -> float:
    """Return the share, by weight, of a question's words that the paragraphs of some spans have in no form; 0 to 1."""
    held = frozenset(
        one for span in spans for one in content_stems(" ".join((*span.paragraph.section, span.paragraph.text)))
    )
    words = coverage_of(asked).words
    written = {stem(word): word for word in _WORD.findall((asked.understanding.bare or asked.question).lower())}
    total = sum(word.weight for word in words)
    unmet = sum(word.weight for word in words if not _has(word, written.get(word.stem, word.stem), held))
    return unmet / total if total else 1.0


def _has(word: QuestionWord, written: str, held: frozenset[str]) -> bool:
    """Whether stems have a word of a question: itself, another for it, one near to it, or one formed from it."""
    return bool(
        word.found_in(held)
        or any(near in held for near, _ in near_stems(written))
        or (len(word.stem) > BEGINS and any(each.startswith(word.stem[:BEGINS]) for each in held))
    )


def _is_met(asked: Asked, word: str, texts: Sequence[str]) -> bool:
    """Whether one of some texts has a word, another word for it, or one near to it in meaning."""
    others = tuple(other for one in coverage_of(asked).words if one.stem == stem(word) for other in one.others)
    asked_for = QuestionWord(stem(word), 1.0, others)
    return any(_has(asked_for, word, frozenset(content_stems(_MANNER.sub("", text)))) for text in texts)
