"""Words around a follow-up that ask nothing themselves: thanks, assent, correction ('sorry, I meant ...')."""

from __future__ import annotations

import re

__all__ = ["after_denied", "corrected", "untagged", "without_manners"]

_OPENS = re.compile(
    r"^\W*(?:(?:thanks?(?: you)?(?: (?:very|so) much| a lot)?|thx|ta|cheers|ok(?:ay)?|great|good(?! at| for| on| with)"
    r"|right|i see|perfect|brilliant|lovely|excellent|interesting|sure|fine|got it|understood|no|nope|nah"
    r"|sorry(?! to)|oops"
    r"|cool|wow|gosh|blimey|really|hm|thank god|good to know|nice|super|noted|sorry to (?:bother|trouble"
    r"|interrupt) you(?: again)?|apologies|my mistake|actually"
    r"|well|hmm+|oh|ah|yes|yeah|yep|hang on|hold on|wait|rather|in fact|that helps?"
    r"|that(?:'|’)?s (?:helpful|useful|great|good|fine|clear|interesting|wrong|not (?:what i|it|right)(?: \w+){0,3})"
    r"|not (?:what|that|quite)(?: i (?:asked|meant|wanted))?(?: for)?|you misunderstood(?: me)?|wrong (?:one"
    r"|council|year)"
    r"|(?:what )?i(?:['’](?:m|d|ve))? (?:really |actually |just )?(?:meant|mean|wanted|want|said|asked(?: (?:for"
    r"|about))?|was asking about"
    r"|am asking about|was after|am (?:more |really |actually |mainly |mostly )?interested in|(?:more |really "
    r"|mainly )?interested in|care(?: more)? about"
    r"|would (?:rather|like to) (?:know|hear|see)(?: about)?|need|focus on)"
    r"(?: to (?:know|ask|say)(?: about)?)?(?: was| is)?|make (?:it|that)|try|(?:can|could|would) you (?:please )?"
    r"(?:also |now )?(?:tell|show|give) me|(?:please )?tell me(?! more| about)|please|next question|one more(?: thing"
    r"| question)?|just (?:checking|wondering|to (?:check|be (?:clear|sure)))|out of interest|in that case"
    r"|by the way|btw|(?:do you know|any idea|i wonder|remind me))\b[\s,.!;:–-]*)+(?=\S)",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"(?:,? (?:that )?(?:they|inspectors|it|the report|the letter) (?:mentions?|mentioned|talks? about"
    r"|refers? to|speaks? of)"
    r"|,? (?:(?:in|at|from|for) )?(?:the|that) same (?:year|time|inspection|report))+(?P<said>\W*)$|"
    r"(?:[\s,.!;:–-]+(?:please|pls|thanks?(?: you)?|cheers|(?:i|that is what i|that's what i) mean[t]?|then|again|sorry"
    r"|actually|too|as well|by the way|if possible|exactly|oops))+(?P<end>\W*)$"
    r"|,? even (?:if|though|when) [^?]+(?P<even>\W*)$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"^\W*(?:no,? )?not (?:the |in |for |about |on )?(?P<old>[^,;:–]{2,40}?)\s*(?:[,;:–]|\s-|\bbut\b)\s*(?:but |rather "
    r"|i meant? )?(?:the |in |for |about |on )?(?P<new>.{2,60}?)\W*$",
    re.IGNORECASE,
)
_BUT_NOT = re.compile(
    r"^\W*(?:(?:and|but|so|with|what about|how about) )*(?:the |in |for |about |on "
    r")?(?P<new>[^,;:–]{2,40}?)\s*[,;:–-]?\s*\b(?:not|rather than"
    r"|instead of) (?:the |in "
    r"|for |about |on )?(?P<old>.{2,40}?)\W*$",
    re.IGNORECASE,
)


def without_manners(question: str) -> str:
    """Return a follow-up without the words of thanks, assent or correction that open or close it."""
    opened = _OPENS.sub("", question)
    closed = _CLOSES.sub(lambda match: match["end"] or match["said"] or match["even"] or "", opened)
    return closed if re.search(r"\w", closed) else opened


def after_denied(question: str) -> str | None:
    """Return what is meant after what is not ('not the current report, the 2016 one'); None where nothing is denied."""
    match = _NOT.match(question)
    return match["new"] if match is not None and len(question.split()) <= 12 else None


_TAGGED = re.compile(
    r"^\W*(?:so |and |but )*(?P<subject>(?!what|which|who|how|when|where|why)\w[^,?]{0,60}?) (?P<aux>was|is|were|are"
    r"|has|had"
    r"|have|did|does|do) (?P<rest>.+?)[\s,]+(?:right|correct|true|yes|no|eh|huh|is that (?:right|correct|true)|am i "
    r"right"
    r"|(?:is|was|has|did|were|are|had|does|do)n['’]?t (?:it|they|that|he|she))\W*$",
    re.IGNORECASE,
)


def untagged(question: str) -> str:
    """Return a statement with a tag as the question it is ('it was good, wasn't it' as 'was it good?')."""
    match = _TAGGED.match(question)
    return f"{match['aux'].lower()} {match['subject']} {match['rest']}?" if match else question


def corrected(question: str, base: str) -> str | None:
    """Return the earlier question with what was misread replaced ('not fostering, adoption'); None where it is no such.

    Args:
        question: the follow-up.
        base: the question before it.
    """
    for pattern in (_NOT, _BUT_NOT):
        match = pattern.match(question)
        if match is None:
            continue
        old = re.compile(rf"\b{re.escape(match['old'])}\b", re.IGNORECASE)
        if len(question.split()) <= 12 and old.search(base):
            return old.sub(match["new"], base)
    return None
