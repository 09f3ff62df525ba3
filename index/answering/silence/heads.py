"""Whether what was found speaks of the very thing that is asked: the noun after 'which', what one side is more of.

Other words of a question may be the asker's own; these may not. 'Which software is used?' is not answered where
nothing found has software, in this or another word for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.answering.asked import Asked
from index.answering.selection import Candidate
from index.answering.topic import coverage_of, is_asking
from index.support.terms import content_stems, is_function_word, stem
from index.understanding.near import near_stems

__all__ = ["what_is_unmet"]

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
_NO_DEGREES = frozenset(
    "better higher lower fewer other rather later earlier older younger newer larger smaller bigger greater longer "
    "shorter faster slower quicker stronger weaker closer further sooner ever never under over either together "
    "whether "
    "likely children people social care often recent than".split()
)
_PLAIN = frozenset(
    stem(word)
    for word in (
        "else other thing way kind type sort area effect impact role part step help support evidence aspect point "
        "difference improvement strength weakness problem concern challenge finding recommendation change priority "
        "action progress service practice people person staff worker child children family group grade judgement "
        "rating date year month day inspection inspector report letter council authority document difficulty barrier "
        "reason cause factor need risk issue failing good bad percentage proportion share number fraction rate amount "
        "extra information detail example response arrangement measure opportunity quality idea figure work job sort "
        "success mistake gap criticism praise message result outcome consequence decision position state view word "
        "place team agency region information record time stage standard level size extent lesson evidence kid figure "
        "young youngster parent pupil user public exactly sense plan system approach model became become happened else"
    ).split()
)
"""Stems of nouns that ask for no particular thing."""


def what_is_unmet(asked: Asked, ranked: Sequence[Candidate]) -> str | None:
    """Return that nothing found speaks of the thing asked for; None where something does, or none is asked for."""
    word = _head(asked.question) or _degree(asked.question)
    if word is None or not ranked:
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


def _particular(word: str) -> str | None:
    plain = re.sub(r"['’]s?$", "", word)
    usual = stem(plain) in _PLAIN or is_asking(plain) or is_function_word(plain)
    return None if usual or len(plain) < 3 else plain


def _is_met(asked: Asked, word: str, texts: Sequence[str]) -> bool:
    """Whether one of some texts has a word, another word for it, or one near to it in meaning."""
    own = stem(word)
    others = [other for one in coverage_of(asked).words if one.stem == own for other in one.others]
    others += [frozenset((near,)) for near, _ in near_stems(word)]
    held = [frozenset(content_stems(text)) for text in texts]
    begins = own[:BEGINS] if len(own) > BEGINS else None
    return any(
        own in one
        or any(other <= one for other in others)
        or (begins is not None and any(each.startswith(begins) for each in one))
        for one in held
    )
