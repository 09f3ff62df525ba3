"""Takes away the words by which a question asks, so that what it asks about is left."""

from __future__ import annotations

from index.understanding.phrases import any_of

__all__ = ["without_frame"]

_WHO = r"(?:ofsted|(?:the )?(?:inspectors?|inspection|inspectorate|reports?|letters?|hmi)|they|it)"
_SAY = (
    r"(?:say|said|says|think|thought|thinks|find|found|finds|make|made|tell|told|write|wrote|note|noted|reported"
    r"|conclude|concluded|see|saw|feel|felt|learn|learned)"
)
_FRAME = any_of(
    rf"what (?:did|do|does|have|has) {_WHO} {_SAY}(?: us| me)?"
    "(?: (?:about|of|on|regarding|concerning|in relation to))?",
    rf"(?:how|what) (?:did|do|does) {_WHO} (?:rate|judge|describe|view|see|regard|assess)",
    "what (?:is|was|has been|'s) (?:said|known|written|found|reported) (?:about|of|on)",
    "(?:can|could) you (?:please )?tell me|tell me (?:more about|about|what|how|if|whether)|talk me through",
    "give me (?:an overview of|a summary of)?|show me|i(?:'d| would) like to know|i want to know",
    "(?:please )?(?:describe|summari[sz]e|explain|outline)",
    rf"do(?:es)? {_WHO} (?:say|mention|find)(?: (?:that|if|whether|about))?",
    r"(?:according to|going by|as per) (?:the )?(?:\w+ ){0,2}?"
    "(?:report|letter|inspection|paper|press|inspectors?|ofsted)s?",
    "(?:what|how) about",
)


def without_frame(question: str) -> str:
    """Return a question without 'what do inspectors think of' and the like, or whole where nothing would be left."""
    left = " ".join(_FRAME.sub(" ", question).split()).strip(" ?.,:;()-")
    return left if any(len(word) > 2 for word in left.split()) else question
